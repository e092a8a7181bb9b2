import type { Recorded } from '../../flows/ports.ts';
import { latestOf, readRecord } from './record.ts';
import type { Store } from './store.ts';

/**
 * What is read out of the journal behind the counter, while the terminal runs: each reading ends after so many records, however
 * large the journal is.
 */
export interface Books {
  /** The newest record of a kind that `latestOf` names; null when there is none. */
  newest(what: string): Recorded | null;
  /** The newest technical records, newest first. */
  technical(most: number): readonly Recorded[];
  /** What became of a device, newest first: at most so many, and no further back than `LOOKED_BACK` technical records. */
  ofDevice(device: string, most: number): readonly Recorded[];
  /** Where the first record of a day would be: right after the newest closure of a day before it. */
  beginningOf(day: string): number;
  /** From there on, in order; training left out (FIS-14), but for what is technical. */
  since(seq: number): readonly Recorded[];
  /** How many item numbers were taken from there on, by product, and when the first of these records was made. */
  numbersSince(seq: number): { readonly began: number | null; readonly taken: readonly { readonly product: string; readonly count: number }[] };
}

/** A busy day has some three thousand technical records: sessions, devices, functions. Read in about ten milliseconds. */
const LOOKED_BACK = 4_000;
/** More closures than a month of days has: days, and the month and year that end with them. */
const CLOSURES_LOOKED_AT = 40;

export function openBooks(store: Store): Books {
  const columns = 'journal.seq AS seq, at, fact, signature';
  const newest = store.prepare(`SELECT ${columns} FROM latest CROSS JOIN journal ON journal.seq = latest.seq WHERE what = ?`);
  const technical = store.prepare(`SELECT ${columns} FROM journal WHERE chain = 'L' ORDER BY number DESC LIMIT ?`);
  const ofDevice = store.prepare(
    `SELECT ${columns} FROM (SELECT seq, at, type, fact, signature FROM journal WHERE chain = 'L' ORDER BY number DESC LIMIT ${LOOKED_BACK}) AS journal
     WHERE type = 'device.changed' AND json_extract(fact, '$.device') = ? LIMIT ?`,
  );
  const closures = store.prepare(`SELECT ${columns} FROM journal WHERE chain = 'G' ORDER BY number DESC LIMIT ${CLOSURES_LOOKED_AT}`);
  const since = store.prepare(`SELECT ${columns} FROM journal WHERE seq >= ? AND chain IS NOT 'X' ORDER BY seq`);
  const began = store.prepare('SELECT at FROM journal WHERE seq >= ? ORDER BY seq LIMIT 1');
  const taken = store.prepare(
    `SELECT json_extract(fact, '$.product') AS product FROM journal
     WHERE seq >= ? AND type = 'label.issued' AND +chain IS NOT 'X' AND json_extract(fact, '$.number') IS NOT NULL`,
  );

  return {
    newest(what) {
      const row = newest.get(what);
      // The table is not signed: a row that leads elsewhere is as good as none.
      const record = row === undefined ? null : readRecord(row);
      return record !== null && latestOf(record.fact) === what ? record : null;
    },
    technical: (most) => technical.all(most).map((row) => readRecord(row)),
    ofDevice: (device, most) => ofDevice.all(device, most).map((row) => readRecord(row)),
    beginningOf(day) {
      const looked = closures.all().map((row) => readRecord(row));
      const before = looked.find(({ fact }) => fact.type === 'period.closed' && fact.period === 'day' && fact.key < day);
      if (before !== undefined) return before.seq + 1;
      return looked.length < CLOSURES_LOOKED_AT ? 1 : (looked.at(-1)?.seq ?? 1);
    },
    since: (seq) => since.all(seq).map((row) => readRecord(row)),
    numbersSince(seq) {
      const first = began.get(seq);
      return {
        began: first === undefined ? null : Number(first['at']),
        taken: [...Map.groupBy(taken.all(seq), (row) => String(row['product']))].map(([product, rows]) => ({ product, count: rows.length })),
      };
    },
  };
}
