import { z } from 'zod';
import { actReasonSchema, actSchema, roleSchema, staffIdSchema } from './assisted/acts.ts';
import { centsSchema, totalSchema } from './money.ts';
import { gramsSchema } from './weight.ts';

/**
 * What the ledger remembers. A fact is recorded durably *before* the act it announces (`…requested`, `label.issued`)
 * and its outcome *after*. No fact carries a name, an address or a card number (`requirements.md` GDPR-5, PAY-2):
 * `cardLast4` is all that is ever kept of a card.
 */

const id = z.string().min(1).max(64);
const reason = z.string().max(120);

/** What the post carries, and the tariff prices by weight. */
export const productIdSchema = z.enum([
  'lettre_verte',
  'lettre_verte_suivie',
  'lettre_services_plus',
  'lettre_recommandee_r1',
  'lettre_recommandee_r2',
  'lettre_recommandee_r3',
  'lettre_internationale',
  'lettre_internationale_suivie',
  'lettre_recommandee_internationale_r1',
  'lettre_recommandee_internationale_r2',
  'colissimo_france_domicile',
  'colissimo_france_point_retrait',
  'colissimo_om1',
  'colissimo_om2',
  'colissimo_eco_om1',
  'colissimo_int_a',
  'colissimo_int_gb',
  'colissimo_int_b',
  'colissimo_int_c',
]);
export type ProductId = z.infer<typeof productIdSchema>;

/** What can be bought: a product, the rest of a postage (`supplement`), or a prepaid envelope or packaging (`article`). */
export const soldIdSchema = z.enum([...productIdSchema.options, 'supplement', 'article']);
export type SoldId = z.infer<typeof soldIdSchema>;

/** What can be added to a product at a price of its own. */
export const optionIdSchema = z.enum(['suivi', 'avis_reception_national', 'avis_reception_international']);
export type OptionId = z.infer<typeof optionIdSchema>;

/** What the first screen can begin: sessions are counted by it (`intents.ts` hands it on). */
export const serviceIdSchema = z.enum(['send', 'stamps', 'supplement', 'articles', 'deposit', 'copy', 'tracking']);
export type ServiceId = z.infer<typeof serviceIdSchema>;

/** Why somebody, or the card terminal itself, must settle some money. */
export const incidentCauseSchema = z.enum(['payment-unknown', 'label-unknown', 'refund-refused', 'refund-unknown', 'crashed']);
export type IncidentCause = z.infer<typeof incidentCauseSchema>;

/** What a period took in and gave back, cents. One entry a VAT rate in hundredths of a percent; null: no rate is configured. */
const ratedSchema = z.strictObject({ rate: z.int().min(0).max(10_000).nullable(), sales: totalSchema, returns: totalSchema });

/** Of one closed period (FIS-7): from `payment.approved`, `refund.approved` and `incident.settled` alone, so that anyone can add them up again. */
export const periodTotalsSchema = z.strictObject({
  sales: totalSchema,
  returns: totalSchema,
  byRate: z.array(ratedSchema).max(8),
  tickets: z.int().min(0),
  labels: z.int().min(0),
  voided: z.int().min(0),
  copies: z.int().min(0),
  incidentsOpened: z.int().min(0),
  incidentsSettled: z.int().min(0),
});
export type PeriodTotals = z.infer<typeof periodTotalsSchema>;

export const saleLineSchema = z.strictObject({
  line: id,
  product: soldIdSchema,
  /** Item weight as the scale indicated it; of stamps the weight they are for; zero where nothing is weighed. */
  grams: gramsSchema,
  quantity: z.int().min(1).max(99),
  /** For one item, with its options. */
  unitPrice: centsSchema,
  /** Where it goes: a code of the book of destinations; absent in records before 2026-11-23 and where nothing is sent. */
  destination: z.string().max(9).optional(),
  /** Stamps: franked for a weight that no scale indicated. */
  unweighed: z.literal(true).optional(),
  /** A worker entered the weight: every paper says so. */
  weighedBy: z.literal('staff').optional(),
  /** A worker measured it: the customer had thought it too large. */
  sizedBy: z.literal('staff').optional(),
  /** What the tariff asked for one, where a worker set another price. */
  tariffPrice: centsSchema.optional(),
  options: z.array(z.strictObject({ option: optionIdSchema, price: centsSchema })).max(8).optional(),
  /** Which article of the operator's list, when the product is `article`. */
  article: id.optional(),
  /** Which tariff file priced it: its `id`, so that an auditor can recompute the price. */
  tariff: id,
});
export type SaleLine = z.infer<typeof saleLineSchema>;

