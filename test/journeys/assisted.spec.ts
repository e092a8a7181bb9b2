import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect } from '@playwright/test';
import type { FactOf } from '../../flows/facts.ts';
import { contacts, showsContact } from '../contacts.ts';
import type { Customer } from '../customer.ts';
import type { Kiosk } from '../kiosk.ts';
import { Worker } from '../worker.ts';
import { expectBalanced, factsOf } from './audit.ts';
import { fillsBasketWithLetters, letterPrice, parcelPrice, test, words } from './journey.ts';
import { textOf } from './papers.ts';

/**
 * A worker steps into the customer's session: each act from the badge to the entry in the journal, and the books balance after it.
 * Who does what stands in `flows/assisted/permissions.ts`.
 */

const bothLetters = 2 * letterPrice;

type Acted = Pick<FactOf<'staff.acted'>, 'act' | 'staff' | 'reason' | 'before' | 'after' | 'second'>;

/** What workers did, in the order in which it was recorded. */
async function actsOf(kiosk: Kiosk): Promise<readonly Acted[]> {
  const acted = (await factsOf(kiosk)).filter((fact) => fact.type === 'staff.acted');
  return acted.map(({ act, staff, reason, before, after, second }) => ({ act, staff, reason, before, after, second }));
}

async function openedSale(kiosk: Kiosk): Promise<FactOf<'sale.opened'>['lines']> {
  return (await factsOf(kiosk)).flatMap((fact) => (fact.type === 'sale.opened' ? fact.lines : []));
}

async function papersOf(kiosk: Kiosk, printer: 'label-printer' | 'receipt-printer'): Promise<string> {
  return (await kiosk.papers(printer)).map(textOf).join('\n');
}

/** A basket of letters that is paid while the printer can print: up to the labels in the customer's hand. */
async function buysLetters(kiosk: Kiosk, customer: Customer, quantity = 2): Promise<void> {
  await fillsBasketWithLetters(kiosk, customer, quantity);
  await customer.touches('basket.paid');
  await customer.sees('deposit', { timeout: 30_000 });
}

/** By the office's own tool, while the terminal runs. */
async function revokes({ dataDirectory }: Kiosk, staff: string): Promise<void> {
  await promisify(execFile)(process.execPath, ['electron/staff/cli.ts', 'revoke', staff, '--data', dataDirectory]);
}

async function takesNothing(customer: Customer): Promise<void> {
  await customer.sees('deposit');
  await customer.chooses('none');
  await customer.sees('farewell');
}

