import { assign, fromPromise, setup, type SnapshotFrom } from 'xstate';
import { copyPaper, copiesOf, lastFourOf, type CopyableDocument } from '../checkout/copies.ts';
import type { Intent } from '../intents.ts';
import type { Ports, Scan } from '../ports.ts';
import type { Shown } from '../shown.ts';
import { isWell, type World, type WorldChanged } from '../terminal/world.ts';
import { recognise } from '../tracking/recognise.ts';
import type { ScanProblem } from '../view.ts';
import { itemOf, problemToShow, scanProblem } from './scanned-item.ts';

/**
 * A receipt or proof again, as a numbered DUPLICATA (FIS-13). Nobody may read a stranger's purchase (GDPR-10): the signed
 * code of the proof shows that one holds the paper; a label, which travels with the item for all to see, needs the last
 * four digits of the card as well. Unknown and not allowed look the same.
 */

/** Wrong digits for one sale, over all sessions, before only the counter can help. */
export const mostAttempts = 3;

export interface CopyInput {
  readonly ports: Ports;
  readonly world: World;
  /** A proof scanned on the first screen already; null otherwise. */
  readonly scan: Scan | null;
}

type CopyEvent = Intent | WorldChanged | { readonly type: 'code.scanned'; readonly scan: Scan };

export interface CopyContext extends Omit<CopyInput, 'scan'> {
  /** Null when the label is none of ours: the digits are asked all the same. */
  readonly sale: string | null;
  readonly trusted: boolean;
  readonly scanned: boolean;
  readonly problem: ScanProblem | null;
  /** Digits tried in vain that no journal counts: for a label that is none of ours. */
  readonly tried: number;
  readonly document: CopyableDocument;
}

const nobody = { sale: null, trusted: false, scanned: false, problem: null } as const;

function looked(ports: Ports, scan: Scan): Pick<CopyContext, 'sale' | 'trusted' | 'scanned' | 'problem'> {
  const recognised = recognise(scan);
  if (recognised.kind === 'proof') {
    const { sale, text, signature } = recognised;
    const ours = ports.authority.isSealOf(text, signature) && copiesOf(ports, sale).length > 0;
    return ours ? { ...nobody, sale, trusted: true, scanned: true } : { ...nobody, problem: scanProblem('nothing-here') };
  }
  const found = itemOf(ports, scan);
  if (!found.ok) return { ...nobody, problem: found.error };
  return { ...nobody, sale: found.value.issued?.fact.sale ?? null, scanned: true };
}

function attemptsLeft({ ports, sale, tried }: CopyContext): number {
  const counted = sale === null ? 0 : ports.ledger.factsOfSale(sale).filter(({ fact }) => fact.type === 'copy.refused').length;
  return Math.max(0, mostAttempts - counted - tried);
}

