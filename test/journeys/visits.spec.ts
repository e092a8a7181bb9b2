import { expect } from '@playwright/test';
import { codesIn, prepareCodeReader } from '../devices/code-reader.ts';
import type { Customer } from '../customer.ts';
import type { Kiosk } from '../kiosk.ts';
import { expectBalanced, factsOf } from './audit.ts';
import { errands, prepaidParcel } from './errands.ts';
import { fillsBasketWithLetters, letterPrice, test, words } from './journey.ts';
import { readBack, textOf } from './papers.ts';

/** Who comes without buying: leaves a prepaid item, wants a paper again, or asks where an item is. */

/** One tracked letter, bought with the card that ends in 1234; the session is over. */
async function boughtBefore(kiosk: Kiosk, customer: Customer): Promise<{ readonly number: string; readonly proof: string }> {
  await fillsBasketWithLetters(kiosk, customer, 1);
  await customer.touches('basket.paid');
  await customer.sees('deposit');
  await customer.chooses('proof');
  await customer.sees('farewell');
  const [issued] = (await factsOf(kiosk)).filter((fact) => fact.type === 'label.issued');
  const [proof = ''] = await readBack(kiosk, 'receipt-printer', (await kiosk.papers('receipt-printer'))[0], 'QRCode');
  await kiosk.turn('scale', { grams: 0 });
  await customer.touches('session.finished');
  await customer.sees('attract');
  return { number: issued?.number ?? '', proof };
}

test.describe('a prepaid item', () => {
  test('is left with two touches, and the proof names it', async ({ kiosk, customer }) => {
    await errands.dropOff.play(kiosk, customer);
    const [proof] = await kiosk.papers('receipt-printer');
    expect(textOf(proof)).toContain('9V 20524 75203 2');
    expect((await readBack(kiosk, 'receipt-printer', proof, 'QRCode'))[0], 'anyone can check it').toMatch(/^MOULIN-/);
    expect((await factsOf(kiosk)).filter((fact) => fact.type === 'item.deposited')).toEqual([{ type: 'item.deposited', item: prepaidParcel, franked: 'elsewhere', into: 'box' }]);
    await expectBalanced(kiosk, { paid: 0 });
  });

  test('that was left already is not taken twice', async ({ kiosk, customer }) => {
    await errands.dropOff.play(kiosk, customer);
    await customer.touches('session.finished');
    await customer.sees('attract');
    await kiosk.scan(prepaidParcel);
    await customer.sees('drop-off');
    await expect(customer.page.locator('h1')).toHaveText(words('scan.already-deposited.title'));
    await expect(customer.control('dropoff.accepted')).toHaveCount(0);
    await expectBalanced(kiosk, { paid: 0 });
  });

  const strangers: Readonly<Record<string, readonly [text: string, title: RegExp]>> = {
    'of another carrier is named as such': ['1Z999AA10123456784', /UPS/],
    'whose number is smudged asks to be shown again': ['9V20524752033', new RegExp(words('scan.wrong-key.title'))],
    'that is a tin of beans is none': ['3017620422003', new RegExp(words('scan.not-postal.title'))],
    'of ten thousand characters is none either': ['9'.repeat(3_999), new RegExp(words('scan.unreadable.title'))],
    'with letters from right to left, an emoji and a bell is none': ['\u0645\u0631\u062D\u0628\u0627 🎁 \u0007', new RegExp(words('scan.unreadable.title'))],
  };
  for (const [what, [text, title]] of Object.entries(strangers)) {
    test(`a code ${what}`, async ({ kiosk, customer }) => {
      await customer.touches('service.started', 'deposit');
      await customer.sees('drop-off');
      await kiosk.scan(text);
      await expect(customer.page.locator('h1')).toHaveText(title);
      await expect(customer.control('dropoff.accepted')).toHaveCount(0);
      await customer.touches('scan.again');
      await expect(customer.page.locator('h1')).toHaveText(words('dropoff.scan.title'));
    });
  }
});

test.describe('a copy', () => {
  test('by the code of the proof: nothing else is asked, and it bears a number of its own', async ({ kiosk, customer, page }) => {
    const { proof } = await boughtBefore(kiosk, customer);
    await customer.touches('service.started', 'copy');
    await customer.sees('copy');
    await kiosk.scan(proof, 'qr');
    await customer.touches('copy.chosen', 'proof');
    await expect(page.locator('h1')).toHaveText(words('copy.printed.title'));
    const copy = (await kiosk.papers('receipt-printer')).at(-1);
    expect(textOf(copy)).toContain('DUPLICATA');
    expect(textOf(copy), 'no names: they were not kept').not.toMatch(/Martin|Petit/);
    await customer.touches('session.finished');
    await expectBalanced(kiosk, { paid: letterPrice, issued: letterPrice });
  });

  test('by the label, with the last four digits of the card; wrong ones are not', async ({ kiosk, customer, page }) => {
    const { number } = await boughtBefore(kiosk, customer);
    await customer.touches('service.started', 'copy');
    await kiosk.scan(number);
    await expect(page.locator('h1')).toHaveText(words('copy.check.title'));
    await customer.types('9999');
    await customer.touches('copy.digits.entered');
    await expect(page.locator('.notice')).toContainText('2');
    await customer.types('1234');
    await customer.touches('copy.digits.entered');
    await customer.touches('copy.chosen', 'receipt');
    await expect(page.locator('h1')).toHaveText(words('copy.printed.title'));
    expect(textOf((await kiosk.papers('receipt-printer')).at(-1))).toMatch(/DUPLICATA/);
    await expectBalanced(kiosk, { paid: letterPrice, issued: letterPrice });
  });

  test('cannot be got by trying: after three wrong answers the screen says no more than for an unknown label', async ({ kiosk, customer, page }) => {
    const { number } = await boughtBefore(kiosk, customer);
    const said: string[] = [];
    for (const label of [number, prepaidParcel]) {
      await customer.touches('service.started', 'copy');
      await customer.sees('copy');
      await kiosk.scan(label);
      for (const digits of ['0000', '1111', '2222']) {
        await expect(page.locator('h1')).toHaveText(words('copy.check.title'));
        await expect(customer.field('digits')).toHaveValue('');
        await customer.types(digits);
        await customer.touches('copy.digits.entered');
      }
      await expect(page.locator('h1')).toHaveText(words('copy.scan.title'));
      said.push(await page.locator('.notice').first().innerText());
      await customer.chooses('back');
      await customer.sees('attract', { timeout: 30_000 });
    }
    expect(said[0]).toContain(words('scan.nothing-here.title'));
    expect(said[0]).toBe(said[1]);
    expect(await kiosk.papers('receipt-printer')).toHaveLength(1);
  });
});

test.describe('where an item is', () => {
  test.use({ configuration: { tracking: { link: 'https://suivi.example/{number}' } } });

  test('what this terminal did with it, and the operator’s page for the phone; no price and no name', async ({ kiosk, customer, page }) => {
    const { number } = await boughtBefore(kiosk, customer);
    await customer.touches('service.started', 'tracking');
    await customer.sees('tracking');
    await kiosk.scan(number);
    await expect(page.locator('.event')).toHaveCount(1);
    await expect(page.locator('[data-event="franked"]')).toBeVisible();
    await prepareCodeReader();
    expect(await codesIn(await page.locator('.qr-code').screenshot(), 'QRCode'), 'read from the screen, as a phone reads it').toEqual([`https://suivi.example/${number}`]);
    expect(await page.locator('[data-screen]').innerText()).not.toContain('€');
    await customer.touches('session.finished');
  });
});
