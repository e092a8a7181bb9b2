import { systemClock } from '../devices/clock.ts';
import type { PrinterTwin } from '../devices/twin.ts';
import type { View } from '../flows/view.ts';
import { configSchema } from './config.ts';
import { startTerminal } from './terminal.ts';

/** Sells one letter at one fixed instant, prints what is said of it on paper, and stops: whatever the process believes of its place. */
const [directory = '', instant = ''] = process.argv.slice(2);
const at = Date.parse(instant);
const clock = { now: () => at, after: (ms: number, callback: () => void) => systemClock.after(ms, callback) };
const started = await startTerminal({ config: configSchema.parse({}), dataDirectory: directory, machine: { clock } });
if (!started.ok) throw new Error(started.error.join('\n'));
const terminal = started.value;

function sees(holds: (view: View) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = (view: View): void => {
      if (holds(view)) resolve();
    };
    look(terminal.view());
    terminal.onView(look);
  });
}
const locales = new Set<string>();
terminal.onView(({ locale }) => void locales.add(locale));

terminal.virtual.get('payment-terminal')?.twin.turn({ delayMs: 0 });
await sees((view) => view.screen === 'attract' && view.services.some(({ id, reason }) => id === 'send' && reason === null));
terminal.virtual.get('scale')?.twin.turn({ grams: 18, settleMs: 0 });
await sees(({ screen }) => screen === 'destination');
terminal.send({ type: 'destination.chosen', destination: 'france' });
await sees((view) => view.screen === 'offers' && view.selected !== null);
terminal.send({ type: 'offer.confirmed' });
await sees((view) => view.screen === 'basket' && view.payReason === null);
terminal.send({ type: 'basket.paid' });
await sees((view) => view.screen === 'deposit' && view.papers === 'offered');
terminal.send({ type: 'papers.chosen', proof: true, receipt: true });
await sees(({ screen }) => screen === 'farewell');

/** What a printer has printed, once it is so many papers. */
function printed(kind: 'label-printer' | 'receipt-printer', count: number): Promise<unknown> {
  const twin = terminal.virtual.get(kind)?.twin as PrinterTwin;
  return new Promise((resolve) => {
    const look = (): void => {
      if (twin.papers().length >= count) resolve(twin.papers().map(({ lines }) => lines));
    };
    look();
    twin.onChange(look);
  });
}
const labels = await printed('label-printer', 1);
const papers = await printed('receipt-printer', 2);
console.log(JSON.stringify({ locales: [...locales], zone: new Date(at).getTimezoneOffset(), labels, papers }));
await terminal.stop();
