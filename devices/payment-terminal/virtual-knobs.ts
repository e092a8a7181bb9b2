import { z } from 'zod';

/** What the workbench and the tests may turn on a virtual card terminal at any time, whatever its protocol. */
const anyTerminal = {
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
  /** Without power it takes no connection, and what it was doing is over: nothing is debited. What it has done it remembers. */
  powered: z.boolean().default(true),
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
  /** While the card is awaited, sends an answer that belongs to another request. */
  foreignAnswer: z.boolean().default(false),
  /** Sent in front of the answer. */
  garbage: z.string().max(2_000).default(''),
  /** Says done and not done at once, and has debited nothing. */
  contradictory: z.boolean().default(false),
  cardLast4: z.string().regex(/^\d{4}$/, 'four digits').default('1234'),
  /** A terminal set up wrongly sends whole card numbers. */
  masked: z.boolean().default(true),
};

const cardKnobs = z.strictObject(anyTerminal);
export type CardKnobs = z.infer<typeof cardKnobs>;

/** Those of a terminal of Caisse-AP. */
export const caisseApKnobs = z.strictObject({
  ...anyTerminal,
  wrongEcho: z.enum(['none', 'amount', 'currency', 'till', 'action', 'reference']).default('none'),
  paddedEcho: z.boolean().default(true),
  echoesReference: z.boolean().default(true),
  /** Whether approvals carry AF=01. */
  sendsAf: z.boolean().default(true),
  supportsIdentification: z.boolean().default(true),
  supportsStatus: z.boolean().default(true),
  supportsDuplicate: z.boolean().default(true),
});
export type CaisseApKnobs = z.infer<typeof caisseApKnobs>;

/** Those of a terminal of nexo Retailer. */
export const nexoKnobs = z.strictObject({
  ...anyTerminal,
  wrongEcho: z.enum(['none', 'amount', 'currency', 'till', 'terminal', 'service', 'reference']).default('none'),
  /** Approves a part of the amount only. */
  partial: z.boolean().default(false),
  /** `GlobalStatus` while it does nothing. */
  condition: z.enum(['OK', 'Maintenance', 'Unreachable']).default('OK'),
  /** What the answers of HTTP say before any message. */
  httpStatus: z.int().min(200).max(599).default(200),
});
export type NexoKnobs = z.infer<typeof nexoKnobs>;
