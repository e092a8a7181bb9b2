import { sign } from 'node:crypto';
import { factSchema, type Fact } from '../../flows/facts.ts';
import type { EpochMs, Recorded } from '../../flows/ports.ts';
import { canonicalJson } from './canonical.ts';
import type { SigningKey } from './keys.ts';
import { extractOf, genesis, itemsOf, recordHash, saleOf } from './record.ts';
import type { Store, StoreRow } from './store.ts';

/**
 * The journal: one record a fact, each bound to the one before it. A record's hash covers the previous hash, its
 * position, its time and its fact; the signature covers the hash. Changing, moving or removing any record but the last
 * ones breaks the chain at that record; a lost tail is found by comparing with an export's manifest (`verify --since`).
 */

/** The last record of a chain, or where it starts. */
export interface Head {
  readonly seq: number;
  readonly hash: Uint8Array;
}

/** @throws Error when the row does not hold a fact as `append` wrote it. */
export function readRecord(row: StoreRow): Recorded {
  return { seq: Number(row['seq']), at: Number(row['at']), fact: factSchema.parse(JSON.parse(String(row['fact']))), extract: extractOf(row['signature'] as Uint8Array) };
}

export interface Journal {
  head(): Head;
  /** To be called inside a transaction; the head moves at once, and must be read again when the transaction fails. */
  append<F extends Fact>(fact: F, at: EpochMs): Recorded<F>;
  /** Forgets the head in memory: after a failed commit only the database knows how far it is. */
  forgetHead(): void;
  openSales(): readonly { readonly sale: string; readonly facts: readonly Recorded[] }[];
  /** Of a label, of the number it bears, or of an item left here; oldest first. */
  factsOf(item: string): readonly Recorded[];
  factsOfSale(sale: string): readonly Recorded[];
}

export function createJournal(store: Store, key: SigningKey): Journal {
  const selectHead = store.prepare('SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1');
  const insert = store.prepare('INSERT INTO journal (seq, at, type, sale, fact, hash, signature) VALUES (?, ?, ?, ?, ?, ?, ?)');
  const beginSale = store.prepare('INSERT INTO sale (sale, opened) VALUES (?, ?) ON CONFLICT DO NOTHING');
  const endSale = store.prepare('UPDATE sale SET closed = ? WHERE sale = ? AND closed IS NULL');
  // CROSS JOIN keeps this order of tables (https://www.sqlite.org/optoverview.html#manctrl): SQLite would walk the whole journal.
  const selectOpen = store.prepare(
    'SELECT journal.sale, seq, at, fact, signature FROM sale CROSS JOIN journal ON journal.sale = sale.sale WHERE sale.closed IS NULL ORDER BY sale.opened, seq',
  );
  const noteItem = store.prepare('INSERT INTO item (item, seq) VALUES (?, ?) ON CONFLICT DO NOTHING');
  const selectItem = store.prepare('SELECT journal.seq AS seq, at, fact, signature FROM item CROSS JOIN journal ON journal.seq = item.seq WHERE item.item = ? ORDER BY item.seq');
  const selectSale = store.prepare('SELECT seq, at, fact, signature FROM journal WHERE sale = ? ORDER BY seq');
  const start = genesis(key.publicKey);
  let known: Head | null = null;

  function head(): Head {
    if (known) return known;
    const row = selectHead.get();
    known = row ? { seq: Number(row['seq']), hash: row['hash'] as Uint8Array } : { seq: 0, hash: start };
    return known;
  }

  return {
    head,
    forgetHead: () => void (known = null),
    append(fact, at) {
      // A fact that cannot be read back must not be written: that is a mistake of the caller, and is thrown at him.
      factSchema.parse(fact);
      const text = canonicalJson(fact);
      const previous = head();
      const seq = previous.seq + 1;
      const instant = Math.trunc(at);
      const digest = recordHash(previous.hash, BigInt(seq), BigInt(instant), Buffer.from(text, 'utf8'));
      const sale = saleOf(fact);
      const signature = sign(null, digest, key.privateKey);
      insert.run(seq, instant, fact.type, sale, text, digest, signature);
      if (fact.type === 'sale.closed') endSale.run(seq, fact.sale);
      else if (sale !== null) beginSale.run(sale, seq);
      for (const item of itemsOf(fact)) noteItem.run(item, seq);
      known = { seq, hash: digest };
      return { seq, at: instant, fact, extract: extractOf(signature) };
    },
    factsOf(item) {
      const found = selectItem.all(item).map((row) => readRecord(row));
      // A label knows its number and a number its label: what is recorded under either belongs to the same item.
      const names = new Set(found.flatMap(({ fact }) => (fact.type === 'label.issued' ? itemsOf(fact) : [])));
      names.delete(item);
      const others = [...names].flatMap((name) => selectItem.all(name).map((row) => readRecord(row)));
      return [...new Map([...found, ...others].map((one) => [one.seq, one])).values()].sort((one, other) => one.seq - other.seq);
    },
    factsOfSale: (sale) => selectSale.all(sale).map((row) => readRecord(row)),
    openSales() {
      const sales = new Map<string, Recorded[]>();
      for (const row of selectOpen.iterate()) {
        const sale = String(row['sale']);
        const facts = sales.get(sale) ?? [];
        facts.push(readRecord(row));
        sales.set(sale, facts);
      }
      return [...sales].map(([sale, facts]) => ({ sale, facts }));
    },
  };
}
