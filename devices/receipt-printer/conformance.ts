import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../clock.ts';
import type { Health } from '../device.ts';
import type { OpenWire } from '../wire/wire.ts';
import { createEscPos } from './esc-pos.ts';
import type { ReceiptPaper, ReceiptPrinter } from './receipt-printer.ts';
import { createVirtualReceiptPrinter, type VirtualReceiptPrinter } from './virtual.ts';

export interface ReceiptPrinterSetup {
  readonly open: OpenWire;
  /** Pulls the cable out. */
  cut(): Promise<void>;
  close(): Promise<void>;
}

/** Resolves with the printer's health as soon as it fits, now or later. */
export function healthBecomes(printer: ReceiptPrinter, expected: Partial<Health>): Promise<Health> {
  return new Promise((resolve) => {
    let stop: (() => void) | null = null;
    let found = false;
    stop = printer.onHealth((health) => {
      if (found || !Object.entries(expected).every(([name, value]) => JSON.stringify(health[name as keyof Health]) === JSON.stringify(value))) return;
      found = true;
      stop?.();
      resolve(health);
    });
    if (found) stop();
  });
}

export const slip = (name: string, lines = 6): ReceiptPaper => ({
  title: name,
  blocks: [...Array.from({ length: lines }, (_, line) => ({ kind: 'pair' as const, left: `${name} – ligne ${line + 1}`, right: '1,39\u202f€' })), { kind: 'qr', text: `https://moulin.example/${name.replaceAll('ç', 'c')}` }],
});

