import type { Fact } from '../../flows/facts.ts';
import type { Ledger } from '../../flows/ports.ts';
import { itemsOf, readRecord, saleOf } from './record.ts';
import type { Store } from './store.ts';

/**
 * Tables derived from the journal, kept in the same transaction as each record, so that a sale, an item or an incident is
 * found at once among a million records. Training has tables of its own: service finds nothing of it, and it nothing of
 * service (FIS-14), though both count their sales and labels from 1.
 */
export interface Lookup extends Pick<Ledger, 'openSales' | 'openIncidents' | 'factsOf' | 'factsOfSale'> {
  /** The sales of `openIncidents`, without their facts. */
  salesWithIncidents(): readonly string[];
  /** Of each record of its side; inside the record's transaction. */
  note(fact: Fact, seq: number): void;
}

export type Side = 'service' | 'training';

/** `+` keeps SQLite from walking a whole chain to find one sale of it (https://www.sqlite.org/optoverview.html#uplus). */
const sides = {
  service: { sale: 'sale', item: 'item', incident: 'incident', ofThisSide: "+journal.chain IS NOT 'X'" },
  training: { sale: 'training_sale', item: 'training_item', incident: 'training_incident', ofThisSide: "+journal.chain IS 'X'" },
} as const;

export function openLookup(store: Store, side: Side): Lookup {
  const { sale, item, incident, ofThisSide } = sides[side];
  const beginSale = store.prepare(`INSERT INTO ${sale} (sale, opened) VALUES (?, ?) ON CONFLICT DO NOTHING`);
  const endSale = store.prepare(`UPDATE ${sale} SET closed = ? WHERE sale = ? AND closed IS NULL`);
  const noteItem = store.prepare(`INSERT INTO ${item} (item, seq) VALUES (?, ?) ON CONFLICT DO NOTHING`);
  const beginIncident = store.prepare(`INSERT INTO ${incident} (incident, sale, opened) VALUES (?, ?, ?) ON CONFLICT DO NOTHING`);
  const endIncident = store.prepare(`UPDATE ${incident} SET settled = ? WHERE incident = ? AND settled IS NULL`);
  const selectOpenSales = store.prepare(`SELECT sale FROM ${sale} WHERE closed IS NULL ORDER BY opened`);
  const selectOpenIncidents = store.prepare(`SELECT sale FROM ${incident} WHERE settled IS NULL ORDER BY opened`);
  // CROSS JOIN keeps this order of tables (https://www.sqlite.org/optoverview.html#manctrl): SQLite would walk the whole journal.
  const selectItem = store.prepare(`SELECT journal.seq AS seq, at, fact, signature FROM ${item} AS item CROSS JOIN journal ON journal.seq = item.seq WHERE item.item = ? ORDER BY item.seq`);
  const selectSale = store.prepare(`SELECT seq, at, fact, signature FROM journal WHERE sale = ? AND ${ofThisSide} ORDER BY seq`);

  const factsOfSale = (wanted: string) => selectSale.all(wanted).map((row) => readRecord(row));
  const factsOfItem = (wanted: string) => selectItem.all(wanted).map((row) => readRecord(row));
  const salesOf = (rows: ReturnType<typeof selectOpenSales.all>) => [...new Set(rows.map((row) => String(row['sale'])))];
  const withFacts = (sales: readonly string[]) => sales.map((one) => ({ sale: one, facts: factsOfSale(one) }));

  return {
    note(fact, seq) {
      const ofSale = saleOf(fact);
      if (fact.type === 'sale.closed') endSale.run(seq, fact.sale);
      else if (ofSale !== null) beginSale.run(ofSale, seq);
      if (fact.type === 'incident.opened') beginIncident.run(fact.incident, fact.sale, seq);
      if (fact.type === 'incident.settled') endIncident.run(seq, fact.incident);
      for (const one of itemsOf(fact)) noteItem.run(one, seq);
    },
    openSales: () => withFacts(salesOf(selectOpenSales.all())),
    openIncidents: () => withFacts(salesOf(selectOpenIncidents.all())),
    salesWithIncidents: () => salesOf(selectOpenIncidents.all()),
    factsOf(wanted) {
      const found = factsOfItem(wanted);
      // A label knows its number and a number its label: what is recorded under either belongs to the same item.
      const names = new Set(found.flatMap(({ fact }) => (fact.type === 'label.issued' ? itemsOf(fact) : [])));
      names.delete(wanted);
      const others = [...names].flatMap((name) => factsOfItem(name));
      return [...new Map([...found, ...others].map((one) => [one.seq, one])).values()].sort((one, other) => one.seq - other.seq);
    },
    factsOfSale,
  };
}
