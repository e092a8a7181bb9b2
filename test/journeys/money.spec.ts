import { expect } from '@playwright/test';
import { expectBalanced, expectNothingSold, factsOf } from './audit.ts';
import { fillsBasketWithLetters, letterPrice, test, words } from './journey.ts';
import type { Kiosk } from '../kiosk.ts';

/** What becomes of the money when something fails: told on the screen, printed, and accounted for to the cent. */

const bothLetters = 2 * letterPrice;

interface Debits {
  readonly approved: number;
  readonly cancelled: number;
  readonly refunded: number;
}

/** What the card terminal itself says it moved: the truth against which the till is judged. */
async function debits(kiosk: Kiosk): Promise<Debits> {
  return (await kiosk.device('payment-terminal')).state?.['totals'] as Debits;
}

async function receiptLines(kiosk: Kiosk): Promise<string> {
  return (await kiosk.papers('receipt-printer')).flatMap(({ lines }) => lines).join('\n');
}

test.describe('the card', () => {
  test('is declined: nothing is debited, the basket is kept, a paper says so, and another card pays', async ({ kiosk, customer }) => {
    await fillsBasketWithLetters(kiosk, customer);
    await kiosk.turn('payment-terminal', { answer: 'decline' });
    await customer.touches('basket.paid');
    await customer.sees('payment-refused');
    await expect(customer.page.locator('h1')).toHaveText(words('payment-refused.declined.title'));
    await expect.poll(() => receiptLines(kiosk)).toMatch(/refus/i);
    expect(await debits(kiosk)).toEqual({ approved: 0, cancelled: 0, refunded: 0 });
    await kiosk.turn('payment-terminal', { answer: 'approve' });
    await customer.touches('payment.retried');
    await customer.sees('deposit');
    await customer.chooses('none');
    await customer.sees('farewell');
    expect(await debits(kiosk)).toEqual({ approved: bothLetters, cancelled: 0, refunded: 0 });
    await expectBalanced(kiosk, { paid: bothLetters, issued: bothLetters });
  });

  test('is not shown, the red key is pressed: the basket comes back as it was', async ({ kiosk, customer }) => {
    await fillsBasketWithLetters(kiosk, customer);
    await kiosk.turn('payment-terminal', { answer: 'manual' });
    await customer.touches('basket.paid');
    await customer.sees('pay');
    await kiosk.awaitsCard();
    await kiosk.turn('payment-terminal', { press: 'red' });
    await customer.sees('payment-refused');
    await expect(customer.page.locator('h1')).toHaveText(words('payment-refused.abandoned.title'));
    await customer.touches('basket.reopened');
    await customer.sees('basket');
    await expect(customer.page.locator('.quantity')).toContainText('2');
    await expect(customer.control('basket.paid')).toBeVisible();
    expect(await debits(kiosk)).toEqual({ approved: 0, cancelled: 0, refunded: 0 });
    await expectBalanced(kiosk, { paid: 0 });
  });

  test('line is lost while the customer looks for the card: the terminal’s memory is asked until it knows', async ({ kiosk, customer }) => {
    await fillsBasketWithLetters(kiosk, customer);
    await kiosk.turn('payment-terminal', { answer: 'manual', dropBeforeAnswer: true });
    await customer.touches('basket.paid');
    await customer.sees('pay');
    await expect(customer.page.locator('h1')).toHaveText(words('pay.checking.title'));
    // Nothing may be given up or issued while the sale can still go through.
    await expect(customer.page.locator('.dock [data-choice="back"], .dock [data-choice="cancel"]')).toHaveCount(0);
    expect(await kiosk.papers('label-printer')).toHaveLength(0);
    await kiosk.turn('payment-terminal', { present: 'contactless' });
    await customer.sees('deposit');
    expect(await debits(kiosk)).toEqual({ approved: bothLetters, cancelled: 0, refunded: 0 });
    await customer.chooses('none');
    await customer.sees('farewell');
    await expectBalanced(kiosk, { paid: bothLetters, issued: bothLetters });
  });

  test('line is lost and the customer gives up: found out to be not debited', async ({ kiosk, customer }) => {
    await fillsBasketWithLetters(kiosk, customer);
    await kiosk.turn('payment-terminal', { answer: 'manual', dropBeforeAnswer: true });
    await customer.touches('basket.paid');
    await expect(customer.page.locator('h1')).toHaveText(words('pay.checking.title'));
    await kiosk.turn('payment-terminal', { press: 'red' });
    await customer.sees('payment-refused');
    expect(await debits(kiosk)).toEqual({ approved: 0, cancelled: 0, refunded: 0 });
    await customer.touches('basket.reopened');
    await customer.sees('basket');
    await expectBalanced(kiosk, { paid: 0 });
  });

  test('is debited and the answer never comes: found debited, both labels come out, and only one debit', async ({ kiosk, customer }) => {
    await fillsBasketWithLetters(kiosk, customer);
    await kiosk.turn('payment-terminal', { resetAfterApproval: true });
    await customer.touches('basket.paid');
    await customer.sees('deposit');
    expect(await debits(kiosk)).toEqual({ approved: bothLetters, cancelled: 0, refunded: 0 });
    expect(await kiosk.papers('label-printer')).toHaveLength(2);
    await customer.chooses('none');
    await customer.sees('farewell');
    await expectBalanced(kiosk, { paid: bothLetters, issued: bothLetters });
  });

  test('may have been debited and nobody can tell: nothing is issued, a person is called, a slip names the incident', async ({ kiosk, customer }) => {
    await fillsBasketWithLetters(kiosk, customer);
    await kiosk.turn('payment-terminal', { resetAfterApproval: true, supportsStatus: false, supportsDuplicate: false });
    await customer.touches('basket.paid');
    await customer.sees('farewell');
    const reference = await customer.page.locator('.incident-reference').innerText();
    expect(await kiosk.papers('label-printer')).toHaveLength(0);
    expect(await receiptLines(kiosk)).toContain(reference);
    await expect(customer.page.locator('.dock-called')).toBeVisible();
    // The sale stays open a while, for a worker to look at the card terminal; the customer need not wait.
    await customer.touches('session.finished');
    await customer.sees('attract');
    await expectBalanced(kiosk, { paid: bothLetters, incidents: bothLetters });
  });
});

