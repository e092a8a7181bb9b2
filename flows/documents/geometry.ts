import { withoutAccents } from '../addresses/characters.ts';
import type { LabelDrawing, LabelElement } from './label-drawing.ts';

/**
 * How much room the elements of a label take, before any printer is asked. Text is estimated: the resident fonts of label
 * printers differ, so that the composer counts on the wide side. An em is the capital height through 0.72, and a letter
 * 0.6 em wide; capitals are counted 0.66, the widest letters 0.9.
 */
const capitalRatio = 0.72;

/** Kept once measured: the sheets of one declaration ask for tens of thousands. */
const advances = new Map<string, number>();

function advance(character: string): number {
  const known = advances.get(character) ?? measured(character);
  advances.set(character, known);
  return known;
}

function measured(character: string): number {
  const [letter = character] = character.normalize('NFD');
  if (/[MWmw@%Œœ—…]/.test(letter)) return 0.9;
  if (/[GOQ]/.test(letter)) return 0.75;
  if (/[A-Z&]/.test(letter)) return 0.66;
  // A letter that a font may lack (Ø, Þ) is drawn as anything.
  return /[ -~\u00A0°ºª·€×’]/.test(letter) ? 0.6 : 1.2;
}

/** Millimetres for capitals one millimetre high. */
function relativeWidth(text: string): number {
  let ems = 0;
  for (const character of text) ems += advance(character);
  return ems / capitalRatio;
}

/** White text stands in a black bar: 0.5 of its height at each side, 0.4 above and below. */
export const reverseMargin = { side: 0.5, upright: 0.4 } as const;

export function textWidth(text: string, height: number, reverse = false): number {
  return (relativeWidth(text) + (reverse ? 2 * reverseMargin.side : 0)) * height;
}

/** Smallest capitals on a label: 1.5 mm (`postal.md` 3.3). */
export const smallestCapitals = 1.5;

/** The greatest capital height, up to `tallest`, at which the text stays in its field; never under `smallest`. */
export function fittingHeight(text: string, width: number, tallest: number, smallest: number = smallestCapitals, reverse = false): number {
  const height = width / textWidth(text, 1, reverse);
  return Math.max(smallest, Math.min(tallest, Math.floor(height * 20) / 20));
}

/** The text, or the same in plain letters when even the smallest capitals would leave the field. */
export function fittingText(text: string, width: number, smallest: number = smallestCapitals): string {
  return textWidth(text, smallest) <= width ? text : withoutAccents(text);
}

/**
 * Code 128 with digits packed two to a symbol where that is shorter: four at an end, six within. Stop is 13 modules,
 * any other symbol 11 (ISO/IEC 15417). The quiet zone of ten modules at each side is not counted in.
 */
export function code128Modules(text: string): number {
  let symbols = 2;
  const parts = text.match(/\d+|\D+/g) ?? [];
  let subset = '';
  for (const [at, part] of parts.entries()) {
    const packed = /^\d/.test(part) && part.length >= (at === 0 || at === parts.length - 1 ? 4 : 6);
    const odd = packed ? part.length % 2 : part.length;
    if (odd > 0) symbols += odd + (subset === 'C' ? 1 : 0);
    if (odd > 0) subset = 'B';
    if (packed) symbols += (part.length - odd) / 2 + (subset === 'B' ? 1 : 0);
    if (packed) subset = 'C';
  }
  return symbols * 11 + 13;
}

export const quietModules = 10;

/** Data codewords and side in modules of the square symbols of ECC 200 (ISO/IEC 16022, table 7). */
const squares: readonly (readonly [capacity: number, side: number])[] = [
  [3, 10], [5, 12], [8, 14], [12, 16], [18, 18], [22, 20], [30, 22], [36, 24], [44, 26], [62, 32], [86, 36], [114, 40],
  [144, 44], [174, 48], [204, 52], [280, 64], [368, 72], [456, 80], [576, 88], [696, 96], [816, 104], [1050, 120], [1304, 132], [1558, 144],
];

/** Side of a Data Matrix for printable ASCII, at most: two digits or one other character to a codeword. @throws RangeError when no symbol holds it. */
export function dataMatrixModules(text: string): number {
  const codewords = text.replaceAll(/\d\d/g, '0').length;
  const square = squares.find(([capacity]) => capacity >= codewords);
  if (square === undefined) throw new RangeError(`no Data Matrix holds ${codewords} codewords`);
  return square[1];
}

/** Modules that are whole dots at 203 dpi, greatest first: 4, 3 and 2 dots. */
const modules = [0.5, 0.375, 0.25] as const;

/** The greatest module at which so many stay within the room; the smallest when none does. */
export function fittingModule(count: number, room: number, greatest: number): number {
  return modules.find((module) => module <= greatest && module * count <= room) ?? modules[2];
}

export interface Extent {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** What the element covers, quiet zones and the black behind white text included. */
export function extentOf(element: LabelElement): Extent {
  const { x, y } = element;
  switch (element.kind) {
    case 'text': {
      const width = Math.max(element.width ?? 0, textWidth(element.text, element.height, element.reverse));
      const margin = element.reverse ? element.height * reverseMargin.upright : 0;
      return { left: x, top: y - margin, right: x + width, bottom: y + element.height + margin };
    }
    case 'box':
      return { left: x, top: y, right: x + Math.max(element.width, element.line), bottom: y + Math.max(element.height, element.line) };
    case 'code128': {
      const quiet = quietModules * element.module;
      return { left: x - quiet, top: y, right: x + code128Modules(element.text) * element.module + quiet, bottom: y + element.height };
    }
    case 'data-matrix': {
      const side = dataMatrixModules(element.text) * element.module;
      return { left: x - element.module, top: y - element.module, right: x + side + element.module, bottom: y + side + element.module };
    }
  }
}

/** What is wrong with a drawing, in words: an element that leaves the label, a text wider than its field. Empty when nothing is. */
export function drawingFaults(drawing: LabelDrawing): string[] {
  return drawing.elements.flatMap((element) => {
    const { left, top, right, bottom } = extentOf(element);
    const name = element.kind === 'box' ? 'a box' : `${element.kind} "${element.text}"`;
    const inside = left >= 0 && top >= 0 && right <= drawing.width && bottom <= drawing.height;
    const narrow = element.kind !== 'text' || element.width === undefined || textWidth(element.text, element.height, element.reverse) <= element.width + 1e-9;
    return [...(inside ? [] : [`${name} leaves the label`]), ...(narrow ? [] : [`${name} is wider than its field`])];
  });
}