test.describe('while an item is prepared', () => {
  test('weight and size by hand, a step back, a corrected address, another price: every paper says what a person entered', async ({ kiosk, customer, page }) => {
    const nadia = new Worker(kiosk, page, 'DEMO-A');
    await customer.touches('service.started', 'send');
    await customer.sees('weigh');
    await nadia.signsIn();
    await nadia.does('weight.entered', { value: 1_240, reason: 'scale-wrong' });
    await customer.sees('destination');
    await customer.touches('destination.chosen', 'france');
    await customer.sees('format');
    await expect(customer.control('format.chosen', 'oversize')).toHaveCount(0);
    await nadia.does('size.overridden', { reason: 'measured-by-hand' });
    await customer.touches('format.chosen', 'oversize');
    await customer.sees('offers');
    await nadia.does('step.opened', { target: 'destination', reason: 'customer-asked' });
    await customer.sees('destination');
    await customer.touches('destination.chosen', 'france');
    await customer.sees('format');
    await customer.touches('format.chosen', 'oversize');
    await customer.sees('offers');
    await customer.touches('offer.confirmed');
    await showsContact(kiosk, customer, 'lyon');
    await showsContact(kiosk, customer, 'sender');
    await customer.sees('basket');
    await nadia.does('line.repriced', { value: 9_00, reason: 'price-wrong' });
    await expect(page.locator('.total')).toContainText('9,00');
    await nadia.chooses('address.corrected');
    // The address was not on the screen: its owner is asked before a worker sees it.
    await customer.touches('staff.consent.given', 'give');
    await nadia.says('address-wrong');
    await customer.sees('address');
    await nadia.leaves();
    // It stands there as it was; a phone held before the scanner writes it anew.
    await kiosk.scan(contacts.lyon, 'qr');
    await customer.confirmsAddress();
    await customer.sees('basket');
    await customer.touches('basket.paid');
    await customer.sees('deposit', { timeout: 30_000 });
    await customer.chooses('proof');
    await customer.sees('farewell', { timeout: 30_000 });
    expect(await actsOf(kiosk)).toEqual([
      { act: 'weight.entered', staff: 'DEMO-A', reason: 'scale-wrong', before: null, after: '1240 g', second: null },
      { act: 'size.overridden', staff: 'DEMO-A', reason: 'measured-by-hand', before: 'forbidden', after: 'allowed', second: null },
      { act: 'step.opened', staff: 'DEMO-A', reason: 'customer-asked', before: 'offers', after: 'destination', second: null },
      { act: 'line.repriced', staff: 'DEMO-A', reason: 'price-wrong', before: `${parcelPrice} ct`, after: '900 ct', second: null },
      { act: 'address.corrected', staff: 'DEMO-A', reason: 'address-wrong', before: null, after: null, second: null },
    ]);
    expect(await openedSale(kiosk)).toMatchObject([{ grams: 1_240, weighedBy: 'staff', sizedBy: 'staff', unitPrice: 9_00, tariffPrice: parcelPrice }]);
    expect(await papersOf(kiosk, 'label-printer')).toContain('guichet');
    expect(await papersOf(kiosk, 'receipt-printer')).toContain('saisi au guichet');
    await expectBalanced(kiosk, { paid: 9_00, issued: 9_00 });
  });

  test('a destination that is sold at the counter: a manager allows it, for this item alone', async ({ kiosk, customer, page }) => {
    const karim = new Worker(kiosk, page, 'DEMO-M1');
    await kiosk.turn('scale', { grams: 200 });
    await customer.sees('destination');
    await customer.touches('destination.chosen', 'abroad');
    await customer.touches('country.chosen', 'US');
    await customer.sees('contents');
    await expect(customer.control('contents.chosen', 'goods')).toHaveCount(0);
    await karim.signsIn();
    await karim.does('destination.overridden', { reason: 'customer-asked' });
    await customer.touches('contents.chosen', 'goods');
    await customer.sees('format');
    await karim.does('session.ended', { reason: 'customer-left' });
    // Nobody is served any more, and the badge still lies there: the terminal is the worker's.
    await customer.sees('maintenance');
    await karim.leaves();
    await customer.sees('attract');
    expect((await actsOf(kiosk)).map(({ act, reason }) => [act, reason])).toEqual([['destination.overridden', 'customer-asked'], ['session.ended', 'customer-left']]);
    await expectBalanced(kiosk, { paid: 0 });
  });

  test('a line out of the basket, another language and larger letters: what the worker did, and what the customer goes on with', async ({ kiosk, customer, page }) => {
    const nadia = new Worker(kiosk, page, 'DEMO-A');
    await fillsBasketWithLetters(kiosk, customer, 1);
    await customer.touches('basket.item.added');
    await customer.sees('weigh');
    await kiosk.turn('scale', { grams: 0 });
    await page.locator('[data-weighing="empty"]').waitFor({ state: 'attached' });
    await kiosk.turn('scale', { grams: 20 });
    await customer.sees('destination');
    await customer.touches('destination.chosen', 'france');
    await customer.sees('offers');
    await customer.touches('offer.confirmed');
    await customer.sees('basket');
    await expect(page.locator('[data-line]')).toHaveCount(2);
    await nadia.signsIn();
    await nadia.does('line.removed', { target: 'first', reason: 'customer-asked' });
    await expect(page.locator('[data-line]')).toHaveCount(1);
    await customer.touches('dialog.opened', 'languages');
    await customer.touches('language.chosen', 'en');
    await page.locator('[data-screen="basket"][lang="en"]:not([data-dialog])').waitFor();
    await customer.touches('dialog.opened', 'accessibility');
    await customer.touches('preferences.changed', 'text-large');
    await page.locator('[data-text-size="large"]').waitFor();
    await customer.touches('dialog.closed');
    await nadia.leaves();
    await customer.touches('basket.paid');
    await takesNothing(customer);
    expect((await actsOf(kiosk)).map(({ act, before, after }) => [act, before, after])).toEqual([
      ['line.removed', `1 × lettre_verte_suivie, ${letterPrice} ct`, null],
      ['language.changed', 'fr', 'en'],
      ['preferences.changed', 'textSize: standard', 'textSize: large'],
    ]);
    await expectBalanced(kiosk, { paid: 1_52, issued: 1_52 });
  });
});

