import { join } from 'node:path';
import { createActor, SimulatedClock, type Actor } from 'xstate';
import { encodeLabel } from '../../devices/label-printer/encode.ts';
import { encodeReceipt } from '../../devices/receipt-printer/encode.ts';
import { assetsDirectory } from '../../electron/assets.ts';
import { configSchema } from '../../electron/config.ts';
import { numberingOf } from '../../electron/config/numbering.ts';
import { openSqlite } from '../../electron/ledger/store.ts';
import { openMemory, type Memory } from '../../electron/memory.ts';
import { loadDestinations } from '../../electron/ports/destinations.ts';
import { noBackroom, noLamp, noStaff } from '../../electron/ports/backroom.ts';
import { noBadge, noScanner } from '../../electron/ports/devices.ts';
import { createPickUpPoints } from '../../electron/ports/pick-up-points.ts';
import { createPlaces } from '../../electron/ports/places.ts';
import { loadTariffs } from '../../electron/tariffs/tariffs.ts';
import type { Intent } from '../../flows/intents.ts';
import type { Health, Ports, ScaleReading } from '../../flows/ports.ts';
import { show } from '../../flows/terminal/show.ts';
import { terminalMachine } from '../../flows/terminal/terminal.ts';
import { grams } from '../../flows/weight.ts';
import type { Screen, View } from '../../flows/view.ts';
import { office } from '../devices/subjects.ts';

/** Demonstration numbers: their ranges are longer than the bench. */
const config = configSchema.parse({});

/** 2026-11-23 at 10:42 in Paris. */
const start = Date.UTC(2026, 10, 23, 9, 42);
const online: Health = { state: 'online', cause: null, warnings: [], since: 0 };
const well = {
  health: () => online,
  onHealth(listener: (health: Health) => void) {
    listener(online);
    return () => {};
  },
};

/**
 * A terminal whose flows, ledger, tariff, places, authority and encoders are the real ones. Its devices are in memory and
 * answer at once, and its clock is moved by hand: what is left of a session is what the terminal itself does.
 */
export class Rig {
  readonly #clock = new SimulatedClock();
  readonly #memory: Memory;
  readonly #actor: Actor<typeof terminalMachine>;
  readonly #readers = new Set<(reading: ScaleReading) => void>();
  #reading: ScaleReading = { kind: 'stable', grams: grams(0) };
  #sessions = 0;
  /** Bytes sent to the printers. */
  printed = 0;
  /** The view was computed so often, as it is for the screen. */
  views = 0;

  constructor(directory: string) {
    const now = (): number => start + this.#clock.now();
    this.#memory = openMemory({ config, directory, clock: { now, after: () => () => {} }, openStore: openSqlite, log: (line) => console.error(line) });
    this.#actor = createActor(terminalMachine, {
      clock: this.#clock,
      input: { ports: this.#ports(now), times: { warnAfter: 60_000, grace: 30_000 }, locale: 'fr' },
    });
    this.#actor.subscribe(() => this.view());
    this.#actor.start();
  }

  #ports(now: () => number): Ports {
    const destinations = loadDestinations(join(assetsDirectory(), 'destinations', '2026.json'));
    const pickUpPoints = createPickUpPoints(null);
    if (!destinations.ok || !pickUpPoints.ok) throw new Error('no destinations');
    const { ledger, authority, preAdvice } = this.#memory;
    const taken = (bytes: Uint8Array) => {
      this.printed += bytes.length;
      return Promise.resolve({ kind: 'ok', value: undefined } as const);
    };
    const done = () => Promise.resolve({ kind: 'ok', value: undefined } as const);
    const approved = () => Promise.resolve({ kind: 'ok', value: { authorisation: '123456', cardLast4: '4242' } } as const);
    return {
      clock: { now },
      ledger,
      authority,
      preAdvice,
      scale: {
        ...well,
        onReading: (listener) => {
          this.#readers.add(listener);
          listener(this.#reading);
          return () => this.#readers.delete(listener);
        },
      },
      card: { ...well, pay: approved, resolve: approved, cancel: done, refund: done },
      labels: { ...well, print: (label) => taken(encodeLabel(label)) },
      papers: { ...well, columns: 48, print: (paper) => taken(encodeReceipt(paper, { columns: 48 }).bytes) },
      scanner: noScanner,
      places: createPlaces(),
      pickUpPoints: pickUpPoints.value,
      destinations: destinations.value,
      articles: [],
      tariffs: loadTariffs(join(assetsDirectory(), 'tariffs'), null).tariffs,
      drop: 'staff',
      roll: { capacity: 500, nearEnd: null },
      retryFor: 0,
      training: false,
      trackingLink: () => null,
      office,
      numbering: numberingOf(config.numbering),
      version: '0.0.0',
      newSession: () => `session-${(this.#sessions += 1)}`,
      spoken: () => 'fr',
      call: () => {},
      badge: noBadge,
      staff: noStaff,
      backroom: noBackroom,
      lamp: noLamp,
      shuffledDigits: () => [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
    };
  }

  view(): View {
    this.views += 1;
    return show(this.#actor.getSnapshot());
  }

  place(weight: number): void {
    for (const kind of ['moving', 'stable'] as const) {
      this.#reading = { kind, grams: grams(weight) };
      for (const reader of this.#readers) reader(this.#reading);
    }
  }

  send(...intents: Intent[]): void {
    for (const intent of intents) this.#actor.send(intent);
  }

  /** Until that screen: what is decided takes effect, then time passes to the next thing that is due. */
  async reaches(screen: Screen): Promise<void> {
    for (let turn = 0; turn < 200; turn += 1) {
      if (this.view().screen === screen) return;
      for (let promise = 0; promise < 20; promise += 1) await Promise.resolve();
      if (this.view().screen === screen) return;
      this.#clock.increment(250);
    }
    throw new Error(`the terminal stays at ${this.view().screen} and does not come to ${screen}`);
  }

  close(): void {
    this.#actor.stop();
    this.#memory.close();
  }
}
