import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ScaleReading } from '../ports.ts';
import { grams, type Grams } from '../weight.ts';
import { leftSince, observe, stableGrams, unknownPan, used, weighing, type Pan } from './pan.ts';

const stable = (weight: number): ScaleReading => ({ kind: 'stable', grams: grams(weight) });
const moving = (weight: number | null): ScaleReading => ({ kind: 'moving', grams: weight === null ? null : grams(weight) });
const below = (weight: number): ScaleReading => ({ kind: 'below-minimum', grams: grams(weight) });
const after = (...readings: ScaleReading[]): Pan => readings.reduce(observe, unknownPan);

/** What the scale said since it was last away. */
const sinceReturn = (readings: readonly ScaleReading[]) => readings.slice(readings.findLastIndex((one) => one.kind === 'absent') + 1);

const weight = fc.integer({ min: 1, max: 30_000 }).map(grams);
const reading: fc.Arbitrary<ScaleReading> = fc.oneof(
  fc.constant(stable(0)),
  weight.map((one): ScaleReading => ({ kind: 'stable', grams: one })),
  fc.option(weight, { nil: null }).map((one): ScaleReading => ({ kind: 'moving', grams: one })),
  weight.map((one): ScaleReading => ({ kind: 'below-minimum', grams: one })),
  fc.constantFrom<ScaleReading>({ kind: 'overload' }, { kind: 'underload' }, { kind: 'absent', cause: 'cable' }),
);

describe('what the pan says (devices.md 1.6)', () => {
  it.each<[string, ScaleReading[], ReturnType<typeof weighing>]>([
    ['an empty pan is empty', [stable(0)], { state: 'empty', grams: null }],
    ['an item after a zero is accepted', [stable(0), stable(20)], { state: 'accepted', grams: grams(20) }],
    ['an item found on the pan at start must be taken off first', [stable(20)], { state: 'remove-first', grams: grams(20) }],
    ['a moving item is settling, and its indication is for the eye', [stable(0), moving(19)], { state: 'settling', grams: grams(19) }],
    ['a scale that moves without an indication is settling', [stable(0), moving(null)], { state: 'settling', grams: null }],
    ['what moves before a zero was seen must be taken off first', [moving(19)], { state: 'remove-first', grams: grams(19) }],
    ['an item that is too light says so', [stable(0), below(3)], { state: 'below-minimum', grams: grams(3) }],
    ['what is too light before a zero was seen must be taken off first', [below(3)], { state: 'remove-first', grams: grams(3) }],
    ['an item that is too heavy says so, and not that it is too light', [stable(0), { kind: 'overload' }], { state: 'overload', grams: null }],
    ['a lifted pan is underload', [stable(0), { kind: 'underload' }], { state: 'underload', grams: null }],
    ['a silent scale is unavailable', [stable(0), { kind: 'absent', cause: 'cable' }], { state: 'unavailable', grams: null }],
    ['a scale that comes back must show its zero anew', [stable(0), { kind: 'absent', cause: 'cable' }, stable(20)], { state: 'remove-first', grams: grams(20) }],
    ['and is weighed on as soon as it has', [stable(0), { kind: 'absent', cause: 'cable' }, stable(0), stable(20)], { state: 'accepted', grams: grams(20) }],
    ['a moving zero is no zero', [moving(0), stable(20)], { state: 'remove-first', grams: grams(20) }],
  ])('%s', (_, readings, expected) => {
    expect(weighing(after(...readings))).toEqual(expected);
  });

  it('accepts a weight only from a frame that the scale called stable, above zero, after a stable zero of the same connection', () => {
    fc.assert(
      fc.property(fc.array(reading, { minLength: 1, maxLength: 12 }), (readings) => {
        const seen = weighing(after(...readings));
        const last = readings.at(-1);
        const zero = sinceReturn(readings).some((one) => one.kind === 'stable' && one.grams === 0);
        const priceable = last?.kind === 'stable' && last.grams > 0 && zero;
        // The weight accepted is the weight indicated: no rounding, no averaging (rules 2 and 3).
        expect(seen.state === 'accepted' ? seen.grams : null).toBe(priceable ? last.grams : null);
      }),
    );
  });

  it('never accepts again after an item was used, until the pan was seen empty (rule 6)', () => {
    fc.assert(
      fc.property(fc.array(reading, { maxLength: 12 }), weight, (between, item) => {
        const first = used(after(stable(0), { kind: 'stable', grams: item }));
        const pan = between.reduce(observe, first);
        const zero = sinceReturn(between).some((one) => one.kind === 'stable' && one.grams === 0);
        const last = between.at(-1);
        expect(weighing(pan).state === 'accepted').toBe(zero && last?.kind === 'stable' && last.grams > 0);
      }),
    );
  });

  it('keeps the zero when the pan is empty at the moment it is used', () => {
    expect(weighing(observe(used(after(stable(0))), stable(20)))).toEqual({ state: 'accepted', grams: 20 });
  });

  it('knows what stands on the pan only while it stands still', () => {
    expect(stableGrams(after(stable(20)))).toBe(20);
    expect(stableGrams(after(stable(0)))).toBe(0);
    for (const one of [moving(20), below(3), { kind: 'overload' }, { kind: 'underload' }, { kind: 'absent', cause: '' }] satisfies ScaleReading[]) expect(stableGrams(after(one))).toBeNull();
  });
});

describe('the pan after an item was priced (rule 7)', () => {
  const priced: Grams = grams(1_240);
  it.each<[string, ScaleReading, boolean]>([
    ['the same weight is the same item', stable(1_240), false],
    ['a trembling pan is not an item that left', moving(1_200), false],
    ['a trembling pan without an indication neither', moving(null), false],
    ['one gram more is another weight', stable(1_241), true],
    ['one gram less is another weight', stable(1_239), true],
    ['an empty pan', stable(0), true],
    ['too little on the pan', below(3), true],
    ['too much on the pan', { kind: 'overload' }, true],
    ['a lifted pan', { kind: 'underload' }, true],
    ['a scale that no longer answers cannot vouch for the weight', { kind: 'absent', cause: 'cable' }, true],
  ])('%s', (_, now, left) => {
    expect(leftSince(now, priced)).toBe(left);
  });
});
