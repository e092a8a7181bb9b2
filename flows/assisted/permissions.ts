import type { Cents } from '../money.ts';
import { cents } from '../money.ts';
import type { Act, ActReason, Role } from './acts.ts';

/**
 * Who may do what: data, so that it can be read, printed and exhausted by a test. Least rights (`requirements.md` SEC-23):
 * an agent helps a customer, a manager answers for the money, a technician for the machine.
 */
export const permissions: { readonly [A in Act]: readonly Role[] } = {
  'step.opened': ['agent', 'manager'],
  'weight.entered': ['agent', 'manager'],
  'size.overridden': ['agent', 'manager'],
  'destination.overridden': ['manager'],
  'address.corrected': ['agent', 'manager'],
  'line.removed': ['agent', 'manager'],
  'line.repriced': ['agent', 'manager'],
  'label.reprinted': ['agent', 'manager'],
  'label.found': ['agent', 'manager'],
  'label.missing': ['agent', 'manager'],
  'payment.asked': ['agent', 'manager'],
  'payment.debited': ['manager'],
  'payment.not-debited': ['manager'],
  'sale.cancelled': ['agent', 'manager'],
  'item.refunded': ['agent', 'manager'],
  'amount.refunded': ['agent', 'manager'],
  'document.copied': ['agent', 'manager'],
  'language.changed': ['agent', 'manager', 'technician'],
  'preferences.changed': ['agent', 'manager', 'technician'],
  'session.ended': ['agent', 'manager'],

  'device.restarted': ['agent', 'manager', 'technician'],
  'receipt.tested': ['agent', 'manager', 'technician'],
  'label.tested': ['agent', 'manager', 'technician'],
  'weighing.tested': ['agent', 'manager', 'technician'],
  'card.tested': ['manager', 'technician'],
  'roll.changed': ['agent', 'manager', 'technician'],
  'scale.zeroed': ['agent', 'manager', 'technician'],
  'scale.verified': ['technician'],
  'screen.restarted': ['agent', 'manager', 'technician'],
  'program.restarted': ['manager', 'technician'],
  'service.closed': ['agent', 'manager', 'technician'],
  'service.opened': ['agent', 'manager', 'technician'],
  'incident.settled': ['manager'],
  'sales.viewed': ['manager'],
  'day.closed': ['manager'],
  'training.switched': ['manager', 'technician'],
  'archive.exported': ['manager'],
  'events.viewed': ['agent', 'manager', 'technician'],
};

/** By how much a role may lower or raise the price of one item, and from which amount given back a second person must agree (PAY-9). */
export const limits: { readonly [R in Role]: { readonly reprice: Cents; readonly refundAlone: Cents } } = {
  agent: { reprice: cents(5_00), refundAlone: cents(20_00) },
  manager: { reprice: cents(50_00), refundAlone: cents(100_00) },
  technician: { reprice: cents(0), refundAlone: cents(0) },
};

export function mayDo(role: Role, act: Act): boolean {
  return permissions[act].includes(role);
}

/** The reasons that make sense for an act: what the short list offers. Empty where the act says it itself. */
export const reasonsOf: { readonly [A in Act]?: readonly ActReason[] } = {
  'weight.entered': ['scale-wrong', 'measured-by-hand', 'other'],
  'size.overridden': ['measured-by-hand', 'customer-asked', 'other'],
  'destination.overridden': ['measured-by-hand', 'customer-asked', 'other'],
  'step.opened': ['customer-asked', 'other'],
  'address.corrected': ['address-wrong', 'customer-asked', 'other'],
  'line.removed': ['customer-asked', 'item-refused', 'other'],
  'line.repriced': ['price-wrong', 'gesture', 'other'],
  'label.reprinted': ['label-damaged', 'label-jammed', 'other'],
  'label.found': ['seen-at-the-machine', 'other'],
  'label.missing': ['seen-at-the-machine', 'other'],
  'payment.asked': ['seen-on-the-card-terminal', 'other'],
  'payment.debited': ['seen-on-the-card-terminal', 'other'],
  'payment.not-debited': ['seen-on-the-card-terminal', 'other'],
  'sale.cancelled': ['customer-asked', 'item-refused', 'label-jammed', 'other'],
  'item.refunded': ['customer-asked', 'item-refused', 'label-jammed', 'label-damaged', 'other'],
  'amount.refunded': ['price-wrong', 'gesture', 'other'],
  'document.copied': ['customer-asked', 'label-damaged', 'other'],
  'session.ended': ['customer-left', 'customer-asked', 'other'],
};
