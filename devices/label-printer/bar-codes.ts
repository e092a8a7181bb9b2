/**
 * What `^FD` must hold so that a bar code reads back as exactly the text given, and how much room it takes. Both codes
 * take printable ASCII: what a reader makes of anything else depends on the reader.
 */
export interface CodeField {
  /** Before the escaping that every field gets. */
  readonly data: string;
  /** Modules across. */
  readonly modules: number;
}

export function isPrintableAscii(text: string): boolean {
  return /^[\x20-\x7e]+$/.test(text);
}

/** Invocation codes of `^BC` [S ZPL II Programming Guide, ^BC, table of Code 128 invocation characters]. */
const startB = '>:';
const startC = '>;';
const toC = '>5';
const toB = '>6';
const subsetB: Readonly<Record<string, string>> = { '^': '><', '>': '>0', '~': '>=' };

/** Digits in a row that are worth a change to subset C: two symbols saved at an end, where one change is enough. */
const worthAtEnd = 4;
const worthWithin = 6;

interface Run {
  readonly subset: 'B' | 'C';
  readonly text: string;
}

/** Cuts the text into runs of subsets B and C; a run in C has an even number of digits. */
function runs(text: string): Run[] {
  const found: Run[] = [];
  let plain = '';
  const flush = () => {
    if (plain !== '') found.push({ subset: 'B', text: plain });
    plain = '';
  };
  for (const { 0: part, index } of text.matchAll(/\d+|\D+/g)) {
    const atStart = found.length === 0 && plain === '';
    const atEnd = index + part.length === text.length;
    const worth = atStart || atEnd ? worthAtEnd : worthWithin;
    const whole = text.length === 2 && part.length === 2;
    if (!/^\d/.test(part) || (part.length < worth && !whole)) {
      plain += part;
      continue;
    }
    const odd = part.length % 2;
    if (atStart) {
      found.push({ subset: 'C', text: part.slice(0, part.length - odd) });
      plain = part.slice(part.length - odd);
    } else {
      plain += part.slice(0, odd);
      flush();
      found.push({ subset: 'C', text: part.slice(odd) });
    }
  }
  flush();
  return found;
}

/**
 * Code 128 in mode N, each subset named: what is printed does not depend on how clever the firmware is, and the width
 * is known beforehand. Stop is 13 modules, every other symbol 11, the check symbol included (ISO/IEC 15417).
 */
export function code128(text: string): CodeField {
  let data = '';
  let symbols = 1;
  runs(text).forEach((run, index) => {
    if (index === 0) data += run.subset === 'B' ? startB : startC;
    else {
      data += run.subset === 'B' ? toB : toC;
      symbols += 1;
    }
    data += run.subset === 'C' ? run.text : Array.from(run.text, (character) => subsetB[character] ?? character).join('');
    symbols += run.subset === 'C' ? run.text.length / 2 : run.text.length;
  });
  return { data, modules: (symbols + 1) * 11 + 13 };
}

/** Escape character of `^BX`, always said: its default is `~` on newer firmware and `_` on older (`devices.md` 3). */
export const matrixEscape = '_';

/** Data codewords and side of each square ECC 200 symbol (ISO/IEC 16022, table 7). */
const squares: readonly (readonly [number, number])[] = [
  [3, 10], [5, 12], [8, 14], [12, 16], [18, 18], [22, 20], [30, 22], [36, 24], [44, 26], [62, 32], [86, 36], [114, 40],
  [144, 44], [174, 48], [204, 52], [280, 64], [368, 72], [456, 80], [576, 88], [696, 96], [816, 104], [1050, 120], [1304, 132], [1558, 144],
];

/**
 * Data Matrix ECC 200, size chosen by the printer. The size given is that of the plainest encoding, which the printer
 * may better but not exceed; null when the text is too long for any symbol.
 */
export function dataMatrix(text: string): CodeField | null {
  const codewords = text.replace(/\d\d/g, '0').length;
  const square = squares.find(([capacity]) => capacity >= codewords);
  return square ? { data: text.replaceAll(matrixEscape, matrixEscape + matrixEscape), modules: square[1] } : null;
}