/** What every receipt printer driver does with every twin of its language, over whatever wire `setup` lays. */
export function describeReceiptPrinter(name: string, setup: (twin: VirtualReceiptPrinter) => Promise<ReceiptPrinterSetup>): void {
  describe(`a receipt printer over ${name}`, () => {
    let twin: VirtualReceiptPrinter;
    let wire: ReceiptPrinterSetup;
    let printer: ReceiptPrinter;

    beforeEach(async () => {
      twin = createVirtualReceiptPrinter({ clock: systemClock });
      wire = await setup(twin);
      printer = createEscPos({ open: wire.open, clock: systemClock });
      printer.start();
      await healthBecomes(printer, { state: 'online' });
    });

    afterEach(async () => {
      await printer.stop();
      await wire.close();
      twin.close();
      expect(twin.errors()).toEqual([]);
    });

    /** Does something once the paper under way has moved by two lines. */
    const midway = (act: () => void): void => {
      twin.turn({ slow: 5, linesLeft: 1_000 });
      const stop = twin.onChange(() => {
        if ((twin.knobs().linesLeft ?? 1_000) > 998) return;
        stop();
        act();
      });
    };

    test('is online and says what it is', () => {
      expect(printer.health()).toMatchObject({ state: 'online', cause: null, warnings: [] });
      expect(printer.identity()).toMatchObject({ model: 'Virtual receipt printer 80 mm', serial: 'VRP-0001' });
    });

    test('a paper comes out with its accents, its euro signs and its code, and is confirmed', async () => {
      expect(await printer.print(slip('Reçu', 2), 'r-1')).toEqual({ kind: 'ok', value: undefined });
      expect(twin.papers()).toMatchObject([
        {
          number: 1,
          lines: ['Reçu', '', `${'Reçu – ligne 1'.padEnd(42)}1,39 €`, `${'Reçu – ligne 2'.padEnd(42)}1,39 €`],
          codes: ['https://moulin.example/Recu'],
        },
      ]);
    });

    test('below the French it prints another language set in, and lines that are drawn', async () => {
      const beside = { kind: 'beside', text: 'Збережіть цю квитанцію', align: 'left' } as const;
      const [french, german] = [{ kind: 'text', text: 'Gardez ce reçu' }, { kind: 'beside', text: 'Heben Sie den Beleg gut auf', align: 'left' }] as const;
      expect(await printer.print({ title: '', blocks: [french, german] }, 'r-1')).toEqual({ kind: 'ok', value: undefined });
      expect(await printer.print({ title: '', blocks: [french, german, beside] }, 'r-2')).toEqual({ kind: 'ok', value: undefined });
      const [written, drawn] = twin.papers();
      for (const paper of [written, drawn]) expect(paper?.lines).toEqual(['Gardez ce reçu', '  Heben Sie den Beleg gut auf']);
      expect(drawn?.png).not.toEqual(written?.png);
    });

    test('two papers asked for at once come out one after the other', async () => {
      const outcomes = await Promise.all([printer.print(slip('un'), 'r-1'), printer.print(slip('deux'), 'r-2')]);
      expect(outcomes.map(({ kind }) => kind)).toEqual(['ok', 'ok']);
      expect(twin.papers().map(({ lines, codes }) => [lines[0], codes])).toEqual([
        ['un', ['https://moulin.example/un']],
        ['deux', ['https://moulin.example/deux']],
      ]);
    });

    test.each([
      [{ paper: 'out' }, 'paper-out', { state: 'consumable-out', action: 'load-paper' }],
      [{ cover: 'open' }, 'head-open', { state: 'user-error', action: 'close-cover' }],
      [{ offline: true }, 'offline', { state: 'offline', action: 'restart' }],
    ] as const)('%j is known without being asked; nothing is sent, and all is well again afterwards', async (patch, reason, health) => {
      twin.turn(patch);
      await healthBecomes(printer, health);
      expect(await printer.print(slip('rien'), 'r-1')).toMatchObject({ kind: 'not-done', reason });
      twin.turn({ paper: 'ok', cover: 'closed', offline: false });
      await healthBecomes(printer, { state: 'online', cause: null });
      expect(await printer.print(slip('un'), 'r-2')).toMatchObject({ kind: 'ok' });
      expect(twin.papers().map(({ lines }) => lines[0])).toEqual(['un']);
    });

    test('paper near its end is a warning, and printing goes on', async () => {
      twin.turn({ paper: 'near-end' });
      await healthBecomes(printer, { state: 'online', warnings: ['paper-near-end'] });
      expect(await printer.print(slip('un'), 'r-1')).toMatchObject({ kind: 'ok' });
    });

    test('the roll ends in the middle: refused, and new paper does not make the rest come out by itself', async () => {
      twin.turn({ linesLeft: 4 });
      expect(await printer.print(slip('un'), 'r-1')).toMatchObject({ kind: 'refused', reason: 'paper-out' });
      expect(printer.health()).toMatchObject({ state: 'consumable-out', action: 'load-paper' });
      twin.turn({ paper: 'ok' });
      await healthBecomes(printer, { state: 'online' });
      expect(await printer.print(slip('deux'), 'r-2')).toMatchObject({ kind: 'ok' });
      const [strip, whole, ...more] = twin.papers();
      expect(more).toEqual([]);
      expect(strip?.lines).toHaveLength(4);
      expect([whole?.lines[0], whole?.codes]).toEqual(['deux', ['https://moulin.example/deux']]);
    });

    test('the cover is opened while printing: refused, and closing it does not make the rest come out', async () => {
      midway(() => twin.turn({ cover: 'open', slow: 0, linesLeft: null }));
      expect(await printer.print(slip('un', 20), 'r-1')).toMatchObject({ kind: 'refused', reason: 'head-open' });
      twin.turn({ cover: 'closed' });
      await healthBecomes(printer, { state: 'online' });
      expect(await printer.print(slip('deux'), 'r-2')).toMatchObject({ kind: 'ok' });
      // What had come out of the first is cut off before the second.
      expect(twin.papers().map(({ lines, codes }) => [lines[0], codes.length])).toEqual([
        ['un', 0],
        ['deux', 1],
      ]);
    });

    test('the cutter jams: refused, and out of order until somebody clears it', async () => {
      twin.turn({ cutterJam: true });
      expect(await printer.print(slip('un'), 'r-1')).toMatchObject({ kind: 'refused', reason: 'jam' });
      expect(printer.health()).toMatchObject({ state: 'hardware-error', cause: 'cutter jammed', action: 'clear-jam' });
      expect(await printer.print(slip('deux'), 'r-2')).toMatchObject({ kind: 'not-done', reason: 'jam' });
      twin.turn({ cutterJam: false });
      await healthBecomes(printer, { state: 'online' });
      expect(await printer.print(slip('trois'), 'r-3')).toMatchObject({ kind: 'ok' });
      expect(twin.papers().map(({ lines }) => lines[0])).toEqual(['un', 'trois']);
    });

    test('the cable is pulled while printing: unknown, and never printed again by itself', async () => {
      midway(() => void wire.cut());
      expect(await printer.print(slip('un', 20), 'r-1')).toMatchObject({ kind: 'unknown', reason: 'offline' });
      expect(await printer.print(slip('deux'), 'r-2')).toMatchObject({ kind: 'not-done', reason: 'offline' });
      twin.turn({ slow: 0, linesLeft: null });
      expect(twin.papers().map(({ lines }) => lines[0])).toEqual(['un']);
    });

    test('a printer that hangs answers nothing: not done, and nothing comes out when it wakes', async () => {
      twin.turn({ silent: true });
      expect(await printer.print(slip('un'), 'r-1')).toMatchObject({ kind: 'not-done', reason: 'silent' });
      twin.turn({ silent: false });
      expect(twin.papers()).toEqual([]);
    });
  });
}
