import { and, assign, fromPromise, setup } from 'xstate';
import { awaitedNow, awaitedPatience, type HelpDocument } from '../assisted/helped.ts';
import { basketTotal } from '../customer/basket.ts';
import type { Outcome, Ports, PrintFault } from '../ports.ts';
import { paced } from '../preferences.ts';
import { payReason } from '../terminal/services.ts';
import { isWell } from '../terminal/world.ts';
import { afterGiving, copyableNow, doubtful, givingAmount, isPaymentUnknown, reducible, refundable, reprintable } from './checkout-help.ts';
import { printLiveCopy } from './copies-now.ts';
import { finishedOf } from './finished.ts';
import { chosenVoid, decided, labelTold, priceLowered, reprinted } from './help-changes.ts';
import { askUnknownPayment, tellPayment } from './help-steps.ts';
import { closeSale, giveBack, openIncident, openSale, pay, resolvePayment, type GiveBackEnd, type PaymentEnd, type PaymentRequest } from './money-steps.ts';
import { issuePiece, labelFault, type PieceEnd } from './label-steps.ts';
import { requestOf, withIncident, withoutSettled, type CheckoutContext, type CheckoutEvent, type CheckoutInput, type CheckoutOutput, type PaperEnd } from './memory.ts';
import { deposited } from './deposit.ts';
import { nextPiece, piecesOf, returnedValue, valueOf, withPiece, type Piece } from './piece.ts';
import { printPaper, proofPaper, receiptPaper, slipPaper, type SlipReason } from './paper-steps.ts';
import { underway } from './underway.ts';

/**
 * From the basket to the stuck label: pay, issue item by item, give back what could not be delivered, papers. Each
 * money or label step records before it acts and after (`money-steps.ts`, `label-steps.ts`); this chart only says which
 * step comes next.
 */

/** Without an answer to "pay again or not", the basket comes back, ms. The session's own idle question follows there. */
const refusedPatience = 60_000;
/** Somebody may be changing the roll: wait this long before the money goes back by itself, ms. */
const troublePatience = 180_000;
/** The papers stay on offer this long after the last label, ms. Then the customer has gone. */
const depositPatience = 120_000;
/** Nobody knows what became of the money or of the only label: a worker who was called may come and look. So long, ms; then the slip is what remains. */
const helpPatience = 180_000;

/** Whoever has called somebody is not left by a screen that goes away first, and whoever is not to be hurried has twice as long. */
function waits(context: CheckoutContext, patience: number): number {
  return context.awaited === 'customer' ? Math.max(paced(context, patience), awaitedPatience) : paced(context, patience);
}

