import type { FactType } from '../facts.ts';

/**
 * What a fiscal journal must tell of (`requirements.md` FIS-9, from the documentation of a certified product), and with
 * which of our events it does. A trigger without an event says why nothing of the kind happens here.
 */
export interface Trigger {
  readonly what: string;
  readonly events: readonly FactType[];
  /** Why there is no event, or what the events do not tell. */
  readonly why?: string;
}

export const triggers: readonly Trigger[] = [
  { what: 'start and stop', events: ['terminal.started', 'terminal.stopped'] },
  { what: 'sign-in and sign-out', events: [], why: 'nobody signs in: the terminal has no operator, and staff do not yet step into a session' },
  { what: 'failed login', events: [], why: 'as above; wrong digits for a copy are `copy.refused`' },
  { what: 'override by a manager', events: ['incident.settled'], why: 'a person settles an incident (`by` is `staff`); nothing else can be overridden' },
  { what: 'void of a line or of a transaction', events: ['label.spoiled', 'label.voided', 'price.reduced', 'refund.approved'], why: 'before payment nothing is recorded of a basket; after it a label is voided, or money given back' },
  { what: 'copy printed', events: ['document.copied'] },
  { what: 'going offline and online', events: [], why: 'the terminal signs and sells without any network (FIS-19): there is no such state' },
  { what: 'closure', events: ['period.closed'] },
  { what: 'archive', events: ['archive.made'] },
  { what: 'purge of data', events: ['data.purged'], why: 'customs data and the technical log; the journal itself is never purged' },
  { what: 'change of the clock', events: ['clock.changed'] },
  { what: 'change of configuration or of prices', events: ['configuration.changed'] },
  { what: 'update of the software', events: ['software.changed'] },
  { what: 'training on and off', events: ['training.begun', 'training.ended'] },
  { what: 'failed check of integrity', events: ['integrity.failed'] },
  { what: 'incident of a printer', events: ['device.changed', 'label.spoiled', 'label.unknown', 'document.printed'] },
  { what: 'incident of a payment', events: ['payment.unknown', 'refund.refused', 'refund.unknown', 'incident.opened'] },
];
