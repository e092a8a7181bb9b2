import type { Clock } from '../clock.ts';
import type { OpenWire } from '../wire/wire.ts';
import type { Behaviour, PaymentBench } from './conformance.ts';
import type { PaymentTerminal } from './payment-terminal.ts';
import { QuietLine, type Carrier } from './quiet-line.ts';
import type { VirtualPaymentTerminal } from './virtual-terminal.ts';

export interface Protocol {
  readonly driver: (context: { readonly open: OpenWire; readonly clock: Clock }) => PaymentTerminal;
  readonly twin: (context: { readonly clock: Clock }) => VirtualPaymentTerminal;
  /** The knobs of each behaviour. */
  readonly behaviours: Readonly<Record<Behaviour, object>>;
  readonly cancels: PaymentBench['cancels'];
}

/** Behaves well again in all that a behaviour may have turned. What is late stays late: it has not come yet. */
const well = {
  answer: 'approve', busy: false, silent: false, dropBeforeAnswer: false, resetAfterApproval: false, delayMs: 1_500, foreignAnswer: false, contradictory: false, wrongEcho: 'none', garbage: '',
};

/** For tests: a driver and its twin on a quiet line, for the conformance suite. */
export function quietBench(carrier: Carrier, { driver, twin: createTwin, behaviours, cancels }: Protocol) {
  return async (): Promise<PaymentBench> => {
    let twin: VirtualPaymentTerminal | undefined;
    const line = new QuietLine(carrier, (clock) => (twin = createTwin({ clock })));
    await line.plug();
    const create = (): PaymentTerminal => driver({ open: line.open, clock: line.clock });
    let terminal = create();
    const state = () => twin!.state();
    return {
      get terminal() {
        return terminal;
      },
      cancels,
      async restart() {
        await line.run(terminal.stop());
        terminal = create();
        terminal.start();
        await line.until(() => terminal.health().state === 'online');
      },
      power: (powered) => void twin!.turn({ powered }),
      present: () => void twin!.turn({ present: 'contactless' }),
      behave: (behaviour) => void twin!.turn({ ...well, ...behaviours[behaviour] }),
      debits: () => state().transactions.filter(({ fate }) => fate === 'approved').map(({ reference, amount }) => ({ reference, amount })),
      givenBack: () => state().totals.cancelled + state().totals.refunded,
      run: (promise) => line.run(promise),
      until: (condition) => line.until(condition),
      unplug: () => line.unplug(),
      plug: () => line.plug(),
      async close() {
        await line.run(terminal.stop());
        twin!.close();
        await line.unplug();
      },
    };
  };
}

/** Those that every protocol's twin turns with the same knobs. */
export const commonBehaviours = {
  approve: {},
  decline: { answer: 'decline' },
  'customer-gives-up': { answer: 'cancel' },
  'card-timeout': { answer: 'timeout' },
  busy: { busy: true },
  silent: { silent: true },
  'drop-then-approve': { dropBeforeAnswer: true, delayMs: 20_000 },
  'approve-then-drop': { resetAfterApproval: true },
  'approve-late': { lateAnswer: 'before-next' },
  interject: { foreignAnswer: true, delayMs: 20_000 },
  contradict: { contradictory: true },
  'approve-other-amount': { wrongEcho: 'amount' },
  'approve-other-sale': { wrongEcho: 'reference' },
  'approve-in-garbage': { garbage: '\u0000\u0015??' },
  wait: { answer: 'manual', cardTimeoutMs: 600_000 },
} as const satisfies Record<Behaviour, object>;
