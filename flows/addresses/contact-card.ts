import type { AddressDraft } from '../view.ts';

/** What a contact card says, in whichever form it was written. */
export interface Contact {
  /** As written, with its code when it is a country's name in French, in English or its own language; null when the card names none. */
  readonly country: { readonly said: string; readonly code: string | null } | null;
  /** Null when the card has no address. */
  readonly address: Pick<AddressDraft, 'postcode' | 'town' | 'region' | 'street' | 'building' | 'apartment' | 'place'> | null;
  readonly name: string;
  readonly company: string;
  /** As written; empty when there is none. */
  readonly phone: string;
}
