import { code128, dataMatrix, isPrintableAscii, matrixEscape, type CodeField } from './bar-codes.ts';
import { capitalRatio, lineWidth, narrowest } from './font-zero.ts';
import type { LabelDrawing, LabelElement } from './label-printer.ts';

/** The drawing cannot be printed as it stands. Thrown before anything is sent: nothing is ever cut in silence. */
export class LabelError extends Error {
  override readonly name = 'LabelError';
}

export interface Resolution {
  /** 8 at 203 dpi (the default), 12 at 300 dpi, 24 at 600 dpi. */
  readonly dotsPerMillimetre?: number;
}

/** Black around white text, as a fraction of its capital height: above and below, and at the sides. */
const reverseMargin = { upright: 0.4, side: 0.5 } as const;

/** How far apart the two strikes of bold text are, as a fraction of the capital height; one dot at least. */
const boldShift = 0.04;

/**
 * A drawing in millimetres as one ZPL II format that prints one label.
 *
 * - Text stands on its baseline (`^FT`), so that the capitals' top is at `y` whatever the font leaves above them.
 * - Font 0 is already a bold face: bold is struck twice, a dot or two apart, and set wider by as much a letter where
 *   there is room, so that the letters stay apart. White text is struck once, because a second `^FR` would turn back
 *   what the first has turned.
 * - Text that is a little too wide is set narrower, to 80 % at most; beyond that, it is an error.
 * - Every field's data is escaped (`^FH`), so that nothing a customer typed can be a command.
 *
 * @throws LabelError that names the element and the remedy.
 */
export function encodeLabel(label: LabelDrawing, resolution: Resolution = {}): Uint8Array {
  const sheet = new Sheet(label, resolution.dotsPerMillimetre ?? 8);
  const lines = label.elements.flatMap((element) => encodeElement(element, sheet));
  const format = ['^XA', '^CI28', `^PW${sheet.width}`, `^LL${sheet.height}`, '^LH0,0', ...lines, '^PQ1,0,0,N', '^XZ', ''];
  return new TextEncoder().encode(format.join('\n'));
}

class Sheet {
  readonly width: number;
  readonly height: number;
  readonly #scale: number;

  constructor(label: LabelDrawing, dotsPerMillimetre: number) {
    this.#scale = dotsPerMillimetre;
    this.width = this.dots(label.width);
    this.height = this.dots(label.height);
    if (!(this.width > 0 && this.height > 0)) throw new LabelError(`a label of ${label.width} × ${label.height} mm cannot be printed`);
  }

