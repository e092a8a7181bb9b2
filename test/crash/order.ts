import type { Intent } from '../../flows/intents.ts';
import type { View } from '../../flows/view.ts';
import type { Place, Point } from './points.ts';

/** What parent and victim say to each other. */

export interface Order {
  readonly directory: string;
  readonly configuration: object;
  /** Where it ends; null: nowhere. */
  readonly kill: Point | null;
  /** By how much the computer's clock is wrong, ms. */
  readonly clockOff?: number;
}

export type ToVictim = { readonly kind: 'intent'; readonly intent: Intent } | { readonly kind: 'armed' } | { readonly kind: 'stop' };

export type FromVictim =
  | { readonly kind: 'view'; readonly view: View }
  /** It is about to command a device, and waits until somebody watches that device. */
  | { readonly kind: 'arm' }
  | { readonly kind: 'passed'; readonly places: readonly Place[] };
