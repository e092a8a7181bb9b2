import { z } from 'zod';
import type { Clock } from '../clock.ts';
import { Knobs } from '../knobs.ts';
import type { PrintedPaper, PrinterTwin } from '../twin.ts';
import type { BytePort } from '../wire/wire.ts';
import { CommandReader } from './virtual-commands.ts';
import { FormatReader, type Format } from './virtual-format.ts';
import { overflow, paint, read } from './virtual-paint.ts';

const labelPrinterKnobs = z.strictObject({
  /** The roll. Loading a new one (`ok`) also forgets `labelsLeft`. */
  media: z.enum(['ok', 'near-end', 'out']).default('ok'),
  /** How many labels the roll still has; 1.5 ends in the middle of the second. Null: as many as you like. Found out when the next one is begun. */
  labelsLeft: z.number().min(0).nullable().default(null),
  headOpen: z.boolean().default(false),
  jam: z.boolean().default(false),
  /** Without power a label stops half way, what waited is forgotten, and no connection is taken. */
  powered: z.boolean().default(true),
  /** Takes everything, prints it, and answers nothing. */
  silent: z.boolean().default(false),
  /** Zebra's own behaviour: no answer to `~HS` while out of media or open (`devices.md` 3). */
  silentWhenFaulty: z.boolean().default(true),
  /** Time one label takes. */
  slowMs: z.number().int().min(0).max(600_000).default(900),
  /** The cable is out: connections end at once, and new ones too. What was received is printed all the same. */
  dropConnection: z.boolean().default(false),
  /** Someone pressed PAUSE: the label under way is finished, the next ones wait. */
  paused: z.boolean().default(false),
});
export type LabelPrinterKnobs = z.infer<typeof labelPrinterKnobs>;

export interface PrintedLabel extends PrintedPaper {
  /** False for one that stopped half way. */
  readonly complete: boolean;
}

export interface VirtualLabelPrinter extends PrinterTwin<LabelPrinterKnobs> {
  papers(): readonly PrintedLabel[];
  /** What the printer did not understand, or would have printed wrongly, oldest first. */
  errors(): readonly string[];
}

export interface VirtualLabelPrinterOptions {
  readonly clock: Clock;
  /** Sticks to 8 (203 dpi) unless said otherwise. */
  readonly dotsPerMillimetre?: 8 | 12;
}

/** Pictures kept; older ones go, their numbers are not used again. */
const papersKept = 100;

interface Batch {
  readonly format: Format;
  remaining: number;
}

/** A Zebra-like printer on the other end of the wire: its own reading of ZPL II, its own mechanics, its own silence. */
export function createVirtualLabelPrinter(options: VirtualLabelPrinterOptions): VirtualLabelPrinter {
  return new ZplTwin(options);
}

class ZplTwin implements VirtualLabelPrinter {
  readonly kind = 'label-printer';
  readonly protocol = 'zpl';
  readonly #clock: Clock;
  readonly #dotsPerMillimetre: number;
  readonly #knobs = new Knobs('label printer', labelPrinterKnobs);
  readonly #ports = new Set<BytePort>();
  readonly #readers = new Set<FormatReader>();
  readonly #errors: string[] = [];
  #papers: PrintedLabel[] = [];
  #printed = 0;
  #queue: Format[] = [];
  #batch: Batch | null = null;
  #motion: { readonly since: number; readonly duration: number; readonly stop: () => void } | null = null;

  constructor(options: VirtualLabelPrinterOptions) {
    this.#clock = options.clock;
    this.#dotsPerMillimetre = options.dotsPerMillimetre ?? 8;
  }

  knobs(): LabelPrinterKnobs {
    return this.#knobs.current;
  }

  papers(): readonly PrintedLabel[] {
    return this.#papers;
  }

  errors(): readonly string[] {
    return this.#errors;
  }

  onChange(listener: () => void): () => void {
    return this.#knobs.onChange(listener);
  }

