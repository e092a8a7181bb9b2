import type { Fact, FactOf } from '../../flows/facts.ts';
import type { Recorded } from '../../flows/ports.ts';
import { latestOf, readRecord } from './record.ts';
import type { Store } from './store.ts';

/** The newest record of the kinds that `latestOf` names, found without walking back to it. */
export interface Latest {
  note(fact: Fact, seq: number): void;
  /** What the terminal was told that it is, at its last start: null and empty before the first. */
  known(): Known;
  closure(period: FactOf<'period.closed'>['period']): FactOf<'period.closed'> | null;
  /** Position of the newest `clock.changed`; 0 when there is none. */
  clockChangedAt(): number;
}

/** What ran last, and the SHA-256 of each configured part then: a start compares itself with it (FIS-9, FIS-17). */
export interface Known {
  readonly version: string | null;
  readonly digests: Partial<Readonly<Record<FactOf<'configuration.changed'>['part'], string>>>;
  /** `2026-11-23`: up to then every day is closed. */
  readonly lastDayClosed: string | null;
}

export const nothingKnown: Known = { version: null, digests: {}, lastDayClosed: null };

export function openLatest(store: Store): Latest {
  const keep = store.prepare('INSERT INTO latest (what, seq) VALUES (?, ?) ON CONFLICT (what) DO UPDATE SET seq = excluded.seq');
  const select = store.prepare('SELECT journal.seq AS seq, at, fact, signature FROM latest CROSS JOIN journal ON journal.seq = latest.seq WHERE what = ?');
  const all = store.prepare('SELECT journal.seq AS seq, at, fact, signature FROM latest CROSS JOIN journal ON journal.seq = latest.seq');
  return {
    note(fact, seq) {
      const what = latestOf(fact);
      if (what !== null) keep.run(what, seq);
    },
    known: () => all.all().map((row) => readRecord(row)).reduce(withKnown, nothingKnown),
    closure(period) {
      const row = select.get(`closed.${period}`);
      const fact = row && readRecord(row).fact;
      return fact?.type === 'period.closed' ? fact : null;
    },
    clockChangedAt: () => Number(select.get('clock')?.['seq'] ?? 0),
  };
}

function withKnown(known: Known, { fact }: Recorded): Known {
  switch (fact.type) {
    case 'terminal.started':
      return { ...known, version: fact.version };
    case 'software.changed':
      return { ...known, version: fact.to };
    case 'configuration.changed':
      return { ...known, digests: { ...known.digests, [fact.part]: fact.digest } };
    case 'period.closed':
      return fact.period === 'day' ? { ...known, lastDayClosed: fact.key } : known;
    default:
      return known;
  }
}
