import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ManualClock } from '../../devices/clock.ts';
import { createVirtualMtSics, type MtSicsKnobs } from '../../devices/scale/virtual-mt-sics.ts';
import { memoryWire } from '../../devices/wire/memory.ts';
import { read, type Reading } from './scale-display.ts';

/** What the twin says over its wire, and what the page draws, at the same instant after the same change. */
async function both(before: number, patch: Partial<MtSicsKnobs>, since: number): Promise<{ said: string; drawn: Reading }> {
  const clock = new ManualClock(1_000_000);
  const twin = createVirtualMtSics({ clock, knobs: { grams: before } });
  clock.advance(5_000);
  const knobs = twin.turn(patch);
  clock.advance(since);
  const [ours, theirs] = memoryWire();
  twin.attach(theirs);
  const answer = new Promise<string>((resolve) => {
    let heard = '';
    ours.onBytes((bytes) => {
      heard += Buffer.from(bytes).toString('latin1');
      if (heard.endsWith('\r\n')) resolve(heard.trim());
    });
  });
  await ours.write(Buffer.from('SI\r\n'));
  return { said: await answer, drawn: read(knobs, true, before, since, clock.now()) };
}

/** As the twin would have to say what is drawn. */
function asSaid({ text, state }: Reading): string {
  if (state === 'over') return 'S +';
  if (state === 'under') return 'S -';
  const [digits = '', unit = ''] = text.split(' ');
  return `S ${state === 'stable' ? 'S' : 'D'} ${digits.padStart(10)} ${unit}`;
}

describe('the display of the drawn scale', () => {
  test('shows what the scale says at any instant of the swing, in its unit and with its decimals', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 30_000 }),
        fc.record({
          grams: fc.integer({ min: -10_000, max: 40_000 }),
          moving: fc.boolean(),
          overload: fc.constantFrom(false, false, false, true),
          underload: fc.constantFrom(false, false, false, true),
          unit: fc.constantFrom('g' as const, 'kg' as const),
          decimals: fc.constantFrom(0, 1, 3),
          tareGrams: fc.constantFrom(0, 0, 50),
        }),
        fc.integer({ min: 0, max: 2_000 }),
        async (before, patch, since) => {
          // A change that is none does not swing; the page does not draw one either.
          fc.pre(before !== patch.grams);
          const { said, drawn } = await both(before, patch, since);
          expect(asSaid(drawn)).toBe(said);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('a scale that is silent still shows its weight to whoever stands before it, and says that it is silent', () => {
    const knobs = createVirtualMtSics({ clock: new ManualClock(), knobs: { grams: 84, silent: true } }).knobs();
    expect(read(knobs, true, 84, Number.POSITIVE_INFINITY, 0)).toEqual({ text: '84 g', state: 'mute' });
  });

  test('a scale without its cable is dark', () => {
    const knobs = createVirtualMtSics({ clock: new ManualClock(), knobs: { grams: 84 } }).knobs();
    expect(read(knobs, false, 84, Number.POSITIVE_INFINITY, 0)).toEqual({ text: '', state: 'off' });
  });
});
