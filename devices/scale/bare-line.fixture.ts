import { ManualClock } from '../clock.ts';
import { settled } from '../settled.fixture.ts';
import { memoryWire } from '../wire/memory.ts';
import type { VirtualScale } from './virtual-scale.ts';

/** Talks to a twin with bare bytes, one character each; time stands still until it is moved. */
export function bareLine(make: (options: { readonly clock: ManualClock; readonly knobs: object }) => VirtualScale, knobs: object) {
  const clock = new ManualClock();
  const twin = make({ clock, knobs: { settleMs: 500, ...knobs } });
  const [near, far] = memoryWire();
  twin.attach(far);
  let heard = '';
  near.onBytes((bytes) => (heard += Buffer.from(bytes).toString('latin1')));
  const take = () => {
    const text = heard;
    heard = '';
    return text;
  };
  return {
    twin,
    near,
    /** What the twin answers at once. */
    says: async (command: string): Promise<string> => {
      await near.write(Buffer.from(command, 'latin1'));
      await settled();
      return take();
    },
    /** What it says by then. */
    after: async (ms: number): Promise<string> => {
      clock.advance(ms);
      await settled();
      return take();
    },
  };
}
