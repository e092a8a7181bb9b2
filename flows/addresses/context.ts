import type { DestinationBook } from '../destinations/book.ts';
import type { DestinationCode } from '../destinations/code.ts';
import type { Places } from '../ports.ts';

/** Whether a mobile phone number is asked beside the name. */
export type PhoneDemand = 'none' | 'optional' | 'required';

/** What an address is checked against. */
export interface AddressContext {
  readonly places: Places;
  readonly book: DestinationBook;
  /** What the price was made for: the address must lie there. Null for the sender, who may live anywhere. */
  readonly destination: DestinationCode | null;
  readonly phone: PhoneDemand;
}