  dots(millimetres: number): number {
    return Math.round(millimetres * this.#scale);
  }

  /** At least one dot: a line or a module that rounds to nothing would vanish. */
  thick(millimetres: number): number {
    return Math.max(1, this.dots(millimetres));
  }

  mustHold(what: string, x: number, y: number, width: number, height: number): void {
    // Written so that NaN and Infinity fail too.
    if (!(x >= 0 && y >= 0 && x + width <= this.width && y + height <= this.height)) {
      throw new LabelError(`${what} does not lie on the label of ${this.width} × ${this.height} dots: it takes ${width} × ${height} dots at ${x},${y}`);
    }
  }
}

function encodeElement(element: LabelElement, sheet: Sheet): string[] {
  switch (element.kind) {
    case 'text':
      return encodeText(element, sheet);
    case 'box':
      return encodeBox(element, sheet);
    case 'code128':
      return encodeCode128(element, sheet);
    case 'data-matrix':
      return encodeDataMatrix(element, sheet);
  }
}

type Text = Extract<LabelElement, { kind: 'text' }>;

function encodeText(text: Text, sheet: Sheet): string[] {
  const what = `the text "${text.text}"`;
  if (/[\p{Cc}\p{Cs}\u2028\u2029]/u.test(text.text)) throw new LabelError(`${what} holds a control character: one element is one line`);
  if (text.text === '') return [];
  const align = text.align ?? 'left';
  if (text.width === undefined && align !== 'left') throw new LabelError(`${what} is aligned ${align} in a field without width: give it one`);
  const capital = sheet.thick(text.height);
  const inset = text.reverse ? Math.round(capital * reverseMargin.side) : 0;
  const left = sheet.dots(text.x) + inset;
  const top = sheet.dots(text.y);
  const shift = text.bold && !text.reverse ? Math.max(1, Math.round(capital * boldShift)) : 0;
  const room = (text.width === undefined ? sheet.width - left : sheet.dots(text.width) - inset) - inset - shift;
  const font = fontFor(text.text, { capital, shift, room }, what);
  const width = text.width === undefined ? Math.ceil(font.width) : room;
  sheet.mustHold(what, left, top, width, capital);
  const block = text.width === undefined ? '' : `^FB${room},1,0,${{ left: 'L', centre: 'C', right: 'R' }[align]},0`;
  // Inside a block, a backslash begins an escape of its own and is doubled [S ZPL II Programming Guide, ^FB, comments].
  const data = escapeField(block === '' ? text.text : text.text.replaceAll('\\', '\\\\'));
  const strikes = shift > 0 ? [left, left + shift] : [left];
  const lines = strikes.map((x) => `^FT${x},${top + capital}${block}^A0N,${font.height},${font.set}${text.reverse ? '^FR' : ''}^FH^FD${data}^FS`);
  return text.reverse ? [bar(what, left - inset, top, width + 2 * inset, capital, sheet), ...lines] : lines;
}

interface Fitting {
  readonly capital: number;
  /** Between the two strikes of bold text. */
  readonly shift: number;
  readonly room: number;
}

/** A letter of font 0 is half as wide as the font is high, near enough: what widens it by a dot widens the font by two. */
const heightToLetter = 2;

/** Height and width for `^A0N`: as the font is when it fits (bold a little wider), narrower when it nearly does. */
function fontFor(text: string, { capital, shift, room }: Fitting, what: string): { height: number; set: number; width: number } {
  const height = Math.round(capital / capitalRatio);
  const natural = lineWidth(text) * height;
  const wide = height + heightToLetter * shift;
  if (lineWidth(text) * wide <= room) return { height, set: wide, width: lineWidth(text) * wide };
  if (natural <= room) return { height, set: height, width: natural };
  const set = Math.floor((height * room) / natural);
  if (!(set >= height * narrowest)) {
    throw new LabelError(`${what} is ${Math.ceil(natural)} dots wide and its field ${room}: shorten it, or give it a smaller height or a wider field`);
  }
  return { height, set, width: lineWidth(text) * set };
}

/** The black that white text stands on. */
function bar(what: string, left: number, top: number, width: number, capital: number, sheet: Sheet): string {
  const margin = Math.round(capital * reverseMargin.upright);
  const height = capital + 2 * margin;
  sheet.mustHold(`the black behind ${what}`, left, top - margin, width, height);
  return `^FO${left},${top - margin}^GB${width},${height},${Math.min(width, height)},B,0^FS`;
}

function encodeBox(box: Extract<LabelElement, { kind: 'box' }>, sheet: Sheet): string[] {
  const [x, y, line] = [sheet.dots(box.x), sheet.dots(box.y), sheet.thick(box.line)];
  // A rule is a box with no height, or no width: the line's own thickness.
  const [width, height] = [Math.max(sheet.dots(box.width), line), Math.max(sheet.dots(box.height), line)];
  sheet.mustHold('a box', x, y, width, height);
  return [`^FO${x},${y}^GB${width},${height},${line},B,0^FS`];
}

function encodeCode128(code: Extract<LabelElement, { kind: 'code128' }>, sheet: Sheet): string[] {
  const field = mustEncode(code.text, code128);
  const [x, y, height, module] = [sheet.dots(code.x), sheet.dots(code.y), sheet.thick(code.height), moduleDots(code, sheet, 10)];
  sheet.mustHold(`the Code 128 "${code.text}"`, x, y, field.modules * module, height);
  return [`^FO${x},${y}^BY${module}^BCN,${height},N,N,N,N^FH^FD${escapeField(field.data)}^FS`];
}

function encodeDataMatrix(code: Extract<LabelElement, { kind: 'data-matrix' }>, sheet: Sheet): string[] {
  const field = mustEncode(code.text, dataMatrix);
  const [x, y, module] = [sheet.dots(code.x), sheet.dots(code.y), moduleDots(code, sheet, 4_095)];
  sheet.mustHold(`the Data Matrix "${code.text}"`, x, y, field.modules * module, field.modules * module);
  // Quality 200 is ECC 200; 0 columns and rows let the printer choose; format 6 is the only one it has (`devices.md` 3).
  return [`^FO${x},${y}^BXN,${module},200,0,0,6,${matrixEscape}^FH^FD${escapeField(field.data)}^FS`];
}

function mustEncode(text: string, encode: (text: string) => CodeField | null): CodeField {
  if (!isPrintableAscii(text)) throw new LabelError(`the code "${text}" is empty or holds more than printable ASCII`);
  const field = encode(text);
  if (!field) throw new LabelError(`the code "${text.slice(0, 40)}…" of ${text.length} characters is too long`);
  return field;
}

function moduleDots(code: { readonly module: number; readonly text: string }, sheet: Sheet, most: number): number {
  const module = sheet.thick(code.module);
  if (!(module <= most)) throw new LabelError(`the code "${code.text}" has modules of ${module} dots: ${most} at most`);
  return module;
}

/**
 * `^FH` with its default indicator: the two command prefixes, the indicator itself and the backslash of `^FB` travel as
 * hexadecimal, so that no byte of a field can begin a command.
 */
function escapeField(data: string): string {
  return data.replace(/[\^~_\\]/g, (character) => `_${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
