import { assign, fromPromise, setup, type SnapshotFrom } from 'xstate';
import { besideFrench } from '../documents/beside.ts';
import { depositText, dropOffProof, signedDeposit, type DropOffSubject } from '../documents/drop-off-proof.ts';
import type { Intent } from '../intents.ts';
import type { EpochMs, Ports, Scan } from '../ports.ts';
import type { Shown } from '../shown.ts';
import { isWell, type World, type WorldChanged } from '../terminal/world.ts';
import type { ScanProblem } from '../view.ts';
import { depositedAt, isVoid, itemOf, problemToShow, recordDeposit, scanProblem, type ScannedItem } from './scanned-item.ts';

/**
 * A prepaid item is left: scan, look at the number, drop. Nothing is paid, so that it works without card terminal, label
 * printer or scale. Several can be left one after the other; each has its own proof.
 */

/** Whoever has dropped an item and walks away leaves this screen behind; ms. */
const acceptedPatience = 45_000;

export interface DropOffInput {
  readonly ports: Ports;
  readonly world: World;
  /** What was scanned on the first screen already; null when the service was chosen by touch. */
  readonly scan: Scan | null;
}

export interface DropOffOutput {
  readonly deposited: number;
  readonly proof: 'none' | 'printed' | 'failed';
}

type DropOffEvent = Intent | WorldChanged | { readonly type: 'code.scanned'; readonly scan: Scan };

export interface DropOffContext extends Omit<DropOffInput, 'scan'> {
  readonly item: ScannedItem | null;
  readonly problem: ScanProblem | null;
  readonly at: EpochMs | null;
  /** Accepted in this visit. */
  readonly accepted: readonly { readonly item: ScannedItem; readonly at: EpochMs }[];
  readonly deposited: number;
  readonly proof: DropOffOutput['proof'];
}

/** What the scan means for this screen: an item that may be left, or why not. */
function looked({ ports }: Pick<DropOffContext, 'ports'>, scan: Scan): Pick<DropOffContext, 'item' | 'problem'> {
  const found = itemOf(ports, scan);
  if (!found.ok) return { item: null, problem: found.error };
  const item = found.value;
  if (isVoid(ports, item)) return { item, problem: scanProblem('void-label') };
  const before = depositedAt(item);
  return before === null ? { item, problem: null } : { item, problem: scanProblem('already-deposited', before) };
}

