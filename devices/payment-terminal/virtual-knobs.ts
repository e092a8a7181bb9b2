import { z } from 'zod';

/** What the workbench and the tests may turn on the virtual terminal, at any time. */
export const paymentTerminalKnobs = z.strictObject({
  /** What comes of a card: by itself after `delayMs`, or `manual`: when one is presented, as the bank then says. */
  answer: z.enum(['approve', 'decline', 'cancel', 'timeout', 'manual']).default('approve'),
  /** What the bank says to a card presented by hand. */
  bank: z.enum(['approve', 'decline']).default('approve'),
  /** Holds a card to the terminal; taken away again at once. */
  present: z.enum(['nothing', 'contactless', 'chip']).default('nothing'),
  /** Presses the red key: the customer gives up. */
  press: z.enum(['nothing', 'red']).default('nothing'),
  delayMs: z.int().min(0).max(600_000).default(1_500),
  /** How long a card is waited for by hand before the terminal gives up by itself. */
  cardTimeoutMs: z.int().min(0).max(600_000).default(60_000),
  /** Takes requests and does nothing with them. */
  silent: z.boolean().default(false),
  busy: z.boolean().default(false),
  /** The connection goes as soon as the request is there; the sale goes on. */
  dropBeforeAnswer: z.boolean().default(false),
  /** Decides, then loses the connection instead of answering. */
  resetAfterApproval: z.boolean().default(false),
  /** Sizes of the pieces the answer is sent in; the last one takes what is left. */
  splitAnswer: z.array(z.int().min(1)).max(2_000).default([]),
  /** Pause between the pieces. */
  splitGapMs: z.int().min(0).max(600_000).default(0),
  /** Bytes after which the connection is lost within the answer; null: none. */
  cutAnswerAt: z.int().min(0).nullable().default(null),
  /** Keeps the answer and sends it on a later connection: as it opens, or in front of that one's own answer. */
  lateAnswer: z.enum(['never', 'on-connect', 'before-next']).default('never'),
  /** Sent in front of the answer. */
  garbage: z.string().max(2_000).default(''),
  wrongEcho: z.enum(['none', 'amount', 'currency', 'till', 'action', 'reference']).default('none'),
  /** AE=10 with AF=09: says done and not done at once, and has debited nothing. */
  contradictory: z.boolean().default(false),
  paddedEcho: z.boolean().default(true),
  echoesReference: z.boolean().default(true),
  /** Whether approvals carry AF=01. */
  sendsAf: z.boolean().default(true),
  supportsIdentification: z.boolean().default(true),
  supportsStatus: z.boolean().default(true),
  supportsDuplicate: z.boolean().default(true),
  cardLast4: z.string().regex(/^\d{4}$/, 'four digits').default('1234'),
  /** A terminal set up wrongly sends whole card numbers. */
  masked: z.boolean().default(true),
});
export type PaymentTerminalKnobs = z.infer<typeof paymentTerminalKnobs>;
