import type { Device } from '../device.ts';
import type { Outcome } from '../outcome.ts';

/** Grams, whole: as the verified scale indicated them, never rounded here. */
export type ScaleReading =
  | { readonly kind: 'stable'; readonly grams: number }
  | { readonly kind: 'moving'; readonly grams: number | null }
  | { readonly kind: 'below-minimum'; readonly grams: number }
  | { readonly kind: 'overload' }
  | { readonly kind: 'underload' }
  | { readonly kind: 'absent'; readonly cause: string };

export interface ScaleCapabilities {
  /** Max of the type plate, g. */
  readonly maximumGrams: number;
  /** Min of the type plate, g: nothing below it may be priced. */
  readonly minimumGrams: number;
}

export interface Scale extends Device {
  readonly kind: 'scale';
  readonly capabilities: ScaleCapabilities;
  onReading(listener: (reading: ScaleReading) => void): () => void;
  /** Sets zero when the pan is empty and still. Never at any other time (`devices.md` 1.6 rule 6). */
  zero(): Promise<Outcome<void, 'moving' | 'out-of-range' | 'busy' | 'offline' | 'silent'>>;
}