const machine = setup({
  types: { context: {} as CheckoutContext, input: {} as CheckoutInput, output: {} as CheckoutOutput, events: {} as CheckoutEvent },
  actors: {
    pay: fromPromise<PaymentEnd, { context: CheckoutContext }>(({ input: { context } }) => underway(context.ports.ledger, () => pay(context.ports, requestOf(context), context.refusal))),
    resolvePayment: fromPromise<PaymentEnd, { ports: Ports; request: PaymentRequest }>(({ input: { ports, request } }) => underway(ports.ledger, () => resolvePayment(ports, request))),
    issuePiece: fromPromise<PieceEnd, { ports: Ports; sale: string; piece: Piece }>(({ input: { ports, sale, piece } }) => underway(ports.ledger, () => issuePiece(ports, sale, piece))),
    giveBack: fromPromise<GiveBackEnd, CheckoutContext>(({ input }) =>
      underway(input.ports.ledger, () =>
        giveBack(input.ports, {
          sale: input.sale,
          amount: givingAmount(input),
          original: requestOf(input).reference,
          askedBefore: input.refunds,
          whole: givingAmount(input) === input.total,
        }),
      ),
    ),
    printSlip: fromPromise<Outcome<void, PrintFault>, { context: CheckoutContext; reason: SlipReason }>(({ input: { context, reason } }) =>
      printPaper(context.ports, context.sale, 'slip', slipPaper(context, reason)),
    ),
    askPayment: fromPromise<PaymentEnd, { ports: Ports; request: PaymentRequest }>(({ input: { ports, request } }) => underway(ports.ledger, () => askUnknownPayment(ports, request))),
    printCopy: fromPromise<void, { context: CheckoutContext; document: HelpDocument }>(({ input: { context, document } }) => underway(context.ports.ledger, () => printLiveCopy(context, document))),
    printPapers: fromPromise<CheckoutContext['papers'], CheckoutContext>(async ({ input }) => {
      const { ports, sale, wanted } = input;
      const end = async (paper: 'proof' | 'receipt'): Promise<PaperEnd> => {
        if (!wanted[paper]) return 'none';
        const outcome = await printPaper(ports, sale, paper, paper === 'proof' ? proofPaper(input) : receiptPaper(input));
        return outcome.kind === 'ok' ? 'printed' : 'failed';
      };
      return { proof: await end('proof'), receipt: await end('receipt') };
    }),
  },
  delays: {
    refusedPatience: ({ context }) => waits(context, refusedPatience),
    troublePatience: ({ context }) => waits(context, troublePatience),
    depositPatience: ({ context }) => waits(context, depositPatience),
    helpPatience: ({ context }) => waits(context, helpPatience),
  },
  guards: {
    payable: ({ context }) => payReason(context.world, context.lines, context.ports) === null,
    labelsWell: ({ context }) => isWell(context.world.health.labels),
    allDone: ({ context }) => nextPiece(context.pieces) === null,
    somethingDelivered: ({ context }) => context.pieces.some((piece) => piece.state === 'printed'),
    owesSlip: ({ context }) => slipMatter(context) !== null && slipMatter(context) !== context.slipSaid,
    /** Whoever looks at the machine can still put it right. */
    awaitsHelp: ({ context }) => isPaymentUnknown(context) || doubtful(context).length > 0,
    alone: ({ context }) => !context.helped,
    reprints: ({ context, event }) => event.type === 'helped.label.reprinted' && reprintable(context).some(({ piece }) => piece === event.piece),
    tells: ({ context, event }) => event.type === 'helped.label.told' && doubtful(context).some(({ piece }) => piece === event.piece),
    refunds: ({ context, event }) => event.type === 'helped.refund' && event.pieces.length > 0 && event.pieces.every((id) => refundable(context).some(({ piece }) => piece === id)),
    allows: ({ context, event }) =>
      event.type === 'helped.allowance' && event.amount > 0 && reducible(context).some((piece) => piece.piece === event.piece && event.amount <= valueOf(piece)),
    copies: ({ context, event }) => event.type === 'helped.copy' && copyableNow(context).includes(event.document),
    paymentUnknown: ({ context }) => isPaymentUnknown(context),
    approved: ({ context }) => context.approval !== null,
    cleared: ({ context }) => context.incident === null,
    gives: ({ context }) => givingAmount(context) > 0,
    papersWanted: ({ event }) => event.type === 'papers.chosen' && (event.proof || event.receipt),
    ended: (_, params: { readonly end: PaymentEnd; readonly as: PaymentEnd['kind'] }) => params.end.kind === params.as,
  },
  actions: {
    noteWorld: assign(({ event }) => (event.type === 'world.changed' ? { world: event.world } : {})),
    keepEnd: assign((_, end: PaymentEnd) => {
      if (end.kind === 'approved') return { approval: end.approval };
      return end.kind === 'refused' ? { refusal: end.reason } : {};
    }),
    nextAttempt: assign(({ context }) => ({ attempt: context.attempt + 1 })),
    startPiece: assign(({ context }) => {
      const piece = nextPiece(context.pieces);
      return piece === null ? {} : { pieces: withPiece(context.pieces, { ...piece, state: 'printing' }) };
    }),
    noteFault: assign(({ context }) => ({ fault: labelFault(context.world.health.labels) })),
    /** A step broke off in the middle: nobody but a person can tell what became of it. */
    losePiece: assign(({ context }) => {
      const piece = context.pieces.find((one) => one.state === 'printing');
      if (!piece) return {};
      const amount = valueOf(piece);
      const reference = openIncident(context.ports, context.sale, amount, 'label-unknown');
      return { pieces: withPiece(context.pieces, { ...piece, state: 'unknown' }), ...withIncident(context, 'label-unknown', reference, amount) };
    }),
    loseRefund: assign(({ context }) => {
      const amount = givingAmount(context);
      const reference = openIncident(context.ports, context.sale, amount, 'refund-unknown');
      return {
        refunds: context.refunds + 1,
        pieces: afterGiving(context.pieces, context.giving, false),
        ...withIncident(context, 'refund-unknown', reference, amount),
      };
    }),
    /** Whoever works here is told at once; the customer has nothing to do. */
    call: ({ context }) => context.ports.call(context.incidentCause === 'payment-unknown' && context.incident !== null ? 'payment' : 'label'),
    noteDeposit: assign(({ context, event }) => {
      if (event.type !== 'code.scanned') return {};
      const { pieces, scanned, settled } = deposited(context.ports, context.pieces, event.scan);
      return { pieces, scanned, incident: withoutSettled(context.incident, settled) };
    }),
    notePace: assign(({ event }) => (event.type === 'pace.changed' ? { unhurried: event.unhurried } : {})),
    noteHelper: assign(({ event }) => ({ helped: event.type === 'helper.joined', awaited: awaitedNow(event) })),
    giveWaiting: assign({ giving: { kind: 'waiting' as const } }),
    reprint: assign(({ context, event }) => (event.type === 'helped.label.reprinted' ? reprinted(context, event) : {})),
    tellLabel: assign(({ context, event }) => (event.type === 'helped.label.told' ? labelTold(context, event) : {})),
    voidChosen: assign(({ context, event }) => (event.type === 'helped.refund' ? chosenVoid(context, event) : {})),
    lowerPrice: assign(({ context, event }) => (event.type === 'helped.allowance' ? priceLowered(context, event) : {})),
    tellPayment: assign(({ context, event }) => (event.type === 'helped.payment.told' ? decided(tellPayment(context.ports, requestOf(context), event.debited)) : {})),
    keepDecision: assign((_, end: PaymentEnd) => decided(end)),
    chooseCopy: assign(({ event }) => (event.type === 'helped.copy' ? { copied: event.document } : {})),
    dismiss: assign({ dismissed: true }),
    wantPapers: assign(({ event }) => (event.type === 'papers.chosen' ? { wanted: { proof: event.proof, receipt: event.receipt } } : {})),
  },
});

