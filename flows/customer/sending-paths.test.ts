import { describe, expect, it } from 'vitest';
import type { EventObject, SnapshotFrom } from 'xstate';
import { getShortestPaths } from 'xstate/graph';
import { emptyDraft } from '../addresses/address.ts';
import { restingStates, statesOf } from '../chart.fixture.ts';
import type { CustomsDeclaration } from '../customs/declaration.ts';
import { cents } from '../money.ts';
import type { ScaleReading } from '../ports.ts';
import type { World as Surroundings } from '../terminal/world.ts';
import type { AddressDraft } from '../view.ts';
import { grams } from '../weight.ts';
import { createWorld, online, type World } from '../world.fixture.ts';
import { observe, unknownPan } from './pan.ts';
import { sendingMachine } from './sending.ts';
import { ottawa, risOrangis } from './wish.fixture.ts';

/**
 * The shortest way to every state of one item, found in the graph of the chart, and then gone by hand in the running
 * terminal. Addresses and declarations are supposed in the graph, and typed in the terminal.
 */

type Snapshot = SnapshotFrom<typeof sendingMachine>;
interface Step extends EventObject {
  /** How it comes about in the running terminal; without it the event is an intent and is sent as it is. */
  readonly happens?: (world: World) => Promise<void>;
}

const item = (weight: number): ScaleReading => ({ kind: 'stable', grams: grams(weight) });
const well = { scale: online, card: online, labels: online, papers: online, scanner: online, badge: online };
const surroundings = (reading: ScaleReading): Surroundings => ({ reading, health: well, ledger: null, labelsLeft: null, tariff: true, scaleVerified: true, closed: null });

function onPan(weight: number): Step {
  return { type: 'world.changed', world: surroundings(item(weight)), happens: (world: World) => Promise.resolve(world.read(item(weight))) } as Step;
}

const camille: AddressDraft = { ...emptyDraft, postcode: '69007', town: 'LYON', street: '12 rue de la République', name: 'Camille Martin', phone: '+33612345678' };
const declaration: CustomsDeclaration = { form: 'CN23', category: 'gift', articles: [{ description: 'Livres', quantity: 2, grams: grams(15), value: cents(1_250), hsCode: null, origin: null }] };

function ended(actor: string, output: unknown, happens: (world: World) => Promise<void>): Step {
  return { type: `xstate.done.actor.${actor}`, output, happens } as Step;
}
const back: Step = { type: 'back' };
const touchedBack = (world: World): Promise<void> => world.send({ type: 'back' });
const typeAddressee = (world: World): Promise<void> => (world.on('address').form === null ? world.typeAddress('69007', '12 rue de la République', 'Camille Martin', '06 12 34 56 78') : ottawa(world));

const steps: Readonly<Record<string, readonly Step[]>> = {
  'weighing.waiting': [onPan(60), onPan(1_240), back],
  'weighing.shown': [{ type: 'xstate.after.weightShown.sending.weighing.shown', happens: (world) => world.pass(900) }, onPan(0), back],
  destination: [{ type: 'destination.chosen', destination: 'france' } as Step, { type: 'destination.chosen', destination: 'abroad' } as Step, back],
  country: [{ type: 'country.chosen', code: 'CA' } as Step, back],
  contents: [{ type: 'contents.chosen', contents: 'documents' } as Step, { type: 'contents.chosen', contents: 'goods' } as Step, back],
  format: [{ type: 'format.chosen', format: 'letter' } as Step, { type: 'format.chosen', format: 'parcel' } as Step, back],
  offers: [
    { type: 'offer.selected', product: 'colissimo_france_point_retrait' } as Step,
    { type: 'offer.selected', product: 'lettre_recommandee_r1' } as Step,
    { type: 'offer.confirmed' },
    { type: 'format.reopened' },
    onPan(0),
    back,
  ],
  affixed: [{ type: 'supplement.amount.entered', amount: cents(100) } as Step, { type: 'supplement.amount.entered', amount: cents(5_000) } as Step, { type: 'supplement.confirmed' }, back],
  addressee: [ended('address', { kind: 'confirmed', draft: camille }, typeAddressee), ended('address', { kind: 'left', draft: emptyDraft }, touchedBack)],
  sender: [ended('address', { kind: 'confirmed', draft: camille }, risOrangis), ended('address', { kind: 'left', draft: emptyDraft }, touchedBack)],
  pickUp: [{ type: 'pickup.chosen', point: 'P1' } as Step, back],
  customs: [ended('customs', { kind: 'confirmed', declaration }, (world) => world.declareBooks()), ended('customs', { kind: 'left', declaration: null }, touchedBack)],
};

