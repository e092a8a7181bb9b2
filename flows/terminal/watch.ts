import { fromCallback, sendParent, setup } from 'xstate';
import type { Ports } from '../ports.ts';
import type { TerminalEvent } from './memory.ts';

/** What the root listens to for the whole life of the terminal: devices, badges, and the passing of time. */

/** How often the day's tariff and the ledger are looked at again, ms. */
const lookAgain = 15_000;

/** Says from time to time that it is time to look around. A machine, so that it lives by the terminal's own clock. */
export const ticker = setup({ delays: { lookAgain } }).createMachine({
  initial: 'waiting',
  states: { waiting: { after: { lookAgain: { target: 'waiting', reenter: true, actions: sendParent({ type: 'looked' }) } } } },
});

/** One listener for all states, so that no report is lost between two of them. */
export const watch = fromCallback<TerminalEvent, Ports>(({ input, sendBack }) => {
  const stops = [
    input.scale.onReading((reading) => sendBack({ type: 'scale.read', reading })),
    input.scanner.onScan((scan) => sendBack({ type: 'scanner.read', scan })),
    input.badge.onBadge((event) => sendBack(event.kind === 'presented' ? { type: 'badge.presented', badge: event.badge } : { type: `badge.${event.kind}` })),
    ...(['scale', 'card', 'labels', 'papers', 'scanner', 'badge'] as const).map((device) => input[device].onHealth((health) => sendBack({ type: 'health.changed', device, health }))),
  ];
  return () => stops.forEach((stop) => stop());
});
