import type { PrintedPaper } from '../twin.ts';
import { characterOf } from './virtual-code-page.ts';
import type { PrinterCommand, Setting } from './virtual-language.ts';
import { cellWidth, code128Modules, qrModules, Sheet, type Align, type Glyph } from './virtual-roll.ts';

/** `ESC 2`: a sixth of an inch at 180 dpi. */
const defaultSpacing = 30;
const tabStop = 8;
const longestMemory = 100;
const corrections = ['L', 'M', 'Q', 'H'] as const;
const aligns: readonly Align[] = ['left', 'centre', 'right'];

function initialModes() {
  return {
    page: 0,
    align: 'left' as Align,
    bold: false,
    underline: false,
    inverted: false,
    font: 'a' as 'a' | 'b',
    widthScale: 1,
    heightScale: 1,
    spacing: defaultSpacing,
    hriPosition: 0,
    moduleWidth: 3,
    barHeight: 162,
    qrModule: 3,
    qrCorrection: 'L' as (typeof corrections)[number],
    qrData: null as Uint8Array | null,
  };
}

/** The mechanism: modes, the line being filled, the sheet being printed, and the papers that came out. */
export class PrintHead {
  readonly #dots: 512 | 576;
  readonly #errors: string[] = [];
  readonly #papers: PrintedPaper[] = [];
  #printed = 0;
  #modes = initialModes();
  #line: Glyph[] = [];
  #sheet: Sheet;
  /** Called after each line that moved the paper. */
  onLine: () => void = () => {};
  onPaper: () => void = () => {};

  constructor(dots: 512 | 576) {
    this.#dots = dots;
    this.#sheet = new Sheet(dots);
  }

  /** What it did not understand or could not print, in words: a driver's mistake. */
  get errors(): readonly string[] {
    return this.#errors;
  }

  get papers(): readonly PrintedPaper[] {
    return this.#papers;
  }

