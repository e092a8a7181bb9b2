import { isPermitted, recordAct, type Desk } from './maintenance-act.ts';
import { retryUntil, settleIncident, waysToSettle, type NotSettled } from '../checkout/incidents.ts';
import type { FactOf } from '../facts.ts';
import type { Ports, Recorded } from '../ports.ts';
import type { MaintenancePage } from '../view.ts';

/** Money whose fate a person must settle: which, since when, and in which ways each may end. */

type IncidentsPage = Extract<MaintenancePage, { page: 'incidents' }>;
type Settlement = IncidentsPage['incidents'][number]['ways'][number];

/** As many as the page can carry; how many more there are is said. */
const most = 50;

export interface IncidentsState {
  readonly chosen: string | null;
  readonly refusal: IncidentsPage['refusal'];
}

type Opened = Recorded<FactOf<'incident.opened'>>;

/** Oldest first: who waits longest comes first. */
function openIncidents({ ledger }: Pick<Ports, 'ledger'>): readonly { readonly opened: Opened; readonly facts: readonly Recorded[] }[] {
  const found = ledger.openIncidents().flatMap(({ facts }) => {
    const settled = new Set(facts.flatMap(({ fact }) => (fact.type === 'incident.settled' ? [fact.incident] : [])));
    const opened = facts.filter((one): one is Opened => one.fact.type === 'incident.opened' && !settled.has(one.fact.incident));
    return opened.map((one) => ({ opened: one, facts }));
  });
  return found.toSorted((one, other) => one.opened.seq - other.opened.seq);
}

export function hasOpenIncidents(ports: Pick<Ports, 'ledger'>): boolean {
  return ports.ledger.openIncidents().length > 0;
}

/** The page says less than the journal does: what a worker can do something about. */
function refusalShown(error: NotSettled): IncidentsPage['refusal'] {
  return error === 'unknown' || error === 'settled-already' || error === 'not-so' || error === 'too-early' ? error : 'ledger-unavailable';
}

export function settle(desk: Desk, { chosen }: IncidentsState, how: Settlement): IncidentsState {
  const { ports } = desk;
  const found = openIncidents(ports).find(({ opened }) => opened.fact.incident === chosen);
  if (chosen === null || found === undefined) return { chosen, refusal: 'unknown' };
  const { sale, amount } = found.opened.fact;
  // Looked at first, so that no act is recorded which the journal would refuse.
  const way = waysToSettle(ports, found.facts, chosen).find((one) => one.how === how);
  if (way === undefined) return { chosen, refusal: 'not-so' };
  if (way.tooEarly && isPermitted(desk, 'incident.settled')) return { chosen, refusal: 'too-early' };
  const done = recordAct(desk, 'incident.settled', { subject: chosen, about: sale, before: `open, ${amount} ct`, after: how });
  if (!done.ok) return { chosen, refusal: done.error === 'ledger-unavailable' ? 'ledger-unavailable' : null };
  const settled = settleIncident(ports, chosen, how);
  return settled.ok ? { chosen: null, refusal: null } : { chosen, refusal: refusalShown(settled.error) };
}

export function showIncidents(desk: Desk, { chosen, refusal }: IncidentsState): IncidentsPage {
  const { ports } = desk;
  const open = openIncidents(ports);
  return {
    page: 'incidents',
    incidents: open.slice(0, most).map(({ opened: { at, fact }, facts }) => ({
      incident: fact.incident,
      sale: fact.sale,
      at,
      amount: fact.amount,
      cause: fact.cause,
      ways: waysToSettle(ports, facts, fact.incident).map(({ how }) => how),
      retryUntil: retryUntil(ports, facts),
    })),
    more: Math.max(0, open.length - most),
    chosen,
    permitted: isPermitted(desk, 'incident.settled'),
    refusal,
  };
}
