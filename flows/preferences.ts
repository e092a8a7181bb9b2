import type { Preferences } from './view/preferences.ts';

// Apart from their schema: the first screen needs what is here, and need not wait for the schema library.
export type { Preferences };

/** As the terminal is for everybody. */
export const standardPreferences: Preferences = {
  theme: 'light',
  textSize: 'standard',
  motion: 'full',
  reach: 'full',
  wording: 'standard',
  pace: 'standard',
  speech: 'off',
  rate: 3,
  volume: 5,
  screen: 'shown',
};

/** Only what was said changes. */
export function withWish(preferences: Preferences, wish: Partial<{ [K in keyof Preferences]: Preferences[K] | undefined }>): Preferences {
  const said = Object.entries(wish).filter(([, value]) => value !== undefined);
  return { ...preferences, ...(Object.fromEntries(said) as Partial<Preferences>) };
}

/** Whoever listens, reads easy words or asked for it is never hurried. */
export function isUnhurried({ pace, speech, wording }: Preferences): boolean {
  return pace === 'calm' || speech !== 'off' || wording === 'easy';
}

/** What the session and the checkout are told when the customer's pace becomes another. */
export interface PaceChanged {
  readonly type: 'pace.changed';
  readonly unhurried: boolean;
}

/** A limit, ms, for whoever is there: twice as long for whoever is not to be hurried (A11Y-57: 120 s and 60 s instead of 60 and 30). */
export function paced({ unhurried }: { readonly unhurried: boolean }, patience: number): number {
  return unhurried ? 2 * patience : patience;
}
