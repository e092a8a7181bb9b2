import { z } from 'zod';

/** `terminal.json` → `devices.payment-terminal.settings`, all with a default. */
export const caisseApSettings = z.strictObject({
  /** CJ: the twelve digits that the Association du Paiement gives to the till's software. The default is the public test value. */
  terminalId: z.string().regex(/^\d{12}$/, '12 digits, as the Association du Paiement gave them').default('012345678901'),
  /** CA: number of this till. */
  till: z.string().regex(/^\d{2}$/, 'two digits').default('01'),
  /** CZ. */
  protocolVersion: z.enum(['0300', '0301', '0320']).default('0320'),
  /** Whether the terminal knows the identification (CD I). Otherwise a connection that opens is all that can be asked. */
  identification: z.boolean().default(true),
  /** Whether to ask the status (CD T): only some acquirers' terminals know it [K]. One that does not answers AF=12, and the next step is tried. */
  status: z.boolean().default(true),
  /** Whether to ask for the duplicate of the last ticket (CD 3). */
  duplicate: z.boolean().default(true),
  /**
   * The AF by which *this acquirer's* terminal says, to a status request, that it has never seen the reference. No
   * public document gives one [K], so by default none is believed: a wrong guess would tell a debited customer that
   * he was not. Fill in from the acquirer's paper.
   */
  notFound: z.string().regex(/^\d\d$/, 'two digits').nullable().default(null),
  /** Where the terminal's clock is. */
  timeZone: z.string().default('Europe/Paris'),
});
export type CaisseApSettings = z.infer<typeof caisseApSettings>;
