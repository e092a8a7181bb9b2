import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Clock } from '../clock.ts';
import type { Health } from '../device.ts';
import type { OpenWire } from '../wire/wire.ts';
import type { LabelDrawing, LabelPrinter } from './label-printer.ts';
import type { VirtualLabelPrinter } from './virtual.ts';

/** What a suite is run against: a driver and its twin, joined by a wire of the caller's choice. */
export interface LabelPrinterSetup {
  readonly clock: Clock;
  readonly twin: VirtualLabelPrinter;
  readonly open: OpenWire;
  close(): Promise<void>;
}

export const parcelLabel: LabelDrawing = {
  width: 100,
  height: 50,
  elements: [
    { kind: 'text', x: 5, y: 5, height: 4, text: 'SPÉCIMEN', bold: true },
    { kind: 'text', x: 5, y: 12, height: 3, text: 'MADAME ZOË D’ŒUVRE' },
    { kind: 'code128', x: 5, y: 20, height: 12, module: 0.375, text: '6A12345678901' },
    { kind: 'data-matrix', x: 75, y: 20, module: 0.5, text: 'MOULIN:1:6A12345678901' },
    { kind: 'text', x: 5, y: 42, height: 3, text: '6A 12345 67890 1' },
  ],
};

export const parcelLines = ['SPÉCIMEN', 'MADAME ZOË D’ŒUVRE', '6A 12345 67890 1'];
export const parcelCodes = ['6A12345678901', 'MOULIN:1:6A12345678901'];

/** Resolves with the first health that is as wanted, the present one included. */
export function healthOf(printer: LabelPrinter, wanted: (health: Health) => boolean): Promise<Health> {
  return new Promise((resolve) => {
    let stop: (() => void) | null = null;
    let found = false;
    stop = printer.onHealth((health) => {
      if (found || !wanted(health)) return;
      found = true;
      resolve(health);
      stop?.();
    });
    if (found) stop();
  });
}

