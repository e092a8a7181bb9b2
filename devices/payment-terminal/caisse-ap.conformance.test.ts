import { createCaisseAp } from './caisse-ap.ts';
import { describePaymentTerminal, type Behaviour, type PaymentBench } from './conformance.ts';
import { QuietLine } from './quiet-line.ts';
import { createVirtualPaymentTerminal, virtualTerminalSettings } from './virtual-caisse-ap.ts';
import type { VirtualPaymentTerminal } from './virtual-terminal.ts';

const behaviours: Record<Behaviour, object> = {
  approve: {},
  decline: { answer: 'decline' },
  'customer-gives-up': { answer: 'cancel' },
  'card-timeout': { answer: 'timeout' },
  busy: { busy: true },
  silent: { silent: true },
  'drop-then-approve': { dropBeforeAnswer: true, delayMs: 20_000 },
  'approve-then-drop': { resetAfterApproval: true },
  'approve-late': { lateAnswer: 'before-next' },
};
const well = { answer: 'approve', busy: false, silent: false, dropBeforeAnswer: false, resetAfterApproval: false, delayMs: 1_500 };

function bench(carrier: 'tcp' | 'memory') {
  return async (): Promise<PaymentBench> => {
    let twin: VirtualPaymentTerminal | undefined;
    const line = new QuietLine(carrier, (clock) => (twin = createVirtualPaymentTerminal({ clock })));
    await line.plug();
    const terminal = createCaisseAp({ open: line.open, clock: line.clock, settings: virtualTerminalSettings });
    const state = () => twin!.state();
    return {
      terminal,
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

describePaymentTerminal('Caisse-AP on loopback TCP', bench('tcp'));
describePaymentTerminal('Caisse-AP in memory', bench('memory'));
