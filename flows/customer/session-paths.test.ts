import { describe, expect, it } from 'vitest';
import type { EventObject, SnapshotFrom } from 'xstate';
import { getShortestPaths } from 'xstate/graph';
import { restingStates, statesOf } from '../chart.fixture.ts';
import { emptyDraft } from '../addresses/address.ts';
import { serviceIdSchema, type ServiceId } from '../intents.ts';
import { cents } from '../money.ts';
import type { ScaleReading } from '../ports.ts';
import type { World as Surroundings } from '../terminal/world.ts';
import { grams } from '../weight.ts';
import { createWorld, online, type World } from '../world.fixture.ts';
import { plainLine, type NewLine } from './basket.ts';
import { observe, unknownPan, used } from './pan.ts';
import { sessionMachine } from './session.ts';

/**
 * The shortest way to every state of a customer's session, found in the graph of the chart for each thing one can come
 * for, and then gone by hand in the running terminal: what the graph made up (an item prepared, a checkout ended, time
 * gone by) really happens. What goes on inside one thing is the matter of that thing's own tests.
 */

type Snapshot = SnapshotFrom<typeof sessionMachine>;
interface Step extends EventObject {
  /** How it comes about in the running terminal; without it the event is an intent and is sent as it is. */
  readonly happens?: (world: World) => Promise<void>;
}

const empty: ScaleReading = { kind: 'stable', grams: grams(0) };
const item = (weight: number): ScaleReading => ({ kind: 'stable', grams: grams(weight) });
const well = { scale: online, card: online, labels: online, papers: online, scanner: online, badge: online };
const surroundings = (reading: ScaleReading): Surroundings => ({ reading, health: well, ledger: null, labelsLeft: null, tariff: true, scaleVerified: true, closed: null });
const times = { warnAfter: 60_000, grace: 30_000 };

const letter: NewLine = { ...plainLine, kind: 'letter', product: 'lettre_verte', productName: 'Lettre verte', grams: grams(20), unitPrice: cents(152), tariff: '2026-04-01', destination: 'FR' };
const stamp: NewLine = { ...letter, kind: 'stamp', destination: null };
const box: NewLine = { ...plainLine, kind: 'article', product: 'article', productName: 'Carton moyen', grams: grams(0), unitPrice: cents(250), tariff: 'articles' };
const supplement: NewLine = { ...plainLine, kind: 'supplement', product: 'supplement', productName: 'Complément', grams: grams(0), unitPrice: cents(20), tariff: '2026-04-01' };

function step(type: string, happens: (world: World) => Promise<void>, output?: unknown): Step {
  return { type, ...(output === undefined ? {} : { output }), happens };
}
const ended = (actor: string, output: unknown, happens: (world: World) => Promise<void>): Step => step(`xstate.done.actor.${actor}`, happens, output);
const timeGone = (type: string, milliseconds: number): Step => step(type, (world) => world.pass(milliseconds));
const onPan = (reading: ScaleReading): Step =>
  ({ type: 'world.changed', world: surroundings(reading), happens: (world: World) => Promise.resolve(world.read(reading)) }) as Step;

const kept = { pan: used(observe(unknownPan, item(20))), sender: null, senderTyped: emptyDraft };
const sent = ended('sending', { kind: 'line', line: letter, ...kept }, async (world) => {
  world.place(0);
  await world.weigh(20);
  await world.send({ type: 'destination.chosen', destination: 'france' }, { type: 'offer.confirmed' });
});
const notSent = ended('sending', { kind: 'left', ...kept }, (world) => world.send({ type: 'back' }));
const back = (actor: string) => ended(actor, { kind: 'left' }, (world) => world.send({ type: 'back' }));
const stamps = (next: 'pay' | 'basket') => ended('stamps', { kind: 'line', line: stamp, next }, (world) => world.send({ type: 'stamps.confirmed', next }));
const boxes = (next: 'pay' | 'basket') =>
  ended('articles', { kind: 'lines', lines: [box], next }, (world) => world.send({ type: 'article.quantity.changed', article: 'BOX-M', quantity: 1 }, { type: 'articles.confirmed', next }));
const supplements = [
  ended('supplement', { kind: 'weigh' }, (world) => world.send({ type: 'supplement.way.chosen', way: 'weighed' })),
  ended('supplement', { kind: 'line', line: supplement }, (world) =>
    world.send({ type: 'supplement.way.chosen', way: 'amount' }, { type: 'supplement.amount.entered', amount: cents(20) }, { type: 'supplement.confirmed' }),
  ),
];
const dropped = ended('dropOff', { deposited: 1, proof: 'none' }, async (world) => {
  await world.scan('9V 00000 00001 7');
  await world.send({ type: 'dropoff.accepted' }, { type: 'papers.chosen', proof: false, receipt: false });
});
const notDropped = ended('dropOff', { deposited: 0, proof: 'none' }, (world) => world.send({ type: 'back' }));
const checkoutGivenUp = ended('checkout', { kind: 'back-to-basket' }, (world) => world.send({ type: 'basket.reopened' }));
const checkoutFinished = ended(
  'checkout',
  { kind: 'finished', paid: cents(152), printed: 1, posted: true, awaited: 1, returned: cents(0), incident: null, papers: { proof: 'none', receipt: 'none' }, pieces: [] },
  (world) => world.send({ type: 'payment.retried' }, { type: 'papers.chosen', proof: false, receipt: false }),
);

