import type { Clock } from '../clock.ts';
import { Fifo } from '../fifo.ts';
import { done, notDone, refused, unknown, type Outcome } from '../outcome.ts';
import { SupervisedDevice } from '../supervised-device.ts';
import { Supervision } from '../supervision.ts';
import type { BytePort, OpenWire } from '../wire/wire.ts';
import { drawText, type DrawText } from './drawn-text.ts';
import { enableAutomaticStatus, encodeReceipt } from './encode.ts';
import { Link, SilentError } from './link.ts';
import type { PrintFault, ReceiptPaper, ReceiptPrinter } from './receipt-printer.ts';
import { healthOf, troubleOf, type PrinterStatus } from './status.ts';

export const delays = {
  /** A printer that was unplugged is noticed only when spoken to (`codebases.md` 3, issue 2043). */
  heartbeat: 2_000,
  /** Longest silence before a job counts as unknown: 15 s print more than a metre at the slowest head… */
  endOfPrint: 15_000,
  /** …and each byte takes a millisecond on a serial line at 9600 baud, with half as much again in hand. */
  endOfPrintPerByte: 1.5,
  /** A job that is not confirmed by then is looked into: automatic status may have been lost or not be supported. */
  stalledJob: 3_000,
} as const;

export interface EscPosOptions {
  readonly open: OpenWire;
  readonly clock: Clock;
  /** Characters a line of font A: 48 on a 576-dot head, 42 on a 512-dot one. */
  readonly columns?: 42 | 48;
  /** False for a printer without `GS v 0`: letters that its code page lacks are then left out beside the French. */
  readonly graphics?: boolean;
  /** What could not be printed as asked, in words for the log. */
  readonly report?: (message: string) => void;
}

export function createEscPos(options: EscPosOptions): ReceiptPrinter {
  return new EscPosPrinter(options);
}

type PrintOutcome = Outcome<void, PrintFault>;

interface Job {
  readonly number: string;
  /** First one counts. */
  settle(outcome: PrintOutcome): void;
}

/** Job numbers of GS ( H are four characters from 0x20 to 0x7E. */
const jobNumbers = 95 ** 4;

/**
 * A receipt printer that speaks ESC/POS (Epson's dialect) over a connection that stays open. A job is `ok` only when
 * the printer has confirmed the end of printing (GS ( H function 48, `devices.md` 2.3); it is sent once and never again.
 */
class EscPosPrinter extends SupervisedDevice implements ReceiptPrinter {
  readonly kind = 'receipt-printer';
  readonly driver = 'esc-pos';
  readonly columns: 42 | 48;
  readonly #clock: Clock;
  readonly #report: (message: string) => void;
  readonly #draw: DrawText | null;
  protected readonly supervision: Supervision;
  readonly #jobs = new Fifo();
  /** The connection whose printer has been looked at; null while there is none. */
  #link: Link | null = null;
  #connecting: Link | null = null;
  #identity: Record<string, string> | null = null;
  #job: Job | null = null;
  #lastStatus: PrinterStatus | null = null;
  /** What the last unconfirmed job left in the printer is cut off before the next. */
  #spoiled = false;
  #nextNumber: number;

  constructor({ open, clock, columns = 48, graphics = true, report = () => {} }: EscPosOptions) {
    super();
    this.columns = columns;
    this.#clock = clock;
    this.#report = report;
    this.#draw = graphics ? drawText : null;
    // From the clock, so that an answer to a job of before a restart is not taken for one of ours.
    this.#nextNumber = Math.abs(Math.floor(clock.now())) % jobNumbers;
    this.supervision = new Supervision(open, clock, {
      connected: (port) => this.#connected(port),
      disconnected: (why) => this.#disconnected(why),
      heartbeat: () => this.#heartbeat(),
      heartbeatEvery: delays.heartbeat,
    });
  }

  override identity(): Readonly<Record<string, string>> | null {
    return this.#identity;
  }

  print(paper: ReceiptPaper, id: string): Promise<PrintOutcome> {
    return this.#jobs.run(() => this.#print(paper, id));
  }

  async #connected(port: BytePort): Promise<Record<string, string>> {
    const link = new Link(port, this.#clock, { status: (status) => this.#observe(link, status), printed: (job) => this.#printed(job) });
    this.#connecting = link;
    const status = await link.status();
    // The connection was lost in the middle of a job and the printer stands still: what it holds must not come out later.
    if (this.#spoiled && troubleOf(status)) await link.clear();
    await link.write(Uint8Array.from(enableAutomaticStatus));
    const identity = status.offline ? {} : await link.identity();
    this.#identity = identity;
    this.#link = link;
    this.#observe(link, status);
    return identity;
  }

  #disconnected(why: string): void {
    this.#connecting?.end(why);
    this.#connecting = null;
    this.#link = null;
    this.#identity = null;
    this.#job?.settle(unknown('offline', `connection lost after the paper was sent: ${why}`));
  }

