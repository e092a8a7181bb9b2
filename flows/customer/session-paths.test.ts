import { describe, expect, it } from 'vitest';
import type { EventObject, SnapshotFrom } from 'xstate';
import { getShortestPaths } from 'xstate/graph';
import { restingStates, statesOf } from '../chart.fixture.ts';
import { emptyDraft } from '../addresses/address.ts';
import { cents } from '../money.ts';
import type { ScaleReading } from '../ports.ts';
import type { World as Surroundings } from '../terminal/world.ts';
import type { AddressDraft } from '../view.ts';
import { grams } from '../weight.ts';
import { createWorld, online, type World } from '../world.fixture.ts';
import { addressEntryMachine } from './address-entry.ts';
import { observe, unknownPan } from './pan.ts';
import { sessionMachine } from './session.ts';

/**
 * The shortest way to every state of a customer's session, found in the graph of the chart, and then gone by hand in the
 * running terminal: what the graph made up (an address typed, a checkout ended, time gone by) really happens.
 */

type Snapshot = SnapshotFrom<typeof sessionMachine>;
interface Step extends EventObject {
  /** How it comes about in the running terminal; without it the event is an intent and is sent as it is. */
  readonly happens?: (world: World) => Promise<void>;
}

const empty: ScaleReading = { kind: 'stable', grams: grams(0) };
const item = (weight: number): ScaleReading => ({ kind: 'stable', grams: grams(weight) });
const surroundings = (reading: ScaleReading): Surroundings => ({ reading, health: { scale: online, card: online, labels: online, papers: online }, ledger: null, tariff: true });

const camille: AddressDraft = { ...emptyDraft, postcode: '69007', town: 'LYON', street: '12 rue X', name: 'Camille' };
const times = { warnAfter: 60_000, grace: 30_000 };

const onPan = (reading: ScaleReading): Step =>
  ({ type: 'world.changed', world: surroundings(reading), happens: (world: World) => Promise.resolve(world.read(reading)) }) as Step;
const timeGone = (type: string, milliseconds: number): Step => ({ type, happens: (world) => world.pass(milliseconds) });
const addressTyped: Step = { type: 'xstate.done.actor.address', output: { kind: 'confirmed', draft: camille }, happens: (world: World) => world.typeAddress('69007', '12 rue X', 'Camille') } as Step;
const addressLeft: Step = { type: 'xstate.done.actor.address', output: { kind: 'left', draft: emptyDraft }, happens: (world: World) => world.send({ type: 'back' }) } as Step;
const checkoutGivenUp: Step = {
  type: 'xstate.done.actor.checkout',
  output: { kind: 'back-to-basket' },
  happens: (world: World) => world.send({ type: 'basket.reopened' }),
} as Step;
const checkoutFinished: Step = {
  type: 'xstate.done.actor.checkout',
  output: { kind: 'finished', paid: cents(152), printed: 1, returned: cents(0), incident: null, papers: { proof: 'none', receipt: 'none' } },
  happens: (world: World) => world.send({ type: 'payment.retried' }, { type: 'papers.chosen', proof: false, receipt: false }),
} as Step;

const intents = [
  { type: 'back' },
  { type: 'session.cancelled' },
  { type: 'touched' },
  { type: 'destination.chosen', destination: 'france' },
  { type: 'format.chosen', format: 'letter' },
  { type: 'format.chosen', format: 'parcel' },
  { type: 'offer.confirmed' },
  { type: 'basket.item.added' },
  { type: 'basket.quantity.changed', line: 'L1', quantity: 0 },
  { type: 'basket.paid' },
] as Step[];

function stepsFrom(snapshot: Snapshot): Step[] {
  if (snapshot.status !== 'active') return [];
  const at = (journey: object | string) => snapshot.matches({ open: { journey } } as never);
  const steps: Step[] = [];
  if (at('checkout')) return [checkoutGivenUp, checkoutFinished];
  if (at('farewell')) return [{ type: 'session.finished' }, timeGone('xstate.after.farewellShown.session.open.journey.farewell', 12_000)];
  steps.push(...intents.filter(({ type }) => type !== 'back' || !(at({ preparing: 'addressee' }) || at({ preparing: 'sender' }))));
  steps.push(onPan(empty), onPan(item(20)), onPan(item(21)));
  if (at({ preparing: { weighing: 'shown' } })) {
    // The shorter time runs out first.
    return [...steps, timeGone('xstate.after.weightShown.session.open.journey.preparing.weighing.shown', 900)];
  }
  if (at({ preparing: 'addressee' }) || at({ preparing: 'sender' })) steps.push(addressTyped, addressLeft);
  if (snapshot.matches({ open: { attention: 'awake' } })) steps.push(timeGone('xstate.after.warnAfter.session.open.attention.awake', times.warnAfter));
  if (snapshot.matches({ open: { attention: 'warned' } })) steps.push({ type: 'time.extended' }, timeGone('xstate.after.grace.session.open.attention.warned', times.grace));
  return steps;
}

