import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cents } from '../money.ts';
import { bought, everything, saidBy } from './paper.fixture.ts';
import { receipt, taxWithin } from './receipt.ts';

describe('the receipt', () => {
  test('tells what each option cost, for which weight a stamp is good, and names articles; nothing that was not weighed has a weight', () => {
    const said = saidBy(receipt(everything));
    for (const fact of ['Envoi seul : 6,98 €', '+ Avis de réception : 1,45 €', '1 × 8,43 € 8,43 €', 'jusqu’à 20 g', '10 × 1,52 € 15,20 €', 'Complément d’affranchissement', '2 × 2,90 € 5,80 €', 'Articles 14']) expect(said).toContain(fact);
    expect(said.match(/\d g$/gm)).toHaveLength(2);
  });

  test('holds what a till receipt must (REC-6, REC-7): number, minute, terminal, lines, total, card', () => {
    const said = saidBy(receipt(bought));
    for (const fact of ['MOULIN-01-00000042', '23/11/2026 à 11:36', 'MOULIN-01', 'Lettre verte', '3 × 1,52 €', '4,56 €', 'TOTAL TTC 15,75 €', 'Articles 4', '**** 4242', '123456', 'Opérateur postal']) {
      expect(said).toContain(fact);
    }
  });

  test('states no VAT that nobody gave: one product without a rate is enough', () => {
    expect(saidBy(receipt(bought))).toContain('TVA : selon le régime du prestataire');
    const partly = saidBy(receipt({ ...bought, vat: { colissimo_france_domicile: 2_000 } }));
    expect(partly).toContain('TVA : selon le régime du prestataire');
    expect(partly).not.toContain('HT');
  });

  test('splits the total by rate when every product has one', () => {
    const said = saidBy(receipt({ ...bought, vat: { colissimo_france_domicile: 2_000, lettre_verte: 0 } }));
    expect(said).toContain('Total HT 13,88 €');
    expect(said).toContain('TVA 0 % 0,00 €\nTVA 20 % 1,87 €');
    expect(said).not.toContain('selon le régime');
  });

  test('the tax within an amount is never more than the amount, and gives it back with the net', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9_999_999 }), fc.integer({ min: 0, max: 10_000 }), (amount, rate) => {
        const tax = taxWithin(cents(amount), rate);
        expect(tax).toBeLessThanOrEqual(amount);
        expect(Math.abs((amount - tax) * rate - tax * 10_000)).toBeLessThanOrEqual((10_000 + rate) / 2);
      }),
    );
  });

  test('tells what was given back and what remains paid, a duplicate, the journal and the software', () => {
    const said = saidBy(receipt({ ...bought, returned: cents(4_56), duplicate: { copy: 3, at: Date.parse('2026-11-30T15:05:00Z') }, journal: { seq: 812, extract: 'CGMS' }, version: '0.1.0' }));
    for (const fact of ['DUPLICATA n° 3', 'Copie imprimée le 30/11/2026 à 16:05', '23/11/2026 à 11:36', 'Rendu sur la carte -4,56 €', 'Reste payé 11,19 €', 'Opération vente', 'Lignes 2', 'Exemplaire DUPLICATA n° 3', 'Journal 812 CGMS', 'Logiciel 0.1.0']) expect(said).toContain(fact);
    expect(saidBy(receipt(bought))).toContain('Exemplaire original');
  });

  test('is silent about a card it knows nothing of', () => {
    const said = saidBy(receipt({ ...bought, payment: { authorisation: null, cardLast4: null } }));
    expect(said).toContain('Carte bancaire 15,75 €');
    expect(said).not.toMatch(/\*|autorisation/);
  });
});
