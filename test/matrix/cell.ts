import type { View } from '../../flows/view.ts';
import { createSimulation, type Simulation } from '../simulation/world.ts';
import { Violation } from '../simulation/violation.ts';
import { troubles, type Fault, type Subject, type Trouble } from './faults.ts';
import { momentOf, type Moment } from './moments.ts';
import { config, type Story } from './stories.ts';
import { checkFirstScreen, Claims } from './truth.ts';

/** One cell: a customer on an errand, and in the middle of it one fault of one device. */
export interface Cell {
  readonly story: Story;
  readonly moment: Moment;
  readonly subject: Subject;
  readonly fault: Fault;
}

/** Mended while the customer still waits, or only long after. */
export const lastings = ['mended', 'lasting'] as const;
export type Lasting = (typeof lastings)[number];

/** A finger waits so long between two touches, ms. */
const pace = 300;
/** Somebody comes and mends it, ms. */
const mendedAfter = 20_000;
/** Who waits so long before the same screen gives up, ms; and who meets the same screen so often, too. */
const patience = 60_000;
const turns = 5;
/** And nobody is ever held so long, ms. */
const longestVisit = 1_800_000;
/** Every heartbeat has come round, ms. */
const noticed = 45_000;
/** Everything works again: so long until somebody can be served, ms. */
const restWithin = 900_000;

function worldFor(subject: Subject | null): Promise<Simulation> {
  const card = subject === 'card by nexo' ? { 'payment-terminal': { driver: 'nexo-retailer', at: 'virtual' } } : {};
  return createSimulation({ seed: 1, config: { ...config, devices: card } });
}

/** The moments of an errand on which nothing goes wrong, in their order. */
export async function momentsOf(story: Story): Promise<readonly Moment[]> {
  const world = await worldFor(null);
  try {
    const moments = new Set<Moment>();
    await prepare(world, story);
    await new Visit(world, story, (moment) => void moments.add(moment)).run();
    return [...moments];
  } finally {
    await world.close();
  }
}

/** Null when all is well, else what is not. */
export async function trial({ story, moment, subject, fault }: Cell, lasting: Lasting): Promise<string | null> {
  const trouble = troubles[subject][fault];
  if (typeof trouble === 'string') throw new Error(`${subject} has no ${fault}: ${trouble}`);
  const world = await worldFor(subject);
  try {
    await prepare(world, story);
    await suffer(world, story, moment, trouble, lasting, () => checkFirstScreen(world, subject, fault));
    await rest(world);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    await world.close();
  }
}

async function prepare(world: Simulation, story: Story): Promise<void> {
  await world.until(isWell);
  // Fast enough for nobody to wait, slow enough for something to happen meanwhile.
  world.turn('receipt-printer', { slow: 30 });
  await story.prepare?.(world);
}

async function suffer(world: Simulation, story: Story, moment: Moment, trouble: Trouble, lasting: Lasting, look: () => void): Promise<void> {
  let state: 'well' | 'broken' | 'mended' = 'well';
  const mend = (): void => {
    if (state === 'broken') trouble.end(world);
    state = 'mended';
  };
  const visit = new Visit(world, story, (now) => {
    if (state !== 'well' || now !== moment) return;
    state = 'broken';
    trouble.begin(world);
    if (lasting === 'mended') world.time.after(mendedAfter, mend, 'repair');
  });
  await visit.run();
  if (lasting === 'lasting') {
    await world.pass(noticed);
    look();
  }
  mend();
}

/** All is mended: nothing is left open, and an auditor finds nothing. */
async function rest(world: Simulation): Promise<void> {
  world.turn('scale', { grams: 0 });
  // What the errand itself had made go wrong.
  world.turn('label-printer', { media: 'ok', labelsLeft: null, jam: false });
  world.turn('payment-terminal', { answer: 'approve', dropBeforeAnswer: false });
  await world.until(isWell, restWithin);
  await world.pass(60_000);
  world.books.checkRest();
  world.audit();
}

/** Nobody is there, and everything can be had that is on sale. */
function isWell(view: View | null): boolean {
  return view?.screen === 'attract' && view.services.every(({ id, reason }) => id === 'articles' || reason === null);
}

/** One customer, from the first touch until the first screen is there again. */
class Visit {
  readonly #world: Simulation;
  readonly #story: Story;
  readonly #onMoment: (moment: Moment) => void;
  readonly #claims: Claims;
  readonly #met = new Map<Moment, number>();
  #moment: Moment | null = null;
  #since = 0;

  constructor(world: Simulation, story: Story, onMoment: (moment: Moment) => void) {
    this.#world = world;
    this.#story = story;
    this.#onMoment = onMoment;
    this.#claims = new Claims(world);
  }

  async run(): Promise<void> {
    const end = this.#world.time.now + longestVisit;
    for (let begun = false; ; ) {
      await this.#beat();
      const view = this.#world.view();
      if (view === null || view.screen === 'starting') continue;
      if (view.screen === 'out-of-service') return;
      if (view.screen === 'attract' && begun) return;
      if (this.#world.time.now > end) throw new Violation(`the customer is still held after ${longestVisit / 60_000} minutes, before the screen ${view.screen}`);
      if (this.#touch(view)) begun = true;
    }
  }

  /** Until the screen is another one, or the finger is ready again. */
  async #beat(): Promise<void> {
    const until = this.#world.time.now + pace;
    this.#world.time.after(pace, () => {}, 'pace');
    do {
      await this.#world.step();
      this.#claims.check(this.#world);
      const view = this.#world.view();
      const moment = view === null ? null : momentOf(view);
      if (moment === null || moment === this.#moment) continue;
      this.#moment = moment;
      this.#since = this.#world.time.now;
      this.#met.set(moment, (this.#met.get(moment) ?? 0) + 1);
      this.#onMoment(moment);
      return;
    } while (this.#world.time.now < until);
  }

  /** True when the errand has begun. */
  #touch(view: View): boolean {
    const waited = this.#world.time.now - this.#since;
    if (view.dialog?.kind === 'idle' && waited < patience) this.#world.send({ type: 'time.extended' });
    else if (waited > patience || (this.#met.get(momentOf(view)) ?? 0) > turns) this.#giveUp(view);
    else for (const intent of this.#story.hand(view, this.#world)) this.#world.send(intent);
    return true;
  }

  #giveUp(view: View): void {
    this.#world.turn('scale', { grams: 0 });
    this.#world.send(view.screen === 'deposit' || view.screen === 'farewell' ? { type: 'session.finished' } : view.screen === 'label-trouble' ? { type: 'label.refunded' } : { type: 'session.cancelled' });
  }
}
