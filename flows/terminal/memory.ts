import type { z } from 'zod';
import type { BadgeSeen, FromAssisted } from '../assisted/assisted.ts';
import type { Pan } from '../customer/pan.ts';
import type { Opening, SessionTimes } from '../customer/session.ts';
import type { HelpWhy } from '../facts.ts';
import type { dialogSchema, Intent, Locale } from '../intents.ts';
import type { Health, Ports, ScaleReading, Scan } from '../ports.ts';
import type { Preferences } from '../preferences.ts';
import type { Service } from '../view.ts';
import type { WatchedDevice, World } from './world.ts';

/** What the root machine is told, and what it keeps. */

export type DialogName = z.infer<typeof dialogSchema>;

export type DeviceEvent =
  | { readonly type: 'scale.read'; readonly reading: ScaleReading }
  | { readonly type: 'health.changed'; readonly device: WatchedDevice; readonly health: Health }
  | { readonly type: 'scanner.read'; readonly scan: Scan }
  | BadgeSeen
  /** Time to look around: at the day's tariff, the ledger, the roll, and what a card terminal may answer late. */
  | { readonly type: 'looked' }
  /** The flows call a person by themselves. No intent: the link cannot send it. */
  | { readonly type: 'help.needed'; readonly why: Exclude<HelpWhy, 'customer'> }
  /** Whoever started the terminal stops it. No intent: the link cannot send it. */
  | { readonly type: 'stop.asked' };

export type TerminalEvent = Intent | DeviceEvent | FromAssisted;

export interface TerminalInput {
  readonly ports: Ports;
  readonly times: SessionTimes;
  readonly locale: Locale;
}

export interface TerminalContext extends TerminalInput {
  readonly world: World;
  readonly pan: Pan;
  readonly sessionId: string;
  readonly opening: Opening;
  /** The language of the office; `spoken` is the customer's. */
  readonly spoken: Locale;
  readonly preferences: Preferences;
  readonly dialog: DialogName | null;
  readonly helpSince: number | null;
  /** What for; null when nobody was. */
  readonly helpWhy: HelpWhy | null;
  /** A worker has signed in and is there. */
  readonly helping: boolean;
  /** What was last recorded of each function: available, or why not. Null before anything was. */
  readonly recorded: readonly Service[] | null;
}

