import { z } from 'zod';
import { customsArticleSchema, customsCategorySchema, customsDraftSchema, customsProblemSchema } from './customs/declaration.ts';
import { destinationCodeSchema } from './destinations/code.ts';
import { optionIdSchema, productIdSchema } from './facts.ts';
import { localeSchema, serviceIdSchema } from './intents.ts';
import { localisedSchema } from './localised.ts';
import { centsSchema } from './money.ts';
import { preferencesSchema } from './view/preferences.ts';
import { addressDraftSchema, addressProblemSchema, placeFormSchema } from './view/address.ts';
import { actRefusalSchema, helperSchema } from './view/helper.ts';
import { closingMessageSchema, maintenancePageSchema } from './view/maintenance.ts';
import { lineViewSchema, offerViewSchema, pieceViewSchema } from './view/pieces.ts';
import { reasonSchema } from './view/reason.ts';
import { gramsSchema } from './weight.ts';

/**
 * What the screen shows: one discriminated union, one member a screen. The machines project their state into it; the
 * renderer maps each member to one component and decides nothing. Words are not in here: the view carries facts and
 * closed lists, the locale files carry the sentences. Sentences that come with an operator's data are `Localised`.
 */

export * from './view/address.ts';
export * from './view/helper.ts';
export * from './view/maintenance.ts';
export * from './view/pieces.ts';
export * from './view/reason.ts';

const product = productIdSchema;

export const serviceSchema = z.strictObject({
  id: serviceIdSchema,
  /** Null when it can be had now. */
  reason: reasonSchema.nullable(),
});
export type Service = z.infer<typeof serviceSchema>;

/** One place an item may go to. Its name is `name`, or what `Intl.DisplayNames` calls `code` in the language of the screen. */
export const countryChoiceSchema = z.strictObject({
  code: destinationCodeSchema,
  name: localisedSchema.nullable(),
  reason: reasonSchema.nullable(),
  note: localisedSchema.nullable(),
});
export type CountryChoice = z.infer<typeof countryChoiceSchema>;

/** What a scanned code turned out to be when it was not what the screen asked for. */
export const scanProblemSchema = z.strictObject({
  problem: z.enum([
    /** The scanner could not read it, or it is longer or stranger than any postal code. */
    'unreadable',
    /** A number whose check character is wrong: smudged, or typed. */
    'wrong-key',
    /** Readable, but no postal item's. */
    'not-postal',
    /** The other bar code of a parcel's label: it says where the parcel goes, not which one it is. */
    'routing-code',
    /** Another company carries it: `carrier` names it. */
    'other-carrier',
    /** A foreign operator's item. */
    'foreign-post',
    /** This terminal voided that label: it must not travel. */
    'void-label',
    /** It was left here already: `at` says when. */
    'already-deposited',
    /** An item of ours, but not of this purchase. */
    'not-this-purchase',
    /** Nothing to show: unknown here, or not this person's. One answer for both, so that nobody can ask for others (GDPR-10). */
    'nothing-here',
    /** A contact card, where an item's label was asked for. */
    'contact',
    /** Nothing was scanned, and nothing can be: the scanner has failed since the screen asked for it. */
    'scanner-unavailable',
  ]),
  carrier: z.string().nullable(),
  at: z.int().nullable(),
});
export type ScanProblem = z.infer<typeof scanProblemSchema>;

export const pickUpPointSchema = z.strictObject({ id: z.string().max(40), name: z.string().max(60), lines: z.array(z.string().max(60)).max(3), postcode: z.string(), town: z.string() });
export type PickUpPoint = z.infer<typeof pickUpPointSchema>;

