import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createActor, SimulatedClock, type Actor } from 'xstate';
import { encodeLabel } from '../../devices/label-printer/encode.ts';
import { encodeReceipt } from '../../devices/receipt-printer/encode.ts';
import { assetsDirectory } from '../../electron/assets.ts';
import { configSchema } from '../../electron/config.ts';
import { numberingOf } from '../../electron/config/numbering.ts';
import { ledgerFiles } from '../../electron/ledger/ledger.ts';
import { openMemory, type Memory } from '../../electron/memory.ts';
import { loadDestinations } from '../../electron/ports/destinations.ts';
import { noScanner } from '../../electron/ports/devices.ts';
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
import { alone, compared, count, percentile, type Bench } from './figure.ts';
import { workDirectory } from './place.ts';

const sessions = 1_000;
/** Before the first counted session: the code is compiled, the log's file has its size. */
const warmUp = 100;
const hundred = 100;

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
class Rig {
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
    this.#memory = openMemory({ config, directory, clock: { now, after: () => () => {} }, log: (line) => console.error(line) });
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
      trackingLink: () => null,
      office,
      numbering: numberingOf(config.numbering),
      version: '0.0.0',
      newSession: () => `session-${(this.#sessions += 1)}`,
      call: () => {},
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

/** Pages in use, those still in the log included. */
function databaseBytes(directory: string): number {
  const database = new DatabaseSync(join(directory, ledgerFiles.database), { readOnly: true });
  const pages = database.prepare('SELECT page_count * page_size AS bytes FROM pragma_page_count, pragma_page_size').get();
  database.close();
  return Number(pages?.['bytes']);
}

const sender = { postcode: '91130', street: '3 place du Moulin à Vent', name: 'Dominique Petit' };
const addressee = { postcode: '69007', street: '12 rue de la République', name: 'Camille Martin' };

function writeAddress(rig: Rig, { postcode, street, name }: typeof sender): void {
  rig.send(
    { type: 'address.postcode.entered', postcode },
    { type: 'address.street.entered', street, building: '', apartment: '', place: '' },
    { type: 'address.name.entered', name, company: '', phone: '' },
    { type: 'address.confirmed' },
  );
}

/** The demonstration's first story: a parcel to Lyon and a tracked letter, one payment, proof and receipt. */
async function session(rig: Rig): Promise<void> {
  rig.place(1_240);
  await rig.reaches('destination');
  rig.send({ type: 'destination.chosen', destination: 'france' }, { type: 'format.chosen', format: 'parcel' }, { type: 'offer.confirmed' });
  await rig.reaches('address');
  writeAddress(rig, addressee);
  writeAddress(rig, sender);
  await rig.reaches('basket');
  rig.place(0);
  rig.send({ type: 'basket.item.added' });
  await rig.reaches('weigh');
  rig.place(84);
  await rig.reaches('destination');
  rig.send({ type: 'destination.chosen', destination: 'france' }, { type: 'format.chosen', format: 'letter' });
  rig.send({ type: 'offer.selected', product: 'lettre_verte_suivie' }, { type: 'offer.confirmed' });
  await rig.reaches('basket');
  rig.send({ type: 'basket.paid' });
  await rig.reaches('deposit');
  rig.place(0);
  rig.send({ type: 'papers.chosen', proof: true, receipt: true });
  await rig.reaches('farewell');
  rig.send({ type: 'session.finished' });
  await rig.reaches('attract');
}

/** Bytes in use after everything that nobody holds any more is thrown away. */
function heap(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  collect();
  return process.memoryUsage().heapUsed;
}

async function measure(directory: string): Promise<{ times: number[]; heapGrowth: number; bytes: number }> {
  const rig = new Rig(directory);
  const times: number[] = [];
  for (let at = 0; at < warmUp; at += 1) await session(rig);
  const before = { heap: heap(), bytes: databaseBytes(directory) };
  for (let at = 0; at < sessions; at += 1) {
    const begun = performance.now();
    await session(rig);
    times.push(performance.now() - begun);
  }
  const [heapGrowth, bytes] = [(heap() - before.heap) / sessions, (databaseBytes(directory) - before.bytes) / sessions];
  rig.close();
  return { times, heapGrowth, bytes };
}

export const sessionsBench: Bench = {
  name: 'sessions',
  method: `${count(sessions)} sessions on end in one process (a parcel and a letter each: two labels, proof, receipt), after ${warmUp} uncounted: the real flows, ledger, tariff, authority and encoders; devices in memory that answer at once, and a clock moved by hand`,
  async run() {
    mkdirSync(workDirectory, { recursive: true });
    const directory = mkdtempSync(join(workDirectory, 'sessions-'));
    try {
      const { times, heapGrowth, bytes } = await measure(directory);
      const [first, last] = [times.slice(0, hundred), times.slice(-hundred)];
      return [
        compared('a whole session, p95 of the last hundred of 1,000', percentile(last, 95), 'of the first hundred', percentile(first, 95), 1.1),
        alone('heap kept per session', `${count(heapGrowth)} bytes`),
        alone('database per session', `${count(bytes)} bytes`),
      ];
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  },
};
