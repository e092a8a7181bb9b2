import type { DrivenKind } from '../../devices/drivers.ts';
import type { Screen, View } from '../../flows/view.ts';

/** A state of session and checkout as a screen tells it, and the devices that matter in it. */
export type Moment = string;

export function momentOf(view: View): Moment {
  switch (view.screen) {
    case 'starting':
    case 'pay':
    case 'copy':
    case 'tracking':
    case 'drop-off':
      return `${view.screen}, ${view.phase}`;
    case 'weigh':
      return `${view.screen}, ${view.weighing}`;
    case 'deposit':
      return `${view.screen}, papers ${view.papers}`;
    default:
      return view.screen;
  }
}

const scale: readonly DrivenKind[] = ['scale'];
/** Whatever is sold on labels alone. */
const selling: readonly DrivenKind[] = ['label-printer', 'payment-terminal'];
const everything: readonly DrivenKind[] = ['scale', 'label-printer', 'receipt-printer', 'payment-terminal', 'code-scanner'];

/** Devices that the screen shows, waits for, or leads to with its next step. */
export const matters: Readonly<Record<Screen, readonly DrivenKind[]>> = {
  starting: everything,
  attract: everything,
  weigh: scale,
  destination: scale,
  country: scale,
  contents: scale,
  format: scale,
  offers: scale,
  address: [],
  'pick-up': [],
  customs: [],
  stamps: selling,
  supplement: selling,
  articles: selling,
  'drop-off': ['code-scanner', 'receipt-printer'],
  copy: ['code-scanner', 'receipt-printer'],
  tracking: ['code-scanner'],
  basket: [...selling, 'receipt-printer', 'scale'],
  pay: [...selling, 'receipt-printer'],
  'payment-refused': selling,
  issuing: [...selling, 'receipt-printer'],
  'label-trouble': selling,
  refunding: ['payment-terminal', 'receipt-printer'],
  deposit: ['receipt-printer', 'code-scanner'],
  farewell: [],
  'out-of-service': [],
  maintenance: [],
  stopping: [],
};
