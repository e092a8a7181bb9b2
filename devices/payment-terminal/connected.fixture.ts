import { afterEach } from 'vitest';
import type { Clock, ManualClock } from '../clock.ts';
import type { Twin } from '../twin.ts';
import type { OpenWire } from '../wire/wire.ts';
import type { PastTransaction, PaymentTerminal } from './payment-terminal.ts';
import { QuietLine } from './quiet-line.ts';
import type { VirtualPaymentTerminal } from './virtual-terminal.ts';

type Driver = (context: { readonly open: OpenWire; readonly clock: Clock }) => PaymentTerminal;

export const sale = { amount: 1234, reference: 'S-000017' };

const opened: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0)) await close();
});

/** A driver, started, on a quiet line to a twin or to what passes for one; stopped after the test. */
export async function connect(driver: Driver, twin: (clock: ManualClock) => Pick<Twin, 'attach'>) {
  const line = new QuietLine('memory', twin);
  await line.plug();
  const terminal = driver({ open: line.open, clock: line.clock });
  opened.push(() => line.run(terminal.stop()));
  terminal.start();
  return {
    line,
    terminal,
    online: () => line.until(() => terminal.health().state === 'online'),
    pay: (transaction = sale) => line.run(terminal.pay(transaction)),
    resolve: (transaction: PastTransaction = sale) => line.run(terminal.resolve(transaction)),
  };
}

/** Driver and virtual terminal, online; only then are the knobs turned. */
export async function connectTwin(driver: Driver, create: (context: { readonly clock: Clock }) => VirtualPaymentTerminal, knobs: object) {
  let twin: VirtualPaymentTerminal | undefined;
  const connected = await connect(driver, (clock) => (twin = create({ clock })));
  await connected.online();
  twin!.turn(knobs);
  return { ...connected, twin: twin! };
}
