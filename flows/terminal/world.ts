import type { Health, LedgerTrouble, ScaleReading } from '../ports.ts';

/** What the terminal knows of its surroundings. The root keeps it and hands every change to the session and the checkout. */
export interface World {
  readonly reading: ScaleReading;
  readonly health: { readonly scale: Health; readonly card: Health; readonly labels: Health; readonly papers: Health; readonly scanner: Health };
  readonly ledger: LedgerTrouble | null;
  /** How many labels the roll still holds; null when nobody knows. */
  readonly labelsLeft: number | null;
  /** A tariff is in force today. */
  readonly tariff: boolean;
}

/** How the root tells the session, and the session its checkout. */
export type WorldChanged = { readonly type: 'world.changed'; readonly world: World };

export type WatchedDevice = keyof World['health'];

const notStarted: Health = { state: 'offline', cause: 'not started', warnings: [], since: 0 };

export const unknownWorld: World = {
  reading: { kind: 'absent', cause: 'not started' },
  health: { scale: notStarted, card: notStarted, labels: notStarted, papers: notStarted, scanner: notStarted },
  ledger: null,
  labelsLeft: null,
  tariff: false,
};

/** A device that can take a command now, or is just busy with one. */
export function isWell(health: Health): boolean {
  return health.state === 'online' || health.state === 'busy';
}
