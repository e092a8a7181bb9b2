import { describe, expect, it } from 'vitest';
import { createActor, type EventObject, type InputFrom, type SnapshotFrom } from 'xstate';
import { getShortestPaths } from 'xstate/graph';
import { restingStates, statesOf } from '../chart.fixture.ts';
import { plainLine, type BasketLine } from '../customer/basket.ts';
import { cents } from '../money.ts';
import type { Ports } from '../ports.ts';
import type { World as Surroundings } from '../terminal/world.ts';
import { grams } from '../weight.ts';
import { broken, createWorld, online, type World } from '../world.fixture.ts';
import { audit } from './audit.fixture.ts';
import { checkoutMachine } from './checkout.ts';

/**
 * The shortest way to every state of the chart, found in the graph of the chart itself, and then gone with the machine
 * running: the devices answer what the graph supposed they would. `createTestModel` refuses machines that invoke
 * (`toolchain.md` 6), hence the made-up `xstate.done.actor.*` events.
 */

const lines: BasketLine[] = [
  { ...plainLine, line: 'L1', kind: 'letter', product: 'lettre_verte', productName: 'Lettre verte', grams: grams(20), quantity: 2, unitPrice: cents(152), tariff: '2026-04-01' },
];
const well: Surroundings = { reading: { kind: 'stable', grams: grams(0) }, health: { scale: online, card: online, labels: online, papers: online, scanner: online, badge: online }, ledger: null, labelsLeft: null, tariff: true, scaleVerified: true, closed: null };
const noLabels: Surroundings = { ...well, health: { ...well.health, labels: broken('consumable-out', 'media out') } };

type Snapshot = SnapshotFrom<typeof checkoutMachine>;
/** Which device a synthetic end stands for, and what it must say for that end. */
interface Step extends EventObject {
  readonly output?: unknown;
  readonly answers?: readonly [command: 'pay' | 'resolve' | 'label' | 'giveBack' | 'paper', answer: unknown];
  /** Milliseconds that must pass for it. */
  readonly after?: number;
}

const end = (state: string, output: unknown, ...answers: NonNullable<Step['answers']>): Step => ({ type: `xstate.done.actor.0.checkout.${state}`, output, answers });
const broke = (state: string, command: NonNullable<Step['answers']>[0]): Step => ({ type: `xstate.error.actor.0.checkout.${state}`, answers: [command, new Error('a port that should never throw')] });
const late = (delay: string, state: string, after: number): Step => ({ type: `xstate.after.${delay}.checkout.${state}`, after });
const no = { kind: 'refused', reason: 'declined', detail: '' };
const notAsked = { kind: 'not-done', reason: 'unavailable', detail: '' };
const nobodyKnows = { kind: 'unknown', reason: 'timed-out', detail: '' };
const jam = { kind: 'refused', reason: 'jam', detail: '' };
const yes = { kind: 'ok', value: { authorisation: null, cardLast4: null } };
const done = { kind: 'ok', value: undefined };

function paymentEnds(state: string, command: 'pay' | 'resolve'): Step[] {
  return [
    end(state, { kind: 'approved', approval: yes.value }, command, yes),
    end(state, { kind: 'refused', reason: 'declined' }, command, no),
    end(state, { kind: 'unknown' }, command, nobodyKnows),
    broke(state, command),
  ];
}

function stepsFrom({ value, context }: Snapshot): Step[] {
  const state = typeof value === 'string' ? value : Object.keys(value)[0];
  const piece = context.pieces.find((one) => one.state === 'printing');
  switch (state) {
    case 'paying':
      return paymentEnds('paying', 'pay');
    case 'checking':
      return paymentEnds('checking', 'resolve');
    case 'refused':
    case 'notRecorded':
      return [...(context.attempt < 2 ? [{ type: 'payment.retried' }] : []), { type: 'basket.reopened' }, { type: 'back' }, late('refusedPatience', state, 60_000)];
    case 'issuing':
      return [
        end('issuing.printing', { kind: 'printed', piece: { ...piece, state: 'printed' } }, 'label', done),
        end('issuing.printing', { kind: 'trouble', piece: { ...piece, state: 'waiting' }, fault: 'jam' }, 'label', jam),
        end('issuing.printing', { kind: 'unknown', piece: { ...piece, state: 'unknown', label: 'T1-00000001' }, incident: 'I' }, 'label', nobodyKnows),
        broke('issuing.printing', 'label'),
      ];
    case 'troubled':
      return [{ type: 'label.retried' }, { type: 'label.refunded' }, late('troublePatience', 'troubled.patient', 180_000)];
    case 'refunding':
      return [end('refunding', { kind: 'returned', asked: 1 }, 'giveBack', done), end('refunding', { kind: 'incident', asked: 1, cause: 'refund-refused', incident: 'I' }, 'giveBack', notAsked), broke('refunding', 'giveBack')];
    case 'slipping':
      return [end('slipping', done, 'paper', done), end('slipping', jam, 'paper', jam), broke('slipping', 'paper')];
    case 'depositing':
      return [{ type: 'papers.chosen', proof: true, receipt: false } as Step, { type: 'papers.chosen', proof: false, receipt: false } as Step, { type: 'session.finished' }, late('depositPatience', 'depositing', 120_000)];
    case 'waiting':
      return [{ type: 'session.finished' }, ...(context.approval === null ? [{ type: 'helped.payment.asked' }] : []), late('helpPatience', 'waiting', 180_000)];
    case 'asking':
      return paymentEnds('asking', 'resolve');
    case 'clearing':
      return [end('clearing', done, 'paper', done), broke('clearing', 'paper')];
    case 'printingPapers':
      return [end('printingPapers', { proof: 'printed', receipt: 'none' }, 'paper', done), broke('printingPapers', 'paper')];
    default:
      return [];
  }
}

