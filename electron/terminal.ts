import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { createActor } from 'xstate';
import { systemClock, type Clock } from '../devices/clock.ts';
import type { DeviceKind } from '../devices/device.ts';
import type { Twin } from '../devices/twin.ts';
import { startVirtual, type RunningTwin } from '../devices/virtual.ts';
import { terminalMachine } from '../flows/terminal/terminal.ts';
import { trainingPorts } from '../flows/terminal/training.ts';
import { show } from '../flows/terminal/show.ts';
import type { Intent } from '../flows/intents.ts';
import type { Ports } from '../flows/ports.ts';
import { err, ok, type Result } from '../flows/result.ts';
import type { View } from '../flows/view.ts';
import { assetsDirectory } from './assets.ts';
import type { Config } from './config.ts';
import { numberingOf } from './config/numbering.ts';
import { openSqlite, type OpenStore } from './ledger/store.ts';
import { openMemory, type Memory } from './memory.ts';
import { plugIn, type Devices, type VirtualDevice } from './plugged.ts';
import { loadDestinations } from './ports/destinations.ts';
import { noCard, noLabels, noPapers, noScale, noScanner, scalePort, scannerPort } from './ports/devices.ts';
import { createPickUpPoints } from './ports/pick-up-points.ts';
import { createPlaces, type PreparedPlaces } from './ports/places.ts';
import { loadTariffs } from './tariffs/tariffs.ts';
import { inWords } from './tariffs/trouble.ts';
import { version } from './version.ts';

/**
 * The composition, and the file to read first: configuration → data → memory → devices → actors → link. It knows nothing of
 * Electron: `main.ts` and `serve.ts` carry the same terminal to a window or to a browser.
 */

export type { VirtualDevice } from './plugged.ts';

export interface Terminal {
  view(): View;
  onView(listener: (view: View) => void): () => void;
  /** An intent that passed the link's schema; one that the current state does not allow changes nothing. */
  send(intent: Intent): void;
  /** Empty when the devices are real. */
  readonly virtual: ReadonlyMap<DeviceKind, VirtualDevice>;
  readonly display: Config['display'];
  stop(): Promise<void>;
}

export interface TerminalOptions {
  readonly config: Config;
  /** Ledger, keys, customs data: everything that must survive a power failure. */
  readonly dataDirectory: string;
  readonly log?: (line: string) => void;
  /** What of the machine is not the usual: a simulation brings its own time and wires, a test its own hand on every port. */
  readonly machine?: Partial<Machine>;
}

/** What the composition takes from the computer it runs on. */
export interface Machine {
  readonly clock: Clock;
  readonly openStore: OpenStore;
  /** Joins a twin to its driver, each on its own end of a wire. */
  readonly startVirtual: (twin: Twin) => Promise<RunningTwin>;
  /** Fresh and unguessable. */
  readonly newSession: () => string;
  /** The ports as the flows will have them: what stands between may count, stop or fail. */
  readonly through: (ports: Ports) => Ports;
}

const thisMachine: Machine = { clock: systemClock, openStore: openSqlite, startVirtual, newSession: randomUUID, through: (ports) => ports };

/** Errors are sentences with their remedy: what must be mended before the terminal can run at all. */
export async function startTerminal(options: TerminalOptions): Promise<Result<Terminal, readonly string[]>> {
  const { config, dataDirectory, log = (line) => console.error(line) } = options;
  const machine: Machine = { ...thisMachine, ...options.machine };
  const { clock } = machine;
  const data = readData(config, log);
  if (!data.ok) return data;
  const memory = openMemory({ config, directory: dataDirectory, clock, openStore: machine.openStore, log });
  const plugged = await plugIn(config, machine);
  const selling: Ports = { ...portsOf(config, data.value, memory, plugged.devices, machine), call: () => actor.send({ type: 'help.called' }) };
  const actor = createActor(terminalMachine, {
    id: 'terminal',
    clock: timersOf(clock),
    input: {
      ports: machine.through(config.training ? trainingPorts(selling, memory.training) : selling),
      times: { warnAfter: config.idle.warnAfterSeconds * 1_000, grace: config.idle.graceSeconds * 1_000 },
      locale: 'fr' as const,
    },
    // Every change of any actor of the tree may change the view; it is computed once for all that change together.
    inspect: (event) => {
      if (event.type === '@xstate.snapshot') views.changed();
    },
  });
  const views = publish(() => show(actor.getSnapshot()));
  const cancelReading = clock.after(placesReadAfter, () => void data.value.places.prepare());

  memory.ledger.record({ type: 'terminal.started', version, configuration: config.office.terminal });
  actor.start();
  plugged.start();

  return ok({
    view: views.current,
    onView: views.listen,
    send: (intent) => actor.send(intent),
    virtual: plugged.virtual,
    display: config.display,
    async stop() {
      cancelReading();
      actor.send({ type: 'stop.asked' });
      // What shows the view hears of it before the devices go.
      await Promise.resolve();
      actor.stop();
      await plugged.stop();
      memory.ledger.record({ type: 'terminal.stopped' });
      memory.close();
    },
  });
}