  /** A job's own bytes are not interrupted by questions (`devices.md` 2.1); it looks after itself. */
  async #heartbeat(): Promise<void> {
    const link = this.#link;
    if (link && !this.#job) this.#observe(link, await link.status());
  }

  /** What the sensors say, asked or unasked: health, and the end of a job that cannot be finished. */
  #observe(link: Link, status: PrinterStatus): void {
    if (link !== this.#link) return;
    this.#lastStatus = status;
    const health = healthOf(status);
    this.supervision.health.report(this.#job && health.state === 'online' ? { ...health, state: 'busy' } : health);
    const trouble = troubleOf(status);
    if (trouble) this.#job?.settle(refused(trouble.fault, `${trouble.cause} while printing`));
  }

  #printed(number: string): void {
    if (this.#job?.number === number) this.#job.settle(done);
  }

  async #print(paper: ReceiptPaper, id: string): Promise<PrintOutcome> {
    const link = this.#link;
    if (!link) return notDone('offline', `${id} was not sent: ${this.health().cause ?? 'no connection'}`);
    const status = await link.status().catch((error: unknown) => (error instanceof Error ? error : new Error(String(error))));
    if (status instanceof Error) {
      if (!(status instanceof SilentError)) return notDone('offline', `${id} was not sent: ${status.message}`);
      await this.supervision.drop(status.message);
      return notDone('silent', `${id} was not sent: ${status.message}`);
    }
    this.#observe(link, status);
    const trouble = troubleOf(status);
    if (trouble) return notDone(trouble.fault, `${id} was not sent: ${trouble.cause}`);
    if (status.offline && !status.recoveringError) return notDone('offline', `${id} was not sent: printer says it is off line`);
    const { bytes, reports } = encodeReceipt(paper, { columns: this.columns, afterSpoiled: this.#spoiled, draw: this.#draw });
    for (const report of reports) this.#report(`${id}: ${report}`);
    if (link.closed !== null) return notDone('offline', `${id} was not sent: ${link.closed}`);
    return this.#send(link, bytes);
  }

  async #send(link: Link, bytes: Uint8Array): Promise<PrintOutcome> {
    const number = this.#takeNumber();
    const patience = delays.endOfPrint + Math.ceil(bytes.length * delays.endOfPrintPerByte);
    const deadline = this.#clock.now() + patience;
    const cancels: (() => void)[] = [];
    const outcome = await new Promise<PrintOutcome>((settle) => {
      this.#job = { number, settle };
      this.supervision.health.report({ state: 'busy' });
      cancels.push(this.#clock.after(patience, () => settle(unknown('silent', `end of printing not confirmed within ${patience} ms`))));
      link.write(Uint8Array.from([...bytes, ...confirmEndOfPrint(number)])).then(
        () => this.#watch(link, deadline, cancels),
        (error: unknown) => settle(unknown('offline', `connection lost while the paper was sent: ${String(error)}`)),
      );
    });
    this.#job = null;
    for (const cancel of cancels) cancel();
    this.#spoiled = outcome.kind !== 'ok';
    await this.#settled(link, outcome);
    return outcome;
  }

  /** Asks the sensors of a job that takes long, until it is settled. */
  #watch(link: Link, deadline: number, cancels: (() => void)[]): void {
    const job = this.#job;
    const look = async (): Promise<void> => {
      try {
        // The question may stand behind the job's last bytes, so it has as long as the job has.
        this.#observe(link, await link.status(deadline - this.#clock.now()));
        lookAgain();
      } catch {
        // Silence is the deadline's matter, a lost connection that of #disconnected.
      }
    };
    const lookAgain = (): void => {
      const inTime = deadline - this.#clock.now() > delays.stalledJob;
      if (this.#job === job && inTime) cancels.push(this.#clock.after(delays.stalledJob, () => void look()));
    };
    lookAgain();
  }

  /** Leaves the printer so that nothing of this job comes out later by itself, in front of somebody else. */
  async #settled(link: Link, outcome: PrintOutcome): Promise<void> {
    if (link.closed !== null) return;
    if (outcome.kind === 'ok') {
      if (this.#lastStatus) this.#observe(link, this.#lastStatus);
      return;
    }
    try {
      await link.clear();
      if (outcome.kind === 'unknown') await this.supervision.drop(outcome.detail);
      else this.#observe(link, await link.status());
    } catch (error) {
      await this.supervision.drop(error instanceof Error ? error.message : String(error));
    }
  }

  #takeNumber(): string {
    let rest = this.#nextNumber;
    this.#nextNumber = (rest + 1) % jobNumbers;
    let number = '';
    for (let place = 0; place < 4; place += 1) {
      number = String.fromCharCode(0x20 + (rest % 95)) + number;
      rest = Math.floor(rest / 95);
    }
    return number;
  }
}

/** GS ( H function 48 (`devices.md` 2.3): answered with `37 22 d1 d2 d3 d4 00` when all before it has been printed. */
export function confirmEndOfPrint(number: string): number[] {
  return [0x1d, 0x28, 0x48, 0x06, 0x00, 0x30, 0x30, ...Buffer.from(number, 'ascii')];
}
