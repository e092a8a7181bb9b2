import { z } from 'zod';
import { centsSchema } from './money.ts';
import { gramsSchema } from './weight.ts';

/**
 * What the ledger remembers. A fact is recorded durably *before* the act it announces (`…requested`, `label.issued`)
 * and its outcome *after*. No fact carries a name, an address or a card number (`requirements.md` GDPR-5, PAY-2):
 * `cardLast4` is all that is ever kept of a card.
 */

const id = z.string().min(1).max(64);
const reason = z.string().max(120);

export const productIdSchema = z.enum(['lettre_verte', 'lettre_verte_suivie', 'lettre_services_plus', 'colissimo_france_domicile']);
export type ProductId = z.infer<typeof productIdSchema>;

export const saleLineSchema = z.strictObject({
  line: id,
  product: productIdSchema,
  /** Item weight as the scale indicated it. */
  grams: gramsSchema,
  quantity: z.int().min(1).max(99),
  /** For one item. */
  unitPrice: centsSchema,
  /** Which tariff file priced it: its `id`, so that an auditor can recompute the price. */
  tariff: id,
});
export type SaleLine = z.infer<typeof saleLineSchema>;

const sale = id;
const label = id;

export const factSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('terminal.started'), version: z.string(), configuration: z.string() }),
  z.strictObject({ type: z.literal('terminal.stopped') }),
  z.strictObject({ type: z.literal('session.started'), session: id }),
  z.strictObject({ type: z.literal('session.ended'), session: id, how: z.enum(['completed', 'cancelled', 'timed-out', 'crashed']) }),
  z.strictObject({ type: z.literal('help.called'), session: id.nullable() }),
  z.strictObject({ type: z.literal('device.changed'), device: z.string(), state: z.string(), cause: z.string().nullable() }),

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
    product: productIdSchema,
    number: z.string().max(30).nullable(),
    value: centsSchema,
    mark: z.string().max(400),
  }),
  z.strictObject({ type: z.literal('label.printed'), sale, label }),
  z.strictObject({ type: z.literal('label.spoiled'), sale, label, reason }),
  z.strictObject({ type: z.literal('label.unknown'), sale, label, reason }),

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
    cause: z.enum(['payment-unknown', 'label-unknown', 'refund-refused', 'refund-unknown', 'crashed']),
  }),
  z.strictObject({ type: z.literal('incident.settled'), sale, incident: id, how: z.enum(['paid-out', 'delivered', 'not-owed', 'refunded']) }),

  z.strictObject({ type: z.literal('document.printed'), sale, document: z.enum(['proof', 'receipt', 'slip']), outcome: z.enum(['printed', 'not-printed', 'unknown']) }),
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