/** What a slip would be about; null when no slip is owed. */
function slipMatter({ incident, pieces }: Pick<CheckoutContext, 'incident' | 'pieces'>): string | null {
  const returned = returnedValue(pieces);
  return incident === null && returned === 0 ? null : `${incident?.reference ?? ''} ${incident?.amount ?? 0} ${returned}`;
}

export const checkoutMachine = machine.createMachine({
  id: 'checkout',
  context: ({ input }) => ({
    ...input,
    total: basketTotal(input.lines),
    sale: '',
    attempt: 1,
    refusal: 'not-recorded',
    approval: null,
    pieces: piecesOf(input.lines),
    fault: 'hardware',
    incident: null,
    incidentCause: 'payment-unknown',
    refunds: 0,
    giving: { kind: 'waiting' },
    slipSaid: null,
    copied: 'slip',
    dismissed: false,
    scanned: null,
    gaveUp: false,
    wanted: { proof: false, receipt: false },
    papers: { proof: 'none', receipt: 'none' },
  }),
  initial: 'opening',
  on: { 'world.changed': { actions: 'noteWorld' }, 'helper.*': { actions: 'noteHelper' }, 'pace.changed': { actions: 'notePace' } },
  states: {
    opening: {
      entry: assign(({ context }) => {
        const opened = openSale(context.ports, context.session, context.lines);
        return opened.ok ? { sale: opened.value } : {};
      }),
      always: [{ guard: ({ context }) => context.sale === '', target: 'notRecorded' }, { target: 'paying' }],
    },
    /** Nothing could be recorded, so nothing was asked of the card: the customer is told so. */
    notRecorded: {
      after: { refusedPatience: 'backToBasket' },
      on: { 'payment.retried': { guard: 'payable', target: 'opening' }, 'basket.reopened': 'backToBasket', back: 'backToBasket' },
    },
    paying: {
      invoke: {
        src: 'pay',
        input: ({ context }) => ({ context }),
        onDone: [
          { guard: { type: 'ended', params: ({ event }) => ({ end: event.output, as: 'approved' }) }, actions: { type: 'keepEnd', params: ({ event }) => event.output }, target: 'issuing' },
          { guard: { type: 'ended', params: ({ event }) => ({ end: event.output, as: 'unknown' }) }, target: 'checking' },
          { actions: { type: 'keepEnd', params: ({ event }) => event.output }, target: 'refused' },
        ],
        // The port ends in an outcome and never throws; if it does, nothing is known of the money.
        onError: 'checking',
      },
    },
    /** No answer is not a refusal: the card terminal is asked, and nothing else may be done until it has answered. */
    checking: {
      invoke: {
        src: 'resolvePayment',
        input: ({ context }) => ({ ports: context.ports, request: requestOf(context) }),
        onDone: [
          { guard: { type: 'ended', params: ({ event }) => ({ end: event.output, as: 'approved' }) }, actions: { type: 'keepEnd', params: ({ event }) => event.output }, target: 'issuing' },
          { guard: { type: 'ended', params: ({ event }) => ({ end: event.output, as: 'unknown' }) }, target: 'stranded' },
          { actions: { type: 'keepEnd', params: ({ event }) => event.output }, target: 'refused' },
        ],
        onError: 'stranded',
      },
    },
    refused: {
      invoke: { src: 'printSlip', input: ({ context }) => ({ context, reason: context.refusal === 'abandoned' ? 'cancelled' : 'refused' }), onError: {} },
      after: { refusedPatience: 'givingUp' },
      on: {
        'payment.retried': { guard: 'payable', actions: 'nextAttempt', target: 'paying' },
        'basket.reopened': 'givingUp',
        back: 'givingUp',
      },
    },
    stranded: {
      entry: [
        assign(({ context }) =>
          withIncident(context, 'payment-unknown', openIncident(context.ports, context.sale, context.total, 'payment-unknown'), context.total),
        ),
        'call',
      ],
      always: 'settling',
    },
    issuing: {
      initial: 'choosing',
      states: {
        choosing: {
          always: [
            { guard: 'allDone', target: '#checkout.settling' },
            { guard: 'labelsWell', target: 'printing' },
            { actions: 'noteFault', target: '#checkout.troubled' },
          ],
        },
        printing: {
          entry: 'startPiece',
          invoke: {
            src: 'issuePiece',
            input: ({ context }) => {
              const piece = context.pieces.find((one) => one.state === 'printing');
              if (!piece) throw new Error('no piece to print');
              return { ports: context.ports, sale: context.sale, piece };
            },
            onDone: [
              { guard: ({ event }) => event.output.kind === 'printed', actions: assign(({ context, event }) => ({ pieces: withPiece(context.pieces, event.output.piece) })), target: 'choosing' },
              {
                guard: ({ event }) => event.output.kind === 'trouble',
                actions: assign(({ context, event }) => ({
                  pieces: withPiece(context.pieces, event.output.piece),
                  fault: event.output.kind === 'trouble' ? event.output.fault : context.fault,
                })),
                target: '#checkout.troubled',
              },
              {
                actions: assign(({ context, event }) => ({
                  pieces: withPiece(context.pieces, event.output.piece),
                  ...(event.output.kind === 'unknown' ? withIncident(context, 'label-unknown', event.output.incident, valueOf(event.output.piece)) : {}),
                })),
                target: 'choosing',
              },
            ],
            // The port ends in an outcome and never throws; if it does, the label may have come out.
            onError: { actions: 'losePiece', target: 'choosing' },
          },
        },
      },
    },
    /** A label did not come out. Nobody has to do anything: somebody is called, and the money can come back at once. */
    troubled: {
      entry: 'call',
      on: {
        'label.retried': { guard: 'labelsWell', target: 'issuing' },
        'label.refunded': { actions: 'giveWaiting', target: 'refunding' },
        'helped.label.reprinted': { guard: 'reprints', actions: 'reprint', target: 'issuing' },
        'helped.refund': { guard: 'refunds', actions: 'voidChosen', target: 'giving' },
      },
      initial: 'patient',
      states: {
        patient: {
          after: { troublePatience: { guard: 'alone', actions: 'giveWaiting', target: '#checkout.refunding' } },
          on: { 'helper.*': { actions: 'noteHelper', target: 'patient', reenter: true } },
        },
      },
    },
    /** What a worker gives back has been recorded as owed, or nothing goes anywhere. */
    giving: { always: [{ guard: 'gives', target: 'refunding' }, { target: 'issuing' }] },
    refunding: {
      invoke: {
        src: 'giveBack',
        input: ({ context }) => context,
        onDone: {
          actions: assign(({ context, event }) => {
            const amount = givingAmount(context);
            return {
              refunds: event.output.asked,
              pieces: afterGiving(context.pieces, context.giving, event.output.kind === 'returned'),
              ...(event.output.kind === 'incident' ? withIncident(context, event.output.cause, event.output.incident, amount) : {}),
            };
          }),
          // Of what a worker gave back only a part, the rest still waits for its label.
          target: 'issuing',
        },
        onError: { actions: 'loseRefund', target: 'issuing' },
      },
    },
    /** The customer leaves with a paper about every euro that is not a label. */
    settling: {
      always: [{ guard: 'owesSlip', target: 'slipping' }, { target: 'depositing' }],
    },
    slipping: {
      invoke: {
        src: 'printSlip',
        input: ({ context }) => ({ context, reason: context.incident !== null ? 'incident' : 'returned' }),
        onDone: {
          actions: assign(({ context, event }) => ({
            slipSaid: slipMatter(context),
            incident: context.incident === null ? null : { ...context.incident, slip: event.output.kind === 'ok' ? ('printed' as const) : ('not-printed' as const) },
          })),
          target: 'slipped',
        },
        onError: 'slipped',
      },
    },
    slipped: { always: [{ guard: 'somethingDelivered', target: 'depositing' }, { guard: 'awaitsHelp', target: 'waiting' }, { target: 'closed' }] },
    /** The last screen stands there already; the sale stays open as long as somebody may come and look. */
    waiting: {
      after: { helpPatience: { guard: 'alone', actions: 'dismiss', target: 'closed' } },
      on: {
        'session.finished': { actions: 'dismiss', target: 'closed' },
        'helped.ended': { actions: 'dismiss', target: 'closed' },
        'helper.*': { actions: 'noteHelper', target: 'waiting', reenter: true },
        'helped.payment.asked': { guard: 'paymentUnknown', target: 'asking' },
        'helped.payment.told': { guard: 'paymentUnknown', actions: 'tellPayment', target: 'told' },
        'helped.label.told': { guard: 'tells', actions: 'tellLabel', target: 'issuing' },
        'helped.copy': { guard: 'copies', actions: 'chooseCopy', target: 'copying' },
      },
    },
    asking: {
      invoke: {
        src: 'askPayment',
        input: ({ context }) => ({ ports: context.ports, request: requestOf(context) }),
        onDone: { actions: { type: 'keepDecision', params: ({ event }) => event.output }, target: 'told' },
        onError: 'waiting',
      },
    },
    told: { always: [{ guard: 'approved', target: 'issuing' }, { guard: 'cleared', target: 'clearing' }, { target: 'waiting' }] },
    /** Nothing was debited: the slip about an incident is answered by one that says so, and the basket comes back. */
    clearing: { invoke: { src: 'printSlip', input: ({ context }) => ({ context, reason: 'refused' }), onDone: 'givingUp', onError: 'givingUp' } },
    copying: {
      invoke: {
        src: 'printCopy',
        input: ({ context }) => ({ context, document: context.copied }),
        onDone: 'slipped',
        onError: 'slipped',
      },
    },
    depositing: {
      after: { depositPatience: { guard: 'alone', target: 'closed' } },
      on: {
        'helper.*': { actions: 'noteHelper', target: 'depositing', reenter: true },
        'helped.label.reprinted': { guard: and(['reprints', 'labelsWell']), actions: 'reprint', target: 'issuing' },
        'helped.label.told': { guard: 'tells', actions: 'tellLabel', target: 'issuing' },
        'helped.refund': { guard: 'refunds', actions: 'voidChosen', target: 'giving' },
        'helped.allowance': { guard: 'allows', actions: 'lowerPrice', target: 'giving' },
        'helped.copy': { guard: 'copies', actions: 'chooseCopy', target: 'copying' },
        'helped.ended': { actions: 'dismiss', target: 'closed' },
        // Whoever is scanning is there: the patience begins anew.
        'code.scanned': { actions: 'noteDeposit', target: 'depositing', reenter: true },
        'papers.chosen': [
          { guard: 'papersWanted', actions: 'wantPapers', target: 'printingPapers' },
          { target: 'closed' },
        ],
        'session.finished': 'closed',
      },
    },
    printingPapers: {
      invoke: {
        src: 'printPapers',
        input: ({ context }) => context,
        onDone: { actions: assign(({ event }) => ({ papers: event.output })), target: 'closed' },
        onError: 'closed',
      },
    },
    closed: { entry: ({ context }) => void closeSale(context.ports, context.sale), type: 'final' },
    givingUp: { entry: ({ context }) => void closeSale(context.ports, context.sale), always: 'backToBasket' },
    backToBasket: { entry: assign({ gaveUp: true }), type: 'final' },
  },
  output: ({ context }): CheckoutOutput => (context.gaveUp ? { kind: 'back-to-basket' } : finishedOf(context)),
});
