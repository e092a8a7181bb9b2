import { z } from 'zod';
import type { Clock } from '../clock.ts';
import type { PrinterTwin } from '../twin.ts';
import type { BytePort } from '../wire/wire.ts';
import { PrintHead } from './virtual-head.ts';
import { readCommand, type PrinterCommand } from './virtual-language.ts';
import { RealTimeFilter, type RealTimeRequest } from './virtual-real-time.ts';

export const receiptPrinterKnobs = z.strictObject({
  /** The roll. Loading paper ('out' to anything else) takes the unfinished strip out, and printing goes on by itself. */
  paper: z.enum(['ok', 'near-end', 'out']).default('ok'),
  /** The roll ends after so many lines, in the middle of a paper if it comes to that; null: not soon. */
  linesLeft: z.int().min(1).max(100_000).nullable().default(null),
  cover: z.enum(['closed', 'open']).default('closed'),
  /** The knife sticks at the next cut, until this is turned off again. */
  cutterJam: z.boolean().default(false),
  /** Hangs: takes bytes, prints nothing, answers nothing. Turning it off is switching it off and on: its memory is gone. */
  silent: z.boolean().default(false),
  /** Milliseconds a line takes. */
  slow: z.int().min(0).max(60_000).default(0),
  /** Loses the connection once, after the next line printed. */
  dropConnection: z.boolean().default(false),
  /** An older model that does not know GS ( H. */
  noEndOfPrint: z.boolean().default(false),
  /** Says it is off line without giving a cause. */
  offline: z.boolean().default(false),
  /** The cable is pulled: connections end, and new ones end at once. */
  unplugged: z.boolean().default(false),
});
export type ReceiptPrinterKnobs = z.infer<typeof receiptPrinterKnobs>;

export interface VirtualReceiptPrinter extends PrinterTwin<ReceiptPrinterKnobs> {
  /** What it did not understand or could not print: a driver's mistake, empty when all is well. */
  errors(): readonly string[];
}

export interface VirtualReceiptPrinterOptions {
  readonly clock: Clock;
  /** 48 columns on a 576-dot head, 42 on a 512-dot one. */
  readonly columns?: 42 | 48;
}

export function createVirtualReceiptPrinter({ clock, columns = 48 }: VirtualReceiptPrinterOptions): VirtualReceiptPrinter {
  return new EscPosTwin(clock, columns);
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
  readonly #listeners = new Set<() => void>();
  #knobs: ReceiptPrinterKnobs = receiptPrinterKnobs.parse({});
  #received = new Uint8Array(0);
  #cutterError = false;
  #automaticMask = 0;
  #lastAutomatic = '';
  #cancelPause: (() => void) | null = null;
  #working = false;

  constructor(clock: Clock, columns: 42 | 48) {
    this.#clock = clock;
    this.#head = new PrintHead(columns === 42 ? 512 : 576);
    this.#head.onLine = () => this.#linePrinted();
    this.#head.onPaper = () => this.#changed();
  }

  knobs(): ReceiptPrinterKnobs {
    return this.#knobs;
  }

  errors(): readonly string[] {
    return this.#head.errors;
  }

  papers() {
    return this.#head.papers;
  }

  turn(patch: unknown): ReceiptPrinterKnobs {
    const before = this.#knobs;
    const parsed = receiptPrinterKnobs.partial().safeParse(patch);
    if (!parsed.success) throw new Error(`receipt printer: ${z.prettifyError(parsed.error)}`);
    // Defaults belong to the first moment, not to a patch: only what was named is turned.
    const named = Object.keys(patch as object);
    this.#knobs = receiptPrinterKnobs.parse({ ...before, ...Object.fromEntries(Object.entries(parsed.data).filter(([name]) => named.includes(name))) });
    const now = this.#knobs;
    if (before.paper === 'out' && now.paper !== 'out') this.#head.separate();
    if (before.silent && !now.silent) this.#powerCycle();
    if (before.slow !== now.slow) this.#endPause();
    if (before.cutterJam && !now.cutterJam) this.#cutterError = false;
    if (now.unplugged) this.#hangUp();
    this.#statusChanged();
    this.#work();
    this.#changed();
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
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  close(): void {
    this.#endPause();
    this.#hangUp();
    this.#listeners.clear();
  }

  #receive(port: BytePort, filter: RealTimeFilter, bytes: Uint8Array): void {
    for (const piece of filter.push(bytes)) {
      if (this.#knobs.silent) continue;
      if (piece.kind === 'request') this.#realTime(port, piece.request);
      else if (this.#received.length + piece.bytes.length > receiveBuffer) this.#head.error('receive buffer overrun');
      else this.#received = Uint8Array.from([...this.#received, ...piece.bytes]);
    }
    this.#work();
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
      const next = readCommand(this.#received);
      if (!next) break;
      // A feed of several lines is taken line by line, so that the roll can end within it.
      if (next.command.kind === 'feed-lines' && next.command.count > 1) {
        this.#received[2] = next.command.count - 1;
        this.#head.execute({ kind: 'feed-lines', count: 1 });
        continue;
      }
      if (next.command.kind === 'cut' && this.#knobs.cutterJam) {
        this.#cutterError = true;
        this.#statusChanged();
        break;
      }
      this.#received = this.#received.slice(next.length);
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
      this.#knobs = { ...this.#knobs, dropConnection: false };
      this.#hangUp();
      this.#changed();
    }
    if (linesLeft !== null) {
      this.#knobs = linesLeft > 1 ? { ...this.#knobs, linesLeft: linesLeft - 1 } : { ...this.#knobs, linesLeft: null, paper: 'out' };
      this.#statusChanged();
      this.#changed();
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

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}

/** A printer does not wait to be heard: a connection that ends takes its answer with it. */
function send(port: BytePort, bytes: number[]): void {
  if (port.closed === null) port.write(Uint8Array.from(bytes)).catch(() => {});
}
