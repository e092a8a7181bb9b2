import { notDone } from '../outcome.ts';
import type { BytePort } from '../wire/wire.ts';
import { faultOf, readingOf } from './hid-pos-reading.ts';
import { HidDecoder, type HidReport } from './hid-pos-report.ts';
import { noiseCause } from './line-noise.ts';
import type { Scale } from './scale.ts';
import { SupervisedScale, type ScaleIdentity, type ScaleOptions } from './supervised-scale.ts';

/**
 * A USB scale of the HID usage page 0x8D (`devices.md` 1.4), read as the file of its reports. It streams and is told
 * nothing. Such scales are normally not verified: without the M mark the terminal shows no price from one.
 */

/** No report for this long: the reading is no longer true. */
export const frameTimeout = 1_500;
/** A report that has begun must end within this time; USB hands it over whole. */
export const reportGap = 50;

export function createHidPos(options: ScaleOptions): Scale {
  return new HidPos(options);
}

class HidPos extends SupervisedScale {
  readonly driver = 'hid-pos';
  #giveUp: (why: Error) => void = () => {};
  #cancelGap: () => void = () => {};

  constructor(options: ScaleOptions) {
    super(options, false);
  }

  zero(): ReturnType<Scale['zero']> {
    return Promise.resolve(notDone('unsupported', 'this scale takes no commands: press its own zero key'));
  }

  /** The first report after opening may be of the weighing before (`devices.md` 1.4): the second one counts. */
  protected connected(port: BytePort): Promise<ScaleIdentity> {
    const { promise, resolve, reject } = Promise.withResolvers<ScaleIdentity>();
    const identity = { protocol: 'USB HID POS scale', use: this.capabilities.verified ? 'trade' : 'bench only: not verified' };
    let stale = true;
    this.#giveUp = reject;
    this.#watchReports();
    this.#hear(port, (report) => {
      this.#watchReports();
      if (!stale) {
        this.identified(identity);
        this.show(readingOf(report, this.capabilities), faultOf(report, this.capabilities));
        resolve(identity);
      }
      stale = false;
    });
    return promise;
  }

  #hear(port: BytePort, tell: (report: HidReport) => void): void {
    const decoder = new HidDecoder();
    port.onBytes((bytes) => {
      this.#cancelGap();
      for (const report of decoder.push(bytes)) {
        if (report === null) this.noise.heard();
        else tell(report);
      }
      if (!decoder.pending) return;
      this.#cancelGap = this.clock.after(reportGap, () => {
        this.noise.heard();
        decoder.discard();
      });
    });
  }

  /** After silence the next report may be an old one too: a fresh connection, whose first is left out again. */
  #watchReports(): void {
    this.watch(frameTimeout, () => {
      void this.supervision.drop(this.noise.recent ? noiseCause : `the scale has sent no report for ${frameTimeout} ms: check that it is on`);
    });
  }

  protected override disconnected(why: string): void {
    super.disconnected(why);
    this.#cancelGap();
    this.#giveUp(new Error(why));
  }
}
