import { standardPreferences } from '../../flows/preferences.ts';

/** Steps of the volume, as the loudspeaker gets them: 3 dB each, which is heard as one step; the loudest is all there is (A11Y-22). */
const decibelsPerStep = 3;
const loudest = 10;

/**
 * How much of the amplifier's full voice a step is, 0 to 1. Where the site's amplifier is set so that step 5, with which every use
 * begins, is at most 65 dBA (A11Y-23), step 10 is 80: whoever hears little needs it.
 */
export function gainOf(volume: number): number {
  return 10 ** (((Math.min(Math.max(volume, 1), loudest) - loudest) * decibelsPerStep) / 20);
}

/** The same volume for whoever comes next. */
export const usualGain = gainOf(standardPreferences.volume);
