import type { Closure, EpochMs, Health, LedgerTrouble, Ports, ScaleReading } from '../ports.ts';
import { parisDay } from '../postage/paris.ts';

/** What the terminal knows of its surroundings. The root keeps it and hands every change to the session and the checkout. */
export interface World {
  readonly reading: ScaleReading;
  readonly health: { readonly scale: Health; readonly card: Health; readonly labels: Health; readonly papers: Health; readonly scanner: Health; readonly badge: Health };
  readonly ledger: LedgerTrouble | null;
  /** How many labels the roll still holds; null when nobody knows. */
  readonly labelsLeft: number | null;
  /** A tariff is in force today. */
  readonly tariff: boolean;
  /** The last day of the scale's verification has not passed. True also where nobody has said which day that is. */
  readonly scaleVerified: boolean;
  /** A worker has taken the terminal out of service, and the hour of its return has not come. */
  readonly closed: Closure | null;
}

/** How the root tells the session, and the session its checkout. */
export type WorldChanged = { readonly type: 'world.changed'; readonly world: World };

export type WatchedDevice = keyof World['health'];

const notStarted: Health = { state: 'offline', cause: 'not started', warnings: [], since: 0 };

export const unknownWorld: World = {
  reading: { kind: 'absent', cause: 'not started' },
  health: { scale: notStarted, card: notStarted, labels: notStarted, papers: notStarted, scanner: notStarted, badge: notStarted },
  ledger: null,
  labelsLeft: null,
  tariff: false,
  scaleVerified: true,
  closed: null,
};

/** A device that can take a command now, or is just busy with one. */
export function isWell(health: Health): boolean {
  return health.state === 'online' || health.state === 'busy';
}

/** The last day counts as a whole: the verification of a scale ends with it (`scale.verified`). */
export function isScaleVerified({ backroom }: Pick<Ports, 'backroom'>, now: EpochMs): boolean {
  const until = backroom.scaleVerifiedUntil();
  return until === null || parisDay(now) <= until;
}

/** What a session knows of it. Once the scale's verification has passed, no price rests on what it says (`devices.md` 1.6): not of a sale under way either. */
export function toldToSession(world: World): World {
  return world.scaleVerified ? world : { ...world, reading: { kind: 'absent', cause: 'verification has passed' } };
}

/** Null as soon as its hour has come: the terminal opens by itself. */
export function closedAt({ backroom }: Pick<Ports, 'backroom'>, now: EpochMs): Closure | null {
  const closed = backroom.closed();
  return closed === null || (closed.until !== null && closed.until <= now) ? null : closed;
}