const told = (world: Surroundings): Step => ({ type: 'world.changed', world }) as Step;

/** What the customer would notice of a state: two snapshots that do not differ in this are one. */
function essence({ value, context }: Snapshot): string {
  return JSON.stringify([value, context.pieces.map((piece) => piece.state), context.attempt, context.incident !== null, context.world === well, context.gaveUp]);
}

function pathsWith(surroundings: Surroundings, prepare: (world: World) => void) {
  const world = createWorld(prepare);
  const input: InputFrom<typeof checkoutMachine> = { ports: world.ports, session: 's', lines, world: surroundings, helped: false, awaited: null, unhurried: false };
  return getShortestPaths(checkoutMachine, {
    input,
    events: (snapshot: Snapshot) => [...stepsFrom(snapshot), ...(snapshot.status === 'active' ? [told(well), told(noLabels)] : [])] as never[],
    serializeState: (snapshot) => essence(snapshot),
    limit: 100_000,
  });
}

/** Ports whose every command waits until the test says how it ended. */
function waitingPorts(world: World): { ports: Ports; answer: (command: string, value: unknown) => void } {
  const waiting = new Map<string, { resolve: (value: never) => void; reject: (error: Error) => void }>();
  const wait = (command: string) => () => new Promise<never>((resolve, reject) => void waiting.set(command, { resolve, reject }));
  const { card, labels, papers } = world.ports;
  return {
    ports: {
      ...world.ports,
      card: { ...card, pay: wait('pay'), resolve: wait('resolve'), cancel: wait('giveBack'), refund: wait('giveBack') },
      labels: { ...labels, print: wait('label') },
      papers: { ...papers, print: wait('paper') },
    },
    answer: (command, value) => {
      const one = waiting.get(command);
      if (!one) throw new Error(`nobody asked for ${command}`);
      waiting.delete(command);
      if (value instanceof Error) one.reject(value);
      else one.resolve(value as never);
    },
  };
}

const worlds: [string, Surroundings, (world: World) => void][] = [
  ['everything well', well, () => {}],
  ['a ledger that cannot open a sale', well, ({ ledger }) => (ledger.loses = (fact) => fact.type === 'sale.opened')],
];
const explored = worlds.map(([name, surroundings, prepare]) => ({ name, surroundings, prepare, paths: pathsWith(surroundings, prepare) }));

describe('the checkout chart', () => {
  it('has no state that cannot be reached', () => {
    const reached = new Set(explored.flatMap(({ paths }) => paths.flatMap((path) => statesOf(path.state))));
    // A copy is made only of what the journal says was printed, and a graph has no journal: checkout-help.test.ts makes it.
    expect(restingStates(checkoutMachine).filter((id) => !reached.has(id))).toEqual(['checkout.copying']);
  });

  it('leads from everywhere to an end: the customer is never held', () => {
    const stuck = explored.flatMap(({ paths }) => paths.filter(({ state }) => state.status !== 'done' && stepsFrom(state).length === 0).map(({ state }) => state.value));
    expect(stuck).toEqual([]);
  });

  it.each(explored.map((one) => [one.name, one] as const))('goes every shortest path with the machine running (%s)', async (name, { surroundings, prepare, paths }) => {
    expect(paths.length).toBeGreaterThan(name === 'everything well' ? 100 : 3);
    for (const path of paths) {
      const world = createWorld(prepare);
      const { ports, answer } = waitingPorts(world);
      const actor = createActor(checkoutMachine, { clock: world.clock, input: { ports, session: 's', lines, world: surroundings, helped: false, awaited: null, unhurried: false } }).start();
      await world.settle();
      for (const { event } of path.steps as { event: Step }[]) {
        if (event.type === 'xstate.init') continue;
        if (event.answers) answer(...event.answers);
        else if (event.after !== undefined) world.clock.increment(event.after);
        else actor.send(event as never);
        await world.settle();
      }
      const way = path.steps.map(({ event }) => event.type).join(' → ');
      const seen = ({ value, context }: Snapshot) => ({ way, value, pieces: context.pieces.map((piece) => piece.state) });
      expect(seen(actor.getSnapshot())).toEqual(seen(path.state));
      audit(world.ledger);
      actor.stop();
    }
  });
});
