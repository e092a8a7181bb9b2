import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect } from '@playwright/test';
import { parseColissimo } from '../../flows/tracking/colissimo.ts';
import { parseS10 } from '../../flows/tracking/s10.ts';
import { showsContact } from '../contacts.ts';
import { expectBalanced, expectNothingSold, factsOf } from './audit.ts';
import { declaresPresent, errands, paysAndLeaves, weighsForCanada } from './errands.ts';
import { test, words } from './journey.ts';
import { readBack, textOf } from './papers.ts';

/** What leaves France: where to, what is in it, and the papers that customs want of it. */

const run = promisify(execFile);

test('a parcel to Canada with two articles: nobody types an address, and the customs sheets come out with the label', async ({ kiosk, customer }) => {
  await errands.canada.play(kiosk, customer);
  const printed = await kiosk.papers('label-printer');
  const sheets = printed.filter((paper) => textOf(paper).includes('CN 23'));
  const label = printed.at(-1);
  const [issued] = (await factsOf(kiosk)).filter((fact) => fact.type === 'label.issued');
  const number = issued?.number ?? '';
  expect(parseS10(number), 'a number of the Universal Postal Union with the right key').toMatchObject({ ok: true });

  await test.step('three copies, the same but for what they say of themselves, and then the label', async () => {
    expect(printed).toHaveLength(sheets.length + 1);
    const copies = sheets.map((sheet) => textOf(sheet).replace(/Exemplaire \d sur 3/, ''));
    expect(copies).toHaveLength(3);
    expect(new Set(copies).size).toBe(1);
    expect(sheets.map((sheet) => /Exemplaire (\d) sur 3/.exec(textOf(sheet))?.[1])).toEqual(['1', '2', '3']);
  });
  await test.step('what the sender said stands in the form, in the words that customs read', async () => {
    const form = textOf(sheets[0]);
    for (const said of ['Dominique Petit', '91130 RIS ORANGIS', 'Louise Tremblay', '1234 Maple Street', 'OTTAWA ON K1A 0B1', 'CANADA']) expect(form).toContain(said);
    for (const said of ['Cotton T-shirt', 'SH / HS 610910', '0,300', '25,00', 'Printed book', 'SH / HS 490199', '0,940', '12,00']) expect(form).toContain(said);
    for (const sum of ['1,240', '37,00', '53,99 EUR']) expect(form).toContain(sum);
    expect(form, 'a present is crossed, and nothing else').toMatch(/X\nCadeau/);
    expect(form).toContain('Je soussigné(e) certifie');
    expect(form).toContain('Date et signature de l’expéditeur');
  });
  await test.step('the same number can be read from each sheet and from the label, which shows the country large', async () => {
    for (const paper of printed) expect(await readBack(kiosk, 'label-printer', paper, 'Code128')).toContain(number);
    expect(await readBack(kiosk, 'label-printer', label, 'DataMatrix')).toEqual([issued?.mark]);
    for (const said of ['Louise Tremblay', 'OTTAWA ON K1A 0B1', 'CANADA', 'CN23', 'SPÉCIMEN · SANS VALEUR']) expect(textOf(label)).toContain(said);
  });
  await test.step('the back office finds the declaration, and the listing shows no names', async () => {
    const { stdout } = await run(process.execPath, ['electron/pre-advice/cli.ts', 'list', '--data', kiosk.dataDirectory]);
    expect(stdout).toContain(number);
    expect(stdout).toContain('CN23, 2 articles');
    expect(stdout).not.toMatch(/Tremblay|Petit|Ottawa/i);
  });
  await test.step('the journal keeps neither names nor what is in the parcel', async () => {
    expect(JSON.stringify(await factsOf(kiosk))).not.toMatch(/Tremblay|Petit|Ottawa|Maple|T-shirt|book/i);
  });
  await expectBalanced(kiosk, { paid: errands.canada.paid, issued: errands.canada.paid });
});

test('goods for La Réunion need a declaration although it is France, and the territory is chosen by its name', async ({ kiosk, customer }) => {
  await kiosk.turn('scale', { grams: 800 });
  await customer.sees('destination');
  await customer.touches('destination.chosen', 'overseas');
  await customer.sees('country');
  await customer.touches('country.chosen', 'RE');
  await customer.sees('contents');
  await customer.touches('contents.chosen', 'goods');
  await customer.sees('format');
  await customer.touches('format.chosen', 'parcel');
  await customer.sees('offers');
  await expect(customer.page.locator('[data-choice="colissimo_eco_om1"]'), 'the cheapest first').toHaveAttribute('aria-pressed', 'true');
  await customer.touches('offer.selected', 'colissimo_om1');
  await customer.page.locator('[data-choice="colissimo_om1"][aria-pressed="true"]').waitFor();
  await customer.touches('offer.confirmed');
  await showsContact(kiosk, customer, 'saintDenis');
  await showsContact(kiosk, customer, 'sender');
  await customer.sees('customs');
  await customer.touches('customs.category.chosen', 'gift');
  await customer.declares({ goods: 'toy', value: 30 });
  await customer.touches('customs.confirmed');
  await paysAndLeaves(customer, 'proof');
  const printed = await kiosk.papers('label-printer');
  expect(textOf(printed[0])).toContain('CN 23');
  expect(textOf(printed[0])).toContain('LA REUNION');
  expect(textOf(printed[0]), 'the weight that was left was filled in').toContain('0,800');
  const [issued] = (await factsOf(kiosk)).filter((fact) => fact.type === 'label.issued');
  expect(parseColissimo(issued?.number ?? '')).toMatchObject({ ok: true });
  expect(textOf(printed.at(-1))).toMatch(/97400\nST DENIS/);
  await expectBalanced(kiosk, { paid: 19_00, issued: 19_00 });
});