/** What every screen carries around its own content. */
const frame = {
  locale: localeSchema,
  preferences: preferencesSchema,
  /** Where the customer is: `at` of `of`; null where there is no path (attract, out of service). */
  step: z.strictObject({ at: z.int(), of: z.int(), name: z.enum(['weigh', 'destination', 'choose', 'address', 'customs', 'basket', 'pay', 'labels']) }).nullable(),
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
      /** What the terminal can do for whom. */
      z.strictObject({ kind: z.literal('modes') }),
      z.strictObject({ kind: z.literal('call') }),
      z.strictObject({ kind: z.literal('cancel') }),
      /** They were pulled out while the terminal spoke into them (A11Y-77). */
      z.strictObject({ kind: z.literal('headphones') }),
      /** What was bought, as a receipt says it. */
      z.strictObject({ kind: z.literal('receipt') }),
    ])
    .nullable(),
  /** Name of the post office, from `terminal.json`. */
  office: z.string(),
  /** School mode: every screen says that nothing is sold. */
  training: z.boolean(),
  /** The worker who is there, or is signing in; null when nobody is. */
  helper: helperSchema.nullable(),
  /** No badge can be read: a marked place on the screen asks for number and PIN. */
  staffDoor: z.boolean(),
};

/** Money that a person must settle: what the slip and the last screens say of it. */
const incidentViewSchema = z.strictObject({
  reference: z.string(),
  amount: centsSchema,
  slip: z.enum(['printed', 'not-printed']),
  /** Until then the terminal itself tries to give it back, epoch milliseconds; from then on the counter pays. Null when it does not try. */
  retryUntil: z.int().nullable(),
});
export type IncidentView = z.infer<typeof incidentViewSchema>;

/** What somebody left in or on the machine, and that is still there. */
export const leftBehindSchema = z.enum(['item', 'label', 'paper', 'transaction']);
export type LeftBehind = z.infer<typeof leftBehindSchema>;

export const weighingStateSchema = z.enum(['remove-first', 'empty', 'settling', 'accepted', 'below-minimum', 'overload', 'underload', 'unavailable']);

