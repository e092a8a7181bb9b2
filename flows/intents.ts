import { z } from 'zod';
import { productIdSchema } from './facts.ts';

/**
 * What a screen may ask for. The link checks every message against this union before the actor tree sees it; an intent
 * that the current state does not allow changes nothing. No intent can set a price, a weight, a payment result or a role
 * (`requirements.md` SEC-5).
 */

export const localeSchema = z.enum(['fr', 'en']);
export type Locale = z.infer<typeof localeSchema>;

export const preferencesSchema = z.strictObject({
  theme: z.enum(['light', 'dark', 'contrast']),
  textSize: z.enum(['standard', 'large']),
  motion: z.enum(['full', 'reduced']),
});
export type Preferences = z.infer<typeof preferencesSchema>;

export const dialogSchema = z.enum(['languages', 'accessibility', 'call', 'cancel']);

/** One typed line. NF Z 10-011 allows 38 characters; what is longer or odd is answered with a kind message, never cut. */
const typedLine = z.string().max(200);

export const intentSchema = z.discriminatedUnion('type', [
  // from any screen
  z.strictObject({ type: z.literal('touched') }),
  z.strictObject({ type: z.literal('time.extended') }),
  z.strictObject({ type: z.literal('back') }),
  z.strictObject({ type: z.literal('dialog.opened'), dialog: dialogSchema }),
  z.strictObject({ type: z.literal('dialog.closed') }),
  z.strictObject({ type: z.literal('language.chosen'), locale: localeSchema }),
  z.strictObject({ type: z.literal('preferences.changed'), preferences: preferencesSchema.partial() }),
  z.strictObject({ type: z.literal('help.called') }),
  z.strictObject({ type: z.literal('session.cancelled') }),

  // send
  z.strictObject({ type: z.literal('send.started') }),
  z.strictObject({ type: z.literal('destination.chosen'), destination: z.enum(['france', 'overseas', 'abroad']) }),
  z.strictObject({ type: z.literal('format.chosen'), format: z.enum(['letter', 'parcel', 'oversize']) }),
  z.strictObject({ type: z.literal('offer.selected'), product: productIdSchema }),
  z.strictObject({ type: z.literal('offer.confirmed') }),
  z.strictObject({ type: z.literal('address.postcode.entered'), postcode: typedLine }),
  z.strictObject({ type: z.literal('address.town.chosen'), town: typedLine }),
  z.strictObject({ type: z.literal('address.street.entered'), street: typedLine, building: typedLine, apartment: typedLine, place: typedLine }),
  z.strictObject({ type: z.literal('address.name.entered'), name: typedLine, company: typedLine }),
  z.strictObject({ type: z.literal('address.part.reopened'), part: z.enum(['town', 'street', 'name']) }),
  z.strictObject({ type: z.literal('address.confirmed') }),

  // basket and payment
  z.strictObject({ type: z.literal('basket.quantity.changed'), line: z.string().max(64), quantity: z.int().min(0).max(99) }),
  z.strictObject({ type: z.literal('basket.item.added') }),
  z.strictObject({ type: z.literal('basket.paid') }),
  z.strictObject({ type: z.literal('payment.retried') }),
  z.strictObject({ type: z.literal('basket.reopened') }),

  // after payment
  z.strictObject({ type: z.literal('label.retried') }),
  z.strictObject({ type: z.literal('label.refunded') }),
  z.strictObject({ type: z.literal('papers.chosen'), proof: z.boolean(), receipt: z.boolean() }),
  z.strictObject({ type: z.literal('session.finished') }),
]);

export type Intent = z.infer<typeof intentSchema>;
