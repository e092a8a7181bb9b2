import { readCode128 } from './virtual-code128.ts';
import { code128Modules, dataMatrixModules, type Modules } from './virtual-codes.ts';

/** What a printer has understood of one `^XA … ^XZ`, in dots. */
export type Mark =
  | {
      readonly kind: 'text';
      readonly x: number;
      readonly baseline: number;
      readonly text: string;
      /** Height and width of `^A0`. */
      readonly height: number;
      readonly width: number;
      readonly block: { readonly width: number; readonly align: string } | null;
      readonly inverted: boolean;
    }
  | {
      readonly kind: 'box';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly line: number;
      readonly white: boolean;
      readonly inverted: boolean;
    }
  | {
      readonly kind: 'code';
      readonly x: number;
      readonly y: number;
      readonly text: string;
      readonly modules: Modules;
      /** Of one module. */
      readonly width: number;
      readonly height: number;
      readonly inverted: boolean;
    };

export interface Format {
  readonly width: number;
  readonly height: number;
  readonly copies: number;
  readonly marks: readonly Mark[];
}

interface Field {
  x: number;
  y: number;
  typeset: boolean;
  font: { height: number; width: number } | null;
  block: { width: number; align: string } | null;
  hexadecimal: string | null;
  inverted: boolean;
  code: { kind: 'bars'; height: number; interpretation: boolean } | { kind: 'matrix'; module: number; quality: number; escape: string } | null;
  box: { width: number; height: number; line: number; white: boolean } | null;
  data: Uint8Array | null;
}

const emptyField = (): Field => ({ x: 0, y: 0, typeset: false, font: null, block: null, hexadecimal: null, inverted: false, code: null, box: null, data: null });

/** Dots of width or length that are taken from `^PW` and `^LL` at most: some 600 mm of paper at 300 dpi. */
const longest = 7_200;

/** Where font 0 stands in its cell when `^FO` gives the cell's top. [K] */
const baselineInCell = 0.78;

/**
 * One format being received, command by command. What a printer keeps from one format to the next (width, home, default
 * font) is kept here too, as a real one would.
 */
export class FormatReader {
  readonly #error: (message: string) => void;
  #width: number;
  #height: number;
  #home = { x: 0, y: 0 };
  #font = { height: 15, width: 12 };
  #module = 2;
  #barHeight = 10;
  #utf8 = false;
  #copies = 1;
  #marks: Mark[] | null = null;
  #field = emptyField();

  constructor(label: { readonly width: number; readonly height: number }, error: (message: string) => void) {
    this.#width = label.width;
    this.#height = label.height;
    this.#error = error;
  }

  get open(): boolean {
    return this.#marks !== null;
  }

