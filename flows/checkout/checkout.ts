import { assign, fromPromise, setup } from 'xstate';
import { basketTotal } from '../customer/basket.ts';
import type { Outcome, Ports, PrintFault } from '../ports.ts';
import { payReason } from '../terminal/services.ts';
import { isWell } from '../terminal/world.ts';
import { closeSale, giveBack, openIncident, openSale, pay, resolvePayment, type GiveBackEnd, type PaymentEnd, type PaymentRequest } from './money-steps.ts';
import { issuePiece, labelFault, type PieceEnd } from './label-steps.ts';
import { requestOf, withIncident, withoutSettled, type CheckoutContext, type CheckoutEvent, type CheckoutInput, type CheckoutOutput, type PaperEnd } from './memory.ts';
import { deposited } from './deposit.ts';
import { isPosted, nextPiece, piecesOf, returnedValue, undeliveredValue, withPiece, type Piece } from './piece.ts';
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

const machine = setup({
  types: { context: {} as CheckoutContext, input: {} as CheckoutInput, output: {} as CheckoutOutput, events: {} as CheckoutEvent },
  actors: {
    pay: fromPromise<PaymentEnd, { ports: Ports; request: PaymentRequest }>(({ input: { ports, request } }) => underway(ports.ledger, () => pay(ports, request))),
    resolvePayment: fromPromise<PaymentEnd, { ports: Ports; request: PaymentRequest }>(({ input: { ports, request } }) => underway(ports.ledger, () => resolvePayment(ports, request))),
    issuePiece: fromPromise<PieceEnd, { ports: Ports; sale: string; piece: Piece }>(({ input: { ports, sale, piece } }) => underway(ports.ledger, () => issuePiece(ports, sale, piece))),
    giveBack: fromPromise<GiveBackEnd, CheckoutContext>(({ input }) =>
      underway(input.ports.ledger, () =>
        giveBack(input.ports, {
          sale: input.sale,
          amount: undeliveredValue(input.pieces),
          original: requestOf(input).reference,
          askedBefore: input.refunds,
          whole: undeliveredValue(input.pieces) === input.total,
        }),
      ),
    ),
    printSlip: fromPromise<Outcome<void, PrintFault>, { context: CheckoutContext; reason: SlipReason }>(({ input: { context, reason } }) =>
      printPaper(context.ports, context.sale, 'slip', slipPaper(context, reason)),
    ),
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
  delays: { refusedPatience, troublePatience, depositPatience },
  guards: {
    payable: ({ context }) => payReason(context.world, context.lines, context.ports) === null,
    labelsWell: ({ context }) => isWell(context.world.health.labels),
    allDone: ({ context }) => nextPiece(context.pieces) === null,
    somethingDelivered: ({ context }) => context.pieces.some((piece) => piece.state === 'printed'),
    owesSlip: ({ context }) => context.incident !== null || returnedValue(context.pieces) > 0,
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
      const amount = piece.line.unitPrice;
      const reference = openIncident(context.ports, context.sale, amount, 'label-unknown');
      return { pieces: withPiece(context.pieces, { ...piece, state: 'unknown' }), ...withIncident(context, 'label-unknown', reference, amount) };
    }),
    loseRefund: assign(({ context }) => {
      const amount = undeliveredValue(context.pieces);
      const reference = openIncident(context.ports, context.sale, amount, 'refund-unknown');
      return {
        refunds: context.refunds + 1,
        pieces: context.pieces.map((piece) => (piece.state === 'waiting' ? { ...piece, state: 'spoiled' as const } : piece)),
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
    wantPapers: assign(({ event }) => (event.type === 'papers.chosen' ? { wanted: { proof: event.proof, receipt: event.receipt } } : {})),
  },
});

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
    scanned: null,
    gaveUp: false,
    wanted: { proof: false, receipt: false },
    papers: { proof: 'none', receipt: 'none' },
  }),
  initial: 'opening',
  on: { 'world.changed': { actions: 'noteWorld' } },
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
        input: ({ context }) => ({ ports: context.ports, request: requestOf(context) }),
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
                  ...(event.output.kind === 'unknown' ? withIncident(context, 'label-unknown', event.output.incident, event.output.piece.line.unitPrice) : {}),
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
      after: { troublePatience: 'refunding' },
      on: { 'label.retried': { guard: 'labelsWell', target: 'issuing' }, 'label.refunded': 'refunding' },
    },
    refunding: {
      invoke: {
        src: 'giveBack',
        input: ({ context }) => context,
        onDone: {
          actions: assign(({ context, event }) => {
            const amount = undeliveredValue(context.pieces);
            const ended = event.output.kind === 'returned' ? ('returned' as const) : ('spoiled' as const);
            return {
              refunds: event.output.asked,
              pieces: context.pieces.map((piece) => (piece.state === 'waiting' ? { ...piece, state: ended } : piece)),
              ...(event.output.kind === 'incident' ? withIncident(context, event.output.cause, event.output.incident, amount) : {}),
            };
          }),
          target: 'settling',
        },
        onError: { actions: 'loseRefund', target: 'settling' },
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
            incident: context.incident === null ? null : { ...context.incident, slip: event.output.kind === 'ok' ? ('printed' as const) : ('not-printed' as const) },
          })),
          target: 'slipped',
        },
        onError: 'slipped',
      },
    },
    slipped: { always: [{ guard: 'somethingDelivered', target: 'depositing' }, { target: 'closed' }] },
    depositing: {
      after: { depositPatience: 'closed' },
      on: {
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
  output: ({ context }): CheckoutOutput => {
    if (context.gaveUp) return { kind: 'back-to-basket' };
    return {
      kind: 'finished',
      paid: context.approval === null ? null : context.total,
      printed: context.pieces.filter((piece) => piece.state === 'printed').length,
      posted: context.pieces.some((piece) => piece.state === 'printed' && isPosted(piece.line)),
      awaited: context.pieces.filter((piece) => piece.state === 'printed' && isPosted(piece.line) && piece.deposited === null).length,
      returned: returnedValue(context.pieces),
      incident: context.incident,
      papers: context.papers,
    };
  },
});
