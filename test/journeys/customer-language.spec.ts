import { expect } from '@playwright/test';
import type { Kiosk } from '../kiosk.ts';
import type { Customer } from '../customer.ts';
import { expectBalanced } from './audit.ts';
import { fillsBasketWithLetters, letterPrice, test } from './journey.ts';
import { readBack, textOf } from './papers.ts';

/** Papers are French by law, and say below what a customer needs in the language of the session. */

const paid = 2 * letterPrice;

async function buysIn(language: string, kiosk: Kiosk, customer: Customer): Promise<void> {
  await customer.touches('dialog.opened', 'languages');
  await customer.touches('language.chosen', language);
  await fillsBasketWithLetters(kiosk, customer);
  await customer.touches('basket.paid');
  await customer.sees('deposit');
  await customer.chooses('proof-and-receipt');
  await customer.sees('farewell');
  await expectBalanced(kiosk, { paid, issued: paid });
}

test('in Arabic: proof and receipt are the French ones, the Arabic is drawn between the lines, and the code of the proof still reads', async ({ kiosk, customer }) => {
  await buysIn('ar', kiosk, customer);
  const [proof, receipt] = await kiosk.papers('receipt-printer');
  for (const said of ['Preuve', 'Prix payé', 'Gardez cette preuve']) expect(textOf(proof)).toContain(said);
  for (const said of ['Reçu', 'TOTAL TTC', 'Carte bancaire', 'Imprimé à votre demande']) expect(textOf(receipt)).toContain(said);
  expect(textOf(receipt)).not.toMatch(/\?\?/);
  expect(await readBack(kiosk, 'receipt-printer', proof, 'QRCode')).toHaveLength(1);
});

test('in German: below the French line stands the German one', async ({ kiosk, customer }) => {
  await buysIn('de', kiosk, customer);
  const [proof, receipt] = await kiosk.papers('receipt-printer');
  expect(textOf(receipt)).toMatch(/TOTAL TTC .*€\n {2}Gesamtbetrag mit Steuer\n/);
  expect(textOf(proof)).toContain('Bewahren Sie diesen Beleg auf');
});
