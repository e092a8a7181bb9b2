import type { Fact, SaleLine } from '../flows/facts.ts';
import type { PreAdviceRecord } from '../flows/ports.ts';
import type { Entry } from './log/entries.ts';
import type { Member } from './staff/store.ts';

/**
 * Everything that this terminal keeps, field by field, and why it may: the controller's record of processing is copied from
 * here (GDPR art. 30; `requirements.md` GDPR-1). A field that is stored and not listed does not compile. All
 * else that a customer says or types lives in the session alone and is gone with it (GDPR-2, GDPR-3).
 *
 * Legal bases are GDPR 6(1). Retention periods of a postal operator were not found (GDPR-13): where the law sets none they
 * are configuration, and the default is named.
 */

/** Whom a field speaks of. */
export interface Kind {
  /** Nobody, somebody whom only another's files could name, or somebody named. */
  readonly about: 'nobody' | 'somebody-indirectly' | 'somebody';
  readonly purpose: string;
  readonly basis: string;
  readonly retention: string;
  readonly receivers: string;
}

/** LPF L102 B, as `requirements.md` FIS-11 has it. */
const sixYears = 'six years with the journal, LPF art. L102 B';
const taxLaw = '(c) legal obligation: CGI art. 286, I, 3° bis';
const auditors = 'the tax authority and the auditor, in a signed archive';

const nobody: Kind = { about: 'nobody', purpose: 'to know what was sold and how the machine is', basis: 'no personal data', retention: sixYears, receivers: auditors };

export const kinds = {
  nobody,
  /** Random, new for each visit, told to nobody. */
  visit: {
    about: 'somebody-indirectly',
    purpose: 'to tell the records of one visit from those of the next, and to count visits',
    basis: taxLaw,
    retention: sixYears,
    receivers: auditors,
  },
  /** The number on a label or a paper: whoever has the operator's shipment data can say whose it was. */
  item: {
    about: 'somebody-indirectly',
    purpose: 'to show that every number was given once and every label paid for; to accept, track and copy what bears it',
    basis: '(b) contract of carriage, and (c) CGI art. 286, I, 3° bis',
    retention: sixYears,
    receivers: auditors,
  },
  /** The authorisation of a payment and the last four digits of its card: never more of a card (PAY-2). */
  card: {
    about: 'somebody-indirectly',
    purpose: 'to find the payment again with the acquirer, and to hand a copy to nobody but the payer',
    basis: '(b) contract, and (c) CGI art. 286, I, 3° bis',
    retention: sixYears,
    receivers: `the acquirer when a payment is disputed; ${auditors}`,
  },
  /** Who sends what to whom across a customs border. */
  customs: {
    about: 'somebody',
    purpose: 'to announce the item to customs before it travels (CN 22, CN 23, and their electronic pre-advice)',
    basis: '(c) legal obligation: the electronic pre-advice that customs law demands of the operator',
    retention: 'deleted when the back office has acknowledged it or the label is voided; at the latest after preAdvice.keepDays (default 30)',
    receivers: 'the operator’s back office, which hands it to the customs of both countries',
  },
  technical: {
    about: 'nobody',
    purpose: 'to find out why the machine failed, and who tried to misuse it',
    basis: 'no personal data',
    retention: 'log.keepDays (default 180), and never more than log.megabytes × log.files',
    receivers: 'whoever maintains the terminal',
  },
  technicalVisit: {
    about: 'somebody-indirectly',
    purpose: 'to tell the lines of one visit from those of the next',
    basis: '(f) security of the terminal (CNIL, journalisation, 2021)',
    retention: 'log.keepDays (default 180), and never more than log.megabytes × log.files',
    receivers: 'whoever maintains the terminal',
  },
  worker: {
    about: 'somebody',
    purpose: 'to let whoever works here sign in; badge and number are kept as keyed digests, the PIN as scrypt',
    basis: '(f) internal control of who may act at a terminal (requirements.md SEC-20 to SEC-23)',
    retention: 'until the operator takes the worker off the list (npm run staff)',
    receivers: 'nobody but the terminal; the first name is shown while its bearer helps',
  },
  staff: {
    about: 'somebody-indirectly',
    purpose: 'to know who of the staff did what, by the identifier that the office gave out: no name',
    basis: '(c) fiscal law and (f) internal control (requirements.md GDPR-8, SEC-23)',
    retention: 'as the journal that it stands in',
    receivers: 'the auditor, and whoever answers for the office; no colleague',
  },
} as const satisfies Record<string, Kind>;
export type KindOfData = keyof typeof kinds;