  turn(patch: unknown): LabelPrinterKnobs {
    const { media, labelsLeft, powered } = this.#knobs.turn(patch);
    if (media !== 'out' && labelsLeft === 0 && givesRoll(patch)) this.#knobs.turn({ labelsLeft: null });
    if (this.#broken()) this.#interrupt();
    if (!powered) this.#powerOff();
    if (this.#knobs.current.dropConnection) for (const port of this.#ports) void port.close();
    this.#advance();
    return this.#knobs.current;
  }

  attach(port: BytePort): void {
    if (this.#knobs.current.dropConnection || !this.#knobs.current.powered) {
      void port.close();
      return;
    }
    const side = 4 * 25.4 * this.#dotsPerMillimetre;
    const format = new FormatReader({ width: Math.round(side), height: Math.round(side * 1.5) }, (message) => this.#mistake(message));
    const commands = new CommandReader(
      (prefix, name, parameters) => this.#command(port, format, prefix, name, parameters),
      (byte) => this.#mistake(`byte 0x${byte.toString(16).padStart(2, '0')} outside every command`),
    );
    this.#ports.add(port);
    this.#readers.add(format);
    port.onClose(() => {
      this.#ports.delete(port);
      this.#readers.delete(format);
    });
    port.onBytes((bytes) => commands.push(bytes));
  }

  close(): void {
    this.#motion?.stop();
    this.#motion = null;
    for (const port of this.#ports) void port.close();
  }

  #command(port: BytePort, reader: FormatReader, prefix: '^' | '~', name: string, parameters: Uint8Array): void {
    if (prefix === '^') {
      const format = reader.command(name, parameters);
      if (format) this.#take(format);
      return;
    }
    const full = name + new TextDecoder('latin1').decode(parameters);
    if (full === 'HS') this.#answerHostStatus(port);
    else if (full === 'HQES') this.#answer(port, [this.#errorStatus()]);
    else if (full === 'HI') this.#answer(port, [`Moulin virtual-${this.#dotsPerMillimetre === 8 ? 203 : 300}dpi,V1.0.0,${this.#dotsPerMillimetre},8176KB`]);
    else if (full === 'JA') this.#cancelAll();
    else this.#mistake(`~${full} is not a command this printer knows`);
  }

  #take(format: Format): void {
    for (const mark of format.marks) {
      const over = overflow(mark);
      if (over > 0 && mark.kind === 'text') this.#mistake(`the text "${mark.text}" passes its block by ${over} dots`);
    }
    this.#queue.push(format);
    this.#advance();
  }

  #mistake(message: string): void {
    this.#errors.push(message);
    if (this.#errors.length > 1_000) this.#errors.shift();
  }

  // --- what it says ---

  #answer(port: BytePort, frames: readonly string[]): void {
    if (this.#knobs.current.silent) return;
    const text = frames.map((frame) => `\u0002${frame}\u0003\r\n`).join('');
    // The other end may have gone meanwhile; a printer does not mind.
    port.write(new TextEncoder().encode(text)).catch(() => {});
  }

  #answerHostStatus(port: BytePort): void {
    const { media, headOpen, paused, silentWhenFaulty } = this.#knobs.current;
    if (silentWhenFaulty && (media === 'out' || headOpen)) return;
    const bit = (value: boolean) => (value ? '1' : '0');
    const digits = (value: number, length: number) => String(value).padStart(length, '0');
    const partial = [...this.#readers].some((reader) => reader.open);
    this.#answer(port, [
      `030,${bit(media === 'out')},${bit(paused)},${digits(this.#batch?.format.height ?? 1225, 4)},${digits(this.#queue.length, 3)},0,0,${bit(partial)},000,0,0,0`,
      `000,0,${bit(headOpen)},0,0,2,4,0,${digits(this.#batch?.remaining ?? 0, 8)},1,000`,
      '1234,0',
    ]);
  }

