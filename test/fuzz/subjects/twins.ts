import { ManualClock } from '../../../devices/clock.ts';
import { createTwin, type DrivenKind } from '../../../devices/drivers.ts';
import { Line } from '../line.ts';
import { must, type Subject } from '../subject.ts';

/** The other direction: what a driver, or anything else on the line, may say to a device that we play. */

/** More than a twin may answer to one input: beyond it, it has begun to talk by itself. */
const mostSaid = 8_000_000;

function twin(kind: DrivenKind, protocol: string): Subject {
  return {
    name: `twin-${protocol}`,
    room: 'devices',
    // A hundred receipts or labels in one input, each drawn.
    patience: 30_000,
    check(input) {
      const clock = new ManualClock(1_000_000);
      const device = createTwin(kind, { clock }, protocol);
      const line = new Line();
      device.attach(line);
      const middle = Math.floor(input.length / 3);
      line.hear(input.subarray(0, middle));
      clock.advance(50);
      line.hear(input.subarray(middle));
      clock.advance(2_000);
      must(line.said < mostSaid, `says ${line.said} bytes to ${input.length}`);
      void line.close();
      device.close();
      const { said } = line;
      clock.advance(2_000);
      must(line.said === said, 'goes on after its end');
    },
  };
}

export const twins: readonly Subject[] = [
  twin('scale', 'mt-sics'),
  twin('scale', 'toledo-8217'),
  twin('scale', 'hid-pos'),
  twin('receipt-printer', 'esc-pos'),
  twin('label-printer', 'zpl'),
  twin('payment-terminal', 'caisse-ap'),
  twin('payment-terminal', 'nexo-retailer'),
];
