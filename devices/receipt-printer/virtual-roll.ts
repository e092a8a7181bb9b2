import { barCodeLibrary } from '../on-demand.ts';
import { Picture } from '../picture.ts';
import type { PrintedPaper } from '../twin.ts';

/** A character as it stands on the line, with the modes that were on when it came. */
export interface Glyph {
  readonly character: string;
  readonly font: 'a' | 'b';
  readonly widthScale: number;
  readonly heightScale: number;
  readonly bold: boolean;
  readonly underline: boolean;
  readonly inverted: boolean;
}

export type Align = 'left' | 'centre' | 'right';

/** Font A and B of an Epson printer, dots. */
const cells = { a: { width: 12, height: 24 }, b: { width: 9, height: 17 } } as const;

/** Paper beside the head, and above the first line: between knife and head. Dots. */
const margin = { 512: 28, 576: 32 } as const;
const topMargin = 56;
const bottomMargin = 24;

/** Two metres at 8 dots a millimetre: more is a job gone wild. */
export const longestPaper = 16_000;

export const cellWidth = (glyph: Glyph): number => cells[glyph.font].width * glyph.widthScale;

/** One piece of paper while it is printed on: what is drawn is kept, and rendered when somebody looks. */
export class Sheet {
  readonly #dots: 512 | 576;
  readonly #drawing: ((picture: Picture) => void)[] = [];
  readonly #lines: string[] = [];
  readonly #codes: string[] = [];
  #height = topMargin;

  constructor(dots: 512 | 576) {
    this.#dots = dots;
  }

  get blank(): boolean {
    return this.#drawing.length === 0;
  }

  get tooLong(): boolean {
    return this.#height > longestPaper;
  }

  feed(dots: number): void {
    this.#height += dots;
  }

  /** An empty line of the text, as people read it. */
  blankLine(spacing: number): void {
    this.#lines.push('');
    this.feed(spacing);
  }

  line(glyphs: readonly Glyph[], align: Align, spacing: number): void {
    const width = glyphs.reduce((sum, glyph) => sum + cellWidth(glyph), 0);
    const tallest = Math.max(...glyphs.map((glyph) => cells[glyph.font].height * glyph.heightScale));
    const top = this.#height;
    let x = this.#left(width, align);
    for (const glyph of glyphs) {
      const at = x;
      const size = { cellWidth: cellWidth(glyph), cellHeight: cells[glyph.font].height * glyph.heightScale };
      // Characters of different height stand on one base line.
      const y = top + tallest - size.cellHeight;
      this.#drawing.push((picture) => {
        if (glyph.inverted) picture.fill(at, y, size.cellWidth, size.cellHeight);
        picture.text(at, y, glyph.character, { ...size, bold: glyph.bold, white: glyph.inverted });
        if (glyph.underline) picture.fill(at, y + size.cellHeight - 2, size.cellWidth, 2);
      });
      x += size.cellWidth;
    }
    const text = glyphs.map((glyph) => glyph.character).join('');
    this.#lines.push(align === 'left' ? text.trimEnd() : text.trim());
    this.feed(Math.max(spacing, tallest));
  }

  /** @returns false when it is wider than the head: a printer prints nothing then. */
  modules(rows: readonly (readonly boolean[])[], moduleWidth: number, moduleHeight: number, align: Align, text: string | null): boolean {
    const width = (rows[0]?.length ?? 0) * moduleWidth;
    if (width > this.#dots) return false;
    const x = this.#left(width, align);
    const y = this.#height;
    this.#drawing.push((picture) => picture.modules(x, y, rows, moduleWidth, moduleHeight));
    if (text !== null) this.#codes.push(text);
    this.feed(rows.length * moduleHeight);
    return true;
  }

  finish(number: number): PrintedPaper {
    const drawing = [...this.#drawing];
    const [width, height] = [this.#dots + 2 * margin[this.#dots], Math.min(this.#height, longestPaper) + bottomMargin];
    let png: Uint8Array | null = null;
    const last = this.#lines.findLastIndex((line) => line !== '');
    return {
      number,
      lines: this.#lines.slice(0, last + 1),
      codes: [...this.#codes],
      get png() {
        if (png) return png;
        const picture = new Picture(width, height);
        for (const draw of drawing) draw(picture);
        picture.tear();
        png = picture.png();
        return png;
      },
    };
  }

  #left(width: number, align: Align): number {
    const free = Math.max(0, this.#dots - width);
    return margin[this.#dots] + (align === 'left' ? 0 : align === 'right' ? free : Math.floor(free / 2));
  }
}

/** The modules of a QR of this text, or null when there is none: nothing, too much, or not ASCII. */
export function qrModules(text: string, correction: 'L' | 'M' | 'Q' | 'H'): boolean[][] | null {
  if (!/^[\x20-\x7e]+$/.test(text)) return null;
  try {
    const [symbol] = barCodeLibrary().raw('qrcode', text, `eclevel=${correction}`);
    if (!symbol || !('pixs' in symbol)) return null;
    return Array.from({ length: symbol.pixy }, (_, row) => Array.from(symbol.pixs.slice(row * symbol.pixx, (row + 1) * symbol.pixx), (dark) => dark === 1));
  } catch {
    // More than version 40 holds.
    return null;
  }
}

/** The bars of a Code 128 that stays in code set B, as `{B` asks: one row of modules. */
export function code128Modules(text: string): boolean[][] {
  // Code words, so that the generator does not choose a shorter code set by itself: 104 is start B, 0 is the space.
  const codeWords = [104, ...Array.from(text, (character) => character.charCodeAt(0) - 0x20)];
  const [symbol] = barCodeLibrary().raw('code128', codeWords.map((word) => `^${String(word).padStart(3, '0')}`).join(''), 'raw');
  if (!symbol || !('sbs' in symbol)) throw new Error('no Code 128');
  return [symbol.sbs.flatMap((width, index) => Array.from({ length: width }, () => index % 2 === 0))];
}
