import { z } from 'zod';
import type { Clock } from '../clock.ts';
import { Knobs } from '../knobs.ts';
import type { PrinterTwin } from '../twin.ts';
import type { BytePort } from '../wire/wire.ts';
import { PrintHead } from './virtual-head.ts';
import { readCommand, type PrinterCommand } from './virtual-language.ts';
import { RealTimeFilter, type RealTimeRequest } from './virtual-real-time.ts';

const knobs = z.strictObject({
  paper: z.enum(['ok', 'near-end', 'out']).default('ok').describe('the roll; loading paper takes the unfinished strip out, and what was received goes on printing'),
  linesLeft: z.int().min(1).max(100_000).nullable().default(null).describe('the roll ends after so many lines, in the middle of a paper if it comes to that'),
  cover: z.enum(['closed', 'open']).default('closed'),
  cutterJam: z.boolean().default(false).describe('the knife sticks at the next cut, until this is turned off again'),
  silent: z.boolean().default(false).describe('hangs: prints nothing, answers nothing; turned off, it starts anew with an empty memory'),
  slow: z.int().min(0).max(60_000).default(0).describe('milliseconds a line takes'),
  dropConnection: z.boolean().default(false).describe('loses the connection once, after the next line printed'),
  noEndOfPrint: z.boolean().default(false).describe('an older model that does not know GS ( H'),
  offline: z.boolean().default(false).describe('says it is off line without giving a cause'),
  unplugged: z.boolean().default(false).describe('the cable is pulled: connections end, and new ones end at once'),
});
export type ReceiptPrinterKnobs = z.infer<typeof knobs>;

export interface VirtualReceiptPrinter extends PrinterTwin<ReceiptPrinterKnobs> {
  /** What it did not understand or could not print: a driver's mistake, empty when all is well. */
  errors(): readonly string[];
}

export interface VirtualReceiptPrinterOptions {
  readonly clock: Clock;
  /** 48 columns on a 576-dot head, 42 on a 512-dot one. */
  readonly columns?: 42 | 48;
  /** How the knobs stand at first, where not by default. */
  readonly knobs?: unknown;
}

export function createVirtualReceiptPrinter({ clock, columns = 48, knobs: start = {} }: VirtualReceiptPrinterOptions): VirtualReceiptPrinter {
  return new EscPosTwin(clock, columns, start);
}

/** A receive buffer that nobody empties: a driver that goes on sending to a printer that stands still. */
const receiveBuffer = 1_048_576;

const identity = new Map([
  [65, '1.0 Moulin'],
  [66, 'Moulin'],
  [67, 'Virtual receipt printer 80 mm'],
  [68, 'VRP-0001'],
]);

class EscPosTwin implements VirtualReceiptPrinter {
  readonly kind = 'receipt-printer';
  readonly protocol = 'esc-pos';
  readonly #clock: Clock;
  readonly #head: PrintHead;
  readonly #ports = new Set<BytePort>();
  readonly #dial: Knobs<ReceiptPrinterKnobs>;
  #received = new Uint8Array(0);
  /** How far of it has been printed. */
  #taken = 0;
  #cutterError = false;
  #automaticMask = 0;
  #lastAutomatic = '';
  #cancelPause: (() => void) | null = null;
  #working = false;

  constructor(clock: Clock, columns: 42 | 48, start: unknown) {
    this.#clock = clock;
    this.#dial = new Knobs('receipt-printer', knobs, start);
    this.#head = new PrintHead(columns === 42 ? 512 : 576);
    this.#head.onLine = () => this.#linePrinted();
    this.#head.onPaper = () => this.#dial.changed();
  }

  knobs(): ReceiptPrinterKnobs {
    return this.#knobs;
  }

