import { expect } from '@playwright/test';
import type { Kiosk } from '../kiosk.ts';
import { expectBalanced, factsOf } from './audit.ts';
import { prepaidParcel } from './errands.ts';
import { fillsBasketWithLetters, letterPrice, test, words } from './journey.ts';
import { textOf } from './papers.ts';

/** The loop is closed at the drop: the label that was stuck is held against the sale before the item goes in. */

const bothLetters = 2 * letterPrice;

async function numbersOf(kiosk: Kiosk): Promise<string[]> {
  return (await factsOf(kiosk)).flatMap((fact) => (fact.type === 'label.issued' && fact.number !== null ? [fact.number] : []));
}

test.beforeEach(async ({ kiosk, customer }) => {
  await fillsBasketWithLetters(kiosk, customer);
  await customer.touches('basket.paid');
  await customer.sees('deposit');
});

test('both labels are shown to the scanner: the screen counts them, and the proof says deposited, and when', async ({ kiosk, customer, page }) => {
  const [first = '', second = ''] = await numbersOf(kiosk);
  await kiosk.scan(first);
  await page.locator('[data-piece][data-deposit="deposited"]').waitFor();
  await expect(page.locator('[data-piece][data-deposit="awaited"]')).toHaveCount(1);
  await kiosk.scan(second);
  await expect(page.locator('[data-piece][data-deposit="deposited"]')).toHaveCount(2);
  await expect(page.locator('h1')).toHaveText(words('deposit.all-scanned_other'));
  await customer.chooses('proof');
  await customer.sees('farewell');
  const [proof] = await kiosk.papers('receipt-printer');
  expect(textOf(proof)).toMatch(/Preuve\nde dépôt|Preuve de dépôt/);
  expect(textOf(proof).match(/Déposé dans la borne le\s\d\d\/\d\d\/\d{4} à \d\d:\d\d/g)).toHaveLength(2);
  expect((await factsOf(kiosk)).filter((fact) => fact.type === 'item.deposited')).toHaveLength(2);
  await expectBalanced(kiosk, { paid: bothLetters, issued: bothLetters });
});

test('a label that was never shown is not said to be deposited', async ({ kiosk, customer, page }) => {
  const [first = ''] = await numbersOf(kiosk);
  await kiosk.scan(first);
  await page.locator('[data-piece][data-deposit="deposited"]').waitFor();
  await customer.chooses('proof');
  await customer.sees('farewell');
  const proof = textOf((await kiosk.papers('receipt-printer'))[0]);
  expect(proof.match(/Déposé dans la borne/g)).toHaveLength(1);
  expect(proof).toContain('Non déposé');
  await expectBalanced(kiosk, { paid: bothLetters, issued: bothLetters });
});

const wrong: Readonly<Record<string, readonly [text: string, title: string]>> = {
  'of another purchase': [prepaidParcel, words('scan.not-this-purchase.title')],
  'of another carrier': ['1Z999AA10123456784', words('scan.other-carrier.title').replace('{{carrier}}', 'UPS')],
  'that the scanner has misread': ['9V20524752033', words('scan.wrong-key.title')],
};
for (const [what, [text, title]] of Object.entries(wrong)) {
  test(`a label ${what} is caught, and the right one is still taken`, async ({ kiosk, customer, page }) => {
    await kiosk.scan(text);
    await expect(page.locator('.notice', { hasText: title })).toBeVisible();
    await expect(page.locator('[data-piece][data-deposit="deposited"]')).toHaveCount(0);
    await kiosk.scan((await numbersOf(kiosk))[0] ?? '');
    await page.locator('[data-piece][data-deposit="deposited"]').waitFor();
    await expect(page.locator('.notice', { hasText: title })).toHaveCount(0);
    await customer.chooses('none');
    await customer.sees('farewell');
    await expectBalanced(kiosk, { paid: bothLetters, issued: bothLetters });
  });
}

test.describe('a terminal without a drop', () => {
  test.use({ configuration: { drop: 'staff' } });

  test('hands over to a person, on the screen and on the proof', async ({ kiosk, customer, page }) => {
    await expect(page.locator('h1')).toHaveText(words('deposit.scan-staff.title'));
    for (const number of await numbersOf(kiosk)) {
      await kiosk.scan(number);
      await page.locator('[data-piece][data-deposit="handed-to-staff"], [data-piece][data-deposit="deposited"]').first().waitFor();
    }
    await customer.chooses('proof');
    await customer.sees('farewell');
    expect(textOf((await kiosk.papers('receipt-printer'))[0])).toMatch(/[Rr]emis à un agent/);
    await expectBalanced(kiosk, { paid: bothLetters, issued: bothLetters });
  });
});
