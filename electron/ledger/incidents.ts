import { settleIncident } from '../../flows/checkout/incidents.ts';
import { foldSale, type Settlement } from '../../flows/checkout/sale.ts';
import type { FactOf } from '../../flows/facts.ts';
import type { EpochMs, Ledger } from '../../flows/ports.ts';
import { ok } from '../../flows/result.ts';
import { refusingLedger } from './ledger.ts';

/** How a person may say that an incident ended. `returned` is the terminal's own word, and `resumed` is said in an open sale. */
export type StaffEnding = Exclude<Settlement, 'returned' | 'resumed'>;

export const staffEndings: Readonly<Record<StaffEnding, string>> = {
  'paid-out': 'the counter paid it out',
  refunded: 'the counter gave it back to the card',
  'not-owed': 'the card had not been debited',
  delivered: 'the label had come out',
};

export function isStaffEnding(how: string | undefined): how is StaffEnding {
  return how !== undefined && Object.hasOwn(staffEndings, how);
}

export interface OpenIncident extends Pick<FactOf<'incident.opened'>, 'incident' | 'sale' | 'amount' | 'cause'> {
  readonly since: EpochMs;
  readonly label: string | null;
  /** Empty while the terminal itself still tries, but for what nobody can be harmed by. */
  readonly endings: readonly StaffEnding[];
  readonly retriedByTerminal: boolean;
  /** Refunds of its sale that were asked for and not answered, whatever its own cause is: whoever pays without asking may pay twice. */
  readonly doubtfulRefunds: readonly string[];
}

/** Incidents that nobody has settled, and what may be done about each: asked of the rule that settles them, with a ledger that writes nothing. */
export function openIncidents(ledger: Pick<Ledger, 'openIncidents' | 'clockChangedAt'>, now: EpochMs, retryFor: number): readonly OpenIncident[] {
  return ledger.openIncidents().flatMap((found) => {
    const state = foldSale(found.facts.map(({ fact }) => fact));
    const asking: Ledger = { ...refusingLedger('closed'), openIncidents: () => [found], clockChangedAt: () => ledger.clockChangedAt(), recordAll: () => ok([]) };
    const answerTo = (incident: string, how: StaffEnding) => settleIncident({ ledger: asking, clock: { now: () => now }, retryFor, preAdvice: { withdraw: () => {} } }, incident, how);
    const doubtfulRefunds = [...state.refunds].flatMap(([reference, { state: end }]) => (end === 'requested' || end === 'unknown' ? [reference] : []));
    return found.facts.flatMap(({ at, fact }) => {
      if (fact.type !== 'incident.opened' || state.incidents.get(fact.incident)?.settled !== null) return [];
      const { incident, sale, amount, cause, label = null } = fact;
      const answers = (Object.keys(staffEndings) as StaffEnding[]).map((how) => ({ how, answer: answerTo(incident, how) }));
      const endings = answers.filter(({ answer }) => answer.ok).map(({ how }) => how);
      const retriedByTerminal = answers.some(({ answer }) => !answer.ok && answer.error === 'too-early');
      return [{ incident, sale, amount, cause, label, since: at, endings, retriedByTerminal, doubtfulRefunds }];
    });
  });
}