function nameOf({ value }: Pick<Snapshot, 'value'>): string {
  return typeof value === 'string' ? value : Object.entries(value).map(([state, inner]) => `${state}.${inner}`)[0] ?? '';
}

/** What tells two snapshots apart: everything that a later question depends on. */
function essence(snapshot: Snapshot): string {
  const { item: one, purpose, sender, pan, line } = snapshot.context;
  const said = one && [one.grams, one.destination?.code, one.contents, one.format, one.assumedLetter, one.selected, one.affixed, one.left, one.pickUp?.id, one.addressee !== null, one.declaration !== null];
  return JSON.stringify([nameOf(snapshot), said, purpose, sender !== null, pan, line !== null]);
}

const { ports } = createWorld();

function pathsOf(supplement: boolean) {
  const paths = getShortestPaths(sendingMachine, {
    input: { ports, world: surroundings(item(0)), pan: observe(unknownPan, item(0)), purpose: 'first', supplement, sender: null, senderTyped: emptyDraft },
    events: (snapshot: Snapshot) => (steps[nameOf(snapshot)] ?? []) as never[],
    serializeState: (snapshot) => essence(snapshot),
    // An item that is weighed a second time has been everywhere.
    stopWhen: ({ context, value }) => context.purpose === 'again' && value === 'offers',
    limit: 400_000,
  });
  return paths.map((path) => ({ ...path, supplement }));
}
const paths = [false, true].flatMap(pathsOf);

async function replay(supplement: boolean, events: readonly Step[]): Promise<World> {
  const world = createWorld().start();
  await world.settle();
  await world.send({ type: 'service.started', service: supplement ? 'supplement' : 'send' });
  if (supplement) await world.send({ type: 'supplement.way.chosen', way: 'weighed' });
  for (const event of events) {
    if (event.type === 'xstate.init') continue;
    if (event.happens) await event.happens(world);
    else await world.send(event as never);
    await world.settle();
  }
  return world;
}

/** Where the running terminal stands, in the words of the chart. */
function stateOf(world: World): string {
  const { screen } = world.view();
  if (screen === 'basket') return 'done';
  if (screen === 'attract') return 'left';
  const sending = world.actor.getSnapshot().children.session?.getSnapshot().children.sending?.getSnapshot();
  return sending === undefined ? screen : nameOf(sending);
}

describe('the chart of one item', () => {
  it('has no state that cannot be reached', () => {
    const reached = new Set(paths.flatMap((path) => statesOf(path.state)));
    expect(restingStates(sendingMachine).filter((id) => !reached.has(id))).toEqual([]);
  });

  it('leads back to the scale from every question, whatever was answered', () => {
    const stuck = paths.filter(({ state }) => state.status === 'active' && !(steps[nameOf(state)] ?? []).some((step) => step === back || (step as { output?: { kind?: string } }).output?.kind === 'left'));
    expect(stuck.map(({ state }) => nameOf(state))).toEqual([]);
  });

  it('ends in a line with a price, or in nothing at all', () => {
    const lines = paths.filter(({ state }) => state.value === 'done').map(({ state }) => state.context.line);
    expect(lines.length).toBeGreaterThan(5);
    for (const line of lines) expect(line?.unitPrice).toBeGreaterThan(0);
  });

  it('goes the shortest path to each state with the terminal running', { timeout: 120_000 }, async () => {
    // One way to each state with each destination, size and contents; what else the context may hold multiplies them only.
    const ways = new Map<string, (typeof paths)[number]>();
    for (const path of paths) {
      const { item: one, purpose } = path.state.context;
      const key = JSON.stringify([path.supplement, path.state.value, one?.destination?.code, one?.contents, one?.format, one?.left, purpose]);
      const known = ways.get(key);
      if (!known || path.weight < known.weight) ways.set(key, path);
    }
    expect(ways.size).toBeGreaterThan(60);
    for (const { supplement, state, steps: taken } of ways.values()) {
      const events = taken.map(({ event }) => event as Step);
      const world = await replay(supplement, events);
      const way = events.map(({ type }) => type).join(' → ');
      const view = world.view();
      const price = view.screen === 'basket' ? view.lines[0]?.unitPrice : undefined;
      expect({ way, state: stateOf(world), price }).toEqual({ way, state: nameOf(state), price: state.context.line?.unitPrice });
    }
  });
});