test('nothing that was said is final: an article of the declaration can be changed before it is signed for', async ({ kiosk, customer, page }) => {
  await weighsForCanada(kiosk, customer);
  await customer.touches('customs.category.chosen', 'gift');
  await customer.declares({ goods: 't-shirt', grams: 300, value: 25 });
  await customer.touches('customs.article.reopened', 'change');
  await customer.field('value').waitFor();
  await expect(customer.field('grams')).toHaveValue('300');
  await customer.touchesField('value');
  await customer.erases('value');
  await customer.types('40');
  await customer.chooses('customs.entered');
  await expect(page.locator('[data-article] .price')).toHaveText(/^40,00\s€$/);
  await customer.touches('customs.confirmed');
  await customer.sees('basket');
  await expectNothingSold(kiosk);
});

test.describe('a country is found by its first letters', () => {
  test.beforeEach(async ({ kiosk, customer }) => {
    await kiosk.turn('scale', { grams: 84 });
    await customer.sees('destination');
    await customer.touches('destination.chosen', 'abroad');
    await customer.sees('country');
  });

  test('with every letter fewer are shown, and the one that is meant is touched', async ({ kiosk, customer, page }) => {
    await customer.types('jap');
    await expect(page.locator('.country')).toHaveCount(1);
    await customer.touches('country.chosen', 'JP');
    await customer.sees('contents');
    await customer.touches('contents.chosen', 'documents');
    await customer.sees('offers');
    await expect(page.locator('.chips').first()).toContainText('Japon');
    await expectNothingSold(kiosk);
  });

  test('whatever language it is called in, and without accents', async ({ kiosk, customer, page }) => {
    await customer.types('germ');
    await page.locator('[data-choice="DE"]').waitFor();
    await customer.erases('country');
    await customer.types('coree');
    await page.locator('[data-choice="KR"]').waitFor();
    await expectNothingSold(kiosk);
  });

  test('letters that no country has say so', async ({ kiosk, customer, page }) => {
    await customer.types('zzz');
    await expect(page.getByText(words('country.none'))).toBeVisible();
    await expect(page.locator('.country')).toHaveCount(0);
    await expectNothingSold(kiosk);
  });
});

test('things that weigh more than the parcel are not taken: what the scale said is proposed at one touch', async ({ kiosk, customer, page }) => {
  await weighsForCanada(kiosk, customer);
  await customer.touches('customs.category.chosen', 'gift');
  await customer.chooses('book');
  await page.locator('.field[data-active] input[name="value"]').waitFor();
  await customer.types('12');
  await customer.touchesField('grams');
  await customer.erases('grams');
  await customer.types('1300');
  await customer.chooses('customs.entered');
  await expect(page.locator('.field[data-problem] input[name="grams"]')).toBeVisible();
  await customer.chooses('proposal');
  await expect(page.locator('[data-article]')).toContainText(/1\s240\sg/);
  await expectNothingSold(kiosk);
});

test('a second parcel goes with the first: the sender is asked once, and all is paid at once', async ({ kiosk, customer }) => {
  await weighsForCanada(kiosk, customer);
  await declaresPresent(customer);
  await customer.sees('basket');
  await kiosk.turn('scale', { grams: 0 });
  await customer.touches('basket.item.added');
  await customer.page.locator('[data-weighing="empty"]').waitFor({ state: 'attached' });
  await kiosk.turn('scale', { grams: 1_240 });
  await customer.sees('destination');
  await customer.touches('destination.chosen', 'france');
  await customer.sees('format');
  await customer.touches('format.chosen', 'parcel');
  await customer.sees('offers');
  await customer.touches('offer.confirmed');
  await showsContact(kiosk, customer, 'lyon');
  await paysAndLeaves(customer, 'proof');
  const printed = await kiosk.papers('label-printer');
  expect(printed).toHaveLength(5);
  expect(textOf(printed.at(-1)), 'the sender of the first').toContain('Dominique Petit');
  const paid = errands.canada.paid + errands.parcel.paid;
  await expectBalanced(kiosk, { paid, issued: paid });
});
