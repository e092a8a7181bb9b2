import { z } from 'zod';
import { productIdSchema } from './facts.ts';
import { localeSchema, preferencesSchema } from './intents.ts';
import { centsSchema } from './money.ts';
import { gramsSchema } from './weight.ts';

/**
 * What the screen shows: one discriminated union, one member a screen. The machines project their state into it; the
 * renderer maps each member to one component and decides nothing. Words are not in here: the view carries facts and
 * closed lists, the locale files carry the sentences.
 */

const product = productIdSchema;

/** Why something cannot be had now: each has a sentence in `assets/locales/<lang>/screens.json` under `reason`. */
export const reasonSchema = z.enum([
  'at-the-counter',
  'too-heavy',
  'too-heavy-for-letter',
  'too-thick-for-letter',
  'too-large',
  'scale-unavailable',
  'card-unavailable',
  'labels-unavailable',
  'receipts-unavailable',
  'tariff-missing',
  'ledger-unavailable',
  'numbers-exhausted',
  'basket-full',
  'not-yet',
]);
export type Reason = z.infer<typeof reasonSchema>;

export const serviceSchema = z.strictObject({
  id: z.enum(['send', 'deposit', 'stamps', 'receipt', 'tracking']),
  /** Null when it can be had now. */
  reason: reasonSchema.nullable(),
});
export type Service = z.infer<typeof serviceSchema>;

/** What one basket line is, in facts. */
export const lineViewSchema = z.strictObject({
  line: z.string(),
  kind: z.enum(['letter', 'parcel']),
  product,
  grams: gramsSchema,
  /** Town of the addressee when the product has an address, as the customer knows it; else null. */
  town: z.string().nullable(),
  quantity: z.int(),
  unitPrice: centsSchema,
  price: centsSchema,
});
export type LineView = z.infer<typeof lineViewSchema>;

/** One label to be printed: a line of quantity 3 makes three pieces. */
export const pieceViewSchema = z.strictObject({
  piece: z.string(),
  kind: z.enum(['letter', 'parcel']),
  product,
  grams: gramsSchema,
  town: z.string().nullable(),
  price: centsSchema,
  state: z.enum(['waiting', 'printing', 'printed', 'spoiled', 'unknown', 'returned']),
});
export type PieceView = z.infer<typeof pieceViewSchema>;

export const offerViewSchema = z.strictObject({
  product,
  /** Null when the offer is impossible; then `reason` says why. */
  price: centsSchema.nullable(),
  reason: reasonSchema.nullable(),
  /** Working days to delivery; null when the operator promises none. */
  days: z.int().nullable(),
  tracked: z.boolean(),
  /** How far the item is covered without insurance, in cents; null when there is no cover. */
  cover: centsSchema.nullable(),
  /** Late delivery is compensated (Lettre Services Plus, `postal.md` 1). */
  lateCompensated: z.boolean(),
});
export type OfferView = z.infer<typeof offerViewSchema>;

export const addressDraftSchema = z.strictObject({
  postcode: z.string(),
  town: z.string(),
  street: z.string(),
  building: z.string(),
  apartment: z.string(),
  place: z.string(),
  name: z.string(),
  company: z.string(),
});
export type AddressDraft = z.infer<typeof addressDraftSchema>;

/** What is wrong with one typed field, and what we propose instead (an abbreviation, a spelling), if anything. */
export const addressProblemSchema = z.strictObject({
  field: z.enum(['postcode', 'town', 'street', 'building', 'apartment', 'place', 'name', 'company']),
  problem: z.enum(['missing', 'too-long', 'odd-characters', 'unknown-postcode', 'not-served']),
  proposal: z.string().nullable(),
});
export type AddressProblem = z.infer<typeof addressProblemSchema>;

/** What every screen carries around its own content. */
const frame = {
  locale: localeSchema,
  preferences: preferencesSchema,
  /** Where the customer is: `at` of `of`; null where there is no path (attract, out of service). */
  step: z.strictObject({ at: z.int(), of: z.int(), name: z.enum(['weigh', 'destination', 'choose', 'address', 'basket', 'pay', 'labels']) }).nullable(),
  /** The one place of the money: ink = to pay, sage = paid, sky = given back. */
  money: z.strictObject({ state: z.enum(['to-pay', 'paid', 'returned']), amount: centsSchema }).nullable(),
  /** What the dock's first key does here; null when there is no way back. */
  back: z.enum(['back', 'cancel']).nullable(),
  /** Since when somebody is being called, in epoch milliseconds; null when nobody is. */
  helpSince: z.int().nullable(),
  dialog: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('idle'), until: z.int(), extensionsLeft: z.int() }),
      z.strictObject({ kind: z.literal('languages') }),
      z.strictObject({ kind: z.literal('accessibility') }),
      z.strictObject({ kind: z.literal('call') }),
      z.strictObject({ kind: z.literal('cancel') }),
    ])
    .nullable(),
  /** Name of the post office, from `terminal.json`. */
  office: z.string(),
};

export const weighingStateSchema = z.enum(['remove-first', 'empty', 'settling', 'accepted', 'below-minimum', 'overload', 'underload', 'unavailable']);

