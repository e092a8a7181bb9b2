import type { FactOf } from '../facts.ts';
import type { EpochMs, Ports, Recorded, Scan } from '../ports.ts';
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

/** This terminal voided the label: another one was printed in its place, or the money was given back. */
export function isVoid({ facts }: ScannedItem): boolean {
  return facts.some(({ fact }) => fact.type === 'label.spoiled');
}

/** When it was left here; null when it was not. */
export function depositedAt({ facts }: ScannedItem): EpochMs | null {
  return facts.find(({ fact }) => fact.type === 'item.deposited')?.at ?? null;
}
