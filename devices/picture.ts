import { createRequire } from 'node:module';
import type { Canvas, SKRSContext2D } from '@napi-rs/canvas';
import { canvasLibrary } from './on-demand.ts';

/**
 * A picture of paper, in printer dots: what the twins of both printers draw on. Fonts are bundled (Atkinson Hyperlegible,
 * Mono for receipts and Next for labels), so that every picture is the same on every machine.
 */

const regular = 'Moulin Paper';
const bold = 'Moulin Paper Bold';
/** Two files of one face: the second holds the letters of central Europe. Canvas goes from one to the other. */
const proportional = ['Moulin Label', 'Moulin Label Extended'] as const;
let registered = false;

function registerFonts(): void {
  if (registered) return;
  registered = true;
  const require = createRequire(import.meta.url);
  const file = (weight: number) => require.resolve(`@fontsource/atkinson-hyperlegible-mono/files/atkinson-hyperlegible-mono-latin-${weight}-normal.woff2`);
  canvasLibrary().GlobalFonts.registerFromPath(file(400), regular);
  canvasLibrary().GlobalFonts.registerFromPath(file(700), bold);
  const label = (script: string) => require.resolve(`@fontsource/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-${script}-600-normal.woff2`);
  canvasLibrary().GlobalFonts.registerFromPath(label('latin'), proportional[0]);
  canvasLibrary().GlobalFonts.registerFromPath(label('latin-ext'), proportional[1]);
}

export interface TextStyle {
  /** Width and height of one character cell, dots. */
  readonly cellWidth: number;
  readonly cellHeight: number;
  readonly bold?: boolean;
  readonly white?: boolean;
}

export interface ProportionalStyle {
  /** Height of capitals, dots. */
  readonly capital: number;
  /** Width of every character as a part of the face's own. */
  readonly stretch: number;
  /** Turns black to white and white to black beneath the letters. */
  readonly inverted?: boolean;
}

/** Capitals of Atkinson Hyperlegible Next stand this high in its em, measured from the bundled file. */
const capitalInEm = 0.672;

export class Picture {
  readonly #canvas: Canvas;
  readonly #context: SKRSContext2D;

  constructor(width: number, height: number) {
    registerFonts();
    this.#canvas = canvasLibrary().createCanvas(Math.max(1, width), Math.max(1, height));
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

  /** A line of text with its own widths, from x, standing on the baseline. */
  proportional(x: number, baseline: number, text: string, style: ProportionalStyle): void {
    const context = this.#context;
    context.save();
    this.#proportionalFont(style);
    context.textBaseline = 'alphabetic';
    context.fillStyle = style.inverted ? '#fff' : '#000';
    // White minus what is there: the other colour, whichever it was.
    if (style.inverted) context.globalCompositeOperation = 'difference';
    context.translate(x, baseline);
    context.scale(style.stretch, 1);
    context.fillText(text, 0, 0);
    context.restore();
  }

  proportionalWidth(text: string, style: ProportionalStyle): number {
    this.#proportionalFont(style);
    return this.#context.measureText(text).width * style.stretch;
  }

  #proportionalFont(style: ProportionalStyle): void {
    this.#context.font = `${style.capital / capitalInEm}px ${proportional.map((name) => `"${name}"`).join(', ')}`;
  }

  /** Turns a rectangle's black to white and its white to black. */
  invert(x: number, y: number, width: number, height: number): void {
    this.#context.save();
    this.#context.globalCompositeOperation = 'difference';
    this.fill(x, y, width, height, true);
    this.#context.restore();
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

  /** Top and bottom edges as the knife and the tear bar leave them: fine teeth, transparent where the paper is missing. */
  tear(depth = 4, pitch = 8): void {
    const context = this.#context;
    context.save();
    context.globalCompositeOperation = 'destination-out';
    for (const [edge, inwards] of [[0, depth], [this.height, -depth]] as const) {
      context.beginPath();
      for (let x = 0; x < this.width; x += pitch) {
        context.moveTo(x, edge);
        context.lineTo(x + pitch / 2, edge + inwards);
        context.lineTo(x + pitch, edge);
      }
      context.fill();
    }
    context.restore();
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
