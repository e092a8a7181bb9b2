import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../devices/clock.ts';
import { openPreAdvice } from '../../electron/pre-advice/store.ts';
import { StandingDevices } from '../journeys/standing-devices.ts';
import { discrepancies, ofCustoms, readBooks, truthOf } from './accounts.ts';
import { errands, type Errand } from './errands.ts';
import { mended, type DeviceOutcome } from './outcomes.ts';
import type { Place, Point } from './points.ts';
import { visit } from './visit.ts';

/** One errand, with devices that behave so, in which the power fails at these points, one after the other. */
export interface Scene {
  readonly errand: Errand;
  readonly outcome: DeviceOutcome;
  /** The first is in the errand itself, each further one in the recovery from the one before. */
  readonly kills: readonly Point[];
}

export interface Played {
  /** How many of the kills were met: devices answer sooner or later, and not every place is passed each time. */
  readonly killed: number;
  /** Of the start that was not killed. */
  readonly places: readonly Place[];
  /** What does not fit; nothing, ever. */
  readonly findings: readonly string[];
}

/**
 * After the last power failure the terminal recovers in front of devices that behave as before; then everything is mended, and
 * the next customer sends a letter: the numbers go on from where they stood, and what is owed can be had.
 */
export async function play({ errand, outcome, kills }: Scene): Promise<Played> {
  const directory = mkdtempSync(join(tmpdir(), 'moulin-crash-'));
  const devices = await StandingDevices.start({ scanner: true });
  try {
    makeReady(devices, outcome.knobs);
    const [first = null, ...further] = kills;
    let killed = 0;
    let ended = await visit(devices, { directory, kill: first }, errand, outcome);
    for (const kill of [...further, null]) {
      if (ended.how === 'stopped') break;
      killed += 1;
      // Whoever was there has gone, and taken the letter along.
      devices.turn('scale', { grams: 0 });
      ended = await (kill === null ? visit(devices, { directory, kill }, errands.letter, mended) : visit(devices, { directory, kill }, null, null));
    }
    if (ended.how !== 'stopped') throw new Error('nobody was to kill this one');
    return { killed, places: ended.places, findings: audit(directory, devices, errand) };
  } finally {
    await devices.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Twins as quick as their protocols allow, but for what is asked of them: what a device takes its time for is not what is tested. */
export function makeReady(devices: StandingDevices, knobs: DeviceOutcome['knobs'] = {}): void {
  for (const kind of ['scale', 'payment-terminal', 'label-printer'] as const) devices.turn(kind, quickest[kind]);
  for (const [kind, turned] of Object.entries(knobs)) devices.turn(kind, turned);
}

const quickest = { scale: { settleMs: 0 }, 'payment-terminal': { delayMs: 0 }, 'label-printer': { slowMs: 0 } } as const;

function audit(directory: string, devices: StandingDevices, { customs }: Errand): readonly string[] {
  const { facts, findings } = readBooks(directory);
  return [...findings, ...discrepancies(facts, truthOf(devices)), ...(customs ? ofCustoms(facts, waitingIn(directory)) : [])];
}

function waitingIn(directory: string): ReadonlySet<string> {
  const store = openPreAdvice({ directory, clock: systemClock });
  if (!store.ok) throw new Error(store.error);
  const labels = new Set(store.value.list().map(({ record }) => record.label));
  store.value.close();
  return labels;
}
