import { z } from 'zod';
import { actReasonSchema, actSchema, roleSchema } from '../assisted/acts.ts';
import { centsSchema } from '../money.ts';
import { lineViewSchema, pieceViewSchema } from './pieces.ts';

/** What lies over the customer's screen while a worker is there. Digits of a PIN are never in it. */

/** Why an act cannot be done now, or was not. */
export const actRefusalSchema = z.enum([
  'not-permitted',
  'above-cap',
  'above-sale',
  'nothing-left',
  'not-a-number',
  'too-much',
  'same-person',
  'ledger-unavailable',
  /** It does not answer: somebody must bring it back. */
  'device-unavailable',
  /** It answers, and something must be cleared, closed or loaded first. */
  'device-first',
  'overtaken',
]);
export type ActRefusal = z.infer<typeof actRefusalSchema>;

/** Ten keys in an order of their own, how many digits were pressed, and what was wrong with the last try. */
const keypad = {
  /** Which digit each of the ten keys shows: shuffled each time, so that no place betrays it. */
  keys: z.array(z.int().min(0).max(9)).length(10),
  typed: z.int().min(0).max(16),
  /** `wrong` says no more: not whether the number, the badge or the PIN (SEC-21). */
  problem: z.enum(['wrong', 'locked']).nullable(),
  /** When another try is possible, epoch milliseconds; null when it is now or, while `locked`, when somebody must reset it. */
  lockedUntil: z.int().nullable(),
  checking: z.boolean(),
};

export const targetSchema = z.strictObject({
  id: z.string(),
  thing: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('line'), line: lineViewSchema }),
    z.strictObject({ kind: z.literal('piece'), piece: pieceViewSchema }),
    z.strictObject({ kind: z.literal('step'), step: z.enum(['weigh', 'destination', 'format', 'offers', 'address', 'customs', 'basket']) }),
    z.strictObject({ kind: z.literal('document'), document: z.enum(['proof', 'receipt', 'slip', 'customs']) }),
  ]),
});
export type Target = z.infer<typeof targetSchema>;

export const helpPanelSchema = z.discriminatedUnion('kind', [
  /** Only the bar: the customer's screen is used as it is. */
  z.strictObject({ kind: z.literal('closed') }),
  z.strictObject({ kind: z.literal('acts'), acts: z.array(z.strictObject({ act: actSchema, refusal: actRefusalSchema.nullable(), /** What goes back to the customer by it, where that is known before anything is chosen. */ amount: centsSchema.nullable() })) }),
  z.strictObject({ kind: z.literal('target'), act: actSchema, targets: z.array(targetSchema) }),
  z.strictObject({
    kind: z.literal('value'),
    act: actSchema,
    unit: z.enum(['grams', 'cents']),
    /** What it is now; null where there is nothing yet. */
    now: z.int().nullable(),
    least: z.int(),
    most: z.int(),
    refusal: actRefusalSchema.nullable(),
  }),
  z.strictObject({ kind: z.literal('reason'), act: actSchema, reasons: z.array(actReasonSchema), amount: centsSchema.nullable() }),
  /** A second badge, or number and PIN, must agree. */
  z.strictObject({ kind: z.literal('second'), act: actSchema, amount: centsSchema, ask: z.enum(['badge', 'number', 'pin']), ...keypad, refusal: actRefusalSchema.nullable() }),
  z.strictObject({ kind: z.literal('refused'), act: actSchema, refusal: actRefusalSchema }),
]);
export type HelpPanel = z.infer<typeof helpPanelSchema>;

export const helperSchema = z.discriminatedUnion('phase', [
  /** Number and PIN, or the PIN of the badge that was presented. */
  z.strictObject({ phase: z.literal('signing-in'), ask: z.enum(['number', 'pin']), ...keypad }),
  /** The customer is asked whether the worker may see what is on the screen. */
  z.strictObject({ phase: z.literal('consent'), name: z.string() }),
  z.strictObject({
    phase: z.literal('helping'),
    name: z.string(),
    role: roleSchema,
    /** Signed in by badge: removing it ends; else a key does. */
    badge: z.boolean(),
    /** When it ends by itself without a touch, epoch milliseconds. */
    until: z.int(),
    panel: helpPanelSchema,
  }),
]);
export type HelperView = z.infer<typeof helperSchema>;
