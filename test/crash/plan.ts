import type { Errand } from './errands.ts';
import type { DeviceOutcome } from './outcomes.ts';
import type { Place, Point } from './points.ts';
import { play, type Played } from './scene.ts';

/** Where the power is to fail, made from where an errand passes when it does not. */

/** An errand under one behaviour of the devices, played to its end: what happened, and where the power could have failed. */
export interface Rehearsed {
  readonly errand: Errand;
  readonly outcome: DeviceOutcome;
  readonly points: readonly Point[];
  readonly findings: readonly string[];
}

export async function rehearse(errand: Errand, outcome: DeviceOutcome): Promise<Rehearsed> {
  const { places, findings } = await play({ errand, outcome, kills: [] });
  const from = errand.from === undefined ? 0 : places.findIndex(({ name }) => name === errand.from);
  return { errand, outcome, points: pointsOf(places.slice(from)), findings };
}

/** What devices and functions report of themselves is written at any time, and nothing depends on it: two of each are enough. */
const housekeeping = new Set(['ledger device.changed', 'ledger service.changed', 'ledger roll.counted', 'ledger help.called']);

export function pointsOf(places: readonly Place[]): readonly Point[] {
  return places
    .filter(({ name, nth }) => !housekeeping.has(name) || nth <= 2)
    .flatMap(({ name, nth, moments }) => moments.map((moment) => ({ name, nth, moment })));
}

/** What the terminal did by itself before the next customer came: where the power could fail a second time. */
export function recoveryOf({ places }: Played): readonly Place[] {
  const end = places.findIndex(({ name }) => name === 'ledger session.started');
  return (end === -1 ? places : places.slice(0, end)).filter(({ name }) => !housekeeping.has(name));
}

/** Lets so many in at a time, whoever asks: each scene mostly waits for devices, and a machine has few processors. */
export function turnstile(atOnce: number): <R>(work: () => Promise<R>) => Promise<R> {
  const waiting: (() => void)[] = [];
  let free = atOnce;
  return async (work) => {
    if (free === 0) await new Promise<void>((resolve) => waiting.push(resolve));
    else free -= 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) free += 1;
      else next();
    }
  };
}
