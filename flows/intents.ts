import { z } from 'zod';
import { actReasonSchema, actSchema } from './assisted/acts.ts';
import { customsCategorySchema } from './customs/declaration.ts';
import { destinationCodeSchema } from './destinations/code.ts';
import { optionIdSchema, productIdSchema, serviceIdSchema } from './facts.ts';
import { locales } from './locales.ts';
import { centsSchema } from './money.ts';
import { preferencesSchema } from './view/preferences.ts';
import { gramsSchema } from './weight.ts';

/**
 * What a screen may ask for. The link checks every message against this union before the actor tree sees it; an intent
 * that the current state does not allow changes nothing. No intent can set a price, a weight, a payment result or a role
 * (`requirements.md` SEC-5).
 */

export const localeSchema = z.enum(locales);
export type { Locale } from './locales.ts';

export { serviceIdSchema, type ServiceId } from './facts.ts';

export const dialogSchema = z.enum(['languages', 'accessibility', 'modes', 'call', 'cancel', 'headphones', 'receipt']);

/** One typed line. NF Z 10-011 allows 38 characters; what is longer or odd is answered with a kind message, never cut. */
const typedLine = z.string().max(200);

const watchedDevice = z.enum(['scale', 'card', 'labels', 'papers', 'scanner', 'badge']);

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

  z.strictObject({ type: z.literal('service.started'), service: serviceIdSchema }),

  // send: where to, what, how
  z.strictObject({ type: z.literal('destination.chosen'), destination: z.enum(['france', 'overseas', 'abroad']) }),
  z.strictObject({ type: z.literal('country.searched'), text: typedLine }),
  z.strictObject({ type: z.literal('country.chosen'), code: destinationCodeSchema }),
  z.strictObject({ type: z.literal('contents.chosen'), contents: z.enum(['documents', 'goods']) }),
  z.strictObject({ type: z.literal('format.chosen'), format: z.enum(['letter', 'parcel', 'oversize']) }),
  /** "It is thicker than 3 cm": a light item was taken for a letter without asking. */
  z.strictObject({ type: z.literal('format.reopened') }),
  z.strictObject({ type: z.literal('offer.selected'), product: productIdSchema }),
  z.strictObject({ type: z.literal('offer.all.shown'), all: z.boolean() }),
  z.strictObject({ type: z.literal('offer.option.chosen'), option: optionIdSchema, chosen: z.boolean() }),
  z.strictObject({ type: z.literal('offer.confirmed') }),

  // addresses: French ones begin with the postcode, foreign ones with the town as their country writes it
  z.strictObject({ type: z.literal('address.postcode.entered'), postcode: typedLine }),
  z.strictObject({ type: z.literal('address.town.chosen'), town: typedLine, postcode: typedLine.optional() }),
  z.strictObject({ type: z.literal('address.place.entered'), postcode: typedLine, town: typedLine, region: typedLine }),
  z.strictObject({ type: z.literal('address.street.entered'), street: typedLine, building: typedLine, apartment: typedLine, place: typedLine }),
  z.strictObject({ type: z.literal('address.name.entered'), name: typedLine, company: typedLine, phone: typedLine }),
  z.strictObject({ type: z.literal('address.part.reopened'), part: z.enum(['town', 'street', 'name']) }),
  /** A sender who lives abroad: opens the country screen for the sender. */
  z.strictObject({ type: z.literal('address.country.reopened') }),
  z.strictObject({ type: z.literal('address.confirmed') }),
  z.strictObject({ type: z.literal('pickup.chosen'), point: z.string().max(40) }),

  // customs
  z.strictObject({ type: z.literal('customs.category.chosen'), category: customsCategorySchema }),
  z.strictObject({ type: z.literal('customs.goods.searched'), text: typedLine }),
  z.strictObject({ type: z.literal('customs.goods.chosen'), goods: z.string().max(40) }),
  z.strictObject({
    type: z.literal('customs.article.entered'),
    description: typedLine,
    quantity: typedLine,
    grams: typedLine,
    value: typedLine,
    hsCode: typedLine,
    origin: typedLine,
  }),
  z.strictObject({ type: z.literal('customs.article.added') }),
  z.strictObject({ type: z.literal('customs.article.reopened'), at: z.int().min(0).max(14) }),
  z.strictObject({ type: z.literal('customs.article.removed'), at: z.int().min(0).max(14) }),
  z.strictObject({ type: z.literal('customs.confirmed') }),

  // also sold
  z.strictObject({ type: z.literal('stamps.chosen'), product: productIdSchema, grams: gramsSchema }),
  z.strictObject({ type: z.literal('stamps.quantity.changed'), quantity: z.int().min(1).max(99) }),
  /** `pay`: straight to the card; `basket`: something else is wanted too. */
  z.strictObject({ type: z.literal('stamps.confirmed'), next: z.enum(['pay', 'basket']) }),
  z.strictObject({ type: z.literal('supplement.way.chosen'), way: z.enum(['weighed', 'amount']) }),
  /** What is on the item already (weighed), or what is wanted (amount). No price: the machine makes it, and bounds it. */
  z.strictObject({ type: z.literal('supplement.amount.entered'), amount: centsSchema }),
  z.strictObject({ type: z.literal('supplement.confirmed') }),
  z.strictObject({ type: z.literal('article.quantity.changed'), article: z.string().max(40), quantity: z.int().min(0).max(99) }),
  z.strictObject({ type: z.literal('articles.confirmed'), next: z.enum(['pay', 'basket']) }),

  // without buying: leave a prepaid item, have a copy, ask where an item is
  z.strictObject({ type: z.literal('dropoff.accepted') }),
  z.strictObject({ type: z.literal('copy.digits.entered'), digits: z.string().max(8) }),
  z.strictObject({ type: z.literal('copy.chosen'), document: z.enum(['proof', 'receipt']) }),
  z.strictObject({ type: z.literal('scan.again') }),

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

  // a worker: what is asked here is done only when somebody has signed in whose role allows it
  z.strictObject({ type: z.literal('staff.asked') }),
  /** A key of the shuffled keypad, by its place: which digit it shows is known to the terminal alone. */
  z.strictObject({ type: z.literal('staff.key.pressed'), at: z.int().min(0).max(9) }),
  z.strictObject({ type: z.literal('staff.key.erased') }),
  z.strictObject({ type: z.literal('staff.key.entered') }),
  z.strictObject({ type: z.literal('staff.consent.given'), given: z.boolean() }),
  z.strictObject({ type: z.literal('staff.left') }),
  z.strictObject({ type: z.literal('staff.panel.opened') }),
  z.strictObject({ type: z.literal('staff.panel.closed') }),
  z.strictObject({ type: z.literal('staff.act.chosen'), act: actSchema }),
  z.strictObject({ type: z.literal('staff.target.chosen'), target: z.string().max(64) }),
  /** As typed: whole grams, or euros with a comma or a point: `3,60`. */
  z.strictObject({ type: z.literal('staff.value.entered'), value: z.string().max(20) }),
  z.strictObject({ type: z.literal('staff.reason.chosen'), reason: actReasonSchema, text: typedLine }),

  // behind the counter
  z.strictObject({ type: z.literal('maintenance.opened'), page: z.string().max(20) }),
  z.strictObject({ type: z.literal('maintenance.device.chosen'), device: watchedDevice.nullable() }),
  z.strictObject({ type: z.literal('maintenance.device.tested') }),
  z.strictObject({ type: z.literal('maintenance.device.restarted') }),
  z.strictObject({ type: z.literal('maintenance.roll.chosen'), roll: z.enum(['labels', 'receipts']) }),
  z.strictObject({ type: z.literal('maintenance.roll.next') }),
  z.strictObject({ type: z.literal('maintenance.roll.counted'), left: z.string().max(8) }),
  z.strictObject({ type: z.literal('maintenance.scale.zeroed') }),
  z.strictObject({ type: z.literal('maintenance.scale.verified'), until: z.string().max(10) }),
  z.strictObject({ type: z.literal('maintenance.service.closed'), message: z.enum(['soon', 'maintenance', 'no-paper', 'card-terminal', 'counter']), minutes: z.int().min(0).max(1_440).nullable() }),
  z.strictObject({ type: z.literal('maintenance.service.opened') }),
  z.strictObject({ type: z.literal('maintenance.incident.chosen'), incident: z.string().max(64).nullable() }),
  z.strictObject({ type: z.literal('maintenance.incident.settled'), how: z.enum(['paid-out', 'delivered', 'not-owed', 'refunded']) }),
  z.strictObject({ type: z.literal('maintenance.report.printed') }),
  z.strictObject({ type: z.literal('maintenance.day.counted'), debits: typedLine, debited: typedLine, credits: typedLine, credited: typedLine }),
  z.strictObject({ type: z.literal('maintenance.day.closed') }),
  z.strictObject({ type: z.literal('maintenance.training.switched') }),
  z.strictObject({ type: z.literal('maintenance.exported'), medium: z.string().max(120) }),
  z.strictObject({ type: z.literal('maintenance.screen.restarted') }),
  z.strictObject({ type: z.literal('maintenance.program.restarted') }),
]);

export type Intent = z.infer<typeof intentSchema>;
