import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemClock, type Clock } from '../clock.ts';
import type { OpenWire } from '../wire/wire.ts';
import { createHidPos } from './hid-pos.ts';
import { createMtSics } from './mt-sics.ts';
import type { Scale, ScaleReading } from './scale.ts';
import { plate } from './scripted-scale.fixture.ts';
import type { ScaleOptions } from './supervised-scale.ts';
import { createToledo8217 } from './toledo-8217.ts';
import { createVirtualHidPos } from './virtual-hid-pos.ts';
import { createVirtualMtSics } from './virtual-mt-sics.ts';
import type { VirtualScale } from './virtual-scale.ts';
import { createVirtualToledo } from './virtual-toledo.ts';

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

export interface ScaleProtocol {
  readonly create: (options: ScaleOptions) => Scale;
  readonly twin: (options: { readonly clock: Clock; readonly knobs: object }) => VirtualScale;
  readonly identity: object;
  /** What only this twin does besides, each once, and a scale must be weighed on all the same. */
  readonly habits: readonly object[];
  /** What else can be wrong with this twin, and how its knobs stand when all is well. */
  readonly troubles: readonly object[];
  readonly well: object;
}

export const scaleProtocols: Readonly<Record<string, ScaleProtocol>> = {
  'MT-SICS': { create: createMtSics, twin: createVirtualMtSics, identity: { serial: 'B412960031', software: '1.00' }, habits: [{ streams: false }, { unit: 'kg', decimals: 3 }], troubles: [{ busy: true }, { net: true }], well: { busy: false, net: false } },
  'Toledo 8217': { create: createToledo8217, twin: createVirtualToledo, identity: { protocol: 'Toledo 8217' }, habits: [{ parity: true }, { weightOnce: true }], troubles: [{ lateMs: 700 }, { lateMs: 1_500 }, { net: true }], well: { lateMs: 0, net: false } },
  'USB HID POS scale': { create: createHidPos, twin: createVirtualHidPos, identity: { protocol: 'USB HID POS scale', use: 'trade' }, habits: [{ unit: 'kg', decimals: 3 }], troubles: [{ trouble: 'fault' }, { trouble: 're-zero' }, { staleFirst: false }], well: { trouble: 'none', staleFirst: true } },
};

/** No reading may be older than this when the scale has fallen silent: the longest `frameTimeout` of all. */
const longestSilence = 1_500;

/** What every scale driver does with every twin of its protocol, over whatever wire `setup` lays. */
export function describeScale(name: string, protocol: ScaleProtocol, setup: (twin: VirtualScale) => Promise<ScaleSetup>): void {
  describe(`a scale over ${name}`, () => {
    let twin: VirtualScale;
    let wire: ScaleSetup;
    let scale: Scale;

    const begin = async (knobs: object = {}) => {
      twin = protocol.twin({ clock: systemClock, knobs: { settleMs: 60, ...knobs } });
      wire = await setup(twin);
      scale = protocol.create({ open: wire.open, clock: systemClock, plate });
      scale.start();
      await reads(scale, stable(0));
    };

    const end = async () => {
      await scale.stop();
      twin.close();
      await wire.close();
    };

    beforeEach(() => begin());
    afterEach(end);

    test('is online, and says what it is', () => {
      expect(scale.health()).toMatchObject({ state: 'online', cause: null });
      expect(scale.identity()).toMatchObject(protocol.identity);
    });

    test('moves while the parcel settles, then is stable at what was put on it', async () => {
      const seen: ScaleReading[] = [];
      scale.onReading((reading) => seen.push(reading));
      // It swings until it was seen to swing: a busy machine may look at it seldom.
      twin.turn({ grams: 1_240, settleMs: 10_000 });
      await reads(scale, being('moving'));
      twin.turn({ settleMs: 0 });
      await reads(scale, stable(1_240));
      expect(seen.filter((reading) => reading.kind === 'stable').every((reading) => reading.grams === 0 || reading.grams === 1_240)).toBe(true);
    });

    test('is seen empty before each item, and each weight is its own', async () => {
      for (const grams of [250, 20, 20]) {
        twin.turn({ grams });
        expect(await reads(scale, (reading) => reading.kind === 'stable' && reading.grams !== 0)).toEqual({ kind: 'stable', grams });
        twin.turn({ grams: 0 });
        await reads(scale, stable(0));
      }
    });

    test('tells too light, too heavy and less than nothing apart', async () => {
      twin.turn({ grams: 3 });
      expect(await reads(scale, being('below-minimum'))).toEqual({ kind: 'below-minimum', grams: 3 });
      twin.turn({ overload: true });
      await reads(scale, being('overload'));
      twin.turn({ overload: false, underload: true });
      await reads(scale, being('underload'));
    });

    test('sets zero on an empty pan, or says that it cannot', async () => {
      twin.turn({ grams: -4 });
      await reads(scale, being('underload'));
      // The swing of the pan is over once it has said the same twice.
      await reads(scale, being('underload'));
      const { zeroes } = scale.capabilities;
      expect(await scale.zero()).toMatchObject(zeroes ? { kind: 'ok' } : { kind: 'not-done', reason: 'unsupported' });
      if (zeroes) await reads(scale, stable(0));
    });

    test('is absent when it is switched off, and back with the true weight', async () => {
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
      for (const end = Date.now() + longestSilence + 200; Date.now() < end; );
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

    test.each(protocol.habits)('weighs all the same with %j', async (knobs) => {
      await end();
      await begin(knobs);
      twin.turn({ grams: 84 });
      expect(await reads(scale, (reading) => reading.kind === 'stable' && reading.grams !== 0)).toEqual({ kind: 'stable', grams: 84 });
      twin.turn({ grams: 0 });
      await reads(scale, stable(0));
    });
  });
}
