import { drivenKinds, type DrivenKind } from '../../devices/drivers.ts';
import type { Screen } from '../../flows/view.ts';
import type { Chance } from './chance.ts';
import type { DiskFaults, Losing } from './disk.ts';
import type { Simulation } from './world.ts';

/** Everything that goes wrong around a terminal, and is mended after a while. */

/** What a device can do wrong, and how it is put right; the twin's own schema checks each. */
type Fault = readonly [kind: DrivenKind, wrong: object, mended: object];

const faults: readonly Fault[] = [
  ['scale', { silent: true }, { silent: false }],
  ['scale', { busy: true }, { busy: false }],
  ['scale', { halfLines: true }, { halfLines: false }],
  ['scale', { garbage: true }, { garbage: false }],
  ['scale', { moving: true }, { moving: false }],
  ['scale', { overload: true }, { overload: false }],
  ['scale', { tareGrams: 100, net: true }, { tareGrams: 0, net: false }],
  ['scale', { powerCycle: true }, {}],
  ['label-printer', { media: 'out' }, { media: 'ok' }],
  ['label-printer', { media: 'near-end' }, { media: 'ok' }],
  ['label-printer', { labelsLeft: 1.5 }, { media: 'ok', labelsLeft: null }],
  ['label-printer', { labelsLeft: 0 }, { media: 'ok', labelsLeft: null }],
  ['label-printer', { headOpen: true }, { headOpen: false }],
  ['label-printer', { headOpen: true, silentWhenFaulty: false }, { headOpen: false, silentWhenFaulty: true }],
  ['label-printer', { jam: true }, { jam: false }],
  ['label-printer', { silent: true }, { silent: false }],
  ['label-printer', { dropConnection: true }, { dropConnection: false }],
  ['label-printer', { paused: true }, { paused: false }],
  ['label-printer', { slowMs: 12_000 }, { slowMs: 900 }],
  ['receipt-printer', { paper: 'out' }, { paper: 'ok' }],
  ['receipt-printer', { linesLeft: 7 }, { linesLeft: null, paper: 'ok' }],
  ['receipt-printer', { cover: 'open' }, { cover: 'closed' }],
  ['receipt-printer', { cutterJam: true }, { cutterJam: false }],
  ['receipt-printer', { silent: true }, { silent: false }],
  ['receipt-printer', { slow: 400 }, { slow: 0 }],
  ['receipt-printer', { dropConnection: true }, { dropConnection: false }],
  ['receipt-printer', { offline: true }, { offline: false }],
  ['receipt-printer', { unplugged: true }, { unplugged: false }],
  ['code-scanner', { silent: true }, { silent: false }],
  ['code-scanner', { garbage: true }, { garbage: false }],
  ['code-scanner', { cut: true }, { cut: false }],
  ['payment-terminal', { answer: 'decline' }, { answer: 'approve' }],
  ['payment-terminal', { answer: 'decline' }, { answer: 'approve' }],
  ['payment-terminal', { answer: 'cancel' }, { answer: 'approve' }],
  ['payment-terminal', { answer: 'timeout' }, { answer: 'approve' }],
  ['payment-terminal', { delayMs: 45_000 }, { delayMs: 1_500 }],
  ['payment-terminal', { silent: true }, { silent: false }],
  ['payment-terminal', { busy: true }, { busy: false }],
  ['payment-terminal', { dropBeforeAnswer: true }, { dropBeforeAnswer: false }],
  ['payment-terminal', { resetAfterApproval: true }, { resetAfterApproval: false }],
  ['payment-terminal', { resetAfterApproval: true, supportsStatus: false }, { resetAfterApproval: false, supportsStatus: true }],
  ['payment-terminal', { splitAnswer: [7, 40], splitGapMs: 300 }, { splitAnswer: [], splitGapMs: 0 }],
  ['payment-terminal', { cutAnswerAt: 30 }, { cutAnswerAt: null }],
  ['payment-terminal', { lateAnswer: 'on-connect' }, { lateAnswer: 'never' }],
  ['payment-terminal', { lateAnswer: 'before-next' }, { lateAnswer: 'never' }],
  ['payment-terminal', { garbage: 'ÿ\u0000CZ' }, { garbage: '' }],
  ['payment-terminal', { wrongEcho: 'amount' }, { wrongEcho: 'none' }],
  ['payment-terminal', { wrongEcho: 'reference' }, { wrongEcho: 'none' }],
  ['payment-terminal', { contradictory: true }, { contradictory: false }],
  ['payment-terminal', { sendsAf: false }, { sendsAf: true }],
];

const diskFaults: readonly (keyof DiskFaults)[] = ['full', 'readOnly', 'writes', 'syncs', 'reads'];
const hour = 3_600_000;

