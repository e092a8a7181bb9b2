import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cents } from '../money.ts';
import { grams, type Grams } from '../weight.ts';
import type { CustomsArticle } from './declaration.ts';
import { articlesOf, gramsLeftFor, restIsTaken, valueElsewhere, withLine, withoutLine, type Line } from './lines.ts';

const item = grams(1000);
const article = (weight: number, value = 10_00): CustomsArticle => ({ description: 'Livre', quantity: 1, grams: grams(weight), value: cents(value), hsCode: null, origin: null });
const weights = (lines: readonly Line[]) => lines.map((line) => line.article.grams as number);

/** One line after another, each of the weight given. */
function declared(...all: number[]): Line[] {
  return all.reduce<Line[]>((lines, weight) => withLine(lines, lines.length, article(weight), item), []);
}

describe('the weight of an item shared out among its lines', () => {
  it('the whole of it is left for the first line', () => {
    expect(gramsLeftFor([], 0, item)).toBe(1000);
  });

  it('a line that took all of it gives way to the next, down to one gram', () => {
    const lines = declared(1000);
    expect(restIsTaken(lines, 1)).toBe(true);
    expect(gramsLeftFor(lines, 1, item)).toBe(999);
    expect(weights(withLine(lines, 1, article(300), item))).toEqual([700, 300]);
    expect(weights(declared(1000, 300, 200))).toEqual([500, 300, 200]);
  });

  it('and takes back what a line leaves that is removed', () => {
    expect(weights(withoutLine(declared(1000, 300, 200), 1, item))).toEqual([800, 200]);
    expect(weights(withoutLine(declared(1000, 300), 0, item))).toEqual([300]);
  });

  it('a weight that was said stays as it was said: the difference is packing', () => {
    expect(weights(declared(400, 300))).toEqual([400, 300]);
    expect(gramsLeftFor(declared(400, 300), 2, item)).toBe(300);
    expect(weights(withoutLine(declared(400, 300), 0, item))).toEqual([300]);
  });

  it('a line opened again may weigh what the others leave, its own weight included', () => {
    expect(gramsLeftFor(declared(400, 300), 0, item)).toBe(700);
    expect(weights(withLine(declared(1000, 300), 0, article(600), item))).toEqual([600, 300]);
    expect(weights(withLine(declared(1000, 300), 1, article(999), item))).toEqual([1, 999]);
  });

  it('an item that became too light can be mended line by line', () => {
    const light = grams(400);
    const lines = declared(500, 400);
    expect(gramsLeftFor(lines, 0, light)).toBe(499);
    const once = withLine(lines, 0, article(200), light);
    expect(gramsLeftFor(once, 1, light)).toBe(399);
    expect(weights(withLine(once, 1, article(150), light))).toEqual([200, 150]);
    expect(gramsLeftFor(lines, 2, light)).toBe(0);
  });

  it('knows what the other lines are worth', () => {
    const lines = [article(1, 500), article(1, 700)].map((one) => ({ article: one, rest: false }));
    expect([0, 1, 2].map((at) => valueElsewhere(lines, at))).toEqual([700, 500, 1200]);
    expect(valueElsewhere([], 0)).toBe(0);
  });

  it('lines within their room never weigh more than the item together, and never nothing', () => {
    const step = fc.oneof(fc.record({ at: fc.nat(5), share: fc.double({ min: 0, max: 1, noNaN: true }) }), fc.record({ removed: fc.nat(5) }));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), fc.integer({ min: 1, max: 30_000 }).map(grams), (steps, weight: Grams) => {
        let lines: Line[] = [];
        for (const one of steps) {
          if ('removed' in one) {
            lines = withoutLine(lines, one.removed, weight);
            continue;
          }
          const at = Math.min(one.at, lines.length);
          const room = gramsLeftFor(lines, at, weight);
          if (room > 0) lines = withLine(lines, at, article(Math.max(1, Math.round(room * one.share))), weight);
        }
        expect(weights(lines).reduce((sum, own) => sum + own, 0)).toBeLessThanOrEqual(weight);
        expect(weights(lines).every((own) => own > 0)).toBe(true);
        expect(lines.filter((line) => line.rest).length).toBeLessThanOrEqual(1);
        expect(articlesOf(lines)).toHaveLength(lines.length);
      }),
    );
  });
});
