import { describe, expect, test } from 'vitest';
import { actSchema } from '../assisted/acts.ts';
import type { DaySales } from '../ports.ts';
import { dayReport } from './day-report.ts';
import { office, saidBy } from './paper.fixture.ts';

const nothing: DaySales = { day: '2026-11-23', sales: 0, products: [], means: [], incidents: 0, card: { debits: 0, debited: 0, credits: 0, credited: 0 }, acts: [] };
const report = (sales: Partial<DaySales>) => saidBy(dayReport({ sales: { ...nothing, ...sales }, office, at: Date.parse('2026-11-23T17:00:00Z'), version: '1.0', nameOf: (product) => `«${product}»` }));

describe('the day’s report', () => {
  test('of a day without anything says so', () => {
    for (const said of ['Rien n’a été vendu.', 'Aucune.', '23/11/2026']) expect(report({})).toContain(said);
  });

  test('counts by product and by means, and adds up', () => {
    const said = report({
      sales: 3,
      products: [
        { product: 'lettre_verte', count: 2, value: 304 },
        { product: 'article', count: 1, value: 199 },
        { product: 'supplement', count: 1, value: 50 },
      ],
      means: [{ means: 'card', count: 3, amount: 553 }],
      incidents: 152,
    });
    for (const fact of ['2 × «lettre_verte»', '1 × Articles', '1 × Complément d’affranchissement', '5,53', 'Débité sur carte (3)', '1,52']) expect(said).toContain(fact);
  });

  test.each(actSchema.options)('%s has its sentence', (act) => {
    expect(report({ acts: [{ act, count: 7 }] })).toMatch(/\p{Lu}\p{L}+.* 7/u);
  });
});
