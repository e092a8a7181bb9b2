import type { Helped } from '../assisted/helped.ts';
import type { Intent } from '../intents.ts';
import type { Ports, Scan } from '../ports.ts';
import type { World, WorldChanged } from '../terminal/world.ts';
import type { AddressDraft } from '../view.ts';
import type { NewLine } from './basket.ts';
import type { Item } from './item.ts';
import type { Pan } from './pan.ts';

/** What the preparation of one item is given, remembers and leaves behind. */

export interface SendingInput {
  readonly ports: Ports;
  readonly world: World;
  readonly pan: Pan;
  readonly purpose: 'first' | 'another';
  /** Only the rest of a postage is bought: the item bears stamps already. */
  readonly supplement: boolean;
  /** Typed once a session (A11Y-65). */
  readonly sender: AddressDraft | null;
  readonly senderTyped: AddressDraft;
}

interface Remembered {
  readonly pan: Pan;
  readonly sender: AddressDraft | null;
  readonly senderTyped: AddressDraft;
}

export type SendingOutput = Remembered & ({ readonly kind: 'line'; readonly line: NewLine } | { readonly kind: 'left' });

export interface SendingContext extends Omit<SendingInput, 'purpose'> {
  readonly purpose: 'first' | 'another' | 'again';
  /** Nothing lies in the basket yet. */
  readonly alone: boolean;
  readonly item: Item | null;
  /** What the country screen is asked for, and what has been typed there. */
  readonly among: 'abroad' | 'overseas';
  readonly query: string;
  readonly allOffers: boolean;
  /** What goes into the basket, once nothing is missing. */
  readonly line: NewLine | null;
}

export type SendingEvent = Intent | WorldChanged | Helped | { readonly type: 'code.scanned'; readonly scan: Scan };
