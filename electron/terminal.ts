import { randomInt, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { createActor } from 'xstate';
import { systemClock, type Clock } from '../devices/clock.ts';
import type { DeviceKind } from '../devices/device.ts';
import type { Twin } from '../devices/twin.ts';
import { startVirtual, type RunningTwin } from '../devices/virtual.ts';
import { watchCustomer } from '../flows/assisted/calling.ts';
import { terminalMachine } from '../flows/terminal/terminal.ts';
import { trainingPorts } from '../flows/terminal/training.ts';
import { services } from '../flows/terminal/services.ts';
import { show } from '../flows/terminal/show.ts';
import type { Intent } from '../flows/intents.ts';
import type { Ports } from '../flows/ports.ts';
import { err, ok, type Result } from '../flows/result.ts';
import type { View } from '../flows/view.ts';
import { assetsDirectory } from './assets.ts';
import { factsOfBeginning, factsOfEnd } from './beginning.ts';
import { createBackroom } from './backroom/backroom.ts';
import { createLamp, type FittedLamp } from './backroom/lamp.ts';
import { createRestartBell, type AskRestart } from './backroom/restart.ts';
import type { Config } from './config.ts';
import { digestsOf } from './config/digests.ts';
import { numberingOf } from './config/numbering.ts';
import { healthOf, type HealthReport } from './health.ts';
import { freeBytesOf } from './ledger/disk.ts';
import { fiscalVersion } from './ledger/fiscal-version.ts';
import { openSqlite, type OpenStore } from './ledger/store.ts';
import { echoed } from './log/echo.ts';
import type { Log } from './log/entries.ts';
import { tellingLog } from './log/log.ts';
import { openMemory, type Memory } from './memory.ts';
import { plugIn, type Devices, type VirtualDevice } from './plugged.ts';
import { loadDestinations } from './ports/destinations.ts';
import { noLamp } from './ports/backroom.ts';
import { badgePort, noBadge, noCard, noLabels, noPapers, noScale, noScanner, scalePort, scannerPort } from './ports/devices.ts';
import { createPickUpPoints } from './ports/pick-up-points.ts';
import { createPlaces, type PreparedPlaces } from './ports/places.ts';
import type { Demonstrator } from './staff/demonstration.ts';
import { watchJack } from './speech/jack.ts';
import { createProgramVoice } from './speech/program.ts';
import { createSpeech, noJack, type Speech } from './speech/speech.ts';
import { openStaff } from './staff/open.ts';
import { loadTariffs } from './tariffs/tariffs.ts';
import { inWords, type TariffTrouble } from './tariffs/trouble.ts';
import { loadTheme, type OperatorTheme } from './theme/theme.ts';
import { keepUp, type Upkeep } from './upkeep.ts';
import { version } from './version.ts';
import { publish } from './views.ts';
import { within } from './within.ts';

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
  /** Invented workers, with their badges and PINs, while all devices are virtual; else none. */
  readonly demonstrators: () => readonly Demonstrator[];
  readonly display: Config['display'];
  readonly keys: Config['keys'];
  readonly theme: OperatorTheme;
  /** What makes sentences audible. */
  readonly speech: Speech;
  /** A worker asks for a new screen, or a new start: whoever shows the screen does it. */
  onRestart(listener: AskRestart): void;
  /** How it is, for whoever watches over it. */
  health(): HealthReport;
  /**
   * The screen says so at once; then the devices are let go, each with what it has in hand, and the journal is closed. A device
   * that holds on is left behind. Never rejects, and ends within `deviceStopPatience` and what the disk takes.
   */
  stop(): Promise<void>;
}

export interface TerminalOptions {
  readonly config: Config;
  /** Ledger, keys, customs data: everything that must survive a power failure. */
  readonly dataDirectory: string;
  readonly log?: Log;
  /** Deletes what of the log is too old; how many files. */
  readonly purgeLog?: () => number;
  /** The newest lines of the log, oldest first. */
  readonly newestLog?: () => readonly string[];
  /** What of the machine is not the usual: a simulation brings its own time and wires, a test its own hand on every port. */
  readonly machine?: Partial<Machine>;
}

/** What the composition takes from the computer it runs on. */
export interface Machine {
  readonly clock: Clock;
  /** Time that has passed, ms, from anywhere: no hand on the clock moves it. */
  readonly elapsed: () => number;
  readonly openStore: OpenStore;
  /** Joins a twin to its driver, each on its own end of a wire. */
  readonly startVirtual: (twin: Twin) => Promise<RunningTwin>;
  /** Fresh and unguessable. */
  readonly newSession: () => string;
  /** The list of all towns, read from the disk; a simulation of many starts reads it once. */
  readonly places: () => PreparedPlaces;
  /** The ports as the flows will have them: what stands between may count, stop or fail. */
  readonly through: (ports: Ports) => Ports;
  /** What makes sentences audible; a test brings one that needs no program. */
  readonly speech: (config: Config['speech'], clock: Clock) => Speech;
}

