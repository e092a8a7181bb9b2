import { describe, expect, test } from 'vitest';
import { cents } from '../money.ts';
import { office, saidBy, shared } from './paper.fixture.ts';
import { slip, type SlipSubject } from './slip.ts';

describe('a slip', () => {
  const causes = ['payment-unknown', 'label-unknown', 'refund-refused', 'refund-unknown', 'crashed'] as const;
  const reasons = ['declined', 'abandoned', 'timed-out', 'terminal-unavailable', 'not-recorded'] as const;
  const all: SlipSubject[] = [
    ...causes.map((cause): SlipSubject => ({ ...shared, kind: 'incident', cause, reference: 'I-1', amount: cents(5), returned: cents(0), retryUntil: null })),
    ...reasons.map((reason): SlipSubject => ({ ...shared, kind: 'refused', reason, reference: 'P-1', amount: cents(5) })),
    { ...shared, kind: 'cancelled', reference: 'A-1', amount: cents(5) },
    { ...shared, kind: 'refunded', reference: 'R-1', amount: cents(5) },
  ];

  test.each(all)('says the fact, the money and the next step, in this order: %o', (subject) => {
    const said = saidBy(slip(subject));
    const order = ['Référence', subject.reference, 'Montant', '0,05 €', 'Ce qui s’est passé', 'Votre argent', 'Que faire ?'].map((fact) => said.indexOf(fact));
    expect(order).not.toContain(-1);
    expect(order.slice(2)).toEqual(order.slice(2).toSorted((one, other) => one - other));
  });

  test('every cause is told in its own sentence', () => {
    const told = all.map((subject) => saidBy(slip(subject)).split('Ce qui s’est passé\n')[1]!.split('\n')[0]);
    expect(new Set(told).size).toBe(all.length);
  });

  test('of an incident says what has already gone back to the card, and nothing when nothing did', () => {
    const incident = { ...shared, kind: 'incident', cause: 'label-unknown', reference: 'I-1', amount: cents(2_02) } as const;
    expect(saidBy(slip({ ...incident, returned: cents(3_60), retryUntil: null }))).toMatch(/Montant\s+2,02 €\s+Déjà rendu sur la carte\s+3,60 €/);
    expect(saidBy(slip({ ...incident, returned: cents(0), retryUntil: null }))).not.toContain('Déjà rendu');
  });

  test('of an incident that the terminal still tries to settle says until when, and that the counter pays after that and not before', () => {
    const tried = { ...shared, kind: 'incident', cause: 'refund-refused', reference: 'I-1', amount: cents(3_60), returned: cents(0), retryUntil: shared.at + 30 * 60_000 } as const;
    const said = saidBy(slip(tried));
    expect(said).toContain('Jusqu’au 23/11/2026 à 12:06, la borne essaie elle-même de rendre 3,60 € sur votre carte.');
    expect(said).toContain('Avant cette heure, vous n’avez rien à faire. Ensuite, présentez ce ticket au guichet, ou appelez le 01 00 00 00 00');
    expect(saidBy(slip({ ...tried, retryUntil: null }))).not.toContain('Jusqu’au');
  });

  test('of a payment that nobody is sure of promises nothing back that was never taken', () => {
    const unsure = { ...shared, kind: 'incident', cause: 'payment-unknown', reference: 'I-1', amount: cents(3_60), returned: cents(0), retryUntil: shared.at + 30 * 60_000 } as const;
    expect(saidBy(slip(unsure))).toMatch(/Si votre carte est débitée, la borne essaie elle-même de lui rendre 3,60\s€, jusqu’au 23\/11\/2026 à 12:06\./);
  });

  test.each([null, shared.at + 30 * 60_000])('without a telephone number it sends the customer to the counter, whoever settles it first: %s', (retryUntil) => {
    const silent = { ...office, provider: { ...office.provider, phone: '' } };
    const said = saidBy(slip({ ...shared, office: silent, kind: 'incident', cause: 'crashed', reference: 'I-1', amount: cents(5), returned: cents(0), retryUntil }));
    expect(said).toMatch(/résentez ce ticket au guichet en donnant la référence/);
    expect(said).not.toContain('Tél.');
  });
});
