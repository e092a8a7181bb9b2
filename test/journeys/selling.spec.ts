import { expect } from '@playwright/test';
import { parseLetterNumber } from '../../flows/tracking/letter.ts';
import { showsContact } from '../contacts.ts';
import type { Customer } from '../customer.ts';
import { expectBalanced, factsOf } from './audit.ts';
import { errands, paysAndLeaves, weighsForFrance } from './errands.ts';
import { test } from './journey.ts';
import { readBack, textOf } from './papers.ts';

/** What is sold besides plain letters and parcels: each comes out as what it is, and costs what the board says. */

async function boughtAndLeft(customer: Customer, papers: 'none' | 'receipt'): Promise<void> {
  await customer.sees('deposit', { timeout: 40_000 });
  await customer.chooses(papers);
  await customer.sees('farewell');
}

test('three identical letters: one payment, and three labels of which no two are alike', async ({ kiosk, customer }) => {
  await errands.threeLetters.play(kiosk, customer);
  const labels = await kiosk.papers('label-printer');
  const marks = await Promise.all(labels.map((label) => readBack(kiosk, 'label-printer', label, 'DataMatrix')));
  expect(new Set(marks.flat()).size).toBe(3);
  const facts = await factsOf(kiosk);
  expect(facts.filter((fact) => fact.type === 'payment.approved')).toHaveLength(1);
  expect(facts.flatMap((fact) => (fact.type === 'label.issued' ? [fact.mark] : [])).sort()).toEqual(marks.flat().sort());
  await expectBalanced(kiosk, { paid: 4_56, issued: 4_56 });
});

test('a registered letter with avis de réception: both addresses, a number that can be followed, and the level on the proof', async ({ kiosk, customer, page }) => {
  await weighsForFrance(kiosk, customer, 20);
  await customer.sees('offers');
  await customer.touches('offer.all.shown', 'more');
  await customer.touches('offer.selected', 'lettre_recommandee_r1');
  await page.locator('[data-choice="lettre_recommandee_r1"][aria-pressed="true"]').waitFor();
  await customer.touches('offer.option.chosen', 'avis_reception_national');
  await expect(page.locator('.money-plate-amount')).toHaveText(/^7,56\s€$/);
  await customer.touches('offer.confirmed');
  await customer.sees('address');
  await showsContact(kiosk, customer, 'lyon');
  await showsContact(kiosk, customer, 'sender');
  await paysAndLeaves(customer, 'proof');
  const [label] = await kiosk.papers('label-printer');
  for (const said of ['RECOMMANDÉ R1', 'AR', 'Camille Martin', '69007 LYON', 'Dominique Petit', 'SPÉCIMEN · SANS VALEUR']) expect(textOf(label)).toContain(said);
  const [issued] = (await factsOf(kiosk)).filter((fact) => fact.type === 'label.issued');
  expect(parseLetterNumber(issued?.number ?? '')).toMatchObject({ ok: true });
  expect(await readBack(kiosk, 'label-printer', label, 'Code128')).toEqual([issued?.number]);
  const [proof] = await kiosk.papers('receipt-printer');
  for (const said of ['recommandé R1', 'Avis de réception', '7,56 €', '20 g', 'jusqu’à 16,00 €', 'Camille Martin']) expect(textOf(proof)).toContain(said);
  await expectBalanced(kiosk, { paid: 7_56, issued: 7_56 });
});

test('ten stamps: ten labels that name the letter they are for, and no address, no scale, no proof', async ({ kiosk, customer }) => {
  await errands.stamps.play(kiosk, customer);
  const labels = await kiosk.papers('label-printer');
  expect(labels).toHaveLength(10);
  expect(new Set(labels.flatMap(({ codes }) => codes)).size).toBe(10);
  for (const label of labels) expect(textOf(label)).toMatch(/SPÉCIMEN/);
  expect(await kiosk.papers('receipt-printer')).toHaveLength(0);
  await expectBalanced(kiosk, { paid: 15_20, issued: 15_20 });
});

test('an item that is stamped already is weighed: only what is missing is paid', async ({ kiosk, customer, page }) => {
  await customer.touches('service.started', 'supplement');
  await customer.sees('supplement');
  await customer.touches('supplement.way.chosen', 'weighed');
  await customer.sees('weigh');
  await kiosk.turn('scale', { grams: 84 });
  await customer.sees('destination');
  await customer.touches('destination.chosen', 'france');
  await customer.sees('offers');
  await customer.touches('offer.confirmed');
  await customer.sees('supplement');
  await customer.types('152');
  await expect(page.locator('.notice')).toContainText(/1,58/);
  await customer.touches('supplement.confirmed');
  await paysAndLeaves(customer);
  const [label] = await kiosk.papers('label-printer');
  for (const said of ['COMPLÉMENT', '1,58 €', '84 g']) expect(textOf(label)).toContain(said);
  await expectBalanced(kiosk, { paid: 1_58, issued: 1_58 });
});

test('who knows what is missing types it, and no scale is needed', async ({ kiosk, customer }) => {
  await customer.touches('service.started', 'supplement');
  await customer.touches('supplement.way.chosen', 'amount');
  await customer.types('140');
  await customer.touches('supplement.confirmed');
  await customer.sees('basket');
  await customer.touches('basket.paid');
  await boughtAndLeft(customer, 'none');
  expect(textOf((await kiosk.papers('label-printer'))[0])).toContain('1,40 €');
  await expectBalanced(kiosk, { paid: 1_40, issued: 1_40 });
});

test('with no list of articles the first screen says that there are none', async ({ customer, page }) => {
  await expect(page.locator('.service.impossible[data-choice="articles"]')).toBeVisible();
  await expect(customer.control('service.started', 'articles')).toHaveCount(0);
});

test.describe('the operator sells boxes and envelopes', () => {
  test.use({
    configuration: {
      articles: [
        { article: 'box-m', name: { fr: 'Carton moyen', en: 'Medium box' }, text: { fr: '30 × 20 × 15 cm', en: '30 × 20 × 15 cm' }, kind: 'box', price: 2_50 },
        { article: 'padded', name: { fr: 'Enveloppe à bulles', en: 'Padded envelope' }, kind: 'padded', price: 1_20 },
      ],
    },
  });

  test('two boxes and an envelope: a voucher for each, a receipt that names them', async ({ kiosk, customer, page }) => {
    await customer.touches('service.started', 'articles');
    await customer.sees('articles');
    const more = (article: string) => page.locator(`[data-article="${article}"] [data-choice="more"]`);
    await more('box-m').tap();
    await page.locator('[data-article="box-m"] .quantity', { hasText: '1' }).waitFor();
    await more('box-m').tap();
    await more('padded').tap();
    await page.locator('[data-article="padded"] .quantity', { hasText: '1' }).waitFor();
    await customer.touches('articles.confirmed', 'pay');
    await boughtAndLeft(customer, 'receipt');
    const vouchers = await kiosk.papers('label-printer');
    expect(vouchers.map((voucher) => /Carton moyen|Enveloppe à bulles/.exec(textOf(voucher))?.[0])).toEqual(['Carton moyen', 'Carton moyen', 'Enveloppe à bulles']);
    const [receipt] = await kiosk.papers('receipt-printer');
    for (const said of ['Carton moyen', '2 × 2,50 €', 'Enveloppe à bulles', '6,20 €']) expect(textOf(receipt)).toContain(said);
    await expectBalanced(kiosk, { paid: 6_20, issued: 6_20 });
  });
});
