import { z } from 'zod';
import { incidentCauseSchema, soldIdSchema } from '../facts.ts';
import { centsSchema, totalSchema } from '../money.ts';

/** Behind the counter: one page at a time. What is shown is for the worker; no customer's data is on any of them (GDPR-11). */

export const watchedDeviceSchema = z.enum(['scale', 'card', 'labels', 'papers', 'scanner', 'badge']);
export const rollSchema = z.enum(['labels', 'receipts']);
export const closingMessageSchema = z.enum(['soon', 'maintenance', 'no-paper', 'card-terminal', 'counter']);
export type ClosingMessage = z.infer<typeof closingMessageSchema>;

export const healthStateSchema = z.enum(['online', 'busy', 'user-error', 'consumable-out', 'hardware-error', 'offline', 'not-fitted']);
/** How a test or a restart went: `detail` is the device's own words; of a test weighing one of `weighingFindingSchema`. */
const resultSchema = z.strictObject({ what: z.enum(['restarted', 'receipt', 'label', 'weighing', 'card', 'zero']), ok: z.boolean(), detail: z.string().max(120) });

/** What a test weighing found: a steady indication and an empty pan, or what was missing. */
export const weighingFindingSchema = z.enum(['zero-seen', 'no-zero', 'unsteady', 'nothing-read']);

/** How an incident was ended by a person. */
export const settlementSchema = z.enum(['paid-out', 'delivered', 'not-owed', 'refunded']);

export const maintenancePageSchema = z.discriminatedUnion('page', [
  z.strictObject({
    page: z.literal('home'),
    /** `alert`: something there wants to be looked at. `permitted`: this role may open it. */
    pages: z.array(z.strictObject({ page: z.enum(['devices', 'rolls', 'scale', 'service', 'incidents', 'numbers', 'sales', 'closing', 'training', 'export', 'events', 'versions']), alert: z.boolean(), permitted: z.boolean() })),
  }),
  z.strictObject({
    page: z.literal('devices'),
    devices: z.array(z.strictObject({ device: watchedDeviceSchema, state: healthStateSchema, cause: z.string().nullable(), warnings: z.array(z.string()), since: z.int(), driver: z.string(), identity: z.string() })),
    /** The one looked at, with what became of it before, newest first. */
    chosen: watchedDeviceSchema.nullable(),
    history: z.array(z.strictObject({ at: z.int(), state: healthStateSchema, cause: z.string().nullable() })).max(20),
    /** A test or a restart is under way. */
    busy: z.boolean(),
    result: resultSchema.nullable(),
    /** The test that device has; null when there is none, or the role may not. */
    test: z.enum(['receipt', 'label', 'weighing', 'card']).nullable(),
    restart: z.boolean(),
  }),
  z.strictObject({
    page: z.literal('rolls'),
    roll: rollSchema.nullable(),
    step: z.enum(['choose', 'open', 'replace', 'close', 'count', 'testing', 'done', 'failed']),
    /** The printer's own state, so that a closed cover is seen by itself. */
    state: healthStateSchema,
    cause: z.string().nullable(),
    labelsLeft: z.int().nullable(),
    capacity: z.int(),
  }),
  z.strictObject({
    page: z.literal('scale'),
    state: healthStateSchema,
    grams: z.int().nullable(),
    stable: z.boolean(),
    /** Last day on which weighed sales are allowed, `2027-05-31`; null when nobody has said. */
    verifiedUntil: z.string().nullable(),
    expired: z.boolean(),
    canZero: z.boolean(),
    canVerify: z.boolean(),
    busy: z.boolean(),
    result: resultSchema.nullable(),
  }),
  z.strictObject({ page: z.literal('service'), closed: z.strictObject({ message: closingMessageSchema, until: z.int().nullable() }).nullable(), messages: z.array(closingMessageSchema), canRestartProgram: z.boolean() }),
  z.strictObject({
    page: z.literal('incidents'),
    incidents: z.array(z.strictObject({ incident: z.string(), sale: z.string(), at: z.int(), amount: centsSchema, cause: incidentCauseSchema, ways: z.array(settlementSchema), retryUntil: z.int().nullable() })).max(50),
    more: z.int(),
    chosen: z.string().nullable(),
    permitted: z.boolean(),
    refusal: z.enum(['unknown', 'settled-already', 'not-so', 'too-early', 'ledger-unavailable']).nullable(),
  }),
  z.strictObject({ page: z.literal('numbers'), series: z.array(z.strictObject({ series: z.string(), remaining: z.int(), perDay: z.number(), until: z.int().nullable() })) }),
  z.strictObject({
    page: z.literal('sales'),
    day: z.string(),
    sales: z.int(),
    products: z.array(z.strictObject({ product: soldIdSchema, count: z.int(), value: totalSchema })),
    means: z.array(z.strictObject({ means: z.enum(['card', 'returned-to-card', 'paid-out']), count: z.int(), amount: totalSchema })),
    incidents: totalSchema,
    canPrint: z.boolean(),
    /** The day's report on paper. */
    report: z.enum(['none', 'printing', 'printed', 'failed']),
  }),
  z.strictObject({
    page: z.literal('closing'),
    day: z.string(),
    ledger: z.strictObject({ debits: z.int(), debited: totalSchema, credits: z.int(), credited: totalSchema }),
    /** What the worker read on the card terminal. */
    counted: z.strictObject({ debits: z.int(), debited: totalSchema, credits: z.int(), credited: totalSchema }).nullable(),
    differences: z.array(z.strictObject({ what: z.enum(['debits', 'debited', 'credits', 'credited']), ledger: z.int(), counted: z.int() })),
    done: z.boolean(),
  }),
  z.strictObject({ page: z.literal('training'), training: z.boolean(), /** A sale is still open: school mode cannot begin over it. */ openSales: z.boolean() }),
  z.strictObject({
    page: z.literal('export'),
    media: z.array(z.strictObject({ id: z.string(), name: z.string(), freeBytes: z.int().nullable() })),
    phase: z.enum(['choosing', 'writing', 'done', 'failed']),
    problem: z.enum(['none', 'full', 'read-only', 'not-a-stick', 'gone', 'there-already', 'nothing', 'ledger-unavailable']),
    file: z.string().nullable(),
  }),
  z.strictObject({ page: z.literal('events'), events: z.array(z.strictObject({ at: z.int(), event: z.string(), values: z.record(z.string(), z.union([z.string(), z.int(), z.null()])) })).max(100) }),
  z.strictObject({ page: z.literal('versions'), versions: z.array(z.strictObject({ what: z.enum(['software', 'fiscal', 'tariff', 'destinations', 'journal-key', 'mark-key', 'terminal']), value: z.string() })) }),
]);
export type MaintenancePage = z.infer<typeof maintenancePageSchema>;
