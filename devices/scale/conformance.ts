import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../clock.ts';
import type { OpenWire } from '../wire/wire.ts';
import { createMtSics, frameTimeout } from './mt-sics.ts';
import type { Scale, ScaleReading } from './scale.ts';
import { createVirtualScale, type VirtualScale } from './virtual.ts';

/** Resolves with the first reading, from now on, that fits. */
export function reads(scale: Scale, fits: (reading: ScaleReading) => boolean): Promise<ScaleReading> {
  return new Promise((resolve) => {
    let found = false;
    const stop = scale.onReading((reading) => {
      if (found || !fits(reading)) return;
      found = true;
      resolve(reading);
      queueMicrotask(() => stop());
    });
  });
}

export const stable = (grams: number) => (reading: ScaleReading) => reading.kind === 'stable' && reading.grams === grams;
export const being = (kind: ScaleReading['kind']) => (reading: ScaleReading) => reading.kind === kind;

export interface ScaleSetup {
  readonly open: OpenWire;
  /** Cuts the connection. Returns once it is cut. */
  cut(): Promise<void>;
  close(): Promise<void>;
}

/** What every scale driver does with every twin of its protocol, over whatever wire `setup` lays. */
export function describeScale(name: string, setup: (twin: VirtualScale) => Promise<ScaleSetup>): void {
  describe(`a scale over ${name}`, () => {
    let twin: VirtualScale;
    let wire: ScaleSetup;
    let scale: Scale;

    beforeEach(async () => {
      twin = createVirtualScale({ clock: systemClock, knobs: { settleMs: 60 } });
      wire = await setup(twin);
      scale = createMtSics({ open: wire.open, clock: systemClock, capabilities: { minimumGrams: 5, maximumGrams: 30_000 } });
      scale.start();
      await reads(scale, stable(0));
    });

    afterEach(async () => {
      await scale.stop();
      twin.close();
      await wire.close();
    });

    test('is online, and says which scale it is', () => {
      expect(scale.health()).toMatchObject({ state: 'online', cause: null });
      expect(scale.identity()).toMatchObject({ serial: 'B412960031', software: '1.00' });
    });

    test('moves while the parcel settles, then is stable at what was put on it', async () => {
      const seen: ScaleReading[] = [];
      scale.onReading((reading) => seen.push(reading));
      twin.turn({ grams: 1_240, settleMs: 350 });
      await reads(scale, stable(1_240));
      const kinds = seen.map((reading) => reading.kind);
      expect(kinds).toContain('moving');
      expect(seen.filter((reading) => reading.kind === 'stable').every((reading) => reading.grams === 0 || reading.grams === 1_240)).toBe(true);
    });

    test('tells too light, too heavy and less than nothing apart', async () => {
      twin.turn({ grams: 3 });
      expect(await reads(scale, being('below-minimum'))).toEqual({ kind: 'below-minimum', grams: 3 });
      twin.turn({ overload: true });
      await reads(scale, being('overload'));
      twin.turn({ overload: false, underload: true });
      await reads(scale, being('underload'));
    });

    test('sets zero on an empty pan', async () => {
      twin.turn({ grams: -4 });
      await reads(scale, being('underload'));
      // The swing of the pan is over once it has said the same twice.
      await reads(scale, being('underload'));
      expect(await scale.zero()).toEqual({ kind: 'ok', value: undefined });
      await reads(scale, stable(0));
    });

    test('is absent at once when it is switched off, and back with the true weight', async () => {
      twin.turn({ grams: 250 });
      await reads(scale, stable(250));
      twin.turn({ powerCycle: true });
      await reads(scale, being('absent'));
      expect(scale.health().state).toBe('offline');
      await reads(scale, stable(250));
      expect(scale.health().state).toBe('online');
    });

    test('is not taken for silent because this process was busy: weights on the way are read first', async () => {
      const absences: ScaleReading[] = [];
      scale.onReading((reading) => reading.kind === 'absent' && absences.push(reading));
      for (const end = Date.now() + frameTimeout + 200; Date.now() < end; );
      await reads(scale, being('stable'));
      // The last one is told at once; the next has come over the wire.
      await new Promise<void>((resolve) => {
        let told = 0;
        scale.onReading(() => (told += 1) === 2 && resolve());
      });
      expect(absences).toEqual([]);
    });

    test('is absent at once when the line is cut', async () => {
      await wire.cut();
      await reads(scale, being('absent'));
      expect(scale.health()).toMatchObject({ state: 'offline', action: 'check-cable' });
    });
  });
}