test.describe('the labels', () => {
  test('run out between two: one is issued, the other is given back to the card at once', async ({ kiosk, customer }) => {
    await fillsBasketWithLetters(kiosk, customer);
    await kiosk.turn('label-printer', { labelsLeft: 1 });
    await customer.touches('basket.paid');
    await customer.sees('label-trouble');
    await expect(customer.page.locator('h1')).toHaveText(words('label-trouble.paper-out.title'));
    await customer.touches('label.refunded');
    await customer.sees('deposit');
    expect(await debits(kiosk)).toEqual({ approved: bothLetters, cancelled: 0, refunded: letterPrice });
    await expect.poll(() => receiptLines(kiosk)).toContain('3,60');
    await customer.chooses('none');
    await customer.sees('farewell');
    await expectBalanced(kiosk, { paid: bothLetters, issued: letterPrice, returned: letterPrice });
  });

  test('run out, and somebody puts in a new roll: the rest comes out, with a fresh number', async ({ kiosk, customer }) => {
    await fillsBasketWithLetters(kiosk, customer);
    await kiosk.turn('label-printer', { labelsLeft: 1 });
    await customer.touches('basket.paid');
    await customer.sees('label-trouble');
    await kiosk.turn('label-printer', { media: 'ok' });
    await customer.touches('label.retried');
    await customer.sees('deposit');
    const codes = (await kiosk.papers('label-printer')).flatMap((paper) => paper.codes);
    expect(new Set(codes).size, 'no code twice').toBe(codes.length);
    await customer.chooses('none');
    await customer.sees('farewell');
    await expectBalanced(kiosk, { paid: bothLetters, issued: bothLetters });
  });

  test('cannot come out because the head is open; once it is closed they do', async ({ kiosk, customer }) => {
    await fillsBasketWithLetters(kiosk, customer);
    await kiosk.turn('payment-terminal', { answer: 'manual' });
    await customer.touches('basket.paid');
    await customer.sees('pay');
    await kiosk.awaitsCard();
    await kiosk.turn('label-printer', { headOpen: true });
    await kiosk.turn('payment-terminal', { present: 'chip' });
    await customer.sees('label-trouble');
    await expect(customer.page.locator('h1')).toHaveText(words('label-trouble.head-open.title'));
    await expect(customer.control('label.retried')).toHaveCount(0);
    await kiosk.turn('label-printer', { headOpen: false });
    await customer.touches('label.retried');
    await customer.sees('deposit');
    await customer.chooses('none');
    await customer.sees('farewell');
    await expectBalanced(kiosk, { paid: bothLetters, issued: bothLetters });
  });

  test('jam: the whole amount comes back by cancelling the sale, and the customer leaves with a paper', async ({ kiosk, customer }) => {
    await fillsBasketWithLetters(kiosk, customer);
    await kiosk.turn('payment-terminal', { answer: 'manual' });
    await customer.touches('basket.paid');
    await customer.sees('pay');
    await kiosk.awaitsCard();
    await kiosk.turn('label-printer', { jam: true });
    await kiosk.turn('payment-terminal', { present: 'chip' });
    await customer.sees('label-trouble');
    await expect(customer.page.locator('h1')).toHaveText(words('label-trouble.jam.title'));
    await customer.touches('label.refunded');
    await customer.sees('farewell');
    expect(await debits(kiosk)).toEqual({ approved: bothLetters, cancelled: bothLetters, refunded: 0 });
    expect(await receiptLines(kiosk)).toContain('7,20');
    await expectBalanced(kiosk, { paid: bothLetters, returned: bothLetters });
  });

  test('jam with half a label out: it is spoiled and its number burnt; mended, the piece gets a fresh one', async ({ kiosk, customer }) => {
    await kiosk.turn('label-printer', { slowMs: 3_000 });
    await fillsBasketWithLetters(kiosk, customer, 1);
    await customer.touches('basket.paid');
    await customer.page.locator('[data-piece][data-state="printing"]').waitFor();
    await expect.poll(async () => (await factsOf(kiosk)).some((fact) => fact.type === 'label.issued')).toBe(true);
    await kiosk.turn('label-printer', { jam: true });
    await customer.sees('label-trouble');
    await kiosk.turn('label-printer', { jam: false, slowMs: 100 });
    await customer.touches('label.retried');
    await customer.sees('deposit');
    await customer.chooses('none');
    await customer.sees('farewell');
    const facts = await factsOf(kiosk);
    const numbers = facts.flatMap((fact) => (fact.type === 'label.issued' ? [fact.number] : []));
    expect(numbers).toHaveLength(2);
    expect(new Set(numbers).size, 'a spoiled label’s number is never used again').toBe(2);
    expect(facts.filter((fact) => fact.type === 'label.spoiled')).toHaveLength(1);
    await expectBalanced(kiosk, { paid: letterPrice, issued: letterPrice });
  });
});

