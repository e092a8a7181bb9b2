import type { DrivenKind } from '../../devices/drivers.ts';
import type { Simulation } from '../simulation/world.ts';

/** What can go wrong with each device, how it is done to its twin or its cable, and how it is put right. */

export const faults = ['disconnect', 'power', 'silence', 'garbage', 'out', 'cover', 'jam', 'late', 'contradictory'] as const;
export type Fault = (typeof faults)[number];

/** The devices of the matrix: the card terminal in both protocols. */
export const subjects = ['scale', 'label-printer', 'receipt-printer', 'card by Caisse-AP', 'card by nexo', 'code-scanner'] as const;
export type Subject = (typeof subjects)[number];

export function kindOf(subject: Subject): DrivenKind {
  return subject === 'card by Caisse-AP' || subject === 'card by nexo' ? 'payment-terminal' : subject;
}

export interface Trouble {
  begin(world: Simulation): void;
  end(world: Simulation): void;
}

/** Answers come so late: after every driver has stopped waiting for them. */
const lateness = 12_000;

/** By a knob of the twin. */
function knob(kind: DrivenKind, wrong: object, mended: object): Trouble {
  return { begin: (world) => world.turn(kind, wrong), end: (world) => world.turn(kind, mended) };
}

/** On the cable: what the device says comes otherwise than it was said. */
function tampering(kind: DrivenKind, how: (world: Simulation, bytes: Uint8Array, deliver: (bytes: Uint8Array) => void) => void): Trouble {
  return {
    begin: (world) => void world.cables.tampering.set(kind, (bytes, deliver) => how(world, bytes, deliver)),
    end: (world) => void world.cables.tampering.delete(kind),
  };
}

/** Several at once. */
function all(...troubles: readonly Trouble[]): Trouble {
  return {
    begin: (world) => troubles.forEach((trouble) => trouble.begin(world)),
    end: (world) => troubles.forEach((trouble) => trouble.end(world)),
  };
}

function disconnected(kind: DrivenKind): Trouble {
  return { begin: (world) => world.plug(kind, false), end: (world) => world.plug(kind, true) };
}

/** Bytes of the same number, and nobody's words. */
const garbled = (kind: DrivenKind): Trouble => tampering(kind, (_world, bytes, deliver) => deliver(bytes.map((byte, index) => 0x80 | (byte ^ (index * 37)))));
const late = (kind: DrivenKind): Trouble => tampering(kind, (world, bytes, deliver) => void world.time.after(lateness, () => deliver(bytes), 'late'));
/** Each answer twice: the second one is the answer to nothing. */
const twice = (kind: DrivenKind): Trouble => tampering(kind, (_world, bytes, deliver) => [bytes, bytes].forEach(deliver));

/** Why there is no such fault, where there is none. */
const printsNothing = 'nothing is printed by it';
const noCover = 'it has no cover that it tells of';
const nothingMoves = 'nothing moves in it';

const ofCard: Readonly<Record<Fault, Trouble | string>> = {
  disconnect: disconnected('payment-terminal'),
  power: knob('payment-terminal', { powered: false }, { powered: true }),
  silence: knob('payment-terminal', { silent: true }, { silent: false }),
  garbage: knob('payment-terminal', { garbage: 'ÿ\u0000CZ' }, { garbage: '' }),
  out: printsNothing,
  cover: noCover,
  jam: nothingMoves,
  late: knob('payment-terminal', { lateAnswer: 'on-connect' }, { lateAnswer: 'never' }),
  contradictory: knob('payment-terminal', { contradictory: true }, { contradictory: false }),
};

export const troubles: Readonly<Record<Subject, Readonly<Record<Fault, Trouble | string>>>> = {
  scale: {
    disconnect: disconnected('scale'),
    power: all(disconnected('scale'), knob('scale', {}, { powerCycle: true })),
    silence: knob('scale', { silent: true }, { silent: false }),
    garbage: knob('scale', { garbage: true, halfLines: true }, { garbage: false, halfLines: false }),
    out: printsNothing,
    cover: noCover,
    jam: nothingMoves,
    late: late('scale'),
    // A tare that nobody asked for: what it shows is not what lies there.
    contradictory: knob('scale', { tareGrams: 5, net: true }, { tareGrams: 0, net: false }),
  },
  'label-printer': {
    disconnect: disconnected('label-printer'),
    power: knob('label-printer', { powered: false }, { powered: true }),
    silence: knob('label-printer', { silent: true }, { silent: false }),
    garbage: garbled('label-printer'),
    out: knob('label-printer', { media: 'out' }, { media: 'ok', labelsLeft: null }),
    cover: knob('label-printer', { headOpen: true }, { headOpen: false }),
    jam: knob('label-printer', { jam: true }, { jam: false }),
    late: all(late('label-printer'), knob('label-printer', { slowMs: lateness }, { slowMs: 900 })),
    contradictory: twice('label-printer'),
  },
  'receipt-printer': {
    disconnect: disconnected('receipt-printer'),
    // Hanging and coming back with an empty memory is what the twin does when its silence ends.
    power: all(disconnected('receipt-printer'), knob('receipt-printer', { silent: true }, { silent: false })),
    silence: knob('receipt-printer', { silent: true }, { silent: false }),
    garbage: garbled('receipt-printer'),
    out: knob('receipt-printer', { paper: 'out' }, { paper: 'ok', linesLeft: null }),
    cover: knob('receipt-printer', { cover: 'open' }, { cover: 'closed' }),
    jam: knob('receipt-printer', { cutterJam: true }, { cutterJam: false }),
    late: all(late('receipt-printer'), knob('receipt-printer', { slow: 1_000 }, { slow: 0 })),
    contradictory: twice('receipt-printer'),
  },
  'card by Caisse-AP': ofCard,
  'card by nexo': ofCard,
  'code-scanner': {
    disconnect: disconnected('code-scanner'),
    power: 'it remembers nothing: the same as pulling its cable',
    silence: knob('code-scanner', { silent: true }, { silent: false }),
    garbage: knob('code-scanner', { garbage: true }, { garbage: false }),
    out: printsNothing,
    cover: noCover,
    jam: nothingMoves,
    late: late('code-scanner'),
    contradictory: knob('code-scanner', { cut: true }, { cut: false }),
  },
};
