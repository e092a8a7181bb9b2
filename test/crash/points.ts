import type { Ports } from '../../flows/ports.ts';

/**
 * Every place at which the power can fail with a consequence: around each write of the ledger and of the customs data, and
 * around each command to a device that moves money or makes a paper. Places are found by passing them, and named after what
 * happens there, so that a list of them cannot fall behind the flows.
 */

/** `within`: the write is made and not yet committed; the device has acted and its answer is not yet heard. */
export const moments = ['before', 'within', 'after'] as const;
export type Moment = (typeof moments)[number];

export interface Place {
  /** Such as `ledger payment.requested` or `card pay`. */
  readonly name: string;
  /** The how many-th of its name, from 1. */
  readonly nth: number;
  readonly moments: readonly Moment[];
}

export interface Point {
  readonly name: string;
  readonly nth: number;
  readonly moment: Moment;
}

/** Hears of each place as it is passed, and may end the process there. */
export interface Passage {
  readonly write: <T>(name: string, moments: readonly Moment[], work: () => T) => T;
  readonly command: <T>(name: string, moments: readonly Moment[], work: () => Promise<T>) => Promise<T>;
}

/** A question moves nothing: the device that answers it has done nothing that could be seen. */
const asked: readonly Moment[] = ['before', 'after'];
/** Customs data lies in a file of its own, whose transactions are its own. */
const kept: readonly Moment[] = ['before', 'after'];

export function passing(ports: Ports, passage: Passage): Ports {
  const { ledger, card, labels, papers, preAdvice } = ports;
  const { write, command } = passage;
  return {
    ...ports,
    ledger: {
      ...ledger,
      record: (fact) => write(`ledger ${fact.type}`, moments, () => ledger.record(fact)),
      recordAll: (facts) => write(`ledger ${facts.map(({ type }) => type).join(' + ')}`, moments, () => ledger.recordAll(facts)),
      issue: (series, fact) => write(`ledger number of ${series.join(' and ')}`, moments, () => ledger.issue(series, fact)),
    },
    preAdvice: {
      trouble: () => preAdvice.trouble(),
      keep: (record) => write('customs data kept', kept, () => preAdvice.keep(record)),
      withdraw: (label) => write('customs data withdrawn', kept, () => preAdvice.withdraw(label)),
    },
    card: {
      health: () => card.health(),
      onHealth: (listener) => card.onHealth(listener),
      pay: (request) => command('card pay', moments, () => card.pay(request)),
      resolve: (request) => command('card resolve', asked, () => card.resolve(request)),
      cancel: (request) => command('card cancel', moments, () => card.cancel(request)),
      refund: (request) => command('card refund', moments, () => card.refund(request)),
    },
    labels: {
      health: () => labels.health(),
      onHealth: (listener) => labels.onHealth(listener),
      print: (label, id) => command('label printed', moments, () => labels.print(label, id)),
    },
    papers: {
      columns: papers.columns,
      health: () => papers.health(),
      onHealth: (listener) => papers.onHealth(listener),
      print: (paper, id) => command('paper printed', moments, () => papers.print(paper, id)),
    },
  };
}

export function isAt(point: Point | null, { name, nth }: Pick<Place, 'name' | 'nth'>, moment: Moment): boolean {
  return point !== null && point.name === name && point.nth === nth && point.moment === moment;
}

export function inWords({ name, nth, moment }: Point): string {
  return `${moment} "${name}"${nth === 1 ? '' : ` (${nth})`}`;
}