/** The list of all towns takes a third of a second to read, piece by piece: once the first screen is long up, and before anybody types, ms. */
const placesReadAfter = 4_000;

type Data = Pick<Ports, 'tariffs' | 'destinations' | 'pickUpPoints'> & { readonly places: PreparedPlaces };

/**
 * Prices, places and points. A doubtful price list is told and sells nothing on its days; the terminal runs without. A book of
 * destinations or a list of points with a fault was put there by somebody who is still standing in front of the machine: told
 * at once, and not taken.
 */
function readData(config: Config, log: (line: string) => void): Result<Data, readonly string[]> {
  const { tariffs, troubles } = loadTariffs(config.tariffs.directory ?? join(assetsDirectory(), 'tariffs'), config.tariffs.publicKey);
  for (const trouble of troubles) log(inWords(trouble));
  const destinations = loadDestinations(config.destinations.file ?? join(assetsDirectory(), 'destinations', '2026.json'));
  const pickUpPoints = createPickUpPoints(config.pickUpPoints.file);
  if (!destinations.ok) return destinations;
  if (!pickUpPoints.ok) return err(pickUpPoints.error.map(({ message }) => message));
  return ok({ tariffs, destinations: destinations.value, pickUpPoints: pickUpPoints.value, places: createPlaces() });
}

function portsOf(config: Config, data: Data, memory: Memory, devices: Devices, { clock, newSession }: Machine): Omit<Ports, 'call'> {
  const scanner = devices['code-scanner'];
  const { link } = config.tracking;
  return {
    clock,
    ledger: memory.ledger,
    authority: memory.authority,
    preAdvice: memory.preAdvice,
    ...data,
    scale: devices.scale ? scalePort(devices.scale) : noScale,
    card: devices['payment-terminal'] ?? noCard,
    labels: devices['label-printer'] ?? noLabels,
    papers: devices['receipt-printer'] ?? noPapers,
    scanner: scanner ? scannerPort(scanner) : noScanner,
    articles: config.articles,
    drop: config.drop ?? (scanner ? 'box' : 'staff'),
    trackingLink: (number) => link?.replaceAll('{number}', encodeURIComponent(number)) ?? null,
    office: config.office,
    numbering: numberingOf(config.numbering),
    roll: config.labelRoll,
    retryFor: config.incidents.retryMinutes * 60_000,
    training: false,
    version,
    newSession,
  };
}

/** XState's timers on the terminal's own clock: one time for everything that decides. */
function timersOf(clock: Clock): { setTimeout(callback: () => void, ms: number): () => void; clearTimeout(cancel: () => void): void } {
  return { setTimeout: (callback, ms) => clock.after(ms, callback), clearTimeout: (cancel) => cancel() };
}

/** Tells listeners of the newest view, once for all changes of one turn, and only when something is different. */
function publish(compute: () => View): { current: () => View; listen: (listener: (view: View) => void) => () => void; changed: () => void } {
  const listeners = new Set<(view: View) => void>();
  let last: { view: View; text: string } | null = null;
  let scheduled = false;
  const refresh = (): View => {
    const view = compute();
    const text = JSON.stringify(view);
    if (last?.text !== text) {
      last = { view, text };
      for (const listener of listeners) listener(view);
    }
    return last.view;
  };
  return {
    current: () => last?.view ?? refresh(),
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    changed() {
      if (scheduled) return;
      scheduled = true;
      queueMicrotask(() => {
        scheduled = false;
        refresh();
      });
    },
  };
}