const inBasket = [
  { type: 'basket.item.added' },
  { type: 'basket.quantity.changed', line: 'L1', quantity: 0 },
  { type: 'basket.paid' },
  { type: 'service.started', service: 'stamps' },
  { type: 'service.started', service: 'articles' },
  { type: 'service.started', service: 'supplement' },
] as Step[];

function stepsFrom(snapshot: Snapshot): Step[] {
  if (snapshot.status !== 'active') return [];
  const at = (journey: object | string) => snapshot.matches({ open: { journey } } as never);
  if (at('checkout')) return [checkoutGivenUp, checkoutFinished];
  if (at('farewell')) return [{ type: 'session.finished' }, timeGone('xstate.after.farewellShown.session.open.journey.farewell', 12_000)];
  const steps: Step[] = [{ type: 'session.cancelled' }, { type: 'touched' }];
  if (at({ preparing: 'sending' })) steps.push(sent, notSent);
  if (at({ preparing: 'stamps' })) steps.push(stamps('pay'), stamps('basket'), back('stamps'));
  if (at({ preparing: 'articles' })) steps.push(boxes('pay'), boxes('basket'), back('articles'));
  if (at({ preparing: 'supplement' })) steps.push(...supplements, back('supplement'));
  if (at({ preparing: 'basket' })) steps.push(...inBasket, onPan(empty), onPan(item(21)));
  if (at({ visiting: 'dropOff' })) steps.push(notDropped);
  // Whoever scans something is there: the idle question would go.
  if (at({ visiting: 'dropOff' }) && snapshot.matches({ open: { attention: 'awake' } })) steps.push(dropped);
  if (at({ visiting: 'copy' })) steps.push(back('copy'));
  if (at({ visiting: 'tracking' })) steps.push(back('tracking'));
  if (snapshot.matches({ open: { attention: 'awake' } })) steps.push(timeGone('xstate.after.warnAfter.session.open.attention.awake', times.warnAfter));
  if (snapshot.matches({ open: { attention: 'warned' } })) steps.push({ type: 'time.extended' }, timeGone('xstate.after.grace.session.open.attention.warned', times.grace));
  return steps;
}

function essence({ value, context, status }: Snapshot): string {
  return JSON.stringify([value, status === 'done' ? context.how : '', context.lines.map((line) => line.kind), context.supplement, context.pan, context.extended]);
}

const world = createWorld().start();

/** Where the terminal stands when somebody has touched that service and the pan is empty. */
function pathsOf(service: ServiceId) {
  const paths = getShortestPaths(sessionMachine, {
    input: { ports: world.ports, session: 'session-1', world: surroundings(empty), pan: observe(unknownPan, empty), times, opening: { service, scan: null }, awaited: null, unhurried: false },
    events: (snapshot: Snapshot) => stepsFrom(snapshot) as never[],
    serializeState: (snapshot) => essence(snapshot),
    // Two lines and one extension show every state; more only multiply them.
    stopWhen: (snapshot) => snapshot.context.lines.length > 1 || snapshot.context.extended > 1,
    limit: 200_000,
  });
  return paths.map((path) => ({ ...path, service }));
}
const paths = serviceIdSchema.options.flatMap(pathsOf);

function linesOf({ context }: Snapshot): unknown[] {
  return context.lines.map((line) => [line.kind, line.grams, line.unitPrice]);
}

async function replay(service: ServiceId, steps: readonly { readonly event: EventObject }[]): Promise<World> {
  const running = createWorld().start();
  // The checkout waits at the card's refusal, from where it can end both ways.
  running.answers.pay = [{ kind: 'refused', reason: 'declined', detail: '' }, { kind: 'ok', value: { authorisation: null, cardLast4: null } }, { kind: 'refused', reason: 'declined', detail: '' }];
  await running.settle();
  await running.send({ type: 'service.started', service });
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
    // Only a worker leads there, to an address or a paper that a made-up line has not: helped.test.ts goes there by hand.
    expect(restingStates(sessionMachine).filter((id) => !reached.has(id))).toEqual(['session.open.journey.preparing.correcting', 'session.open.journey.farewell.copying']);
  });

  it('goes the shortest path to each state with the terminal running', { timeout: 60_000 }, async () => {
    // One way to each combination of states and each thing one came for; what else the context may hold is left to the random walk.
    const ways = new Map<string, (typeof paths)[number]>();
    for (const path of paths) {
      const key = JSON.stringify([path.service, path.state.value, path.state.status]);
      const known = ways.get(key);
      if (!known || path.weight < known.weight) ways.set(key, path);
    }
    expect(ways.size).toBeGreaterThan(40);
    for (const path of ways.values()) {
      const running = await replay(path.service, path.steps);
      const way = [path.service, ...path.steps.map(({ event }) => event.type)].join(' → ');
      const end = running.ledger.facts().find((fact) => fact.type === 'session.ended');
      const session = running.actor.getSnapshot().children.session?.getSnapshot();
      // Where it ended, the next customer's item may have begun the next session at once: the journal tells.
      const seen = end ? { way, ended: end.how } : session && { way, value: session.value, lines: linesOf(session) };
      expect(seen).toEqual(path.state.status === 'done' ? { way, ended: path.state.context.how } : { way, value: path.state.value, lines: linesOf(path.state) });
      running.view();
    }
  });
});