  /** Nibble 1 from the right: media out 1, head open 4; nibble 4: paper feed error 4. Warning nibble 1: paper near end 8. */
  #errorStatus(): string {
    const { media, headOpen, jam } = this.#knobs.current;
    const errors = (media === 'out' ? 0x1 : 0) | (headOpen ? 0x4 : 0) | (jam ? 0x4000 : 0);
    const warnings = media === 'near-end' ? 0x8 : 0;
    const line = (bits: number) => `${bits === 0 ? 0 : 1} 00000000 ${bits.toString(16).toUpperCase().padStart(8, '0')}`;
    return `\r\nPRINTER STATUS\r\nERRORS: ${line(errors)}\r\nWARNINGS: ${line(warnings)}\r\n`;
  }

  // --- how it prints ---

  #broken(): boolean {
    const { media, headOpen, jam } = this.#knobs.current;
    return media === 'out' || headOpen || jam;
  }

  /** Goes on with whatever waits, as a real one does by itself after a repair: an interrupted label begins anew. */
  #advance(): void {
    if (this.#motion || this.#broken() || this.#knobs.current.paused || !this.#knobs.current.powered) return;
    this.#batch ??= this.#nextBatch();
    if (!this.#batch) return;
    const { labelsLeft, slowMs } = this.#knobs.current;
    if (labelsLeft === 0) {
      this.#rollEnds();
      return;
    }
    const since = this.#clock.now();
    const part = labelsLeft === null ? 1 : Math.min(1, labelsLeft);
    this.#motion = { since, duration: slowMs, stop: this.#clock.after(slowMs * part, () => (part < 1 ? this.#rollEnds(part) : this.#finish())) };
  }

  #nextBatch(): Batch | null {
    const format = this.#queue.shift();
    return format ? { format, remaining: format.copies } : null;
  }

  #finish(): void {
    const batch = this.#batch;
    this.#motion = null;
    if (!batch) return;
    this.#paper(batch.format, 1);
    batch.remaining -= 1;
    if (batch.remaining === 0) this.#batch = null;
    const { labelsLeft } = this.#knobs.current;
    this.#knobs.turn({ labelsLeft: labelsLeft === null ? null : Math.max(0, labelsLeft - 1) });
    this.#advance();
  }

  #rollEnds(part = 0): void {
    this.#motion = null;
    if (part > 0 && this.#batch) this.#paper(this.#batch.format, part);
    this.#knobs.turn({ media: 'out', labelsLeft: 0 });
  }

  /** Stops in the middle of a label: what was printed of it is spoiled, and it still counts as remaining. */
  #interrupt(): void {
    if (!this.#motion || !this.#batch) return;
    const part = Math.min(1, (this.#clock.now() - this.#motion.since) / Math.max(1, this.#motion.duration));
    this.#motion.stop();
    // Whatever happens in the very moment in which it is out: it is out, and is not begun anew after the repair.
    if (part === 1) {
      this.#finish();
      return;
    }
    this.#motion = null;
    if (part > 0) this.#paper(this.#batch.format, part);
    this.#knobs.changed();
  }

  #powerOff(): void {
    this.#interrupt();
    this.#queue = [];
    this.#batch = null;
    for (const port of this.#ports) void port.close();
  }

  /** The label in motion comes out; everything else is forgotten, an interrupted one too. */
  #cancelAll(): void {
    this.#queue = [];
    for (const reader of this.#readers) reader.abandon();
    if (this.#batch && this.#motion) this.#batch.remaining = 1;
    else this.#batch = null;
  }

  #paper(format: Format, part: number): void {
    this.#printed += 1;
    let png: Uint8Array | null = null;
    const paper: PrintedLabel = {
      number: this.#printed,
      complete: part >= 1,
      ...read(format, part),
      // Painted when somebody looks.
      get png() {
        return (png ??= paint(format, part));
      },
    };
    this.#papers = [...this.#papers, paper].slice(-papersKept);
  }
}

/** Saying that there is media, and not how much, is putting in a new roll. */
function givesRoll(patch: unknown): boolean {
  return typeof patch === 'object' && patch !== null && 'media' in patch && !('labelsLeft' in patch);
}
