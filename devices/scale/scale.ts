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

/** What is engraved on the scale: no protocol of ours can be asked for all of it, so it is configuration. */
export interface TypePlate {
  /** Max, g. */
  readonly maximumGrams: number;
  /** Min, g: nothing below it may be priced. */
  readonly minimumGrams: number;
  /** e, g: a weight that is no multiple of it is an extended indication, which may not be priced (`devices.md` 1.6, Annex I §14). */
  readonly divisionGrams: number;
  /** It carries the M mark: only then may a price be made from it (Directive 2014/31/EU art. 1(2)(b), `devices.md` 1.6). */
  readonly verified: boolean;
}

export interface ScaleCapabilities extends TypePlate {
  /** Zero can be set over the wire. */
  readonly zeroes: boolean;
}

export interface Scale extends Device {
  readonly kind: 'scale';
  readonly capabilities: ScaleCapabilities;
  onReading(listener: (reading: ScaleReading) => void): () => void;
  /** Sets zero when the pan is empty and still. Never at any other time (`devices.md` 1.6 rule 6). */
  zero(): Promise<Outcome<void, 'moving' | 'out-of-range' | 'busy' | 'offline' | 'silent' | 'unsupported'>>;
}
