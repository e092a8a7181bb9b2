import type { FactOf } from '../../flows/facts.ts';
import type { EpochMs } from '../../flows/ports.ts';
import { readRecord } from './record.ts';
import type { Store } from './store.ts';

/** A closure as it stands in the journal. */
export interface RecordedClosure extends Omit<FactOf<'period.closed'>, 'type'> {
  readonly seq: number;
  readonly at: EpochMs;
}

/** Every closure, oldest first: found on their chain, without a walk through the journal. */
export function readClosures(store: Store): readonly RecordedClosure[] {
  const rows = store.prepare("SELECT seq, at, fact, signature FROM journal WHERE chain = 'G' ORDER BY number").all();
  return rows.map(readRecord).flatMap(({ seq, at, fact }) => (fact.type === 'period.closed' ? [{ ...fact, seq, at }] : []));
}

export function countClosures(store: Store): number {
  return Number(store.prepare("SELECT number FROM journal WHERE chain = 'G' ORDER BY number DESC LIMIT 1").get()?.['number'] ?? 0);
}

/** Every archive that was recorded as made, oldest first. */
export function readArchives(store: Store): readonly FactOf<'archive.made'>[] {
  const rows = store.prepare("SELECT seq, at, fact, signature FROM journal WHERE chain = 'A' ORDER BY number").all();
  return rows.map(readRecord).flatMap(({ fact }) => (fact.type === 'archive.made' ? [fact] : []));
}