/** Where money and value move, and which devices move them: there trouble comes by itself. */
const moments: Partial<Record<Screen, readonly DrivenKind[]>> = {
  pay: ['payment-terminal'],
  issuing: ['label-printer', 'label-printer', 'receipt-printer'],
  'label-trouble': ['payment-terminal', 'label-printer'],
  refunding: ['payment-terminal', 'receipt-printer'],
  deposit: ['receipt-printer', 'code-scanner'],
};

/** How long something stays wrong, ms. */
const lasting = { least: 300, most: 30_000 };

/** One kind of trouble can be left out, to see what the others find. */
export interface Climate {
  /** Between two troubles, ms on average. */
  readonly every: number;
  readonly power: boolean;
  readonly disk: boolean;
  readonly clock: boolean;
}

export const stormy: Climate = { every: 9_000, power: true, disk: true, clock: true };
export const calm: Climate = { every: 60_000, power: false, disk: false, clock: false };

export class Weather {
  readonly #world: Simulation;
  readonly #chance: Chance;
  readonly #climate: Climate;
  #over = false;

  constructor(world: Simulation, chance: Chance, climate: Climate) {
    this.#world = world;
    this.#chance = chance;
    this.#climate = climate;
    world.onScreen = (screen) => this.#moment(screen);
    this.#next();
  }

  #moment(screen: Screen): void {
    const kinds = moments[screen];
    if (kinds === undefined || this.#over || this.#chance.oneIn(2)) return;
    const kind = this.#chance.pick(kinds);
    const strike = this.#chance.oneIn(4) && this.#climate.power ? () => this.#fail() : () => this.#break(kind);
    this.#world.time.after(this.#chance.below(2_000), () => (this.#over ? undefined : strike()), 'weather');
  }

  /** Everything is mended at once, and nothing more goes wrong. */
  end(): void {
    this.#over = true;
    this.#world.spare();
    this.#world.setClock(0);
    this.#world.disk.mend();
    for (const kind of drivenKinds) this.#world.plug(kind, true);
    for (const [kind, , mended] of faults) this.#world.turn(kind, mended);
  }

  #next(): void {
    this.#world.time.after(this.#chance.between(1, 2 * this.#climate.every), () => this.#strike(), 'weather');
  }

  #strike(): void {
    if (this.#over) return;
    this.#next();
    this.#chance.weighed([
      [12, () => this.#break()],
      [3, () => this.#unplug()],
      [1, () => this.#cut()],
      [this.#climate.power ? 3 : 0, () => this.#fail()],
      [this.#climate.disk ? 1 : 0, () => this.#spoil()],
      [this.#climate.clock ? 1 : 0, () => this.#mistime()],
    ] as const)();
  }

  #break(only?: DrivenKind): void {
    const [kind, wrong, mended] = this.#chance.pick(only === undefined ? faults : faults.filter(([kind]) => kind === only));
    this.#world.turn(kind, wrong);
    this.#mend(() => this.#world.turn(kind, mended));
  }

  #unplug(): void {
    const kind = this.#chance.pick(drivenKinds);
    this.#world.plug(kind, false);
    this.#mend(() => this.#world.plug(kind, true));
  }

  /** All but the card terminal's, whose twin takes each segment for a whole request, as the public simulator does (`devices.md` 4.2). */
  #cut(): void {
    const kind = this.#chance.pick(drivenKinds.filter((kind) => kind !== 'payment-terminal'));
    this.#world.cables.cutting.add(kind);
    this.#mend(() => void this.#world.cables.cutting.delete(kind));
  }

  /** Now, or in the middle of what the program does next; the process alone, or the whole machine. */
  #fail(): void {
    const losing: Losing = this.#chance.oneIn(3) ? 'nothing' : this.#chance.pick(['everything', 'some', 'the end'] as const);
    const where = this.#chance.pick(['now', 'disk', 'wire'] as const);
    if (where === 'now') this.#world.fail(losing);
    else this.#world.failAt(where, this.#chance.between(1, 25), losing);
    if (losing !== 'nothing') this.#world.turn('scale', { powerCycle: true });
    this.#switchOn();
  }

  /** Somebody switches it on again, sooner or later. */
  #switchOn(): void {
    this.#world.time.after(this.#chance.between(200, 20_000), () => this.#world.switchOn(), 'switch');
  }

  #spoil(): void {
    const fault = this.#chance.pick(diskFaults);
    this.#world.disk.faults[fault] = true;
    this.#mend(() => void (this.#world.disk.faults[fault] = false));
  }

  #mistime(): void {
    const by = this.#chance.pick([-49 * hour, -26 * hour, -hour, -90_000, 90_000, hour, 26 * hour, 800 * hour]);
    this.#world.setClock(this.#world.ahead + by);
    this.#mend(() => this.#world.setClock(0));
  }

  #mend(repair: () => void): void {
    this.#world.time.after(this.#chance.between(lasting.least, lasting.most), repair, 'repair');
  }
}
