import { describe, expect, test } from 'vitest';
import en from '../../assets/locales/en/workbench.json' with { type: 'json' };
import fr from '../../assets/locales/fr/workbench.json' with { type: 'json' };
import { ManualClock } from '../../devices/clock.ts';
import { createTwin, driversOf } from '../../devices/drivers.ts';
import type { Twin } from '../../devices/twin.ts';
import { readDevices, readPapers, readProblem, type Kind } from './devices.ts';
import { mended } from './mended.ts';

const kinds = Object.keys(mended) as Kind[];
const twinOf = (kind: Kind): Twin => createTwin(kind, { clock: new ManualClock() });

/** As `electron/workbench` tells of a twin. */
function told(twin: Twin): object {
  const state = 'state' in twin && typeof twin.state === 'function' ? (twin.state() as object) : twin.kind === 'badge-reader' ? { staff: [] } : null;
  return JSON.parse(JSON.stringify({ kind: twin.kind, protocol: twin.protocol, url: 'tcp://127.0.0.1:1', plugged: true, knobs: twin.knobs(), state, papers: 'papers' in twin ? 0 : null })) as object;
}

describe('what the terminal tells of its devices', () => {
  test('every twin is understood', () => {
    const devices = readDevices(kinds.map((kind) => told(twinOf(kind))));
    expect(Object.keys(devices).toSorted()).toEqual(kinds.toSorted());
    expect(devices['payment-terminal']?.state).toMatchObject({ phase: 'idle', amount: null });
  });

  test.each(driversOf('scale'))('a scale that speaks %s is drawn, and its faults are put right', (protocol) => {
    const twin = createTwin('scale', { clock: new ManualClock() }, protocol);
    expect(readDevices([told(twin)]).scale?.knobs.maximumGrams).toBe(30_000);
    const { plugged: _, ...knobs } = mended.scale as { plugged: boolean };
    expect(twin.turn(knobs)).toEqual(twin.knobs());
  });

  test('a device that this page does not draw is left out, one that reads otherwise is an error', () => {
    expect(readDevices([{ kind: 'coin-slot', anything: 1 }])).toEqual({});
    expect(() => readDevices([{ ...told(twinOf('scale')), knobs: { grams: 'twenty' } }])).toThrow(/grams/);
    expect(() => readDevices({ scale: {} })).toThrow(/array/);
  });

  test('a picture is only ever asked of the workbench', () => {
    const paper = { number: 1, lines: [], codes: [] };
    expect(readPapers([{ ...paper, picture: '/workbench/devices/label-printer/papers/1.png' }])).toHaveLength(1);
    expect(() => readPapers([{ ...paper, picture: 'https://elsewhere.example/1.png' }])).toThrow(/workbench/);
  });

  test('a refusal is told in the terminal’s words, or by its number when it has none', () => {
    expect(readProblem({ problem: 'plugged takes true or false' }, 400)).toBe('plugged takes true or false');
    expect(readProblem(null, 502)).toBe('HTTP 502');
  });
});

describe('putting everything right', () => {
  test.each(kinds)('turns only knobs that a %s has, and leaves it as it was new', (kind) => {
    const twin = twinOf(kind);
    const fresh = twin.knobs();
    const { plugged, ...knobs } = mended[kind] as { plugged: boolean };
    expect(plugged).toBe(true);
    expect(twin.turn(knobs)).toEqual(fresh);
  });
});

describe('words', () => {
  const flat = (words: object, path = ''): [string, string][] =>
    Object.entries(words).flatMap(([key, value]) => (typeof value === 'string' ? [[`${path}${key}`, value] satisfies [string, string]] : flat(value as object, `${path}${key}.`)));
  const holes = (text: string): string[] => [...text.matchAll(/\{\{(\w+)\}\}/gu)].map(([, name = '']) => name).toSorted();

  test('both languages say the same things with the same values', () => {
    const english = new Map(flat(en));
    expect([...english.keys()].toSorted()).toEqual(flat(fr).map(([key]) => key).toSorted());
    expect(flat(fr).map(([key]) => [key, holes(english.get(key) ?? '')])).toEqual(flat(fr).map(([key, french]) => [key, holes(french)]));
  });

  test('French keeps its marks and quotes with their words', () => {
    expect(flat(fr).filter(([, french]) => / [?!:;»]|« |'/u.test(french))).toEqual([]);
  });
});