  error(message: string): void {
    if (this.#errors.length < longestMemory) this.#errors.push(message);
  }

  /** ESC @ and the clearing of buffers forget a line that was not printed yet. */
  initialise(): void {
    this.#modes = initialModes();
    this.forgetLine();
  }

  forgetLine(): void {
    this.#line = [];
  }

  /** The knife, or a hand that tears: a strip without ink is no paper. */
  separate(): void {
    const sheet = this.#sheet;
    this.#sheet = new Sheet(this.#dots);
    if (sheet.blank) return;
    this.#printed += 1;
    this.#papers.push(sheet.finish(this.#printed));
    if (this.#papers.length > longestMemory) this.#papers.shift();
    this.onPaper();
  }

  execute(command: PrinterCommand): void {
    switch (command.kind) {
      case 'text':
        for (const byte of command.bytes) this.#put(byte);
        return;
      case 'tab':
        do this.#put(0x20);
        while (this.#line.length % tabStop !== 0);
        return;
      case 'line-feed':
        this.#feedLine();
        return;
      case 'feed-lines':
        for (let line = 0; line < command.count; line += 1) this.#feedLine();
        return;
      case 'feed-dots':
        this.#flush(0);
        this.#sheet.feed(command.count);
        return;
      case 'set':
        this.#set(command.what, command.value);
        return;
      case 'code128':
        this.#code128(command.data);
        return;
      case 'qr-store':
        this.#modes.qrData = command.data;
        return;
      case 'qr-print':
        this.#qr();
        return;
      case 'raster':
        this.#raster(command.rowBytes, command.data);
        return;
      default:
        return;
    }
  }

  #put(byte: number): void {
    const { page, font, widthScale, heightScale, bold, underline, inverted } = this.#modes;
    const character = characterOf(byte, page);
    if (character === null) this.error(`byte 0x${byte.toString(16)} is no character of code page ${page}`);
    const glyph: Glyph = { character: character ?? '?', font, widthScale, heightScale, bold, underline, inverted };
    const used = this.#line.reduce((sum, other) => sum + cellWidth(other), 0);
    // A full line prints by itself, as on a real printer.
    if (used + cellWidth(glyph) > this.#dots) this.#feedLine();
    this.#line.push(glyph);
  }

  #feedLine(): void {
    if (this.#line.length === 0) this.#sheet.blankLine(this.#modes.spacing);
    else this.#flush(this.#modes.spacing);
    if (this.#sheet.tooLong) {
      this.error('paper longer than two metres');
      this.separate();
    }
    this.onLine();
  }

  #flush(spacing: number): void {
    if (this.#line.length > 0) this.#sheet.line(this.#line, this.#modes.align, spacing);
    this.#line = [];
  }

  #set(what: Setting, value: number): void {
    const modes = this.#modes;
    switch (what) {
      case 'code-page':
        modes.page = value;
        return;
      case 'align':
        modes.align = aligns[value % 0x30] ?? modes.align;
        return;
      case 'bold':
        modes.bold = (value & 1) === 1;
        return;
      case 'underline':
        modes.underline = value % 0x30 !== 0;
        return;
      case 'invert':
        modes.inverted = (value & 1) === 1;
        return;
      case 'font':
        modes.font = value % 0x30 === 1 ? 'b' : 'a';
        return;
      case 'print-mode':
        modes.font = (value & 0x01) !== 0 ? 'b' : 'a';
        modes.bold = (value & 0x08) !== 0;
        modes.heightScale = (value & 0x10) !== 0 ? 2 : 1;
        modes.widthScale = (value & 0x20) !== 0 ? 2 : 1;
        modes.underline = (value & 0x80) !== 0;
        return;
      case 'size':
        modes.widthScale = ((value >> 4) & 7) + 1;
        modes.heightScale = (value & 7) + 1;
        return;
      case 'line-spacing':
        modes.spacing = value;
        return;
      case 'hri-position':
        modes.hriPosition = value % 0x30;
        return;
      case 'module-width':
        modes.moduleWidth = value;
        return;
      case 'bar-height':
        modes.barHeight = value;
        return;
      case 'qr-module':
        modes.qrModule = value;
        return;
      case 'qr-correction':
        modes.qrCorrection = corrections[value - 0x30] ?? modes.qrCorrection;
        return;
      case 'qr-model':
        if (value !== 0x32) this.error(`QR model ${value - 0x30} is not drawn`);
        return;
      case 'hri-font':
        return;
    }
  }

  #code128(data: Uint8Array): void {
    const raw = String.fromCharCode(...data);
    // `{B` chooses code set B; in its data a brace is doubled, and any other brace would be a code set or function.
    const text = raw.startsWith('{B') && !/\{[^{]/.test(raw.slice(2).replaceAll('{{', '')) ? raw.slice(2).replaceAll('{{', '{') : null;
    if (text === null || !/^[\x20-\x7e]+$/.test(text)) {
      this.error(`Code 128 data "${raw}" is not in code set B`);
      return;
    }
    const { align, barHeight, moduleWidth, hriPosition } = this.#modes;
    if (!this.#sheet.modules(code128Modules(text), moduleWidth, barHeight, align, text)) {
      this.error(`Code 128 "${text}" is wider than the head`);
      return;
    }
    if (hriPosition !== 2 && hriPosition !== 3) return;
    this.#line = Array.from(text, (character) => ({ character, font: 'a', widthScale: 1, heightScale: 1, bold: false, underline: false, inverted: false }));
    this.#flush(defaultSpacing);
  }

  #qr(): void {
    const { qrData, qrModule, qrCorrection, align } = this.#modes;
    if (!qrData) {
      this.error('QR printed without data');
      return;
    }
    const text = String.fromCharCode(...qrData);
    const modules = qrModules(text, qrCorrection);
    if (!modules) this.error(`QR of ${qrData.length} bytes cannot be drawn`);
    else if (!this.#sheet.modules(modules, qrModule, qrModule, align, text)) this.error('QR is wider than the head');
  }

  #raster(rowBytes: number, data: Uint8Array): void {
    const rows = Array.from({ length: rowBytes === 0 ? 0 : data.length / rowBytes }, (_, row) =>
      Array.from({ length: rowBytes * 8 }, (_, x) => ((data[row * rowBytes + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) !== 0),
    );
    if (!this.#sheet.modules(rows, 1, 1, this.#modes.align, null)) this.error('image is wider than the head');
  }
}