test.describe('after the payment', () => {
  test('a label is damaged: void and printed again, a part of a price given back, an item refunded, a copy of the proof', async ({ kiosk, customer, page }) => {
    const nadia = new Worker(kiosk, page, 'DEMO-A');
    await buysLetters(kiosk, customer, 3);
    await nadia.signsIn();
    await nadia.does('label.reprinted', { target: 'first', reason: 'label-damaged' });
    await expect.poll(async () => (await kiosk.papers('label-printer')).length).toBe(4);
    await customer.sees('deposit');
    await nadia.does('item.refunded', { target: 'first', reason: 'item-refused' });
    await expect.poll(async () => (await factsOf(kiosk)).filter(({ type }) => type === 'refund.approved').length).toBe(1);
    await customer.sees('deposit');
    await nadia.does('amount.refunded', { target: 'first', value: 60, reason: 'gesture' });
    await expect.poll(async () => (await factsOf(kiosk)).filter(({ type }) => type === 'refund.approved').length).toBe(2);
    await customer.sees('deposit');
    await customer.chooses('proof');
    await customer.sees('farewell', { timeout: 30_000 });
    await nadia.does('document.copied', { target: 'proof', reason: 'customer-asked' });
    await expect.poll(() => papersOf(kiosk, 'receipt-printer')).toContain('DUPLICATA');
    await nadia.leaves();
    const back = letterPrice + 60;
    expect((await actsOf(kiosk)).map(({ act, before, after }) => [act, before, after])).toEqual([
      ['label.reprinted', 'printed', 'void'],
      ['item.refunded', `${3 * letterPrice} ct`, `${2 * letterPrice} ct`],
      ['amount.refunded', `${2 * letterPrice} ct`, `${2 * letterPrice - 60} ct`],
      ['document.copied', null, null],
    ]);
    const facts = await factsOf(kiosk);
    const numbers = facts.flatMap((fact) => (fact.type === 'label.issued' ? [fact.number] : []));
    expect(new Set(numbers).size, 'no number twice').toBe(4);
    expect(facts.filter(({ type }) => type === 'label.voided')).toHaveLength(2);
    await expectBalanced(kiosk, { paid: 3 * letterPrice, issued: 3 * letterPrice - back, returned: back });
  });

  test('nothing comes out any more: the sale is cancelled, above the threshold of an agent with a second person', async ({ kiosk, customer, page }) => {
    const nadia = new Worker(kiosk, page, 'DEMO-A');
    const karim = new Worker(kiosk, page, 'DEMO-M1');
    const total = 6 * letterPrice;
    await fillsBasketWithLetters(kiosk, customer, 6);
    await kiosk.turn('payment-terminal', { answer: 'manual' });
    await customer.touches('basket.paid');
    await customer.sees('pay');
    await kiosk.awaitsCard();
    await kiosk.turn('label-printer', { jam: true });
    await kiosk.turn('payment-terminal', { present: 'chip' });
    await customer.sees('label-trouble');
    await nadia.signsIn();
    await nadia.does('sale.cancelled', { reason: 'label-jammed' });
    await nadia.panel('second').waitFor();
    await test.step('one’s own badge is no second person', async () => {
      // Taken off and laid down again within one look of the reader, it never went: then once more.
      await expect(async () => {
        await nadia.removesBadge();
        await kiosk.turn('badge-reader', { badge: nadia.who.badge });
        await expect(page.locator('.helper-panel-words')).toContainText(words('sign-in.pin'), { timeout: 3_000 });
      }).toPass({ timeout: 30_000 });
      await nadia.types(nadia.who.pin);
      await expect(page.locator('.helper-panel')).toContainText(words('act-refusal.same-person'));
    });
    await expect(async () => {
      await kiosk.turn('badge-reader', { badge: null });
      await kiosk.turn('badge-reader', { badge: karim.who.badge });
      await expect(page.locator('.helper-panel-words')).toContainText(words('sign-in.pin'), { timeout: 3_000 });
    }).toPass({ timeout: 30_000 });
    await karim.types(karim.who.pin);
    await customer.sees('farewell', { timeout: 30_000 });
    await expect.poll(async () => (await actsOf(kiosk)).map(({ act, staff, second }) => [act, staff, second])).toEqual([['sale.cancelled', 'DEMO-A', 'DEMO-M1']]);
    await expectBalanced(kiosk, { paid: total, returned: total });
  });

  test('nobody knows whether the card was debited: asked again, then decided by a manager who looked at it', async ({ kiosk, customer, page }) => {
    const karim = new Worker(kiosk, page, 'DEMO-M1');
    await fillsBasketWithLetters(kiosk, customer);
    await kiosk.turn('payment-terminal', { resetAfterApproval: true, supportsStatus: false, supportsDuplicate: false });
    await customer.touches('basket.paid');
    await customer.sees('farewell');
    await karim.signsIn();
    await karim.does('payment.asked', { reason: 'seen-on-the-card-terminal' });
    await karim.panel('closed').waitFor();
    await expect.poll(async () => karim.isOffered('payment.debited')).toBe(true);
    await karim.does('payment.debited', { reason: 'seen-on-the-card-terminal' });
    await customer.sees('deposit', { timeout: 30_000 });
    await karim.leaves();
    await takesNothing(customer);
    expect((await actsOf(kiosk)).map(({ act }) => act)).toEqual(['payment.asked', 'payment.debited']);
    await expectBalanced(kiosk, { paid: bothLetters, issued: bothLetters });
  });

  test('the card was not debited: the basket comes back and is paid once', async ({ kiosk, customer, page }) => {
    const karim = new Worker(kiosk, page, 'DEMO-M1');
    await fillsBasketWithLetters(kiosk, customer);
    await kiosk.turn('payment-terminal', { answer: 'manual', dropBeforeAnswer: true, supportsStatus: false, supportsDuplicate: false });
    await customer.touches('basket.paid');
    await customer.sees('pay');
    await expect(page.locator('h1')).toHaveText(words('pay.checking.title'));
    await kiosk.turn('payment-terminal', { press: 'red' });
    await customer.sees('farewell', { timeout: 60_000 });
    await karim.signsIn();
    await karim.does('payment.not-debited', { reason: 'seen-on-the-card-terminal' });
    await customer.sees('basket', { timeout: 30_000 });
    await karim.leaves();
    await kiosk.turn('payment-terminal', { answer: 'approve', dropBeforeAnswer: false, supportsStatus: true, supportsDuplicate: true });
    await expect.poll(async () => (await factsOf(kiosk)).findLast((fact) => fact.type === 'device.changed' && fact.device === 'card')).toMatchObject({ state: 'online' });
    await customer.touches('basket.paid');
    await takesNothing(customer);
    expect((await actsOf(kiosk)).map(({ act, after }) => [act, after])).toEqual([['payment.not-debited', 'not debited']]);
    await expectBalanced(kiosk, { paid: bothLetters, issued: bothLetters });
  });

  test('the printer falls silent over two labels: one is found in the tray, the other is missing and printed again', async ({ kiosk, customer, page }) => {
    const nadia = new Worker(kiosk, page, 'DEMO-A');
    for (const told of ['label.found', 'label.missing'] as const) {
      await kiosk.turn('label-printer', { slowMs: 1_500 });
      await kiosk.turn('scale', { grams: 0 });
      await fillsBasketWithLetters(kiosk, customer, 1);
      await customer.touches('basket.paid');
      await page.locator('[data-piece][data-state="printing"]').waitFor();
      await kiosk.turn('label-printer', { silent: true });
      await customer.sees('farewell', { timeout: 60_000 });
      await kiosk.turn('label-printer', { silent: false, slowMs: 100 });
      await expect.poll(async () => (await factsOf(kiosk)).findLast((fact) => fact.type === 'device.changed' && fact.device === 'labels')).toMatchObject({ state: 'online' });
      await nadia.signsIn();
      await nadia.does(told, { reason: 'seen-at-the-machine' });
      await customer.sees('deposit', { timeout: 30_000 });
      await nadia.leaves();
      await takesNothing(customer);
      await kiosk.turn('scale', { grams: 0 });
      await customer.touches('session.finished');
      await customer.sees('attract');
    }
    expect((await actsOf(kiosk)).map(({ act, before, after }) => [act, before, after])).toEqual([
      ['label.found', 'unknown', 'printed'],
      ['label.missing', 'unknown', 'not printed'],
    ]);
    const numbers = (await factsOf(kiosk)).flatMap((fact) => (fact.type === 'label.issued' ? [fact.number] : []));
    expect(new Set(numbers).size, 'what was missing got a fresh number').toBe(3);
    await expectBalanced(kiosk, { paid: bothLetters, issued: bothLetters });
  });
});