test.describe('a device that is missing', () => {
  test('receipt paper: the sale is good all the same, and the screen says that there will be no paper', async ({ kiosk, customer }) => {
    await kiosk.turn('receipt-printer', { paper: 'out' });
    await fillsBasketWithLetters(kiosk, customer);
    await customer.touches('basket.paid');
    await customer.sees('deposit');
    await expect(customer.page.getByText(words('deposit.no-papers'))).toBeVisible();
    await customer.touches('session.finished');
    await customer.sees('farewell');
    expect(await kiosk.papers('label-printer')).toHaveLength(2);
    await expectBalanced(kiosk, { paid: bothLetters, issued: bothLetters });
  });

  test('label printer, before payment: the basket says why, and nothing can be paid', async ({ kiosk, customer }) => {
    await fillsBasketWithLetters(kiosk, customer);
    await kiosk.turn('label-printer', { plugged: false });
    await expect(customer.page.getByText(words('reason.labels-unavailable'))).toBeVisible();
    await expect(customer.control('basket.paid')).toHaveCount(0);
    await kiosk.turn('label-printer', { plugged: true });
    await expect(customer.control('basket.paid')).toBeVisible({ timeout: 15_000 });
    await expectNothingSold(kiosk);
  });

  test('scale: the first screen says so before anyone has invested a minute', async ({ kiosk, customer }) => {
    await kiosk.turn('scale', { plugged: false });
    await expect(customer.page.locator('.send-key.impossible')).toContainText(words('reason.scale-unavailable'));
    await expect(customer.control('service.started', 'send')).toHaveCount(0);
    await kiosk.turn('scale', { plugged: true });
    await expect(customer.control('service.started', 'send')).toBeVisible({ timeout: 15_000 });
    await expectNothingSold(kiosk);
  });
});
