import type { FactType } from '../facts.ts';

/**
 * The one catalogue of everything that is recorded: its code, its chain, and when it is written. `EVENTS.md` beside this
 * file is generated from it and from the facts' schemas; a test keeps it so. The official NF525 list of event codes was
 * not found (`requirements.md` FIS-9): these codes are ours, and are never given to another event.
 */

/**
 * Records of one chain are numbered without gaps and each is signed over the one before it (`requirements.md` FIS-3 names
 * the letters).
 */
export const chains = {
  T: 'tickets: what was sold, what was printed for it, what stays to be settled',
  P: 'payment proofs: what the card terminal was asked, and what it answered',
  G: 'closures, with the perpetual totals',
  L: 'technical events',
  C: 'copies (DUPLICATA)',
  A: 'archives',
  X: 'training: whatever would be on T, P or C while nothing is sold',
} as const;
export type Chain = keyof typeof chains;

export interface CatalogueEntry {
  /** Stable for ever; the tens say the chain. */
  readonly code: number;
  /** In service; for training see `chainOf`. */
  readonly chain: Exclude<Chain, 'X'>;
  /** When it is written. */
  readonly when: string;
}

export const catalogue: { readonly [T in FactType]: CatalogueEntry } = {
  'sale.opened': { code: 100, chain: 'T', when: 'the customer goes to pay: what is bought, and at which price' },
  'label.issued': { code: 101, chain: 'T', when: 'before a label is sent to the printer: its number and value are taken for ever' },
  'label.printed': { code: 102, chain: 'T', when: 'the printer confirmed that the label came out' },
  'label.spoiled': { code: 103, chain: 'T', when: 'the label did not come out, or not whole: its number is void' },
  'label.unknown': { code: 104, chain: 'T', when: 'nobody can tell whether the label came out' },
  'incident.opened': { code: 105, chain: 'T', when: 'money whose fate a person, or a later answer, must settle' },
  'incident.settled': { code: 106, chain: 'T', when: 'it is settled, how and by whom' },
  'item.deposited': { code: 107, chain: 'T', when: 'an item was left at the terminal' },
  'sale.closed': { code: 108, chain: 'T', when: 'nothing is owed any more: paid = issued + given back + open incidents' },
  'document.printed': { code: 109, chain: 'T', when: 'a proof, receipt, slip or customs sheet was printed, or was not' },

  'label.voided': { code: 110, chain: 'T', when: 'a worker takes back a label that had come out: its number is void, its value is owed again' },
  'price.reduced': { code: 111, chain: 'T', when: 'a worker gives back a part of the price of a label that stays good' },

  'payment.requested': { code: 200, chain: 'P', when: 'before the card terminal is asked to debit' },
  'payment.approved': { code: 201, chain: 'P', when: 'the card was debited' },
  'payment.declined': { code: 202, chain: 'P', when: 'the card was certainly not debited' },
  'payment.unknown': { code: 203, chain: 'P', when: 'no answer decides whether the card was debited' },
  'refund.requested': { code: 210, chain: 'P', when: 'before the card terminal is asked to give back' },
  'refund.approved': { code: 211, chain: 'P', when: 'the card was credited' },
  'refund.refused': { code: 212, chain: 'P', when: 'the card was certainly not credited' },
  'refund.unknown': { code: 213, chain: 'P', when: 'no answer decides whether the card was credited' },

  'period.closed': { code: 300, chain: 'G', when: 'a day, a month or a year is over: its totals, and both perpetual totals' },

  'terminal.started': { code: 400, chain: 'L', when: 'the program starts' },
  'terminal.stopped': { code: 401, chain: 'L', when: 'the program ends in order; a start without it follows a crash or a power failure' },
  'session.started': { code: 410, chain: 'L', when: 'a customer begins' },
  'session.ended': { code: 411, chain: 'L', when: 'a customer’s session is over, and how' },
  'help.called': { code: 412, chain: 'L', when: 'somebody is called, by a customer or by the terminal itself' },
  'help.acknowledged': { code: 413, chain: 'L', when: 'a worker came after a call: how long it took' },
  'staff.signed-in': { code: 414, chain: 'L', when: 'a worker signed in, in a session or behind the counter' },
  'staff.signed-out': { code: 415, chain: 'L', when: 'a worker left, and how' },
  'staff.refused': { code: 416, chain: 'L', when: 'a sign-in or an act was refused' },
  'staff.acted': { code: 417, chain: 'L', when: 'before a worker’s act is done: who, what, before and after, why' },
  'device.changed': { code: 420, chain: 'L', when: 'a device’s state or the cause of its trouble changed' },
  'service.changed': { code: 421, chain: 'L', when: 'a function can, or can no longer, be had' },
  'roll.counted': { code: 422, chain: 'L', when: 'how many labels the roll holds is known anew' },
  'scale.verified': { code: 423, chain: 'L', when: 'until when the scale is verified is known anew' },
  'terminal.closed': { code: 424, chain: 'L', when: 'a worker takes the terminal out of service' },
  'terminal.opened': { code: 425, chain: 'L', when: 'it is in service again, by a worker or because its hour has come' },
  'day.reconciled': { code: 426, chain: 'L', when: 'what the card terminal counted of a day was compared with the journal' },
  'clock.changed': { code: 430, chain: 'L', when: 'the clock moved otherwise than time passed' },
  'software.changed': { code: 431, chain: 'L', when: 'another version of the program starts' },
  'configuration.changed': { code: 432, chain: 'L', when: 'a file that the terminal obeys differs from the last start' },
  'integrity.failed': { code: 433, chain: 'L', when: 'something signed was found not to be what was signed' },
  'data.purged': { code: 434, chain: 'L', when: 'data was deleted because its time was over' },
  'training.begun': { code: 440, chain: 'L', when: 'school mode begins: nothing is sold' },
  'training.ended': { code: 441, chain: 'L', when: 'school mode ends' },

  'document.copied': { code: 500, chain: 'C', when: 'before a DUPLICATA is printed: its number is taken for ever' },
  'copy.refused': { code: 501, chain: 'C', when: 'somebody asked for a copy and gave the wrong digits' },

  'archive.made': { code: 600, chain: 'A', when: 'a signed archive was handed out' },
};

/** On which chain a fact is recorded. All that tells of a sale is on T, P or C: one in training bears a number that one in service has too. */
export function chainOf(type: FactType, training: boolean): Chain {
  const { chain } = catalogue[type];
  return training && (chain === 'T' || chain === 'P' || chain === 'C') ? 'X' : chain;
}