export const copyMachine = setup({
  types: { context: {} as CopyContext, input: {} as CopyInput, events: {} as CopyEvent },
  actors: {
    printCopy: fromPromise<boolean, CopyContext>(async ({ input: { ports, world, sale, document } }) => {
      // A printer that is known to be down is not asked: no number is spent on it.
      if (sale === null || !isWell(world.health.papers)) return false;
      const copy = copiesOf(ports, sale).find((one) => one.document === document)?.copy;
      // The number is taken before the paper: a copy that the printer spoiled keeps its number (FIS-13).
      if (copy === undefined || !ports.ledger.record({ type: 'document.copied', sale, document, copy }).ok) return false;
      const outcome = await ports.papers.print(copyPaper(ports, sale, document, copy), `${sale}-${document}-${copy}`);
      return outcome.kind === 'ok';
    }),
  },
  guards: {
    trusted: ({ context }) => context.trusted,
    scanned: ({ context }) => context.scanned,
    noAttemptLeft: ({ context }) => attemptsLeft(context) === 0,
    rightDigits: ({ context, event }) =>
      event.type === 'copy.digits.entered' && context.sale !== null && attemptsLeft(context) > 0 && lastFourOf(context.ports, context.sale) === event.digits,
    copyable: ({ context, event }) =>
      event.type === 'copy.chosen' && context.sale !== null && copiesOf(context.ports, context.sale).some((one) => one.document === event.document),
  },
  actions: {
    noteWorld: assign(({ event }) => (event.type === 'world.changed' ? { world: event.world } : {})),
    look: assign(({ context, event }) => (event.type === 'code.scanned' ? { ...looked(context.ports, event.scan), tried: 0 } : {})),
    forget: assign({ ...nobody, tried: 0 }),
    refuse: assign(({ context }) => {
      if (context.sale === null) return { tried: context.tried + 1 };
      // What cannot be counted must not be tried again.
      return context.ports.ledger.record({ type: 'copy.refused', sale: context.sale }).ok ? {} : { tried: mostAttempts };
    }),
    showNothing: assign({ ...nobody, problem: scanProblem('nothing-here'), tried: 0 }),
    choose: assign(({ event }) => (event.type === 'copy.chosen' ? { document: event.document } : {})),
  },
}).createMachine({
  id: 'copy',
  context: ({ input: { ports, world, scan } }) => ({ ports, world, ...(scan === null ? nobody : looked(ports, scan)), tried: 0, document: 'receipt' }),
  initial: 'looking',
  on: { 'world.changed': { actions: 'noteWorld' } },
  states: {
    looking: {
      always: [
        { guard: 'trusted', target: 'choosing' },
        { guard: 'scanned', target: 'checking' },
        { target: 'scanning' },
      ],
    },
    scanning: { on: { 'code.scanned': { actions: 'look', target: 'looking' }, back: 'left' } },
    checking: {
      always: { guard: 'noAttemptLeft', actions: 'showNothing', target: 'scanning' },
      on: {
        'copy.digits.entered': [{ guard: 'rightDigits', target: 'choosing' }, { actions: 'refuse' }],
        'code.scanned': { actions: 'look', target: 'looking' },
        back: { actions: 'forget', target: 'scanning' },
      },
    },
    choosing: {
      on: { 'copy.chosen': { guard: 'copyable', actions: 'choose', target: 'printing' }, 'session.finished': 'left', back: { actions: 'forget', target: 'scanning' } },
    },
    printing: {
      invoke: {
        src: 'printCopy',
        input: ({ context }) => context,
        onDone: [{ guard: ({ event }) => event.output, target: 'printed' }, { target: 'failed' }],
        onError: 'failed',
      },
    },
    printed: { on: { 'copy.chosen': { guard: 'copyable', actions: 'choose', target: 'printing' }, 'session.finished': 'left' } },
    failed: { on: { 'copy.chosen': { guard: 'copyable', actions: 'choose', target: 'printing' }, 'session.finished': 'left', back: 'left' } },
    left: { type: 'final' },
  },
});

export function showCopy(snapshot: SnapshotFrom<typeof copyMachine>): Shown {
  const { context } = snapshot;
  const phase = phaseOf(snapshot);
  const known = phase !== 'scan' && phase !== 'check' && context.sale !== null;
  return {
    body: {
      screen: 'copy',
      phase,
      problem: phase === 'scan' ? problemToShow(context.ports, context.problem) : null,
      attemptsLeft: attemptsLeft(context),
      documents: known ? [...copiesOf(context.ports, context.sale)] : [],
    },
    step: null,
    money: null,
    back: phase === 'printing' || phase === 'printed' ? null : 'back',
  };
}

function phaseOf(snapshot: SnapshotFrom<typeof copyMachine>) {
  if (snapshot.matches('checking')) return 'check';
  if (snapshot.matches('choosing')) return 'choose';
  if (snapshot.matches('printing')) return 'printing';
  if (snapshot.matches('printed')) return 'printed';
  return snapshot.matches('failed') ? 'failed' : 'scan';
}