test.describe('what must not be', () => {
  test('a wrong PIN and an unknown badge: the keypad says no more than that, and the customer goes on', async ({ kiosk, customer, page }) => {
    const nadia = new Worker(kiosk, page, 'DEMO-A');
    await fillsBasketWithLetters(kiosk, customer, 1);
    const said: string[] = [];
    for (const badge of [nadia.who.badge, '04FFFFFFFFFFFF']) {
      await kiosk.turn('badge-reader', { badge });
      await nadia.types('000000');
      await expect(page.locator('.pin-state')).toContainText(words('sign-in.wrong'));
      said.push(await page.locator('.sheet').innerText().then((text) => text.replaceAll(/\d|\s/g, '')));
      await nadia.removesBadge();
      await page.locator('[data-helper]').waitFor({ state: 'detached' });
    }
    expect(said[0], 'whether it was the badge or the PIN, nobody learns').toBe(said[1]);
    await customer.touches('basket.paid');
    await takesNothing(customer);
    const refused = (await factsOf(kiosk)).flatMap((fact) => (fact.type === 'staff.refused' ? [[fact.why, fact.staff]] : []));
    expect(refused).toEqual([['wrong-pin', 'DEMO-A'], ['unknown', null]]);
    await expectBalanced(kiosk, { paid: letterPrice, issued: letterPrice });
  });

  test('another badge in the place of the first, and a worker who is revoked in the middle: nothing more is done in their name', async ({ kiosk, customer, page }) => {
    const nadia = new Worker(kiosk, page, 'DEMO-A');
    const karim = new Worker(kiosk, page, 'DEMO-M1');
    await fillsBasketWithLetters(kiosk, customer, 1);
    await nadia.signsIn();
    await karim.presentsBadge();
    await customer.sees('basket');
    await karim.types(karim.who.pin);
    await karim.helping.waitFor();
    await karim.chooses('line.removed');
    await karim.panel('reason').waitFor();
    await revokes(kiosk, 'DEMO-M1');
    await karim.says('customer-asked');
    await karim.helping.waitFor({ state: 'detached' });
    await expect(page.locator('[data-line]')).toHaveCount(1);
    await customer.touches('basket.paid');
    await takesNothing(customer);
    const left = (await factsOf(kiosk)).flatMap((fact) => (fact.type === 'staff.signed-out' ? [[fact.staff, fact.how]] : []));
    expect(left).toEqual([['DEMO-A', 'badge-removed'], ['DEMO-M1', 'revoked']]);
    expect(await actsOf(kiosk)).toEqual([]);
    await expectBalanced(kiosk, { paid: letterPrice, issued: letterPrice });
  });

  test('more than the label cost, a badge pulled in the middle of a refund, the same refund twice', async ({ kiosk, customer, page }) => {
    const nadia = new Worker(kiosk, page, 'DEMO-A');
    await buysLetters(kiosk, customer, 1);
    await nadia.signsIn();
    await nadia.does('amount.refunded', { value: 99_999 });
    await expect(page.locator('.helper-panel')).toContainText(words('act-refusal.above-sale'));
    await page.locator('[data-intent="staff.panel.closed"]').tap();
    await kiosk.turn('payment-terminal', { delayMs: 3_000 });
    await nadia.does('item.refunded', { reason: 'item-refused' });
    await customer.sees('refunding');
    await nadia.leaves();
    // It goes on by itself, and records its own end.
    await customer.sees('farewell', { timeout: 30_000 });
    await nadia.signsIn();
    expect(await nadia.isOffered('item.refunded')).toBe(false);
    await nadia.leaves();
    expect((await actsOf(kiosk)).map(({ act }) => act)).toEqual(['item.refunded']);
    await expectBalanced(kiosk, { paid: letterPrice, returned: letterPrice });
  });
});