const thisMachine: Machine = { clock: systemClock, elapsed: () => performance.now(), openStore: openSqlite, startVirtual, newSession: randomUUID, places: createPlaces, through: (ports) => ports, speech: speechOf };

/** A machine with a time of its own has no other beside it, unless it says so. */
function machineOf(given: Partial<Machine> = {}): Machine {
  const { clock } = given;
  return { ...thisMachine, ...(clock === undefined ? {} : { elapsed: () => clock.now() }), ...given };
}

function speechOf({ jack, ...program }: Config['speech'], clock: Clock): Speech {
  return createSpeech({ voice: createProgramVoice(program), jack: jack === null ? noJack : watchJack({ file: jack, clock }) });
}

/** Errors are sentences with their remedy: what must be mended before the terminal can run at all. */
export async function startTerminal(options: TerminalOptions): Promise<Result<Terminal, readonly string[]>> {
  const { config, dataDirectory, log = tellingLog() } = options;
  const machine = machineOf(options.machine);
  const { clock, elapsed } = machine;
  const began = elapsed();
  const theme = loadTheme(config.theme, join(assetsDirectory(), 'themes'));
  if (!theme.ok) return theme;
  const data = readData(config, machine.places(), log);
  if (!data.ok) return data;
  const memory = openMemory({ config, directory: dataDirectory, clock, openStore: machine.openStore, log });
  // What a crash left open is brought to its end on the ports that sell: a lesson must not begin over it.
  if (config.training && memory.ledger.openSales().length > 0) {
    memory.close();
    return err(['a sale is still open in the journal: start once without --training (and without "training": true), so that it is brought to its end; then school mode can begin.']);
  }
  const plugged = await plugIn(config, machine);
  const staff = openStaff({ config, directory: dataDirectory, clock, elapsed, log });
  const bell = createRestartBell(clock);
  const speech = machine.speech({ ...config.speech, voices: { ...config.speech.voices, ...theme.value.voices } }, clock);
  const lamp = config.lamp.file === null ? null : createLamp({ file: config.lamp.file, clock, log });
  const selling: Ports = { ...portsOf({ ...options, log }, data.value, memory, plugged.devices, machine, { lamp, askRestart: bell.ask }), staff: staff.book, spoken: () => actor.getSnapshot().context.spoken, call: (why) => actor.send({ type: 'help.needed', why }) };
  const actor = createActor(terminalMachine, {
    id: 'terminal',
    clock: timersOf(clock),
    input: {
      ports: machine.through(config.training ? trainingPorts(selling, echoed(memory.training, log)) : selling),
      times: { warnAfter: config.idle.warnAfterSeconds * 1_000, grace: config.idle.graceSeconds * 1_000 },
      locale: 'fr' as const,
    },
    // Every change of any actor of the tree may change the view; it is computed once for all that change together.
    inspect: (event) => {
      if (event.type === '@xstate.snapshot') views.changed();
    },
  });
  const views = publish(() => show(actor.getSnapshot()));
  logScreens(views.listen, log);
  const watch = watchCustomer({ clock, call: selling.call });
  views.listen(watch.seen);
  const cancelReading = clock.after(placesReadAfter, () => void data.value.places.prepare());

  log({ event: 'terminal.starting', version, training: config.training, virtual: [...plugged.virtual.keys()] });
  const upkeep = keepUpOnceOpen(memory, { ...options, log }, machine, data.value.troubles);
  actor.start();
  plugged.start();

  let stopping: Promise<void> | null = null;
  const stop = async (): Promise<void> => {
    const asked = elapsed();
    log({ event: 'terminal.stopping' });
    cancelReading();
    bell.stop();
    speech.stop();
    watch.stop();
    actor.send({ type: 'stop.asked' });
    // What is in a device's hands is decided at the next start, from what it says then: not in its last moments.
    memory.shut();
    if (!(await within(clock, deviceStopPatience, plugged.stop()))) log({ event: 'stop.overdue', what: 'devices', milliseconds: deviceStopPatience });
    actor.stop();
    void lamp?.close();
    upkeep.stop();
    memory.journal()?.recordAll(factsOfEnd(config));
    staff.close();
    memory.close();
    log({ event: 'terminal.stopped', milliseconds: elapsed() - asked });
  };

  return ok({
    view: views.current,
    onView: views.listen,
    send(intent) {
      if (stopping === null) actor.send(intent);
    },
    virtual: plugged.virtual,
    demonstrators: staff.demonstrators,
    onRestart: bell.onAsked,
    display: config.display,
    keys: config.keys,
    theme: theme.value,
    speech,
    health() {
      const { world, ports } = actor.getSnapshot().context;
      return healthOf({
        version,
        fiscalVersion,
        terminal: config.office.terminal,
        training: config.training,
        screen: views.current().screen,
        services: services(world, ports),
        devices: Object.values(plugged.devices),
        trouble: ports.ledger.trouble(),
        journal: memory.journal(),
        labelsLeft: world.labelsLeft,
        freeBytes: freeBytesOf(dataDirectory),
        now: clock.now(),
        clockJumps: upkeep.clockJumps(),
        uptimeMilliseconds: elapsed() - began,
      });
    },
    stop: () => (stopping ??= stop()),
  });
}