function essence({ value, context, status }: Snapshot): string {
  const { purpose, item: one, lines, pan, sender, how } = context;
  return JSON.stringify([value, status === 'done' ? how : '', purpose, one?.grams, one?.format, one?.left, one?.addressee !== null, lines.map((line) => [line.kind, line.grams]), pan, sender !== null, context.extended]);
}

/** Where the terminal stands when somebody has touched "send" and the pan is empty. */
const world = createWorld().start();
const paths = getShortestPaths(sessionMachine, {
  input: { ports: world.ports, session: 'session-1', world: surroundings(empty), pan: observe(unknownPan, empty), times },
  events: (snapshot: Snapshot) => stepsFrom(snapshot) as never[],
  serializeState: (snapshot) => essence(snapshot),
  // Two lines and one extension show every state; more only multiply them.
  stopWhen: (snapshot) => snapshot.context.lines.length > 1 || snapshot.context.extended > 1,
  limit: 200_000,
});

function linesOf({ context }: Snapshot): number[][] {
  return context.lines.map((line) => [line.grams, line.unitPrice]);
}

async function replay(steps: readonly { readonly event: EventObject }[]): Promise<World> {
  const running = createWorld().start();
  // The checkout waits at the card's refusal, from where it can end both ways.
  running.answers.pay = [{ kind: 'refused', reason: 'declined', detail: '' }, { kind: 'ok', value: { authorisation: null, cardLast4: null } }, { kind: 'refused', reason: 'declined', detail: '' }];
  await running.settle();
  await running.send({ type: 'service.started', service: 'send' });
  for (const { event } of steps as { event: Step }[]) {
    if (event.type === 'xstate.init') continue;
    if (event.happens) await event.happens(running);
    else await running.send(event as never);
    await running.settle();
  }
  return running;
}

describe('the session chart', () => {
  it('has no state that cannot be reached', () => {
    const reached = new Set(paths.flatMap((path) => statesOf(path.state)));
    expect(restingStates(sessionMachine).filter((id) => !reached.has(id))).toEqual([]);
  });

  it('never leads to a basket with a parcel that has no addressee and no sender', () => {
    for (const { state } of paths) for (const line of state.context.lines) expect(line.kind === 'letter' ? line.addressee === null : line.addressee !== null && line.sender !== null).toBe(true);
  });

  it('never prices a weight that is not the one that was on the pan', () => {
    for (const path of paths) {
      const weights = new Set(path.steps.flatMap(({ event }) => ('world' in event && event.type === 'world.changed' && event.world.reading.kind === 'stable' ? [event.world.reading.grams] : [])));
      for (const line of path.state.context.lines) expect(weights).toContain(line.grams);
    }
  });

  it('goes the shortest path to each state with the terminal running', { timeout: 60_000 }, async () => {
    // One way to each combination of states; what else the context may hold is left to the random walk.
    const ways = new Map<string, (typeof paths)[number]>();
    for (const path of paths) {
      const key = JSON.stringify([path.state.value, path.state.context.purpose]);
      const known = ways.get(key);
      if (!known || path.weight < known.weight) ways.set(key, path);
    }
    expect(ways.size).toBeGreaterThan(25);
    for (const path of ways.values()) {
      const running = await replay(path.steps);
      const way = path.steps.map(({ event }) => event.type).join(' → ');
      const ended = running.ledger.facts().find((fact) => fact.type === 'session.ended');
      const session = running.actor.getSnapshot().children.session?.getSnapshot();
      // Where it ended, the next customer's item may have begun the next session at once: the journal tells.
      const seen = ended ? { way, ended: ended.how } : session && { way, value: session.value, lines: linesOf(session) };
      expect(seen).toEqual(path.state.status === 'done' ? { way, ended: path.state.context.how } : { way, value: path.state.value, lines: linesOf(path.state) });
      running.view();
    }
  });
});

describe('the address chart', () => {
  it('has no state that cannot be reached', () => {
    const events = [
      { type: 'address.postcode.entered', postcode: '69007' },
      { type: 'address.street.entered', street: '12 rue X', building: '', apartment: '', place: '' },
      { type: 'address.name.entered', name: 'Camille', company: '', phone: '' },
      { type: 'address.confirmed' },
      { type: 'back' },
    ] as const;
    const ways = getShortestPaths(addressEntryMachine, { input: { draft: emptyDraft, places: world.ports.places }, events: [...events], serializeState: ({ value }) => JSON.stringify(value) });
    const reached = new Set(ways.flatMap((path) => statesOf(path.state)));
    expect(restingStates(addressEntryMachine).filter((id) => !reached.has(id))).toEqual([]);
  });
});
