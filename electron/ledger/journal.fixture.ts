import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { factSchema, type Fact, type FactOf, type FactType } from '../../flows/facts.ts';

/** A record as the tests of this folder look at it: read past the ledger, which need not be open. */
export interface Written<F extends Fact = Fact> {
  readonly seq: number;
  readonly at: number;
  /** Null, as `number`: recorded before there were chains. */
  readonly chain: string | null;
  readonly number: number | null;
  readonly fact: F;
}

export function readJournal(directory: string): readonly Written[] {
  const database = new DatabaseSync(join(directory, 'ledger.db'), { readOnly: true });
  try {
    return database
      .prepare('SELECT seq, at, chain, number, fact FROM journal ORDER BY seq')
      .all()
      .map(({ seq, at, chain, number, fact }) => ({
        seq: Number(seq),
        at: Number(at),
        chain: chain === null ? null : String(chain),
        number: number === null ? null : Number(number),
        fact: factSchema.parse(JSON.parse(String(fact))),
      }));
  } finally {
    database.close();
  }
}

export function isOf<T extends FactType>(record: Written, type: T): record is Written<FactOf<T>> {
  return record.fact.type === type;
}