  /** A whole format when the command was the `^XZ` that ends one. */
  command(name: string, parameters: Uint8Array): Format | null {
    if (name === 'XA') {
      if (this.#marks) this.#error('^XA within a format: what went before is lost');
      this.#marks = [];
      this.#copies = 1;
      this.#field = emptyField();
      return null;
    }
    if (!this.#marks) {
      this.#error(`^${name} outside a format`);
      return null;
    }
    if (name === 'XZ') {
      if (this.#field.data) this.#error('^XZ with a field still open');
      const format = { width: this.#width, height: this.#height, copies: this.#copies, marks: this.#marks };
      this.#marks = null;
      return format;
    }
    if (name === 'FS') this.#endField(this.#marks);
    else if (name === 'FD') this.#field.data = parameters;
    else this.#set(name, new TextDecoder('latin1').decode(parameters));
    return null;
  }

  /** `~JA` and a lost connection. */
  abandon(): void {
    this.#marks = null;
  }

  #set(name: string, text: string): void {
    const part = text.split(',').map((value) => value.trim());
    const number = (index: number, otherwise: number) => (/^\d+$/.test(part[index] ?? '') ? Number(part[index]) : otherwise);
    const field = this.#field;
    if (this.#setFormat(name, part, number)) return;
    switch (name) {
      case 'FO':
      case 'FT':
        Object.assign(field, { x: this.#home.x + number(0, 0), y: this.#home.y + number(1, 0), typeset: name === 'FT' });
        return;
      case 'A0': {
        if ((part[0] ?? 'N') !== 'N') this.#error(`^A0${text}: only the upright orientation is modelled`);
        const height = number(1, this.#font.height);
        field.font = { height, width: number(2, height) };
        return;
      }
      case 'FB':
        if (number(1, 1) !== 1) this.#error(`^FB${text}: one line only is modelled`);
        field.block = { width: number(0, 0), align: part[3] || 'L' };
        return;
      case 'FH':
        field.hexadecimal = text === '' ? '_' : text.charAt(0);
        return;
      case 'FR':
        field.inverted = true;
        return;
      case 'GB': {
        const line = number(2, 1);
        field.box = { width: Math.max(number(0, line), line), height: Math.max(number(1, line), line), line, white: part[3] === 'W' };
        return;
      }
      case 'BC':
        if (part[5] && part[5] !== 'N') this.#error(`^BC${text}: mode N only is modelled`);
        field.code = { kind: 'bars', height: number(1, this.#barHeight), interpretation: (part[2] || 'Y') === 'Y' };
        return;
      case 'BX':
        field.code = { kind: 'matrix', module: number(1, this.#module), quality: number(2, 0), escape: part[6] || '~' };
        return;
      default:
        this.#error(`^${name}${text} is not a command this printer knows`);
    }
  }

  /** Commands for the whole format. True when it was one. */
  #setFormat(name: string, part: readonly string[], number: (index: number, otherwise: number) => number): boolean {
    switch (name) {
      case 'CI':
        this.#utf8 = part[0] === '28';
        return true;
      case 'PW':
        this.#width = Math.min(Math.max(number(0, this.#width), 1), longest);
        return true;
      case 'LL':
        this.#height = Math.min(Math.max(number(0, this.#height), 1), longest);
        return true;
      case 'LH':
        this.#home = { x: number(0, 0), y: number(1, 0) };
        return true;
      case 'PQ':
        this.#copies = Math.max(1, number(0, 1));
        return true;
      case 'CF':
        this.#font = { height: number(1, 15), width: number(2, number(1, 12)) };
        return true;
      case 'BY':
        this.#module = number(0, 2);
        this.#barHeight = number(2, this.#barHeight);
        return true;
      case 'MM':
        return true;
      default:
        return false;
    }
  }

  #endField(marks: Mark[]): void {
    const field = this.#field;
    this.#field = emptyField();
    const { x, y, inverted } = field;
    if (field.box) marks.push({ kind: 'box', x, y, ...field.box, inverted });
    if (!field.data) return;
    const text = this.#text(field.data, field.hexadecimal);
    try {
      if (field.code?.kind === 'bars') this.#bars(marks, field, text, field.code);
      else if (field.code?.kind === 'matrix') this.#matrix(marks, field, text, field.code);
      else marks.push(this.#textMark(field, text));
    } catch (error) {
      this.#error(error instanceof Error ? error.message : String(error));
    }
  }

  #text(data: Uint8Array, hexadecimal: string | null): string {
    const bytes: number[] = [];
    for (let index = 0; index < data.length; index += 1) {
      const byte = data[index] ?? 0;
      const pair = String.fromCharCode(...data.slice(index + 1, index + 3));
      if (hexadecimal !== null && byte === hexadecimal.charCodeAt(0) && /^[0-9A-Fa-f]{2}$/.test(pair)) {
        bytes.push(parseInt(pair, 16));
        index += 2;
        // Line ends within a field are layout of the program text, not of the label.
      } else if (byte !== 0x0d && byte !== 0x0a) bytes.push(byte);
    }
    return new TextDecoder(this.#utf8 ? 'utf-8' : 'latin1', { ignoreBOM: true }).decode(Uint8Array.from(bytes));
  }

  #textMark(field: Field, text: string): Mark {
    const font = field.font ?? this.#font;
    const baseline = field.typeset ? field.y : field.y + Math.round(font.height * baselineInCell);
    const shown = field.block ? text.replace(/\\(.)/gu, (_, next: string) => (next === '\\' ? '\\' : next === '&' ? '\n' : '')) : text;
    return { kind: 'text', x: field.x, baseline, text: shown, ...font, block: field.block, inverted: field.inverted };
  }

  #bars(marks: Mark[], field: Field, data: string, code: { height: number; interpretation: boolean }): void {
    const y = field.typeset ? field.y - code.height : field.y;
    const symbols = readCode128(data);
    const modules = code128Modules(symbols.values);
    marks.push({ kind: 'code', x: field.x, y, text: symbols.text, modules, width: this.#module, height: code.height, inverted: field.inverted });
    if (!code.interpretation) return;
    const height = 9 * this.#module;
    const baseline = y + code.height + height;
    marks.push({ kind: 'text', x: field.x, baseline, text: symbols.text, height, width: height, block: null, inverted: field.inverted });
  }

  #matrix(marks: Mark[], field: Field, data: string, code: { module: number; quality: number; escape: string }): void {
    if (data === '') throw new Error('^BX: no data');
    if (code.quality !== 200) throw new Error(`^BX: quality ${code.quality} is not ECC 200`);
    const text = unescapeMatrix(data, code.escape);
    const modules = dataMatrixModules(text);
    const y = field.typeset ? field.y - modules.length * code.module : field.y;
    marks.push({ kind: 'code', x: field.x, y, text, modules, width: code.module, height: code.module, inverted: field.inverted });
  }
}

/** `__` is the escape character, `_dNNN` a decimal value, `_X` a control character; FNC characters are not modelled. */
function unescapeMatrix(data: string, escape: string): string {
  let text = '';
  for (let index = 0; index < data.length; index += 1) {
    const character = data.charAt(index);
    if (character !== escape) {
      text += character;
      continue;
    }
    const next = data.charAt(index + 1);
    const decimal = /^d(\d{3})/.exec(data.slice(index + 1))?.[1];
    if (next === escape) text += escape;
    else if (decimal !== undefined) text += String.fromCharCode(Number(decimal));
    else if (/^[@A-Z[\\\]^]$/.test(next)) text += String.fromCharCode(next.charCodeAt(0) - 64);
    else throw new Error(`^BX: "${escape}${next}" is not modelled`);
    index += decimal === undefined ? 1 : 4;
  }
  return text;
}
