import { z } from 'zod';

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
  /** The roll holds fewer labels than the basket needs. */
  'labels-low',
  'receipts-unavailable',
  'scanner-unavailable',
  'tariff-missing',
  /** The scale's verification has run out: nothing may be priced by its weight. */
  'scale-not-verified',
  /** A worker has taken the terminal out of service. */
  'closed-by-staff',
  'ledger-unavailable',
  /** The clock cannot be right: prices and dates would not be either. */
  'clock-doubtful',
  'numbers-exhausted',
  'basket-full',
  'not-yet',
  /** Not taken to that destination now; the rule's own sentence stands beside it. */
  'suspended',
  /** The tariff has no such product for that destination. */
  'not-there',
  /** Letters carry no goods there, or this product does not. */
  'documents-only',
  /** No pick-up point is known near the addressee, or at all. */
  'no-pick-up-point',
]);
export type Reason = z.infer<typeof reasonSchema>;