  get #knobs(): ReceiptPrinterKnobs {
    return this.#dial.current;
  }

  errors(): readonly string[] {
    return this.#head.errors;
  }

  papers() {
    return this.#head.papers;
  }

  turn(patch: unknown): ReceiptPrinterKnobs {
    const before = this.#knobs;
    const now = this.#dial.turn(patch);
    if (before.paper === 'out' && now.paper !== 'out') this.#head.separate();
    if (before.silent && !now.silent) this.#powerCycle();
    if (before.slow !== now.slow) this.#endPause();
    if (before.cutterJam && !now.cutterJam) this.#cutterError = false;
    if (now.unplugged) this.#hangUp();
    this.#statusChanged();
    this.#work();
    return this.#knobs;
  }

  attach(port: BytePort): void {
    if (this.#knobs.unplugged) {
      void port.close();
      return;
    }
    this.#ports.add(port);
    const filter = new RealTimeFilter();
    port.onBytes((bytes) => this.#receive(port, filter, bytes));
    port.onClose(() => this.#ports.delete(port));
  }

  onChange(listener: () => void): () => void {
    return this.#dial.onChange(listener);
  }

  close(): void {
    this.#endPause();
    this.#hangUp();
  }

  #receive(port: BytePort, filter: RealTimeFilter, bytes: Uint8Array): void {
    for (const piece of filter.push(bytes)) {
      if (this.#knobs.silent) continue;
      if (piece.kind === 'request') this.#realTime(port, piece.request);
      else if (this.#received.length - this.#taken + piece.bytes.length > receiveBuffer) this.#head.error('receive buffer overrun');
      else this.#keep(piece.bytes);
    }
    this.#work();
  }

  #keep(bytes: Uint8Array): void {
    const rest = this.#received.subarray(this.#taken);
    const longer = new Uint8Array(rest.length + bytes.length);
    longer.set(rest);
    longer.set(bytes, rest.length);
    this.#received = longer;
    this.#taken = 0;
  }

  /** Real-time commands act when they are received, whatever is printing and whatever is wrong. */
  #realTime(port: BytePort, request: RealTimeRequest): void {
    switch (request.kind) {
      case 'status':
        send(port, [this.#realTimeStatus(request.n)]);
        return;
      case 'resume':
        this.#recover();
        return;
      case 'cancel':
        // Only an error can be recovered from: a paper end or an open cover is none, and keeps what it has received.
        if (!this.#cutterError) return;
        this.#forget();
        this.#recover();
        return;
      case 'clear':
        this.#forget();
        this.#recover();
        send(port, [0x37, 0x25, 0x00]);
        return;
    }
  }

  /** The knife is driven home; it comes free only when nothing holds it. */
  #recover(): void {
    if (!this.#knobs.cutterJam) this.#cutterError = false;
    this.#statusChanged();
  }

  #forget(): void {
    this.#received = new Uint8Array(0);
    this.#taken = 0;
    this.#head.forgetLine();
  }

  #powerCycle(): void {
    this.#forget();
    this.#head.initialise();
    this.#automaticMask = 0;
    this.#cutterError = false;
  }

  get #isOffline(): boolean {
    return this.#knobs.offline || this.#knobs.cover === 'open' || this.#knobs.paper === 'out' || this.#cutterError;
  }

  /** Prints what has been received, as far as it can. */
  #work(): void {
    if (this.#working) return;
    this.#working = true;
    while (!this.#cancelPause && !this.#isOffline && !this.#knobs.silent) {
      const next = readCommand(this.#received.subarray(this.#taken));
      if (!next) break;
      // A feed of several lines is taken line by line, so that the roll can end within it.
      if (next.command.kind === 'feed-lines' && next.command.count > 1) {
        this.#received[this.#taken + 2] = next.command.count - 1;
        this.#head.execute({ kind: 'feed-lines', count: 1 });
        continue;
      }
      if (next.command.kind === 'cut' && this.#knobs.cutterJam) {
        this.#cutterError = true;
        this.#statusChanged();
        break;
      }
      this.#taken += next.length;
      this.#execute(next.command);
    }
    this.#working = false;
  }

  #execute(command: PrinterCommand): void {
    switch (command.kind) {
      case 'initialise':
        this.#head.initialise();
        // Some models switch automatic status off here [K]; this twin is one of them, so that a driver must cope.
        this.#automaticMask = 0;
        return;
      case 'cut':
        this.#head.separate();
        return;
      case 'automatic-status':
        this.#automaticMask = command.mask & 0x0f;
        this.#sendAutomatic();
        return;
      case 'end-of-print':
        if (!this.#knobs.noEndOfPrint) this.#answer([0x37, 0x22, ...command.job, 0x00]);
        return;
      case 'information': {
        const text = identity.get(command.item);
        if (text !== undefined) this.#answer([0x5f, ...Buffer.from(text, 'ascii'), 0x00]);
        return;
      }
      case 'paper-status':
        this.#answer([this.#knobs.paper === 'near-end' ? 0x03 : 0x00]);
        return;
      case 'unknown':
        this.#head.error(`unknown command ${Buffer.from(command.bytes).toString('hex')}`);
        return;
      default:
        this.#head.execute(command);
    }
  }

  #linePrinted(): void {
    const { linesLeft, slow, dropConnection } = this.#knobs;
    if (dropConnection) {
      this.#dial.turn({ dropConnection: false });
      this.#hangUp();
    }
    if (linesLeft !== null) {
      this.#dial.turn(linesLeft > 1 ? { linesLeft: linesLeft - 1 } : { linesLeft: null, paper: 'out' });
      this.#statusChanged();
    }
    if (slow > 0) {
      this.#cancelPause = this.#clock.after(slow, () => {
        this.#cancelPause = null;
        this.#work();
      });
    }
  }

  #endPause(): void {
    this.#cancelPause?.();
    this.#cancelPause = null;
  }

  #hangUp(): void {
    const ports = Array.from(this.#ports);
    this.#ports.clear();
    for (const port of ports) void port.close();
  }

  #answer(bytes: number[]): void {
    if (!this.#knobs.silent) for (const port of this.#ports) send(port, bytes);
  }

  #realTimeStatus(n: number): number {
    const { paper, cover } = this.#knobs;
    const fixed = 0x12;
    switch (n) {
      case 1:
        return fixed | (this.#isOffline ? 0x08 : 0);
      case 2:
        return fixed | (cover === 'open' ? 0x04 : 0) | (paper === 'out' ? 0x20 : 0) | (this.#cutterError ? 0x40 : 0);
      case 3:
        return fixed | (this.#cutterError ? 0x08 : 0);
      default:
        return fixed | (paper === 'ok' ? 0 : 0x0c) | (paper === 'out' ? 0x60 : 0);
    }
  }

  #automaticStatus(): number[] {
    const { paper, cover } = this.#knobs;
    return [
      0x10 | (this.#isOffline ? 0x08 : 0) | (cover === 'open' ? 0x20 : 0),
      this.#cutterError ? 0x08 : 0,
      (paper === 'ok' ? 0 : 0x03) | (paper === 'out' ? 0x0c : 0),
      0,
    ];
  }

  #sendAutomatic(): void {
    const status = this.#automaticStatus();
    this.#lastAutomatic = status.join();
    if (this.#automaticMask !== 0) this.#answer(status);
  }

  #statusChanged(): void {
    if (this.#automaticStatus().join() !== this.#lastAutomatic) this.#sendAutomatic();
  }
}

/** A printer does not wait to be heard: a connection that ends takes its answer with it. */
function send(port: BytePort, bytes: number[]): void {
  if (port.closed === null) port.write(Uint8Array.from(bytes)).catch(() => {});
}
