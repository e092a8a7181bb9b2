import type { ScaleKnobs } from './devices.ts';

/** What stands on the display of the drawn scale: the twin's own swing, computed from its knobs and the time since they changed. */
export interface Reading {
  readonly text: string;
  readonly state: 'stable' | 'unstable' | 'over' | 'under' | 'mute' | 'off';
}

const swingPeriodMs = 220;
const overMaxGrams = 9;

/** Where the pan is, g: a damped swing from what lay on it towards what lies on it now. */
export function load({ grams, settleMs, moving }: ScaleKnobs, from: number, since: number, now: number): number {
  if (since < settleMs) return grams + (from - grams) * Math.exp((-5 * since) / settleMs) * Math.cos((2 * Math.PI * since) / swingPeriodMs);
  return moving ? grams + 3 + 2 * Math.sin((2 * Math.PI * now) / swingPeriodMs) : grams;
}

export function read(knobs: ScaleKnobs, plugged: boolean, from: number, since: number, now: number): Reading {
  if (!plugged) return { text: '', state: 'off' };
  const { silent, overload, underload, maximumGrams, tareGrams, unit, decimals, moving, settleMs } = knobs;
  const gross = load(knobs, from, since, now);
  if (overload || gross > maximumGrams + overMaxGrams) return { text: '¯¯¯¯¯', state: 'over' };
  if (underload || gross < -maximumGrams / 5) return { text: '_____', state: 'under' };
  const shown = ((gross - tareGrams) / (unit === 'kg' ? 1_000 : 1)).toFixed(decimals);
  const text = `${Number(shown) === 0 ? shown.replace('-', '') : shown} ${unit}`;
  if (silent) return { text, state: 'mute' };
  return { text, state: moving || since < settleMs ? 'unstable' : 'stable' };
}
