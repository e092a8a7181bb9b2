import type { Model, Place } from './model.ts';
import type { Stand } from './stand.ts';

/** What somebody or something does to a terminal, and what the model expects of it. */
export interface Act {
  readonly told: string;
  /** Whether it can happen now. */
  readonly fits: (model: Model) => boolean;
  /** Whether it is worth doing now; always where nothing is said. */
  readonly sensible?: (model: Model) => boolean;
  readonly happens: (stand: Stand) => void | Promise<void>;
  readonly makes: (model: Model) => readonly Model[];
  /** What it makes where it does not fit any more, for the terminal has moved on; nothing where nothing is said. */
  readonly otherwise?: (model: Model) => readonly Model[];
}

export function at(...places: readonly Place[]): (model: Model) => boolean {
  return ({ place }) => places.includes(place);
}

/** How the card terminal takes money that is to go back. */
export const returnKnobs = { 'given back': {}, refused: { busy: true }, lost: { resetAfterApproval: true } } as const;
