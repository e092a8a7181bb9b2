import { createRequire } from 'node:module';
import { createCanvas, GlobalFonts, type Canvas, type SKRSContext2D } from '@napi-rs/canvas';

/**
 * A picture of paper, in printer dots: what the twins of both printers draw on. Fonts are bundled (Atkinson
 * Hyperlegible Mono, so that every picture is the same on every machine); no system font is ever asked.
 */

const regular = 'Moulin Paper';
const bold = 'Moulin Paper Bold';
let registered = false;

function registerFonts(): void {
  if (registered) return;
  registered = true;
  const require = createRequire(import.meta.url);
  const file = (weight: number) => require.resolve(`@fontsource/atkinson-hyperlegible-mono/files/atkinson-hyperlegible-mono-latin-${weight}-normal.woff2`);
  GlobalFonts.registerFromPath(file(400), regular);
  GlobalFonts.registerFromPath(file(700), bold);
}

export interface TextStyle {
  /** Width and height of one character cell, dots. */
  readonly cellWidth: number;
  readonly cellHeight: number;
  readonly bold?: boolean;
  readonly white?: boolean;
}

export class Picture {
  readonly #canvas: Canvas;
  readonly #context: SKRSContext2D;

  constructor(width: number, height: number) {
    registerFonts();
    this.#canvas = createCanvas(Math.max(1, width), Math.max(1, height));
    this.#context = this.#canvas.getContext('2d');
    this.#context.fillStyle = '#fff';
    this.#context.fillRect(0, 0, this.#canvas.width, this.#canvas.height);
  }

  /** A run of characters on a fixed grid, its top left cell at x, y. */
  text(x: number, y: number, text: string, style: TextStyle): void {
    const context = this.#context;
    context.fillStyle = style.white ? '#fff' : '#000';
    context.font = `${Math.round(style.cellHeight * 0.86)}px "${style.bold ? bold : regular}"`;
    context.textBaseline = 'alphabetic';
    const advance = context.measureText('0').width;
    context.save();
    context.translate(x, y + style.cellHeight * 0.78);
    context.scale(style.cellWidth / advance, 1);
    Array.from(text).forEach((character, index) => context.fillText(character, index * advance, 0));
    context.restore();
  }

  /** A filled rectangle, black unless said otherwise. */
  fill(x: number, y: number, width: number, height: number, white = false): void {
    this.#context.fillStyle = white ? '#fff' : '#000';
    this.#context.fillRect(x, y, width, height);
  }

  /** Dark modules of a matrix or the bars of a linear code: `rows[r][c]` true is black. */
  modules(x: number, y: number, rows: readonly (readonly boolean[])[], moduleWidth: number, moduleHeight = moduleWidth): void {
    rows.forEach((row, r) => row.forEach((dark, c) => dark && this.fill(x + c * moduleWidth, y + r * moduleHeight, moduleWidth, moduleHeight)));
  }

  png(): Uint8Array {
    return this.#canvas.toBuffer('image/png');
  }

  /** Red channel at a dot: for tests that read the picture. */
  darkAt(x: number, y: number): boolean {
    return (this.#context.getImageData(x, y, 1, 1).data[0] ?? 255) < 128;
  }

  get width(): number {
    return this.#canvas.width;
  }

  get height(): number {
    return this.#canvas.height;
  }
}
