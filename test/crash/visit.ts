import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { View } from '../../flows/view.ts';
import type { StandingDevices } from '../journeys/standing-devices.ts';
import { answer, type Errand, type Hands } from './errands.ts';
import type { FromVictim, Order, ToVictim } from './order.ts';
import type { DeviceOutcome } from './outcomes.ts';
import { inWords, type Place } from './points.ts';

/** One customer's visit to a terminal that may die meanwhile. */

export type Ended =
  /** At the point it was told. */
  | { readonly how: 'killed' }
  /** The customer went home, and the terminal was stopped where it would serve the next, or says why not: these places were passed. */
  | { readonly how: 'stopped'; readonly places: readonly Place[]; readonly at: View };

const victim = join(import.meta.dirname, 'victim.ts');
/** As `npm start` does: half of what a start costs is reading the program, and hundreds are started here. */
const compiled = join(import.meta.dirname, '..', '..', 'out', 'compiled');

/** A visit that hangs is a finding: whoever waits longer than this has been forgotten. */
const longestVisitMs = 180_000;

/**
 * Starts a terminal as a process of its own and plays the errand on it. Without an errand nobody comes: the terminal starts,
 * recovers, and is stopped as soon as it would serve somebody.
 */
export async function visit(devices: StandingDevices, order: Omit<Order, 'configuration'>, errand: Errand | null, outcome: DeviceOutcome | null, environment: NodeJS.ProcessEnv = {}): Promise<Ended> {
  const words = [JSON.stringify({ ...order, configuration: configurationFor(devices) } satisfies Order)];
  const child = fork(victim, words, { execArgv: [], env: { ...process.env, NODE_COMPILE_CACHE: compiled, ...environment }, stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  const said: string[] = [];
  child.stderr?.on('data', (text: Buffer) => said.push(text.toString()));
  const customer = new Visitor(child, devices, errand, outcome);
  const tooLong = setTimeout(() => child.kill('SIGTERM'), longestVisitMs);
  try {
    // Its last words may still be on their way when it has ended: they come before the line is closed.
    const [[code, signal]] = (await Promise.all([once(child, 'exit'), once(child, 'disconnect')])) as [[number | null, NodeJS.Signals | null], unknown];
    if (signal === 'SIGKILL') return { how: 'killed' };
    if (code === 0 && customer.places !== null && customer.leftAt !== null) return { how: 'stopped', places: customer.places, at: customer.leftAt };
    const where = order.kill === null ? '' : `, to be killed ${inWords(order.kill)}`;
    throw new Error(`the terminal ended with ${signal ?? code}${where}, last at ${JSON.stringify(customer.lastSeen)}\n${said.join('')}`);
  } finally {
    clearTimeout(tooLong);
    customer.goes();
  }
}

/** Nobody here is idle, but a busy machine may be: the question whether more time is needed comes as late as it can. */
function configurationFor(devices: StandingDevices): object {
  return { ...devices.configuration, idle: { warnAfterSeconds: 600, graceSeconds: 300 } };
}

class Visitor {
  places: readonly Place[] | null = null;
  lastSeen: View | null = null;
  leftAt: View | null = null;
  readonly #child: ChildProcess;
  readonly #devices: StandingDevices;
  readonly #hands: Hands = {
    touch: (intent) => this.#tell({ kind: 'intent', intent }),
    turn: (kind, knobs) => this.#devices.turn(kind, knobs),
    leave: () => {
      this.#left = true;
      this.#tell({ kind: 'intent', intent: { type: 'session.finished' } });
    },
    printedCodes: () => this.#devices.papers.flatMap(({ codes }) => codes),
  };
  #left = false;
  #unwatch: () => void = () => {};

  constructor(child: ChildProcess, devices: StandingDevices, errand: Errand | null, outcome: DeviceOutcome | null) {
    this.#child = child;
    this.#devices = devices;
    this.#left = errand === null;
    const answers = errand?.customer() ?? {};
    child.on('message', (message: FromVictim) => {
      switch (message.kind) {
        case 'view':
          return this.#see(message.view, () => {
            answer(outcome?.happens ?? {}, message.view, this.#hands);
            answer(answers, message.view, this.#hands);
          });
        case 'arm':
          return this.#killWhenActed();
        case 'passed':
          this.places = message.places;
      }
    });
  }

  #see(view: View, react: () => void): void {
    this.lastSeen = view;
    if (!this.#left) react();
    // Out of service too is a screen that tells the truth: whoever is done leaves it.
    else if (this.leftAt === null && (view.screen === 'attract' || view.screen === 'out-of-service')) {
      this.leftAt = view;
      this.#tell({ kind: 'stop' });
    }
  }

  /** The device has acted, and its answer is on its way: now the power fails. */
  #killWhenActed(): void {
    const before = acts(this.#devices);
    this.#unwatch = this.#devices.onChange(() => {
      if (acts(this.#devices) !== before) this.#child.kill('SIGKILL');
    });
    this.#tell({ kind: 'armed' });
  }

  goes(): void {
    this.#unwatch();
  }

  #tell(message: ToVictim): void {
    // Whom it is told to may have died meanwhile.
    if (this.#child.connected) this.#child.send(message, () => {});
  }
}

/** What the devices have done for good, as a text to be compared. */
function acts(devices: StandingDevices): string {
  const fates = devices.cardTerminal.state().transactions.map(({ fate }) => fate).filter((fate) => fate !== 'waiting');
  return [fates.join(), devices.labels.length, devices.papers.length].join(' · ');
}
