import { canvasLibrary } from '../on-demand.ts';
import { facesOf } from './faces.ts';

/** Rows of bits from the top, the most significant of each byte on the left, 1 black: as `GS v 0` takes them. */
export interface Raster {
  readonly rowBytes: number;
  readonly data: Uint8Array;
}

export interface DrawnText {
  /** No wider than their ink, so that the printer aligns them. */
  readonly lines: readonly Raster[];
  readonly rightToLeft: boolean;
}

/** Draws a text in lines of at most so many dots. @throws Error when there is no face for it. */
export type DrawText = (text: string, dots: number) => DrawnText;

interface Hand {
  readonly script: RegExp;
  /** Of the em, dots. Beside letters of 24 dots: a little less, and no smaller than thermal paper holds a dense character apart. */
  readonly size: number;
  /** From line to line, and down to what the letters stand on, dots. */
  readonly pitch: number;
  readonly baseline: number;
}

/** Arabic hangs far below its line and is small in its em; a Chinese character fills its own. All stand nearer to the French above than to what follows. */
const hands: readonly Hand[] = [
  { script: /\p{Script=Arabic}/u, size: 23, pitch: 36, baseline: 23 },
  { script: /\p{Script=Han}/u, size: 21, pitch: 30, baseline: 19 },
];
const otherHand: Hand = { script: /./u, size: 19, pitch: 28, baseline: 17 };

/** Strokes of the regular weight break up in dots of an eighth of a millimetre. */
const weight = "'wght' 500";
/** Darkness from which a dot is burnt, of 255. */
const threshold = 105;

function draw(text: string, dots: number): DrawnText {
  const hand = hands.find(({ script }) => script.test(text)) ?? otherHand;
  const rightToLeft = /[\p{Script=Arabic}\p{Script=Hebrew}]/u.test(text);
  const font = `${hand.size}px ${facesOf(text)}`;
  const context = canvasLibrary().createCanvas(dots, hand.pitch).getContext('2d');
  const set = (): void => {
    context.font = font;
    context.fontVariationSettings = weight;
    context.direction = rightToLeft ? 'rtl' : 'ltr';
    context.textAlign = rightToLeft ? 'right' : 'left';
  };
  set();
  const lines = broken(text, (line) => context.measureText(line).width <= dots - 2 * bearing);
  return {
    rightToLeft,
    lines: lines.map((line) => {
      context.fillStyle = '#fff';
      context.fillRect(0, 0, dots, hand.pitch);
      context.fillStyle = '#000';
      context.fillText(line, rightToLeft ? dots - bearing : bearing, hand.baseline);
      return packed(context.getImageData(0, 0, dots, hand.pitch).data, dots, rightToLeft);
    }),
  };
}

/** Ink may reach beyond the first and the last letter's own width, dots. */
const bearing = 4;

/**
 * Between words; between any two Chinese characters, but never so that a line begins with what closes a phrase. A word that is
 * wider than the line is broken within.
 */
export function broken(text: string, fits: (line: string) => boolean): string[] {
  const lines: string[] = [];
  let line = '';
  for (const part of text.match(/ *(?:[（《「“]*\p{Script=Han}[，。、：；？！）》」”…]*|[^ \p{Script=Han}]+)/gu) ?? []) {
    for (const piece of fits(part.trimStart()) ? [part] : Array.from(part)) {
      if (line !== '' && !fits(line + piece)) {
        lines.push(line);
        line = '';
      }
      line += line === '' ? piece.trimStart() : piece;
    }
  }
  return line === '' ? lines : [...lines, line];
}

/** Without the white on both sides, to whole bytes: what these have too much lies at the end of the line. */
function packed(pixels: Uint8ClampedArray, width: number, rightToLeft: boolean): Raster {
  const rows = pixels.length / 4 / width;
  const isDark = (x: number, row: number): boolean => x >= 0 && x < width && 255 - (pixels[(row * width + x) * 4] ?? 255) > threshold;
  const inked = Array.from({ length: width }, (_, x) => x).filter((x) => Array.from({ length: rows }, (_, row) => row).some((row) => isDark(x, row)));
  const [first = 0, last = 0] = [inked[0], inked.at(-1)];
  const rowBytes = Math.ceil((last - first + 1) / 8);
  const left = rightToLeft ? last + 1 - rowBytes * 8 : first;
  const data = new Uint8Array(rowBytes * rows);
  for (let row = 0; row < rows; row += 1) {
    for (let x = 0; x < rowBytes * 8; x += 1) {
      const at = row * rowBytes + (x >> 3);
      if (isDark(left + x, row)) data[at] = (data[at] ?? 0) | (0x80 >> (x & 7));
    }
  }
  return { rowBytes, data };
}

/** Labels are the same on every paper; sentences with an amount are not, so that the oldest go. A page of them is some 300 kB. */
const mostKept = 300;

function keeping(drawing: DrawText, most: number): DrawText {
  const kept = new Map<string, DrawnText>();
  return (text, dots) => {
    const key = `${dots} ${text}`;
    const drawn = kept.get(key) ?? drawing(text, dots);
    kept.delete(key);
    kept.set(key, drawn);
    const [oldest] = kept.keys();
    if (kept.size > most && oldest !== undefined) kept.delete(oldest);
    return drawn;
  };
}

export const drawText: DrawText = keeping(draw, mostKept);