/** Every name that a field of one of these records has. */
type FieldOf<T> = T extends unknown ? keyof T & string : never;
type Catalogue<T> = Readonly<Record<FieldOf<T>, KindOfData>>;

/** `ledger.db`, the archives made of it and its exports. */
export const journalFields: Catalogue<Fact> = {
  ...all('visit', ['session']),
  ...all('item', ['sale', 'lines', 'line', 'reference', 'label', 'number', 'item', 'mark', 'incident']),
  ...all('card', ['authorisation', 'cardLast4']),
  ...all('nobody', ['type', 'version', 'counterFrom', 'configuration', 'device', 'state', 'cause', 'reason', 'from', 'to', 'part', 'digest', 'what', 'detail', 'count']),
  ...all('nobody', ['service', 'how', 'by', 'roll', 'left', 'why', 'period', 'key', 'first', 'last', 'totals', 'perpetual', 'archive', 'sha256']),
  ...all('nobody', ['total', 'amount', 'product', 'value', 'means', 'document', 'outcome', 'sheets', 'copy', 'franked', 'into', 'paid', 'issued', 'returned', 'incidents']),
  ...all('staff', ['staff', 'second', 'role', 'act', 'subject', 'before', 'after', 'text', 'with']),
  ...all('item', ['about']),
  ...all('nobody', ['message', 'until', 'day', 'ledger', 'counted']),
};

/** The `lines` of a sale: what was bought, and not for whom. A country, never a town. */
export const lineFields: Catalogue<SaleLine> = {
  ...all('item', ['line', 'destination']),
  ...all('nobody', ['product', 'grams', 'quantity', 'unitPrice', 'unweighed', 'weighedBy', 'sizedBy', 'tariffPrice', 'options', 'article', 'tariff']),
};

/** `pre-advice.db`. */
export const preAdviceFields: Catalogue<PreAdviceRecord> = all('customs', ['label', 'number', 'product', 'grams', 'postage', 'destination', 'sender', 'addressee', 'phone', 'declaration']);

/** `log/`. */
export const logFields: Catalogue<Entry> = {
  ...all('technicalVisit', ['session']),
  ...all('technical', ['event', 'version', 'training', 'virtual', 'milliseconds', 'what', 'screen', 'service', 'how', 'device', 'state', 'cause', 'reason', 'from', 'to', 'kind']),
  ...all('technical', ['told', 'records', 'afterMilliseconds', 'type', 'trouble', 'count', 'why', 'crashes', 'next', 'process', 'where', 'with', 'act']),
};

/** `staff.db`: who may sign in. Workers, not customers. */
export const staffFields: Catalogue<Member> = all('worker', ['staff', 'name', 'role', 'hasBadge', 'hasNumber', 'pin', 'revoked', 'demonstration']);

/** Where in the data directory it lies; keys and locks are made by the machine and speak of nobody. */
export const keptIn = {
  journal: ['ledger.db', 'archives/'],
  preAdvice: ['pre-advice.db'],
  log: ['log/'],
  staff: ['staff.db'],
} as const;

function all<K extends KindOfData, F extends string>(kind: K, fields: readonly F[]): Record<F, K> {
  return Object.fromEntries(fields.map((field) => [field, kind])) as Record<F, K>;
}