const sale = id;
const label = id;

/** Who calls: the customer, or the terminal for a reason of its own. */
export const helpWhySchema = z.enum(['customer', 'label', 'payment', 'fault', 'errors', 'time']);
export type HelpWhy = z.infer<typeof helpWhySchema>;

const cardCountSchema = z.strictObject({ debits: z.int().min(0), debited: totalSchema, credits: z.int().min(0), credited: totalSchema });

export const factSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('terminal.started'), version: z.string(), configuration: z.string() }),
  z.strictObject({ type: z.literal('terminal.stopped') }),
  /** `service`: what it began with; absent in records before 2026-11-24. */
  z.strictObject({ type: z.literal('session.started'), session: id, service: serviceIdSchema.optional() }),
  /** `stopped`: the terminal was being switched off. */
  z.strictObject({ type: z.literal('session.ended'), session: id, how: z.enum(['completed', 'cancelled', 'timed-out', 'crashed', 'stopped']) }),
  /** `why` is absent in records before 2026-11-24. */
  z.strictObject({ type: z.literal('help.called'), session: id.nullable(), why: helpWhySchema.optional() }),
  /** A worker has come: so long after the call, ms. */
  z.strictObject({ type: z.literal('help.acknowledged'), session: id.nullable(), staff: staffIdSchema, after: z.int().min(0) }),
  z.strictObject({ type: z.literal('staff.signed-in'), staff: staffIdSchema, role: roleSchema, session: id.nullable(), with: z.enum(['badge', 'number']) }),
  z.strictObject({ type: z.literal('staff.signed-out'), staff: staffIdSchema, session: id.nullable(), how: z.enum(['badge-removed', 'left', 'idle', 'revoked', 'stopped']) }),
  /** Somebody tried. Who, only where a badge or number is known here; the screen never says which it was. */
  z.strictObject({ type: z.literal('staff.refused'), staff: staffIdSchema.nullable(), why: z.enum(['unknown', 'wrong-pin', 'revoked', 'locked', 'not-permitted', 'no-consent']), act: actSchema.optional() }),
  /** Recorded before it is done: who, in which role, in whose session, what, before, after, why (SEC-23). No name, no address. */
  z.strictObject({
    type: z.literal('staff.acted'),
    staff: staffIdSchema,
    role: roleSchema,
    session: id.nullable(),
    /** The sale it was about; not `sale`: an act is no part of one. */
    about: id.nullable(),
    act: actSchema,
    /** Line, piece, label, device, incident: what it was done to. */
    subject: z.string().max(64).nullable(),
    before: z.string().max(80).nullable(),
    after: z.string().max(80).nullable(),
    reason: actReasonSchema.nullable(),
    /** Typed by the worker, with `other`. */
    text: reason.nullable(),
    /** Who agreed, above the threshold. */
    second: staffIdSchema.nullable(),
  }),
  z.strictObject({ type: z.literal('terminal.closed'), staff: staffIdSchema, message: z.string().max(40), until: z.int().nullable() }),
  z.strictObject({ type: z.literal('terminal.opened'), staff: staffIdSchema.nullable() }),
  /** The scale was verified: weighed sales are allowed up to and with that day. */
  z.strictObject({ type: z.literal('scale.verified'), staff: staffIdSchema, until: z.string().regex(/^\d{4}-\d{2}-\d{2}$/) }),
  /** What the card terminal counted of a day, against the journal: cents and numbers of both, so that a difference can be named. */
  z.strictObject({
    type: z.literal('day.reconciled'),
    staff: staffIdSchema,
    day: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
    ledger: cardCountSchema,
    counted: cardCountSchema,
  }),
  z.strictObject({ type: z.literal('device.changed'), device: z.string(), state: z.string(), cause: z.string().nullable() }),
  /** A function can, or cannot, be had from now on: the seconds in between are counted and published. `reason` is one of `view/reason.ts`. */
  z.strictObject({ type: z.literal('service.changed'), service: serviceIdSchema, reason: z.string().max(40).nullable() }),
  /** The clock moved otherwise than time passed; milliseconds since 1970. A later record may then bear an earlier time. */
  z.strictObject({ type: z.literal('clock.changed'), from: z.int(), to: z.int() }),
  /** The program that runs now is not the one that ran before (FIS-17). */
  z.strictObject({ type: z.literal('software.changed'), from: z.string().max(40), to: z.string().max(40) }),
  /** What the terminal is told by files differs from the last start: SHA-256 of what was read, hexadecimal. */
  z.strictObject({ type: z.literal('configuration.changed'), part: z.enum(['terminal', 'tariffs', 'destinations', 'customs', 'pick-up-points']), digest: z.string().regex(/^[0-9a-f]{64}$/) }),
  /** The ledger, or a file that is signed, was found not to be what was signed. */
  z.strictObject({ type: z.literal('integrity.failed'), what: z.enum(['journal', 'tariffs', 'archive']), detail: reason }),
  z.strictObject({ type: z.literal('data.purged'), what: z.enum(['pre-advice', 'log']), count: z.int().min(0) }),
  /** How many labels can still be printed is known anew: a full roll, none, or what the near-end sensor stands for, or what a person counted. */
  z.strictObject({ type: z.literal('roll.counted'), roll: z.enum(['labels']), left: z.int().min(0).max(100_000), why: z.enum(['loaded', 'near-end', 'out', 'counted']) }),
  z.strictObject({ type: z.literal('training.begun') }),
  z.strictObject({ type: z.literal('training.ended') }),

  /**
   * A day, month or year is closed, for ever (FIS-6 to FIS-8). `key` is `2026-11-23`, `2026-11` or `2026`, Europe/Paris;
   * `first` to `last` are positions in the journal. The perpetual totals are never reset: sales − returns, and sales + returns.
   */
  z.strictObject({
    type: z.literal('period.closed'),
    period: z.enum(['day', 'month', 'year']),
    key: z.string().regex(/^\d{4}(?:-\d{2}){0,2}$/),
    first: z.int().min(1),
    last: z.int().min(1),
    totals: periodTotalsSchema,
    perpetual: z.strictObject({ net: z.int(), absolute: totalSchema }),
  }),
  /** Signed, and handed out: which records it holds, and the SHA-256 of the file. */
  z.strictObject({
    type: z.literal('archive.made'),
    archive: z.string().max(80),
    from: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
    to: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
    first: z.int().min(1),
    last: z.int().min(1),
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
  }),

  z.strictObject({ type: z.literal('sale.opened'), sale, session: id, lines: z.array(saleLineSchema).min(1).max(40), total: centsSchema }),
  z.strictObject({ type: z.literal('payment.requested'), sale, reference: id, amount: centsSchema }),
  z.strictObject({
    type: z.literal('payment.approved'),
    sale,
    reference: id,
    amount: centsSchema,
    authorisation: z.string().max(20).nullable(),
    cardLast4: z.string().regex(/^\d{4}$/).nullable(),
  }),
  z.strictObject({ type: z.literal('payment.declined'), sale, reference: id, reason }),
  z.strictObject({ type: z.literal('payment.unknown'), sale, reference: id, reason }),

  /** The value leaves the register before the mark leaves the machine (VAL-4). One label, one number, for ever. */
  z.strictObject({
    type: z.literal('label.issued'),
    sale,
    line: id,
    label,
    product: soldIdSchema,
    number: z.string().max(30).nullable(),
    value: centsSchema,
    mark: z.string().max(400),
  }),
  z.strictObject({ type: z.literal('label.printed'), sale, label, /** A worker found it, after `label.unknown`. */ by: z.literal('staff').optional() }),
  z.strictObject({ type: z.literal('label.spoiled'), sale, label, reason, /** A worker looked, after `label.unknown`: it had not come out. */ by: z.literal('staff').optional() }),
  z.strictObject({ type: z.literal('label.unknown'), sale, label, reason }),
  /** A worker made a label void that had come out, and keeps it: its value is owed again (VAL-10). */
  z.strictObject({ type: z.literal('label.voided'), sale, label, staff: staffIdSchema }),
  /** A worker gives a part of a label's price back; the label stays good. */
  z.strictObject({ type: z.literal('price.reduced'), sale, label, amount: centsSchema, staff: staffIdSchema }),

  z.strictObject({ type: z.literal('refund.requested'), sale, reference: id, amount: centsSchema, means: z.enum(['cancellation', 'refund']) }),
  z.strictObject({ type: z.literal('refund.approved'), sale, reference: id, amount: centsSchema }),
  z.strictObject({ type: z.literal('refund.refused'), sale, reference: id, reason }),
  z.strictObject({ type: z.literal('refund.unknown'), sale, reference: id, reason }),

  /** Money whose fate a person must settle: `amount` is what is owed to the customer, or may be. */
  z.strictObject({
    type: z.literal('incident.opened'),
    sale,
    incident: id,
    amount: centsSchema,
    cause: incidentCauseSchema,
    /** From this hour on the counter pays, ms since 1970, as the slip says; until then the terminal itself tries. Absent: the counter at once. */
    counterFrom: z.int().optional(),
    /** The label nobody is sure of; absent where it is about something else, and in records before 2026-11-24. */
    label: label.optional(),
  }),
  /**
   * `paid-out`, `refunded`: by a person, in cash or with a card. `returned`: the terminal gave it back to the card, which its
   * `refund.approved` says. `not-owed`: the card had not been debited. `delivered`: the label had come out. `resumed`: the doubt
   * ended while the sale was still open, as what is recorded with it says, and the sale went on.
   * `amount` and `cause` repeat the incident's own, so that a period can be added up without what came before it.
   */
  z.strictObject({
    type: z.literal('incident.settled'),
    sale,
    incident: id,
    amount: centsSchema,
    cause: incidentCauseSchema,
    how: z.enum(['paid-out', 'delivered', 'not-owed', 'refunded', 'returned', 'resumed']),
    by: z.enum(['terminal', 'staff']),
  }),

  z.strictObject({
    type: z.literal('document.printed'),
    sale,
    document: z.enum(['proof', 'receipt', 'slip', 'customs']),
    outcome: z.enum(['printed', 'not-printed', 'unknown']),
    /** Labels that its sheets took from the roll; absent where there are none. */
    sheets: z.int().min(0).max(40).optional(),
  }),
  /** Recorded before a DUPLICATA is printed: its number is taken even if the printer then fails (FIS-13). The original is copy 0. */
  z.strictObject({ type: z.literal('document.copied'), sale, document: z.enum(['proof', 'receipt', 'slip', 'customs']), copy: z.int().min(1).max(999) }),
  /** Somebody asked for a copy with a label and the wrong digits: counted, so that digits cannot be tried out (GDPR-10). */
  z.strictObject({ type: z.literal('copy.refused'), sale }),
  /**
   * An item left at the terminal. `item` is the label of a sale of this terminal, or the number that another label bears;
   * it belongs to no open sale, for a parcel franked today may be dropped next week.
   */
  z.strictObject({ type: z.literal('item.deposited'), item: id, franked: z.enum(['here', 'elsewhere']), into: z.enum(['box', 'staff']) }),
  z.strictObject({
    type: z.literal('sale.closed'),
    sale,
    paid: centsSchema,
    issued: centsSchema,
    returned: centsSchema,
    incidents: centsSchema,
  }),
]);

export type Fact = z.infer<typeof factSchema>;
export type FactType = Fact['type'];
export type FactOf<T extends FactType> = Extract<Fact, { type: T }>;