export const viewSchema = z.discriminatedUnion('screen', [
  z.strictObject({ screen: z.literal('starting'), ...frame, phase: z.enum(['devices', 'recovering']) }),
  z.strictObject({ screen: z.literal('attract'), ...frame, services: z.array(serviceSchema), left: z.array(leftBehindSchema) }),
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
    screen: z.literal('country'),
    ...frame,
    /** Whose country: where the item goes (abroad or overseas), or where the sender lives. */
    purpose: z.enum(['abroad', 'overseas', 'sender']),
    query: z.string(),
    /** Before anything is typed: the most frequent, or the overseas territories. Afterwards what was found, best first. */
    choices: z.array(countryChoiceSchema).max(12),
  }),
  z.strictObject({
    screen: z.literal('contents'),
    ...frame,
    destination: destinationCodeSchema,
    choices: z.array(z.strictObject({ id: z.enum(['documents', 'goods']), reason: reasonSchema.nullable(), note: localisedSchema.nullable() })),
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
    destination: destinationCodeSchema,
    /** Best first: the first three, or all of them when `all`. */
    offers: z.array(offerViewSchema),
    /** How many more there are behind "more"; zero when all are shown or there are no more. */
    more: z.int(),
    all: z.boolean(),
    selected: product.nullable(),
    /** Options added to the selected offer. */
    chosen: z.array(optionIdSchema),
    /** "20 g less and it costs 2.14 € less", for the selected offer; null when no lower step is near. */
    saving: z.strictObject({ grams: gramsSchema, cents: centsSchema }).nullable(),
    /** Set when the item was weighed again and the price moved: what it was before. */
    priceBefore: centsSchema.nullable(),
    /** It was taken for a letter without asking: "it is thicker than 3 cm" leads to the question. */
    assumedLetter: z.boolean(),
    /** Only the rest of a postage is bought here: the next question is what the item bears already. */
    supplement: z.boolean(),
  }),
  z.strictObject({
    screen: z.literal('address'),
    ...frame,
    party: z.enum(['addressee', 'sender']),
    part: z.enum(['town', 'street', 'name', 'check']),
    draft: addressDraftSchema,
    /** Towns of the typed postcode (51300 has 46 of them), or the first twelve whose name begins with what was typed, as line 6 spells them. */
    towns: z.array(z.strictObject({ postcode: z.string(), label: z.string() })).max(60),
    problems: z.array(addressProblemSchema),
    /** The address as it will be printed (NF Z 10-011, or its country's form), in the `check` part; empty before. */
    lines: z.array(z.string()),
    /** Null for a French address. */
    form: placeFormSchema.nullable(),
    /** A mobile phone number is asked beside the name: `required` when the product or the country demands it. */
    phone: z.enum(['none', 'optional', 'required']),
    /** A contact's QR code can be held before the scanner instead of typing. */
    scanner: z.boolean(),
    /** The sender may live abroad. */
    canChangeCountry: z.boolean(),
  }),
  z.strictObject({
    screen: z.literal('pick-up'),
    ...frame,
    postcode: z.string(),
    points: z.array(pickUpPointSchema).max(7),
    selected: z.string().nullable(),
  }),
  z.strictObject({
    screen: z.literal('customs'),
    ...frame,
    part: z.enum(['category', 'article', 'overview']),
    form: z.enum(['CN22', 'CN23']),
    category: customsCategorySchema.nullable(),
    /** Which line is being said, from 0, and what is typed of it. */
    at: z.int(),
    draft: customsDraftSchema,
    /** HS code and origin are demanded (commercial goods). */
    detailed: z.boolean(),
    /** Common goods that fit what is typed, or the most common ones before. */
    suggestions: z.array(z.strictObject({ id: z.string(), name: localisedSchema, hsCode: z.string() })).max(6),
    articles: z.array(customsArticleSchema).max(15),
    totals: z.strictObject({ articles: z.int(), grams: gramsSchema, value: centsSchema }),
    /** Of the item on the scale, and what of it no line has claimed yet. */
    itemGrams: gramsSchema,
    gramsLeft: gramsSchema,
    canAdd: z.boolean(),
    problems: z.array(customsProblemSchema),
  }),
  z.strictObject({
    screen: z.literal('stamps'),
    ...frame,
    choices: z.array(z.strictObject({ product, grams: gramsSchema, price: centsSchema.nullable(), reason: reasonSchema.nullable() })).max(7),
    selected: z.strictObject({ product, grams: gramsSchema }).nullable(),
    quantity: z.int(),
    most: z.int(),
    total: centsSchema,
    payReason: reasonSchema.nullable(),
  }),
  z.strictObject({
    screen: z.literal('supplement'),
    ...frame,
    part: z.enum(['way', 'amount']),
    way: z.enum(['weighed', 'amount']).nullable(),
    /** Why it cannot be weighed now; null when it can. */
    weighReason: reasonSchema.nullable(),
    /** What the item costs in all (weighed); null for a free amount. */
    price: centsSchema.nullable(),
    /** What was entered; null before. */
    entered: centsSchema.nullable(),
    /** What is to be paid; null before, or when nothing is missing. */
    rest: centsSchema.nullable(),
    problem: z.enum(['nothing-missing', 'too-much', 'too-little']).nullable(),
    most: centsSchema,
  }),
  z.strictObject({
    screen: z.literal('articles'),
    ...frame,
    articles: z
      .array(z.strictObject({ article: z.string(), name: localisedSchema, text: localisedSchema.nullable(), kind: z.enum(['envelope', 'box', 'padded', 'other']), price: centsSchema, quantity: z.int() }))
      .max(40),
    total: centsSchema,
    /** More would not fit the basket. */
    full: z.boolean(),
    payReason: reasonSchema.nullable(),
  }),
  z.strictObject({
    screen: z.literal('drop-off'),
    ...frame,
    phase: z.enum(['scan', 'recognised', 'accepted', 'refused']),
    item: z.strictObject({ number: z.string(), kind: z.enum(['colissimo', 'letter', 's10', 'franked-here']) }).nullable(),
    problem: scanProblemSchema.nullable(),
    into: z.enum(['box', 'staff']),
    /** When it was accepted. */
    at: z.int().nullable(),
    papers: z.enum(['offered', 'printing', 'unavailable', 'printed', 'failed']),
  }),
  z.strictObject({
    screen: z.literal('copy'),
    ...frame,
    phase: z.enum(['scan', 'check', 'choose', 'printing', 'printed', 'failed']),
    problem: scanProblemSchema.nullable(),
    /** Attempts left for the last four digits of the card, in `check`. */
    attemptsLeft: z.int(),
    /** Which copies there can be, and the number the next one bears. */
    documents: z.array(z.strictObject({ document: z.enum(['proof', 'receipt']), copy: z.int() })),
  }),
  z.strictObject({
    screen: z.literal('tracking'),
    ...frame,
    phase: z.enum(['scan', 'found']),
    number: z.string().nullable(),
    /** What this terminal knows, oldest first. No names, no prices. */
    events: z.array(z.strictObject({ what: z.enum(['franked', 'deposited', 'handed-to-staff', 'voided']), at: z.int() })),
    /** The operator's own tracking address, to be shown as a QR code; null when none is configured. */
    link: z.string().nullable(),
    problem: scanProblemSchema.nullable(),
  }),
  z.strictObject({
    screen: z.literal('basket'),
    ...frame,
    lines: z.array(lineViewSchema),
    total: centsSchema,
    /** Why nothing can be added, or why it cannot be paid now; null when it can. */
    addReason: reasonSchema.nullable(),
    payReason: reasonSchema.nullable(),
    /** How many labels can still be printed, when they are not enough for this basket (`payReason` is `labels-low`); else null. */
    labelsLeft: z.int().nullable(),
    /** No receipt or proof can be printed now: told before payment. */
    withoutPapers: z.boolean(),
    /** What can be added now without being weighed. */
    others: z.array(serviceIdSchema.extract(['stamps', 'supplement', 'articles'])),
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
    /** Why it cannot be tried again now; null when it can. */
    retryReason: reasonSchema.nullable(),
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
    incident: incidentViewSchema.nullable(),
    papers: z.enum(['offered', 'printing', 'unavailable']),
    /** Where items are left; null when there is nothing to leave (stamps, articles). */
    into: z.enum(['box', 'staff']).nullable(),
    /** Labels can be scanned at the drop now. */
    scanner: z.boolean(),
    /** What the last scan was, when it was not a label of this purchase. */
    problem: scanProblemSchema.nullable(),
    /** From 25 € a note is due (arrêté 83-50/A): propose it. */
    noteDue: z.boolean(),
  }),
  z.strictObject({
    screen: z.literal('farewell'),
    ...frame,
    /** `franked`: paid and labelled, and not seen at the drop; `bought`: stamps or articles only; `deposited`: a prepaid item was left. */
    outcome: z.enum(['sent', 'franked', 'bought', 'deposited', 'partly-returned', 'returned', 'cancelled', 'incident']),
    printed: z.int(),
    returned: centsSchema,
    incident: incidentViewSchema.nullable(),
    papers: z.strictObject({ proof: z.enum(['none', 'printed', 'failed']), receipt: z.enum(['none', 'printed', 'failed']) }),
    /** What was bought: whoever does not see a receipt is read it (A11Y-26). */
    pieces: z.array(pieceViewSchema),
  }),
  z.strictObject({
    screen: z.literal('out-of-service'),
    ...frame,
    reason: reasonSchema,
    /** What a worker said when taking it out of service, and when it is back; null when nobody did. */
    closed: z.strictObject({ message: closingMessageSchema, until: z.int().nullable() }).nullable(),
  }),
  /** Behind the counter: a worker is there, and no customer. */
  z.strictObject({
    screen: z.literal('maintenance'),
    ...frame,
    content: maintenancePageSchema,
    /** Why what was asked last was not done; null when it was. */
    refusal: actRefusalSchema.nullable(),
  }),
  /** The terminal is being switched off: within five seconds the screen is dark. */
  z.strictObject({ screen: z.literal('stopping'), ...frame }),
]);

export type View = z.infer<typeof viewSchema>;
export type Screen = View['screen'];
export type ViewOf<S extends Screen> = Extract<View, { screen: S }>;
/** What every screen carries around its own content. */
export type Frame = Pick<View, 'locale' | 'preferences' | 'step' | 'money' | 'back' | 'helpSince' | 'dialog' | 'office' | 'training' | 'helper' | 'staffDoor'>;
