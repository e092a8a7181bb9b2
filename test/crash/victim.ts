import { openSqlite, type OpenStore } from '../../electron/ledger/store.ts';
import { configSchema } from '../../electron/config.ts';
import { startTerminal } from '../../electron/terminal.ts';
import { intentSchema } from '../../flows/intents.ts';
import { impatientClock } from './impatient-clock.ts';
import type { Order, ToVictim, FromVictim } from './order.ts';
import { isAt, passing, type Moment, type Passage, type Place } from './points.ts';

/**
 * A process made to be killed: the real composition, shown to and touched by its parent over the process's own channel. At the
 * point it is told, it ends itself with SIGKILL: nothing is flushed, nothing closed, nobody told.
 */

const { directory, configuration, kill, clockOff } = JSON.parse(process.argv[2] ?? '{}') as Order;
const tell = (message: FromVictim): void => void process.send?.(message);
const die = (): void => void process.kill(process.pid, 'SIGKILL');

const passed: Place[] = [];
const counts = new Map<string, number>();
let dieBeforeCommit = false;
let whenArmed: () => void = () => {};

function pass(name: string, moments: readonly Moment[]): Place {
  const nth = (counts.get(name) ?? 0) + 1;
  counts.set(name, nth);
  const place = { name, nth, moments };
  passed.push(place);
  return place;
}

const passage: Passage = {
  write(name, moments, work) {
    const place = pass(name, moments);
    if (isAt(kill, place, 'before')) die();
    dieBeforeCommit = isAt(kill, place, 'within');
    const result = work();
    dieBeforeCommit = false;
    if (isAt(kill, place, 'after')) die();
    return result;
  },
  async command(name, moments, work) {
    const place = pass(name, moments);
    if (isAt(kill, place, 'before')) die();
    if (isAt(kill, place, 'within')) await armed();
    const result = await work();
    if (isAt(kill, place, 'after')) die();
    return result;
  },
};

/** The parent stands beside the devices: it ends this process as soon as one of them has acted. */
function armed(): Promise<void> {
  return new Promise((resolve) => {
    whenArmed = resolve;
    tell({ kind: 'arm' });
  });
}

const openStore: OpenStore = (file, options) => {
  const store = openSqlite(file, options);
  return {
    ...store,
    transaction: (work) =>
      store.transaction(() => {
        const result = work();
        if (dieBeforeCommit) die();
        return result;
      }),
  };
};

const terminal = await startTerminal({
  config: configSchema.parse(configuration),
  dataDirectory: directory,
  machine: { clock: impatientClock(clockOff), openStore, through: (ports) => passing(ports, passage) },
});
if (!terminal.ok) throw new Error(terminal.error.join('\n'));
const { value } = terminal;

/** A device that held on was left behind, and would keep the process: the shell ends it as well. */
async function stop(): Promise<void> {
  await value.stop();
  process.send?.({ kind: 'passed', places: passed } satisfies FromVictim, () => process.exit(0));
}

process.on('message', (message: ToVictim) => {
  switch (message.kind) {
    case 'intent':
      return value.send(intentSchema.parse(message.intent));
    case 'armed':
      return whenArmed();
    case 'stop':
      return void stop();
  }
});
value.onView((view) => tell({ kind: 'view', view }));
tell({ kind: 'view', view: value.view() });
