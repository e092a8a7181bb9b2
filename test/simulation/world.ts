import { createHash, type Hash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { z } from 'zod';
import type { DrivenKind } from '../../devices/drivers.ts';
import { configSchema, type Config } from '../../electron/config.ts';
import { createPlaces } from '../../electron/ports/places.ts';
import { startTerminal, type Terminal } from '../../electron/terminal.ts';
import type { Fact } from '../../flows/facts.ts';
import { intentSchema, type Intent } from '../../flows/intents.ts';
import type { Screen, View } from '../../flows/view.ts';
import { audit, type Depth } from './audit.ts';
import { Books } from './books.ts';
import { Cables } from './cables.ts';
import { Chance } from './chance.ts';
import { Disk, type Losing } from './disk.ts';
import { emptyLedger } from './empty-ledger.ts';
import { writeKeys } from './keys.ts';
import { storeOn } from './sqlite.ts';
import { noOtherTime, settled, SimulatedTime } from './time.ts';
import { Violation } from './violation.ts';
import { witnessed } from './witness.ts';

/**
 * A whole terminal in memory: the same composition, drivers and twins as on a counter, on one simulated time, over wires and a
 * disk that are simulated too. Everything that happens follows from the seed, and every event is followed by an audit.
 */

export interface SimulationOptions {
  readonly seed: number;
  /** As in `terminal.json`. */
  readonly config?: z.input<typeof configSchema>;
  /** When it begins, milliseconds since 1970. */
  readonly start?: number;
  /** A disk that is never synced, to see that the audit notices. */
  readonly weakened?: boolean;
  /** Called with each event, for whoever looks for one. */
  readonly onEvent?: (event: { readonly number: number; readonly at: number; readonly what: string }) => void;
}

/** 2026-11-23, 10:42 in Paris: a price list is in force. */
export const usualStart = Date.UTC(2026, 10, 23, 9, 42);

/** From the word to the dark screen, ms (issue 4: within five seconds). */
const longestStop = 5_000;

export async function createSimulation(options: SimulationOptions): Promise<Simulation> {
  const simulation = new Simulation(options);
  await simulation.restart();
  return simulation;
}

/** One run of the program, from its start to its end however it ends. */
interface Life {
  alive: boolean;
  readonly terminal: Terminal;
}

export class Simulation {
  readonly chance: Chance;
  readonly time = new SimulatedTime();
  readonly disk: Disk;
  readonly cables: Cables;
  readonly books: Books;
  readonly #options: SimulationOptions;
  readonly #config: Config;
  readonly #start: number;
  readonly #directory = mkdtempSync(join(tmpdir(), 'moulin-simulation-'));
  readonly #trace: Hash = createHash('sha256');
  readonly #facts: Fact[] = [];
  #life: Life | null = null;
  /** What somebody has set the clock ahead, or back. */
  #ahead = 0;
  /** Called when another screen is shown: the weather likes some moments better. */
  onScreen: (screen: Screen) => void = () => {};
  /** How often it was switched on. */
  starts = 0;
  #event = 0;
  #view: View | null = null;
  #keepFacts = true;
  readonly #letGo: () => void;
  /** A fault that came to light inside the terminal's own code. */
  #thrown: unknown = null;

  constructor(options: SimulationOptions) {
    this.#options = options;
    this.chance = new Chance(options.seed);
    this.#letGo = noOtherTime((fault) => void (this.#thrown ??= fault));
    this.#config = configSchema.parse(options.config ?? {});
    this.#start = options.start ?? usualStart;
    this.disk = emptyLedger(this.#config.numbering, this.chance.split());
    const quietly = this.time.clock({ start: this.#start });
    this.cables = new Cables(quietly, this.chance.split(), (kind) => this.#config.devices[kind]?.driver);
    this.books = new Books(this.cables.twins, ({ seq }, fact) => {
      if (this.#keepFacts) this.#facts.push(fact);
      this.#note(`record ${seq} ${fact.type}`);
    });
    writeKeys(this.#directory);
    this.disk.onChange = (count) => this.#whenFailing('disk', count);
    this.cables.onWrite = (count) => this.#whenFailing('wire', count);
  }

  // --- what somebody outside does ---

  /** Turns knobs of a device. */
  turn(kind: DrivenKind, knobs: object): void {
    this.#note(`turn ${kind} ${JSON.stringify(knobs)}`);
    this.cables.twins[kind].turn(knobs);
  }

  plug(kind: DrivenKind, plugged: boolean): void {
    this.#note(`${plugged ? 'plug' : 'unplug'} ${kind}`);
    this.cables.plug(kind, plugged);
  }

  /** As the link would hand it on. */
  send(intent: Intent): void {
    this.#note(`intent ${intent.type}`);
    this.#life?.terminal.send(intentSchema.parse(intent));
  }

  /** Somebody sets the clock. */
  setClock(ahead: number): void {
    this.#note(`clock ${ahead}`);
    this.#ahead = ahead;
  }

  get ahead(): number {
    return this.#ahead;
  }

  // --- what it is like ---

  /** Null while it is switched off. */
  view(): View | null {
    return this.#life === null ? null : this.#life.terminal.view();
  }

  get running(): boolean {
    return this.#life !== null;
  }

  /** What the terminal's clock shows. */
  now(): number {
    return this.#start + this.time.now + this.#ahead;
  }

  facts(): readonly Fact[] {
    return this.#facts;
  }

  /** For a long run: the books remember what they need. */
  forgetFacts(): void {
    this.#keepFacts = false;
    this.#facts.length = 0;
  }

  /** How many events there have been, and a hash over all of them: two runs of one seed agree in both. */
  trace(): { readonly events: number; readonly hash: string } {
    return { events: this.#event, hash: this.#trace.copy().digest('hex') };
  }

  // --- how it goes on ---

  /** The next thing that anything waits for happens, and all that follows from it at once. Then everything is checked. */
  async step(): Promise<void> {
    const what = this.time.advance();
    if (what === null) throw new Violation('nobody waits for anything any more');
    this.#note(what);
    await settled();
    await this.#ended();
    if (this.#toStart) {
      this.#toStart = false;
      if (this.#life === null) await this.restart();
    }
    this.check();
  }

  /** @throws Violation when it has not come to that within so long. */
  async until(reached: (view: View | null) => boolean, within = 600_000): Promise<void> {
    for (const end = this.time.now + within; !reached(this.view()); ) {
      if (this.time.now > end) throw new Violation(`it did not come to that within ${within / 1_000} s; the screen is ${this.view()?.screen ?? 'dark'}`);
      await this.step();
    }
  }

  /** So much time goes by. */
  async pass(ms: number): Promise<void> {
    const end = this.time.now + ms;
    this.time.after(ms, () => {}, 'passed');
    while (this.time.now < end) await this.step();
  }

  /** Everything that is cheap enough to be looked at after each event. @throws Violation */
  check(): void {
    if (this.#thrown !== null) throw this.#thrown;
    this.books.check();
    const view = this.view();
    if (view === null || view === this.#view) return;
    const before = this.#view?.screen;
    this.#view = view;
    if (view.screen !== before) this.onScreen(view.screen);
    this.#trace.update(JSON.stringify(view));
    this.books.checkView(view);
  }

  /** The whole journal, as an auditor reads it who has nothing but the disk. @throws Violation */
  audit(depth: Depth = 'whole'): void {
    audit(this.disk.copy(), this.#directory, this.books, depth);
  }

  // --- how it ends and begins again ---

  /** The power goes here: the program does nothing more, and of what was written since the last sync some is lost. */
  fail(losing: Losing): void {
    this.#note(`failure ${losing}`);
    this.disk.fail(losing);
    this.cables.cutAll();
    if (this.#life !== null) this.#life.alive = false;
  }

  /** The same, at a coming change of the disk or write to a wire: in the middle of whatever the program does there. */
  failAt(where: 'disk' | 'wire', after: number, losing: Losing): void {
    const count = where === 'disk' ? this.disk.changes : this.cables.writes;
    this.#failing = { where, at: count + after, losing };
  }

  /** No failure is to come any more. */
  spare(): void {
    this.#failing = null;
  }

  #failing: { readonly where: 'disk' | 'wire'; readonly at: number; readonly losing: Losing } | null = null;

  #whenFailing(where: 'disk' | 'wire', count: number): void {
    const failing = this.#failing;
    if (failing?.where !== where || count < failing.at || this.#life?.alive !== true) return;
    this.#failing = null;
    this.fail(failing.losing);
  }

  /** Switches it off as a technician does. */
  async stop(): Promise<void> {
    const life = this.#life;
    if (life === null) return;
    this.#note('stop');
    const stopping = watched(life.terminal.stop());
    for (const end = this.time.now + longestStop; !stopping.over; ) {
      if (life.alive && this.time.now > end) throw new Violation(`it has not stopped within ${longestStop / 1_000} s`);
      this.#note(this.time.advance() ?? 'nothing');
      await settled();
    }
    life.alive = false;
    this.#life = null;
    this.cables.cutAll();
  }

  /** The program is gone: what is left of it lets go of its files, and has no effect on anything. */
  async #ended(): Promise<void> {
    const life = this.#life;
    if (life === null || life.alive) return;
    this.#life = null;
    this.#failing = null;
    await this.#buried(life.terminal);
  }

  async #buried(terminal: Terminal): Promise<void> {
    const stopping = watched(terminal.stop());
    for (let round = 0; !stopping.over; round += 1) {
      if (round > 100) throw new Violation('a program without power has not let go of its files');
      await settled();
    }
  }

  /** Somebody switches it on after this event, if it is off then. */
  switchOn(): void {
    this.#toStart = true;
  }

  #toStart = false;

  /** Switches it on. */
  async restart(): Promise<void> {
    if (this.#life !== null) throw new Error('it is running');
    this.#note('start');
    this.starts += 1;
    const power = { alive: true };
    const clock = this.time.clock({ start: this.#start, ahead: () => this.#ahead, alive: () => power.alive });
    const started = await startTerminal({
      config: this.#config,
      dataDirectory: this.#directory,
      log: (entry) => this.#note(`log ${JSON.stringify(entry).replaceAll(this.#directory, '')}`),
      machine: {
        clock,
        elapsed: () => this.time.now,
        openStore: witnessed(storeOn(this.disk, { weakened: this.#options.weakened ?? false }), this.books),
        startVirtual: this.cables.join,
        newSession: () => `S${this.chance.below(2 ** 32).toString(16)}${this.chance.below(2 ** 32).toString(16)}`,
        places: () => places,
      },
    });
    if (!started.ok) throw new Violation(`it does not start: ${started.error.join(' ')}`);
    this.#life = Object.assign(power, { terminal: started.value });
    await settled();
    this.check();
  }

  /** Nothing of it is left on the machine that simulates. */
  async close(): Promise<void> {
    if (this.#life !== null) {
      this.fail('nothing');
      await this.#ended();
    }
    this.#letGo();
    rmSync(this.#directory, { recursive: true, force: true });
  }

  #note(what: string): void {
    this.#event += 1;
    this.#trace.update(`${this.#event} ${this.time.now} ${what}\n`);
    this.#options.onEvent?.({ number: this.#event, at: this.time.now, what });
  }
}

/** Whether a promise has come to its end, whichever. */
function watched(promise: Promise<unknown>): { readonly over: boolean } {
  const state = { over: false };
  const end = (): void => void (state.over = true);
  promise.then(end, end);
  return state;
}

/** Read once for all worlds: it takes a third of a second, and never changes. */
const places = createPlaces();
await places.prepare();
