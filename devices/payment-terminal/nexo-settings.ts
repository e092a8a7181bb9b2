import { z } from 'zod';

const identification = z.string('1 to 32 characters without blanks').regex(/^[\x21-\x7e]{1,32}$/, '1 to 32 characters without blanks');

/** `terminal.json` → `devices.payment-terminal.settings`, all with a default. Where it is and whom to believe stands in `at`. */
export const nexoSettings = z.strictObject({
  /** SaleID: this till, as the terminal's configuration knows it. */
  saleId: identification.default('MOULIN-01'),
  /** POIID: the terminal. What answers under another name is not it (PAY-4). */
  poiId: identification.default('POI-0001'),
  /** The serial number that the terminal must give at login; null: any (PAY-4). */
  serial: identification.nullable().default(null),
  /** Adyen and Westpay both serve this path (`devices.md` 4.4). */
  path: z.string().regex(/^\/[\x21-\x7e]*$/, 'a path such as "/nexo"').default('/nexo'),
  /** 3.0 by Adyen, 3.1 by Swedbank. */
  protocolVersion: z.enum(['3.0', '3.1']).default('3.0'),
  /** Of this software, where the acquirer has certified it. */
  certificationCode: identification.default('NONE'),
  /** Of the words on the terminal, ISO 639-1. */
  language: z.string().regex(/^[a-z]{2}$/, 'two letters').default('fr'),
  /**
   * For so long the terminal is sure to know its transactions. "Not found" then means that the request never came; later it may
   * as well have been forgotten. How long is published nowhere [K]: two days is the time for which Adyen refuses an identifier
   * that was used, so at least for that time it remembers.
   */
  remembersHours: z.int().min(1).max(8_760).default(48),
});
export type NexoSettings = z.infer<typeof nexoSettings>;