/** The journal is told of the start, and kept up, as soon as it is open: that may be later, when it was refused at first. */
function keepUpOnceOpen(memory: Memory, { config, dataDirectory, log, purgeLog = () => 0 }: TerminalOptions & { readonly log: Log }, machine: Machine, troubles: readonly TariffTrouble[]): Upkeep {
  let upkeep: Upkeep | null = null;
  memory.onOpen((journal) => {
    const begin = (): boolean => journal.recordAll(factsOfBeginning({ version, config, digests: digestsOf(config), troubles }, journal.known())).ok;
    // A simulated disk is open once.
    const archives = machine.openStore === openSqlite ? dataDirectory : null;
    upkeep = keepUp(journal, { clock: machine.clock, elapsed: machine.elapsed, log, purgeLog, begin, archives });
  });
  return { clockJumps: () => upkeep?.clockJumps() ?? 0, stop: () => upkeep?.stop() };
}

/** A serial line or a socket closes in milliseconds; one that holds on must not hold the terminal, which has five seconds in all. */
export const deviceStopPatience = 2_000;

function logScreens(listen: (listener: (view: View) => void) => () => void, log: Log): void {
  let shown: View['screen'] | null = null;
  listen(({ screen }) => {
    if (screen !== shown) log({ event: 'screen.changed', screen });
    shown = screen;
  });
}

/** The list of all towns takes a third of a second to read, piece by piece: once the first screen is long up, and before anybody types, ms. */
const placesReadAfter = 4_000;

type Data = Pick<Ports, 'tariffs' | 'destinations' | 'pickUpPoints'> & { readonly places: PreparedPlaces; readonly troubles: readonly TariffTrouble[] };

/**
 * Prices, places and points. A doubtful price list is told and sells nothing on its days; the terminal runs without. A book of
 * destinations or a list of points with a fault was put there by somebody who is still standing in front of the machine: told
 * at once, and not taken.
 */
function readData(config: Config, places: PreparedPlaces, log: Log): Result<Data, readonly string[]> {
  const { tariffs, troubles } = loadTariffs(config.tariffs.directory ?? join(assetsDirectory(), 'tariffs'), config.tariffs.publicKey);
  for (const trouble of troubles) log({ event: 'tariff.refused', told: inWords(trouble) });
  const destinations = loadDestinations(config.destinations.file ?? join(assetsDirectory(), 'destinations', '2026.json'));
  const pickUpPoints = createPickUpPoints(config.pickUpPoints.file);
  if (!destinations.ok) return destinations;
  if (!pickUpPoints.ok) return err(pickUpPoints.error.map(({ message }) => message));
  return ok({ tariffs, troubles, destinations: destinations.value, pickUpPoints: pickUpPoints.value, places });
}

interface Fitted {
  readonly lamp: FittedLamp | null;
  readonly askRestart: AskRestart;
}

function portsOf(options: TerminalOptions & { readonly log: Log }, data: Data, memory: Memory, devices: Devices, { clock, newSession }: Machine, { lamp, askRestart }: Fitted): Omit<Ports, 'call' | 'spoken' | 'staff'> {
  const { config, dataDirectory, log, newestLog = () => [] } = options;
  const scanner = devices['code-scanner'];
  const { link } = config.tracking;
  return {
    clock,
    ledger: echoed(memory.ledger, log),
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
    badge: devices['badge-reader'] ? badgePort(devices['badge-reader']) : noBadge,
    backroom: createBackroom({ config, dataDirectory, clock, memory, devices, ...data, newestLog, askRestart }),
    lamp: lamp ?? noLamp,
    shuffledDigits,
  };
}

/** Fisher and Yates, with a chance that nobody can foresee. */
function shuffledDigits(): readonly number[] {
  const digits = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
  for (let at = digits.length - 1; at > 0; at -= 1) {
    const other = randomInt(at + 1);
    [digits[at], digits[other]] = [digits[other] ?? 0, digits[at] ?? 0];
  }
  return digits;
}

/** XState's timers on the terminal's own clock: one time for everything that decides. */
function timersOf(clock: Clock): { setTimeout(callback: () => void, ms: number): () => void; clearTimeout(cancel: () => void): void } {
  return { setTimeout: (callback, ms) => clock.after(ms, callback), clearTimeout: (cancel) => cancel() };
}
