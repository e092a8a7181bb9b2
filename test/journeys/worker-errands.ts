import type { Customer } from '../customer.ts';
import type { Kiosk } from '../kiosk.ts';
import { Worker } from '../worker.ts';
import type { Sums } from './audit.ts';
import { fillsBasketWithLetters, letterPrice, words } from './journey.ts';

/** What a worker is called for most, from the sign-in until the badge can be taken off: the rows of the README's second table of touches. */
export interface WorkerErrand {
  readonly name: string;
  readonly most: number;
  readonly books: Sums;
  /** Up to the worker, signed in and looking at it. Badge and PIN are over: how many digits it has is the office's choice. */
  prepare(kiosk: Kiosk, customer: Customer): Promise<Worker>;
  play(kiosk: Kiosk, customer: Customer, worker: Worker): Promise<void>;
}

async function comes(kiosk: Kiosk, { page }: Customer): Promise<Worker> {
  const worker = new Worker(kiosk, page, 'DEMO-A');
  await worker.signsIn();
  return worker;
}

const both = 2 * letterPrice;

export const workerErrands = {
  reprint: {
    name: 'label printed again after a jam',
    most: 4,
    books: { paid: both, issued: both },
    async prepare(kiosk, customer) {
      await fillsBasketWithLetters(kiosk, customer);
      await kiosk.turn('label-printer', { slowMs: 1_500 });
      await customer.touches('basket.paid');
      await customer.page.locator('[data-piece][data-state="printed"]').waitFor();
      await kiosk.turn('label-printer', { jam: true });
      await customer.sees('label-trouble');
      await kiosk.turn('label-printer', { jam: false, slowMs: 100 });
      await customer.control('label.retried').waitFor();
      return comes(kiosk, customer);
    },
    async play(_kiosk, customer, worker) {
      await worker.chooses('label.reprinted');
      await customer.page.locator('[data-intent="staff.target.chosen"]').last().tap();
      await worker.says('label-jammed');
      await customer.sees('deposit');
    },
  },
  refund: {
    name: 'one of two items refunded',
    most: 5,
    books: { paid: both, issued: letterPrice, returned: letterPrice },
    async prepare(kiosk, customer) {
      await fillsBasketWithLetters(kiosk, customer);
      await customer.touches('basket.paid');
      await customer.sees('deposit');
      return comes(kiosk, customer);
    },
    async play(_kiosk, customer, worker) {
      await worker.does('item.refunded', { target: 'first', reason: 'item-refused' });
      await customer.page.locator('[data-screen="deposit"] [data-piece][data-state="returned"]').waitFor();
    },
  },
  paper: {
    name: 'roll of labels changed, counted and tried',
    most: 3,
    books: { paid: 0 },
    async prepare(kiosk, customer) {
      const worker = await comes(kiosk, customer);
      await customer.sees('maintenance');
      return worker;
    },
    async play(kiosk, customer) {
      await customer.touches('maintenance.opened', 'rolls');
      await customer.touches('maintenance.roll.chosen', 'labels');
      // The printer itself says when it is opened and closed: no key is needed for that.
      await kiosk.turn('label-printer', { headOpen: true });
      await customer.page.getByRole('heading', { name: words('maintenance.rolls.replace.title') }).waitFor();
      await kiosk.turn('label-printer', { headOpen: false });
      await customer.touches('maintenance.roll.counted', 'full');
      await customer.control('maintenance.roll.next').waitFor();
    },
  },
} as const satisfies Record<string, WorkerErrand>;
