import type { NumberSeries, Series } from '../../flows/ports.ts';
import { Refused } from './refusal.ts';
import type { Store } from './store.ts';

/**
 * Durable number series. Numbers are allotted by the operator in ranges; a range is never looped, its end is an error,
 * and its nearness a warning (postal.md 3.2, last paragraph). The counter moves in the same transaction as the fact that
 * uses the number, so that a crash can neither give a number twice nor lose the fact that took it.
 */
export interface RangeSetting {
  /** What stands in front of the serial on paper: the same serial behind another prefix is another number. */
  readonly prefix: string;
  readonly from: number;
  /** Last serial that may be given. */
  readonly to: number;
  /** A warning from this many serials left. */
  readonly warnBelow?: number;
}

export interface RangeState {
  readonly series: Series;
  readonly prefix: string;
  readonly from: number;
  readonly to: number;
  readonly remaining: number;
  /** Few are left: ask the operator for another range. */
  readonly low: boolean;
}

/** Of what the operator allots. The other series are the terminal's own and practically endless. */
export type RangeSettings = Readonly<Record<NumberSeries, RangeSetting>>;

const OWN_RANGE: RangeSetting = { prefix: '', from: 1, to: 9_999_999_999 };
const OWN_RANGES = { sale: OWN_RANGE, label: OWN_RANGE, incident: OWN_RANGE } as const;
const TRAINING_RANGE: RangeSetting = { prefix: '', from: 1, to: 99_999_999 };
const DEFAULT_WARN_BELOW = 500;

/**
 * What a row of `range` must say of itself, in SQL: a bit that turned over in a counter is noticed before a serial is given
 * twice (soundness.ts).
 */
export const RANGE_SEAL = '((next * 1103515245 + first * 12345 + last * 69069 + length(series) + length(prefix)) % 2147483647)';
const SEAL = `UPDATE range SET seal = ${RANGE_SEAL} WHERE series = ? AND prefix = ? AND first = ?`;

export class RangeExhausted extends Error {
  override readonly name = 'RangeExhausted';
  readonly series: Series;

  constructor(series: Series) {
    super(`no number is left in the range of ${series}`);
    this.series = series;
  }
}

export interface Ranges {
  /** Takes the next serial; inside a transaction only. @throws RangeExhausted */
  take(series: Series): number;
  states(): readonly RangeState[];
}

/**
 * Takes over the configured ranges. A range may grow, or end earlier as long as nothing beyond its new end was given; a
 * fresh one may be added, and an earlier one come back where it stopped. What would give a number twice is refused.
 * @throws Refused, StoreError
 */
export function openRanges(store: Store, settings: Partial<RangeSettings>, file: string): Ranges {
  const all: Partial<Readonly<Record<Series, RangeSetting>>> = { ...OWN_RANGES, ...settings };
  store.transaction(() => {
    for (const [series, setting] of entriesOf(all)) adopt(store, series, setting, file);
  });

  return countersOver(store, all, (series) => series);
}

/**
 * Counters of training: what is tried out there takes no number that was allotted (FIS-14). As far as eight digits go, which
 * is what the shortest number has room for (S10).
 * @throws StoreError
 */
export function openTrainingRanges(store: Store, settings: Partial<RangeSettings>): Ranges {
  const all = Object.fromEntries([...(Object.keys(OWN_RANGES) as Series[]), ...(Object.keys(settings) as Series[])].map((series) => [series, TRAINING_RANGE])) as Record<Series, RangeSetting>;
  const nameOf = (series: Series): string => `training.${series}`;
  store.transaction(() => {
    const begin = store.prepare('INSERT INTO range (series, prefix, first, last, next) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING');
    const seal = store.prepare(SEAL);
    for (const [series, { prefix, from, to }] of Object.entries(all)) {
      begin.run(nameOf(series as Series), prefix, from, to, from);
      seal.run(nameOf(series as Series), prefix, from);
    }
  });
  return countersOver(store, all, nameOf);
}

function entriesOf(all: Partial<Readonly<Record<Series, RangeSetting>>>): readonly (readonly [Series, RangeSetting])[] {
  return Object.entries(all) as readonly (readonly [Series, RangeSetting])[];
}

/** @param nameOf under which name a series is kept. */
function countersOver(store: Store, all: Partial<Readonly<Record<Series, RangeSetting>>>, nameOf: (series: Series) => string): Ranges {
  const select = store.prepare('SELECT next FROM range WHERE series = ? AND prefix = ? AND first = ?');
  // Every name on the right is the row as it was: the seal is of the row as it will be.
  const advance = store.prepare(`UPDATE range SET next = next + 1, seal = ${RANGE_SEAL.replace('next', '(next + 1)')} WHERE series = ? AND prefix = ? AND first = ?`);
  const next = (series: Series, { prefix, from }: RangeSetting): number => Number(select.get(nameOf(series), prefix, from)?.['next']);
  return {
    take(series) {
      const setting = all[series];
      if (setting === undefined) throw new RangeExhausted(series);
      const serial = next(series, setting);
      if (serial > setting.to) throw new RangeExhausted(series);
      advance.run(nameOf(series), setting.prefix, setting.from);
      return serial;
    },
    states: () =>
      entriesOf(all).map(([series, setting]) => {
        const { prefix, from, to, warnBelow = DEFAULT_WARN_BELOW } = setting;
        const remaining = to - next(series, setting) + 1;
        return { series, prefix, from, to, remaining, low: remaining < warnBelow };
      }),
  };
}

/**
 * Series whose numbers look alike: a serial behind a prefix is the same number in each. A range may move from one to another
 * in the configuration, but the serials it has given stay given.
 */
const alike: readonly (readonly NumberSeries[])[] = [['colissimo'], ['letter', 'registered'], ['s10-letter', 's10-registered', 's10-parcel']];

function adopt(store: Store, series: Series, { prefix, from, to }: RangeSetting, file: string): void {
  const key = `numbering.${series.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase())}`;
  const kept = store.prepare('SELECT series, first, last FROM range WHERE prefix = ? AND NOT (series = ? AND first = ?) AND first <= ? AND last >= ?').all(prefix, series, from, to, from);
  const sameForm: readonly string[] = alike.find((form) => form.some((one) => one === series)) ?? [series];
  const overlapping = kept.find((range) => sameForm.includes(String(range['series'])));
  if (overlapping) {
    throw new Refused(
      'range-conflict',
      file,
      `The range ${from}–${to} of ${series} overlaps the range ${String(overlapping['first'])}–${String(overlapping['last'])}${overlapping['series'] === series ? '' : ` of ${String(overlapping['series'])}`} already kept in ${file}. Give one that the operator has newly allotted (${key} in terminal.json).`,
    );
  }
  const seal = (): void => store.prepare(SEAL).run(series, prefix, from);
  const known = store.prepare('SELECT last, next FROM range WHERE series = ? AND prefix = ? AND first = ?').get(series, prefix, from);
  if (!known) {
    store.prepare('INSERT INTO range (series, prefix, first, last, next) VALUES (?, ?, ?, ?, ?)').run(series, prefix, from, to, from);
    seal();
    return;
  }
  if (Number(known['next']) > to + 1) {
    throw new Refused(
      'range-conflict',
      file,
      `Serials of ${series} were given up to ${Number(known['next']) - 1}, beyond the end ${to} now configured. Set ${key}.to to at least that.`,
    );
  }
  if (Number(known['last']) === to) return;
  store.prepare('UPDATE range SET last = ? WHERE series = ? AND prefix = ? AND first = ?').run(to, series, prefix, from);
  seal();
}
