import { createHash } from 'node:crypto';
import type { Chain } from '../../flows/fiscal/catalogue.ts';
import { chains } from '../../flows/fiscal/catalogue.ts';
import type { EpochMs } from '../../flows/ports.ts';
import { parisDay } from '../../flows/postage/paris.ts';
import { err, ok, type Result } from '../../flows/result.ts';
import { archiveDescription, beforeOf, type ArchiveHeader } from './archive-format.ts';
import { readClosures, type RecordedClosure } from './closures.ts';
import { dayAfter, isDay } from './days.ts';
import { genesis, readRecord } from './record.ts';
import { readPublicKey } from './keys.ts';
import type { Store, StoreRow } from './store.ts';
import { noClosuresBefore, type ClosuresBefore } from './verify-closures.ts';
import type { ChainEnd } from './verify.ts';

/** Days of Europe/Paris, both included. */
export interface ArchivePeriod {
  readonly from: string;
  readonly to: string;
}

export interface ArchivePlan {
  /** Of the file. */
  readonly name: string;
  readonly header: ArchiveHeader;
}

/** `not-closed`: a day of it is not over. `nothing`: nothing was recorded in it, or no Moulin that closes days has run yet. */
export type NoArchive = 'not-a-period' | 'too-long' | 'not-closed' | 'nothing';

/** A year that has a 29th of February (FIS-10: at most a year). */
const LONGEST_DAYS = 366;
const DAY_MS = 86_400_000;

/**
 * Which records an archive of these days holds. A day's records are those between two of its closures; the closures of the
 * last day, and of a month and a year that end with it, are the last of them. Found on the chain of closures: the journal
 * is not walked.
 */
export function planArchive(store: Store, publicKeyFile: string, { from, to }: ArchivePeriod, now: EpochMs): Result<ArchivePlan, NoArchive> {
  if (!isDay(from) || !isDay(to) || from > to) return err('not-a-period');
  if (Date.parse(to) - Date.parse(from) >= LONGEST_DAYS * DAY_MS) return err('too-long');
  const closures = readClosures(store);
  const days = closures.filter(({ period }) => period === 'day');
  if (to >= parisDay(now) || isOpen(store, days.at(-1), to)) return err('not-closed');
  const inside = days.filter(({ key }) => key >= from && key <= to);
  const [begins, ends] = [inside[0], inside.at(-1)];
  if (begins === undefined || ends === undefined) return err('nothing');

  const places = new Map(closures.map((closure) => [closure.seq, closure]));
  let { first } = begins;
  while (places.has(first)) first += 1;
  let last = ends.seq;
  for (let next = places.get(last + 1); next !== undefined && next.period !== 'day'; next = places.get(last + 1)) last += 1;

  const key = readPublicKey(publicKeyFile);
  const before = { hash: hashAt(store, first - 1) ?? genesis(key), chains: chainsBefore(store, first), closures: closuresBefore(closures, first) };
  const fingerprint = createHash('sha256').update(key.export({ type: 'spki', format: 'der' })).digest('hex').slice(0, 8);
  return ok({
    name: `moulin-${fingerprint}-${from}-${to}.jsonl`,
    header: {
      format: 'moulin-archive-1',
      terminal: terminalOf(store, last),
      period: { from, to },
      records: last - first + 1,
      first,
      last,
      before: beforeOf(before),
      description: archiveDescription,
    },
  });
}

/** Something was recorded after the newest day that was closed, on a day of the period. */
function isOpen(store: Store, newest: RecordedClosure | undefined, to: string): boolean {
  const row = store.prepare("SELECT at FROM journal WHERE seq > ? AND type <> 'period.closed' ORDER BY seq LIMIT 1").get(newest?.seq ?? 0);
  return row !== undefined && parisDay(Math.max(Number(row['at']), newest?.at ?? 0)) <= to;
}

/** Every month that is closed, as a period. */
export function closedMonths(closures: readonly RecordedClosure[]): readonly ArchivePeriod[] {
  return closures.filter(({ period }) => period === 'month').map(({ key }) => ({ from: `${key}-01`, to: lastDayOf(key) }));
}

/** All days that are closed, a year at most in each period: that of the calendar, from the first day to the last one closed. */
export function closedYears(closures: readonly RecordedClosure[]): readonly ArchivePeriod[] {
  const days = closures.filter(({ period }) => period === 'day').map(({ key }) => key);
  const years = Map.groupBy(days, (day) => day.slice(0, 4));
  return Array.from(years.values(), (of) => ({ from: of[0] ?? '', to: of.at(-1) ?? '' }));
}

/** Of `2026-02` the 28th. */
function lastDayOf(month: string): string {
  let day = `${month}-28`;
  for (let next = dayAfter(day); next.startsWith(month); next = dayAfter(day)) day = next;
  return day;
}

function hashAt(store: Store, seq: number): Uint8Array | null {
  const row = store.prepare('SELECT hash FROM journal WHERE seq = ?').get(seq);
  return row === undefined ? null : (row['hash'] as Uint8Array);
}

/** The last record of each chain before a position: numbers grow with positions, so that it is found by halving. */
function chainsBefore(store: Store, first: number): Partial<Record<Chain, ChainEnd>> {
  const newest = store.prepare('SELECT number FROM journal WHERE chain = ? ORDER BY number DESC LIMIT 1');
  const at = store.prepare('SELECT seq, hash FROM journal WHERE chain = ? AND number = ?');
  const ends: Partial<Record<Chain, ChainEnd>> = {};
  for (const chain of Object.keys(chains) as Chain[]) {
    let [low, high] = [0, Number(newest.get(chain)?.['number'] ?? 0)];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (Number(at.get(chain, middle)?.['seq']) < first) low = middle;
      else high = middle - 1;
    }
    const row: StoreRow | undefined = low === 0 ? undefined : at.get(chain, low);
    if (row !== undefined) ends[chain] = { number: BigInt(low), hash: row['hash'] as Uint8Array };
  }
  return ends;
}

function closuresBefore(closures: readonly RecordedClosure[], first: number): ClosuresBefore {
  const before = closures.filter(({ seq }) => seq < first);
  const of = (kind: RecordedClosure['period']): { readonly first: number; readonly used: boolean } => {
    const begun = before.findLast(({ period }) => period === kind)?.seq ?? 1;
    const closings = before.filter(({ seq }) => seq >= begun).length;
    return { first: begun, used: first - begun > closings };
  };
  const day = before.findLast(({ period }) => period === 'day');
  return {
    newest: before.at(-1)?.at ?? null,
    day: day?.key ?? null,
    perpetual: day?.perpetual ?? noClosuresBefore.perpetual,
    periods: { day: of('day'), month: of('month'), year: of('year') },
  };
}

function terminalOf(store: Store, last: number): string | null {
  const row = store.prepare("SELECT seq, at, fact, signature FROM journal WHERE seq <= ? AND type = 'terminal.started' ORDER BY seq DESC LIMIT 1").get(last);
  const fact = row && readRecord(row).fact;
  return fact?.type === 'terminal.started' ? fact.configuration : null;
}
