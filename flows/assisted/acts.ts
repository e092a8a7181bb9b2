import { z } from 'zod';

/** The vocabulary of assisted mode: who may be there, what can be done, and why it was done. Closed lists; words are in the locale files. */

export const roleSchema = z.enum(['agent', 'manager', 'technician']);
export type Role = z.infer<typeof roleSchema>;

/** How a worker is called in the journal: what the office gave out, never a name (GDPR-8: who, when, what). */
export const staffIdSchema = z.string().regex(/^[A-Z0-9-]{1,16}$/);

/** What a worker may do in the customer's session. */
export const sessionActs = [
  'step.opened',
  'weight.entered',
  'size.overridden',
  'destination.overridden',
  'address.corrected',
  'line.removed',
  'line.repriced',
  'label.reprinted',
  'label.found',
  'label.missing',
  'payment.asked',
  'payment.debited',
  'payment.not-debited',
  'sale.cancelled',
  'item.refunded',
  'amount.refunded',
  'document.copied',
  'language.changed',
  'preferences.changed',
  'session.ended',
] as const;

/** What a worker may do behind the counter, when no customer is there. */
export const maintenanceActs = [
  'device.restarted',
  'receipt.tested',
  'label.tested',
  'weighing.tested',
  'card.tested',
  'roll.changed',
  'scale.zeroed',
  'scale.verified',
  'screen.restarted',
  'program.restarted',
  'service.closed',
  'service.opened',
  'incident.settled',
  'sales.viewed',
  'day.closed',
  'training.switched',
  'archive.exported',
  'events.viewed',
] as const;

export const actSchema = z.enum([...sessionActs, ...maintenanceActs]);
export type Act = z.infer<typeof actSchema>;
export type SessionAct = (typeof sessionActs)[number];
export type MaintenanceAct = (typeof maintenanceActs)[number];

/** The short list; `other` comes with a sentence that the worker types. */
export const actReasonSchema = z.enum(['customer-asked', 'scale-wrong', 'measured-by-hand', 'price-wrong', 'address-wrong', 'label-damaged', 'label-jammed', 'seen-at-the-machine', 'seen-on-the-card-terminal', 'item-refused', 'gesture', 'customer-left', 'other']);
export type ActReason = z.infer<typeof actReasonSchema>;
