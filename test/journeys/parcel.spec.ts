import { expect } from '@playwright/test';
import { parseColissimo } from '../../flows/tracking/colissimo.ts';
import { parseLetterNumber } from '../../flows/tracking/letter.ts';
import { expectBalanced, factsOf } from './audit.ts';
import { addressee, fillsBasketWithLetters, letterPrice, parcelPrice, sender, test } from './journey.ts';

/** The main job, from the empty pan to the stuck label: what is printed is checked line by line. */

test('a parcel of 1 240 g to Lyon and a letter are weighed, paid for once, and franked', async ({ kiosk, customer }) => {
  const { page } = customer;
  await kiosk.turn('scale', { grams: 1_240 });
  await customer.sees('destination');
  await customer.touches('destination.chosen', 'france');
  await customer.sees('format');
  await customer.touches('format.chosen', 'parcel');
  await customer.sees('offers');
  // The one possible offer is chosen already: never ask what the machine can know.
  await expect(page.locator('[data-choice="colissimo_france_domicile"]')).toHaveAttribute('aria-pressed', 'true');
  await customer.touches('offer.confirmed');
  await customer.sees('address');
  await customer.writesAddress(addressee);
  await expect(page.locator('.envelope-lines')).toContainText('69007 LYON');
  await customer.touches('address.confirmed');
  await page.locator('input[name="postcode"]').waitFor();
  await customer.writesAddress(sender);
  await customer.touches('address.confirmed');
  await customer.sees('basket');
  await kiosk.turn('scale', { grams: 0 });
  await customer.touches('basket.item.added');
  // The pan must have been seen empty before the next item may be priced; an empty pan has no figure to show.
  await page.locator('[data-weighing="empty"]').waitFor({ state: 'attached' });
  await kiosk.turn('scale', { grams: 84 });
  await customer.sees('destination');
  await customer.touches('destination.chosen', 'france');
  await customer.sees('offers');
  await customer.touches('offer.selected', 'lettre_verte_suivie');
  await page.locator('[data-choice="lettre_verte_suivie"][aria-pressed="true"]').waitFor();
  await customer.touches('offer.confirmed');
  await customer.sees('basket');
  await expect(page.locator('.money-plate-amount')).toHaveText(/^14,79\s€$/);
  await customer.touches('basket.paid');
  await customer.sees('deposit');
  await customer.chooses('proof-and-receipt');
  await customer.sees('farewell');

  const paid = parcelPrice + letterPrice;
  await test.step('the labels', async () => {
    const [parcel, letter] = await kiosk.papers('label-printer');
    const issued = (await factsOf(kiosk)).filter((fact) => fact.type === 'label.issued');
    expect(issued).toHaveLength(2);
    expect(parseColissimo(issued[0]?.number ?? ''), 'a number with the right key').toMatchObject({ ok: true });
    expect(parseLetterNumber(issued[1]?.number ?? ''), 'a number with the right key').toMatchObject({ ok: true });
    for (const [paper, fact] of [[parcel, issued[0]], [letter, issued[1]]] as const) {
      expect(paper?.codes, 'the mark of the ledger is the code on the label').toContain(fact?.mark);
      expect(paper?.codes.map((code) => code.replaceAll(' ', ''))).toContain(fact?.number?.replaceAll(' ', ''));
      expect(paper?.lines.join('\n')).toMatch(/SPÉCIMEN/);
      expect(paper?.lines.join('\n')).toMatch(/SANS VALEUR/);
    }
    const lines = parcel?.lines.join('\n') ?? '';
    for (const line of ['CAMILLE MARTIN', '12 RUE DE LA REPUBLIQUE', '69007', 'LYON', 'DOMINIQUE PETIT', '3 PLACE DU MOULIN A VENT', '91130 RIS ORANGIS']) expect(lines.toUpperCase()).toContain(line);
    expect(lines).toMatch(/1\s240\sg/i);
  });
  await test.step('the proof of posting has every fact on one paper', async () => {
    const proof = (await kiosk.papers('receipt-printer'))[0];
    const lines = proof?.lines.join('\n') ?? '';
    for (const fact of ['Camille Martin', '12 RUE DE LA REPUBLIQUE', '69007 LYON', 'Dominique Petit', '91130 RIS ORANGIS', '9V 00000 00001 7', 'Colissimo', 'Bureau de démonstration', '11,19 €', '3,60 €', '1 240 g']) expect(normal(lines)).toContain(fact);
    expect(proof?.codes, 'a code by which anyone can check it later').not.toHaveLength(0);
  });
  await test.step('the receipt has the sum, the tax rule and the card', async () => {
    const receipt = (await kiosk.papers('receipt-printer'))[1];
    const lines = normal(receipt?.lines.join('\n') ?? '');
    for (const fact of ['14,79 €', '1234', 'TVA']) expect(lines).toContain(fact);
  });
  expect((await kiosk.device('payment-terminal')).state?.['totals']).toEqual({ approved: paid, cancelled: 0, refunded: 0 });
  await expectBalanced(kiosk, { paid, issued: paid });
});

test('a proof is offered, a receipt is only printed when asked for', async ({ kiosk, customer }) => {
  await fillsBasketWithLetters(kiosk, customer, 1);
  await customer.touches('basket.paid');
  await customer.sees('deposit');
  await customer.chooses('proof');
  await customer.sees('farewell');
  expect(await kiosk.papers('receipt-printer')).toHaveLength(1);
  await expectBalanced(kiosk, { paid: letterPrice, issued: letterPrice });
});

/** Printed spaces are of several widths. */
function normal(text: string): string {
  return text.replaceAll(/[\u00A0\u202F]/g, ' ');
}