export const viewSchema = z.discriminatedUnion('screen', [
  z.strictObject({ screen: z.literal('starting'), ...frame, phase: z.enum(['devices', 'recovering']) }),
  z.strictObject({ screen: z.literal('attract'), ...frame, services: z.array(serviceSchema) }),
  z.strictObject({
    screen: z.literal('weigh'),
    ...frame,
    weighing: weighingStateSchema,
    /** The indication to show, moving or stable; null when there is none. */
    grams: gramsSchema.nullable(),
    /** `again`: the pan changed since the price was made, and the item must be checked. */
    purpose: z.enum(['first', 'another', 'again']),
  }),
  z.strictObject({
    screen: z.literal('destination'),
    ...frame,
    grams: gramsSchema,
    choices: z.array(z.strictObject({ id: z.enum(['france', 'overseas', 'abroad']), reason: reasonSchema.nullable() })),
  }),
  z.strictObject({
    screen: z.literal('format'),
    ...frame,
    grams: gramsSchema,
    choices: z.array(z.strictObject({ id: z.enum(['letter', 'parcel', 'oversize']), reason: reasonSchema.nullable() })),
  }),
  z.strictObject({
    screen: z.literal('offers'),
    ...frame,
    grams: gramsSchema,
    kind: z.enum(['letter', 'parcel']),
    offers: z.array(offerViewSchema).max(3),
    selected: product.nullable(),
    /** "20 g less and it costs 2.14 € less", for the selected offer; null when no lower step is near. */
    saving: z.strictObject({ grams: gramsSchema, cents: centsSchema }).nullable(),
    /** Set when the item was weighed again and the price moved: what it was before. */
    priceBefore: centsSchema.nullable(),
  }),
  z.strictObject({
    screen: z.literal('address'),
    ...frame,
    party: z.enum(['addressee', 'sender']),
    part: z.enum(['town', 'street', 'name', 'check']),
    draft: addressDraftSchema,
    /** Towns of the typed postcode, as line 6 spells them. */
    towns: z.array(z.string()),
    problems: z.array(addressProblemSchema),
    /** The address as it will be printed (NF Z 10-011), in the `check` part; empty before. */
    lines: z.array(z.string()),
  }),
  z.strictObject({
    screen: z.literal('basket'),
    ...frame,
    lines: z.array(lineViewSchema),
    total: centsSchema,
    /** Why nothing can be added, or why it cannot be paid now; null when it can. */
    addReason: reasonSchema.nullable(),
    payReason: reasonSchema.nullable(),
  }),
  z.strictObject({
    screen: z.literal('pay'),
    ...frame,
    phase: z.enum(['presenting', 'checking']),
    amount: centsSchema,
    lines: z.array(lineViewSchema),
  }),
  z.strictObject({
    screen: z.literal('payment-refused'),
    ...frame,
    amount: centsSchema,
    reason: z.enum(['declined', 'abandoned', 'timed-out', 'terminal-unavailable', 'not-recorded']),
  }),
  z.strictObject({
    screen: z.literal('issuing'),
    ...frame,
    pieces: z.array(pieceViewSchema),
  }),
  z.strictObject({
    screen: z.literal('label-trouble'),
    ...frame,
    pieces: z.array(pieceViewSchema),
    fault: z.enum(['paper-out', 'head-open', 'jam', 'offline', 'hardware']),
    /** The printer has recovered: the next label can be tried. */
    canRetry: z.boolean(),
    /** What is given back if the customer does not wait. */
    refund: centsSchema,
  }),
  z.strictObject({ screen: z.literal('refunding'), ...frame, pieces: z.array(pieceViewSchema), amount: centsSchema }),
  z.strictObject({
    screen: z.literal('deposit'),
    ...frame,
    pieces: z.array(pieceViewSchema),
    /** What came back to the card, when something did. */
    returned: centsSchema,
    /** What a person must settle, with the reference printed on the slip; null when nothing is open. */
    incident: z.strictObject({ reference: z.string(), amount: centsSchema, slip: z.enum(['printed', 'not-printed']) }).nullable(),
    papers: z.enum(['offered', 'printing', 'unavailable']),
    /** From 25 € a note is due (arrêté 83-50/A): propose it. */
    noteDue: z.boolean(),
  }),
  z.strictObject({
    screen: z.literal('farewell'),
    ...frame,
    outcome: z.enum(['sent', 'partly-returned', 'returned', 'cancelled', 'incident']),
    printed: z.int(),
    returned: centsSchema,
    incident: z.strictObject({ reference: z.string(), amount: centsSchema, slip: z.enum(['printed', 'not-printed']) }).nullable(),
    papers: z.strictObject({ proof: z.enum(['none', 'printed', 'failed']), receipt: z.enum(['none', 'printed', 'failed']) }),
  }),
  z.strictObject({ screen: z.literal('out-of-service'), ...frame, reason: reasonSchema }),
]);

export type View = z.infer<typeof viewSchema>;
export type Screen = View['screen'];
export type ViewOf<S extends Screen> = Extract<View, { screen: S }>;
/** What every screen carries around its own content. */
export type Frame = Pick<View, 'locale' | 'preferences' | 'step' | 'money' | 'back' | 'helpSince' | 'dialog' | 'office'>;
