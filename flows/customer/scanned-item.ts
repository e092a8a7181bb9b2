import { settledFact } from '../checkout/incidents.ts';
import { foldSale, type Settlement } from '../checkout/sale.ts';
import type { FactOf, IncidentCause } from '../facts.ts';
import { cents, type Cents } from '../money.ts';
import type { EpochMs, LedgerTrouble, Ports, Recorded, Scan } from '../ports.ts';
import { err, ok, type Result } from '../result.ts';
import { isWell } from '../terminal/world.ts';
import { recognise } from '../tracking/recognise.ts';
import type { ScanProblem } from '../view.ts';

/** A postal item as its label names it, with what this terminal remembers of it. */
export interface ScannedItem {
  /** The label of ours, or the number that another label bears: what a deposit is recorded under. */
  readonly item: string;
  /** What the customer can compare with the label. */
  readonly number: string;
  readonly form: 'colissimo' | 'letter' | 's10' | 'franked-here';
  /** When this terminal franked it; null when it did not. */
  readonly issued: Recorded<FactOf<'label.issued'>> | null;
  readonly facts: readonly Recorded[];
}

export function scanProblem(problem: ScanProblem['problem'], at: EpochMs | null = null): ScanProblem {
  return { problem, carrier: null, at };
}

/** What a screen that asks for a code must say: while the scanner is down, that before anything else. */
export function problemToShow({ scanner }: Pick<Ports, 'scanner'>, problem: ScanProblem | null): ScanProblem | null {
  return isWell(scanner.health()) ? problem : scanProblem('scanner-unavailable');
}

/** What was scanned, if it is the label of a postal item. */
export function itemOf(ports: Pick<Ports, 'authority' | 'ledger'>, scan: Scan): Result<ScannedItem, ScanProblem> {
  const recognised = recognise(scan);
  switch (recognised.kind) {
    case 'number':
      return ok(known(ports, recognised.number, recognised.form));
    case 'mark': {
      const label = ports.authority.labelOf(recognised.text);
      return label === null ? err(scanProblem('not-postal')) : ok(known(ports, label, 'franked-here'));
    }
    case 'proof':
      return err(scanProblem('not-postal'));
    case 'contact':
      return err(scanProblem('contact'));
    case 'problem':
      return err(recognised.problem);
  }
}

/**
 * The item that a label names, or the one item of a proof: whoever has sent it has nothing else left to show. Only to look at:
 * a paper is not left in the box.
 */
export function itemAskedFor(ports: Pick<Ports, 'authority' | 'ledger'>, scan: Scan): Result<ScannedItem, ScanProblem> {
  const recognised = recognise(scan);
  if (recognised.kind !== 'proof') return itemOf(ports, scan);
  const { labels, text, signature } = recognised;
  const [label, ...others] = labels;
  const one = label !== undefined && others.length === 0 && ports.authority.isSealOf(text, signature);
  return one ? ok(known(ports, label, 'franked-here')) : err(scanProblem('not-postal'));
}

function known({ ledger }: Pick<Ports, 'ledger'>, item: string, form: ScannedItem['form']): ScannedItem {
  const facts = ledger.factsOf(item);
  const issued = facts.find((recorded): recorded is Recorded<FactOf<'label.issued'>> => recorded.fact.type === 'label.issued') ?? null;
  return { item: issued?.fact.label ?? item, number: issued?.fact.number ?? item, form, issued, facts };
}

/** This terminal voided the label: another one was printed in its place, or the money was given back, by whomever (VAL-10). */
export function isVoid({ ledger }: Pick<Ports, 'ledger'>, { facts, issued }: ScannedItem): boolean {
  if (facts.some(({ fact }) => fact.type === 'label.spoiled' || fact.type === 'label.voided')) return true;
  const end = issued === null ? null : doubtOf(ledger, issued.fact)?.settled;
  return end === 'paid-out' || end === 'refunded';
}

/** The incident about this very label, when nobody was sure that it came out. */
export function doubtOf(ledger: Pick<Ports['ledger'], 'factsOfSale'>, { sale, label }: FactOf<'label.issued'>): { readonly incident: string; readonly settled: Settlement | null; readonly amount: Cents; readonly cause: IncidentCause } | null {
  const facts = ledger.factsOfSale(sale).map(({ fact }) => fact);
  if (!facts.some((fact) => fact.type === 'incident.opened' && fact.label === label)) return null;
  const [incident, known] = [...foldSale(facts).incidents].find(([, one]) => one.label === label) ?? [];
  return incident === undefined || known === undefined ? null : { incident, ...known };
}

/**
 * Records that an item was left here. A label that nobody was sure of has come out after all: what was open about it is
 * settled by the same record, for nobody owes anything for it any more.
 */
export function recordDeposit({ ledger, drop }: Pick<Ports, 'ledger' | 'drop'>, { item, issued }: ScannedItem): Result<{ readonly at: EpochMs; readonly settled: Cents }, LedgerTrouble> {
  const doubt = issued === null ? null : doubtOf(ledger, issued.fact);
  const settles = issued !== null && doubt?.settled === null ? [settledFact(issued.fact.sale, doubt.incident, doubt, 'delivered', 'terminal')] : [];
  const recorded = ledger.recordAll([{ type: 'item.deposited', item, franked: issued === null ? 'elsewhere' : 'here', into: drop }, ...settles]);
  if (!recorded.ok) return recorded;
  const at = recorded.value[0]?.at ?? 0;
  return ok({ at, settled: settles.length === 0 ? cents(0) : (doubt?.amount ?? cents(0)) });
}

/** When it was left here; null when it was not. */
export function depositedAt({ facts }: ScannedItem): EpochMs | null {
  return facts.find(({ fact }) => fact.type === 'item.deposited')?.at ?? null;
}