/** What every label printer's driver must do, over any wire. */
export function describeLabelPrinter(name: string, setup: () => Promise<LabelPrinterSetup>, create: (setup: LabelPrinterSetup) => LabelPrinter): void {
  describe(`a label printer over ${name}`, () => {
    let bench: LabelPrinterSetup;
    let printer: LabelPrinter;

    beforeEach(async () => {
      bench = await setup();
      printer = create(bench);
    });

    afterEach(async () => {
      await printer.stop();
      await bench.close();
    });

    const ready = async () => {
      printer.start();
      await healthOf(printer, (health) => health.state === 'online');
    };
    /** Resolves when the twin has begun to move paper: seen by the driver as busy with a label in the printer. */
    const underWay = () => healthOf(printer, (health) => health.state === 'busy');

    it('says who it is once connected', async () => {
      await ready();
      expect(printer.identity()).toMatchObject({ dotsPerMillimetre: '8', firmware: 'V1.0.0' });
    });

    it('prints one label, whole, with the texts and codes that were asked', async () => {
      await ready();
      expect(await printer.print(parcelLabel, 'L1')).toEqual({ kind: 'ok', value: undefined });
      expect(bench.twin.papers().map(({ lines, codes, complete }) => ({ lines, codes, complete }))).toEqual([
        { lines: parcelLines, codes: parcelCodes, complete: true },
      ]);
      expect(bench.twin.errors()).toEqual([]);
      expect(printer.health().state).toBe('online');
    });

    it('prints labels asked at the same time one after another, in order', async () => {
      bench.twin.turn({ slowMs: 100 });
      await ready();
      const named = (text: string): LabelDrawing => ({ width: 50, height: 20, elements: [{ kind: 'text', x: 2, y: 2, height: 3, text }] });
      const outcomes = await Promise.all(['UN', 'DEUX', 'TROIS'].map((text) => printer.print(named(text), text)));
      expect(outcomes.map((outcome) => outcome.kind)).toEqual(['ok', 'ok', 'ok']);
      expect(bench.twin.papers().flatMap((paper) => paper.lines)).toEqual(['UN', 'DEUX', 'TROIS']);
    });

    it.each([
      ['an empty roll', { media: 'out' }, 'consumable-out', 'paper-out'],
      ['an open head', { headOpen: true }, 'user-error', 'head-open'],
      ['a jam', { jam: true }, 'hardware-error', 'jam'],
      ['a pressed PAUSE', { paused: true }, 'user-error', 'offline'],
    ] as const)('sends nothing to a printer with %s, whether or not it answers ~HS then', async (_, knob, state, reason) => {
      for (const silentWhenFaulty of [true, false]) {
        bench.twin.turn({ ...knob, silentWhenFaulty });
        printer.start();
        await healthOf(printer, (health) => health.state === state);
        expect(await printer.print(parcelLabel, 'L1')).toMatchObject({ kind: 'not-done', reason });
        bench.twin.turn({ media: 'ok', headOpen: false, jam: false, paused: false });
        await healthOf(printer, (health) => health.state === 'online');
      }
      expect(bench.twin.papers()).toEqual([]);
    });

    it('warns of a roll that nears its end, and prints on it', async () => {
      bench.twin.turn({ media: 'near-end' });
      await ready();
      expect(printer.health().warnings).toEqual(['paper-near-end']);
      expect((await printer.print(parcelLabel, 'L1')).kind).toBe('ok');
    });

    it('takes back the label for which the roll had no more room, so that a new roll brings nothing', async () => {
      bench.twin.turn({ labelsLeft: 1 });
      await ready();
      expect((await printer.print(parcelLabel, 'L1')).kind).toBe('ok');
      expect(await printer.print(parcelLabel, 'L2')).toMatchObject({ kind: 'refused', reason: 'paper-out' });
      bench.twin.turn({ media: 'ok' });
      await healthOf(printer, (health) => health.state === 'online');
      expect((await printer.print(parcelLabel, 'L3')).kind).toBe('ok');
      expect(bench.twin.papers().map((paper) => paper.complete)).toEqual([true, true]);
    });

    it.each([
      ['the roll ends', { labelsLeft: 0.5 }, 'paper-out'],
      ['the head is opened', { headOpen: true }, 'head-open'],
      ['the label jams', { jam: true }, 'jam'],
    ] as const)('refuses a label in whose middle %s, and it is not reprinted after the repair', async (_, knob, reason) => {
      bench.twin.turn({ slowMs: 4_000, ...('labelsLeft' in knob ? knob : {}) });
      await ready();
      const printing = printer.print(parcelLabel, 'L1');
      await underWay();
      if (!('labelsLeft' in knob)) bench.clock.after(2_000, () => bench.twin.turn(knob));
      expect(await printing).toMatchObject({ kind: 'refused', reason });
      bench.twin.turn({ media: 'ok', labelsLeft: null, headOpen: false, jam: false, slowMs: 100 });
      await healthOf(printer, (health) => health.state === 'online');
      expect((await printer.print(parcelLabel, 'L2')).kind).toBe('ok');
      expect(bench.twin.papers().map((paper) => paper.complete)).toEqual([false, true]);
    });

    it('does not know what became of a label when the printer falls silent, and finds it again afterwards', async () => {
      bench.twin.turn({ slowMs: 4_000 });
      await ready();
      const printing = printer.print(parcelLabel, 'L1');
      await underWay();
      bench.clock.after(2_000, () => bench.twin.turn({ silent: true }));
      expect(await printing).toMatchObject({ kind: 'unknown', reason: 'silent' });
      await healthOf(printer, (health) => health.state === 'offline');
      expect((await printer.print(parcelLabel, 'L2')).kind).toBe('not-done');
      bench.twin.turn({ silent: false, slowMs: 100 });
      await healthOf(printer, (health) => health.state === 'online');
      expect((await printer.print(parcelLabel, 'L3')).kind).toBe('ok');
    });

    it('does not know what became of a label when the cable is pulled, and cancels what it left behind', async () => {
      bench.twin.turn({ slowMs: 4_000 });
      await ready();
      const printing = printer.print(parcelLabel, 'L1');
      await underWay();
      // The label stops half way, and would begin anew by itself when the head is closed.
      bench.clock.after(2_000, () => bench.twin.turn({ headOpen: true, dropConnection: true }));
      expect(await printing).toMatchObject({ kind: 'unknown', reason: 'offline' });
      bench.twin.turn({ dropConnection: false });
      await healthOf(printer, (health) => health.state === 'user-error');
      bench.twin.turn({ headOpen: false, slowMs: 100 });
      await healthOf(printer, (health) => health.state === 'online');
      expect((await printer.print(parcelLabel, 'L2')).kind).toBe('ok');
      expect(bench.twin.papers().filter((paper) => paper.complete)).toHaveLength(1);
    });

    it('prints nothing while it is not connected', async () => {
      expect(await printer.print(parcelLabel, 'L1')).toMatchObject({ kind: 'not-done', reason: 'offline' });
      bench.twin.turn({ dropConnection: true });
      printer.start();
      await healthOf(printer, (health) => health.state === 'offline');
      expect(await printer.print(parcelLabel, 'L2')).toMatchObject({ kind: 'not-done', reason: 'offline' });
      expect(bench.twin.papers()).toEqual([]);
    });

    it('refuses a drawing that cannot be printed before anything is sent', async () => {
      await ready();
      const wide: LabelDrawing = { ...parcelLabel, elements: [{ kind: 'text', x: 2, y: 2, height: 4, text: 'M'.repeat(200), width: 50 }] };
      expect(await printer.print(wide, 'L1')).toMatchObject({ kind: 'not-done', detail: expect.stringContaining('field') });
      expect(bench.twin.papers()).toEqual([]);
    });
  });
}