export const dropOffMachine = setup({
  types: { context: {} as DropOffContext, input: {} as DropOffInput, output: {} as DropOffOutput, events: {} as DropOffEvent },
  actors: {
    /** One proof for each item, in the order in which they were left. */
    printProofs: fromPromise<'printed' | 'failed', DropOffContext>(async ({ input: { ports, accepted } }) => {
      let end: 'printed' | 'failed' = 'printed';
      for (const { item, at } of accepted) {
        const deposit = { item: item.item, terminal: ports.office.terminal, at };
        const subject: DropOffSubject = {
          number: item.number,
          kind: item.form,
          at,
          office: ports.office,
          into: ports.drop,
          verification: depositText({ ...deposit, signature: ports.authority.seal(signedDeposit(deposit)) }),
        };
        const paper = besideFrench((words) => dropOffProof(subject, words), ports.spoken());
        const outcome = await ports.papers.print(paper, `${item.item}-deposit`);
        if (outcome.kind !== 'ok') end = 'failed';
      }
      return end;
    }),
  },
  delays: { acceptedPatience },
  guards: {
    nothingWrong: ({ context }) => context.item !== null && context.problem === null,
    looksWrong: ({ context }) => context.problem !== null,
    somethingAccepted: ({ context }) => context.accepted.length > 0,
    recorded: ({ context }) => context.at !== null,
    proofWanted: ({ context, event }) => event.type === 'papers.chosen' && event.proof && isWell(context.world.health.papers),
  },
  actions: {
    noteWorld: assign(({ event }) => (event.type === 'world.changed' ? { world: event.world } : {})),
    look: assign(({ context, event }) => (event.type === 'code.scanned' ? { ...looked(context, event.scan), at: null } : {})),
    forget: assign({ item: null, problem: null, at: null }),
    /** Another item was not left after all: the proofs of those that were are still to be had. */
    recall: assign(({ context }) => ({ ...context.accepted.at(-1), problem: null })),
    /** Recorded before the screen says so: what is not in the journal has not been accepted. */
    accept: assign(({ context }) => {
      const { item, ports, accepted, deposited } = context;
      if (item === null) return {};
      const recorded = recordDeposit(ports, item);
      if (!recorded.ok) return {};
      const { at } = recorded.value;
      return { at, accepted: [...accepted, { item, at }], deposited: deposited + 1 };
    }),
  },
}).createMachine({
  id: 'drop-off',
  context: ({ input: { ports, world, scan } }) => ({
    ports,
    world,
    ...(scan === null ? { item: null, problem: null } : looked({ ports }, scan)),
    at: null,
    accepted: [],
    deposited: 0,
    proof: 'none',
  }),
  initial: 'looking',
  on: { 'world.changed': { actions: 'noteWorld' } },
  states: {
    looking: {
      always: [
        { guard: 'looksWrong', target: 'refused' },
        { guard: 'nothingWrong', target: 'recognised' },
        { target: 'scanning' },
      ],
    },
    scanning: { on: { 'code.scanned': { actions: 'look', target: 'looking' }, back: 'leaving' } },
    recognised: {
      on: {
        'code.scanned': { actions: 'look', target: 'looking' },
        'dropoff.accepted': { actions: 'accept', target: 'accepting' },
        'scan.again': { actions: 'forget', target: 'scanning' },
        back: 'leaving',
      },
    },
    /** A journal that takes nothing closes the terminal by itself; the item stays the customer's. */
    accepting: { always: [{ guard: 'recorded', target: 'accepted' }, { target: 'left' }] },
    refused: {
      on: {
        'code.scanned': { actions: 'look', target: 'looking' },
        'scan.again': { actions: 'forget', target: 'scanning' },
        back: 'leaving',
      },
    },
    leaving: { always: [{ guard: 'somethingAccepted', actions: 'recall', target: 'accepted' }, { target: 'left' }] },
    accepted: {
      after: { acceptedPatience: 'left' },
      on: {
        'code.scanned': { actions: 'look', target: 'looking' },
        'papers.chosen': [{ guard: 'proofWanted', target: 'printing' }, { target: 'left' }],
        'session.finished': 'left',
      },
    },
    printing: {
      invoke: {
        src: 'printProofs',
        input: ({ context }) => context,
        onDone: { actions: assign(({ event }) => ({ proof: event.output })), target: 'left' },
        onError: { actions: assign({ proof: 'failed' as const }), target: 'left' },
      },
    },
    left: { type: 'final' },
  },
  output: ({ context }): DropOffOutput => ({ deposited: context.deposited, proof: context.proof }),
});

export function showDropOff(snapshot: SnapshotFrom<typeof dropOffMachine>): Shown {
  const { context } = snapshot;
  const { item, problem, at, world, ports } = context;
  const printing = snapshot.matches('printing');
  const phase = snapshot.matches('refused') ? 'refused' : snapshot.matches('recognised') ? 'recognised' : snapshot.matches('accepted') || printing ? 'accepted' : 'scan';
  return {
    body: {
      screen: 'drop-off',
      phase,
      item: item === null || phase === 'scan' ? null : { number: item.number, kind: item.form },
      problem: phase === 'scan' ? problemToShow(ports, null) : phase === 'refused' ? problem : null,
      into: ports.drop,
      at,
      papers: printing ? 'printing' : isWell(world.health.papers) ? 'offered' : 'unavailable',
    },
    step: null,
    money: null,
    // Nothing is lost by leaving: no question is asked.
    back: phase === 'accepted' ? null : 'back',
  };
}
