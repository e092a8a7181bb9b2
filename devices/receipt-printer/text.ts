/**
 * What Windows-1252 can carry of a French (or any other) text. The byte builder hops to another code page by itself at
 * a character the active one lacks and the printer stays there (`toolchain.md` 5), so nothing may reach it that 1252
 * does not have. Customer text is taken apart here too: no control character survives, so none can reach the printer.
 */

import { romanised } from './romanised.ts';

/** The 27 characters that 1252 has between 0x80 and 0x9F, in order of their bytes. */
const c1Characters = '€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ';

/** Kept as one blank that lines do not break at; becomes an ordinary space when printed. */
export const unbreakable = '\u00a0';

/** Characters 1252 lacks and whose nearest is known. Everything a French text of ours may contain is in the first lines. */
const nearest: ReadonlyMap<string, string> = new Map([
  ['\u202f', unbreakable], // narrow no-break space: before ? ! ; and in 1 234
  ['\u2007', unbreakable],
  ['\u2060', ''],
  ['\u2010', '-'],
  ['\u2011', '-'],
  ['\u2012', '–'],
  ['\u2015', '—'],
  ['\u2212', '-'],
  ['\u02bc', '’'],
  ['\u2032', '’'],
  ['\u2033', '”'],
  ['\u201b', '‘'],
  ['\u201f', '“'],
  ['\u2190', '<-'],
  ['\u2192', '->'],
  ['\u2194', '<->'],
  ['\u2264', '<='],
  ['\u2265', '>='],
  ['\u2260', '<>'],
  ['\u2248', '~'],
  ['\u2044', '/'],
  ['\u2713', 'x'],
  ['\u2714', 'x'],
  ['\u2022', '•'],
  ['\u25cf', '•'],
  ['\u2116', 'N°'],
]);

let segmenter: Intl.Segmenter | null = null;

/** Made for the first paper: it costs some milliseconds, which no start should pay. */
function graphemes(text: string): Intl.Segments {
  segmenter ??= new Intl.Segmenter('fr', { granularity: 'grapheme' });
  return segmenter.segment(text);
}

export interface PrintableText {
  /** Only characters of Windows-1252, no control character; U+00A0 where a line may not break. */
  readonly text: string;
  /** What could not be written in Latin letters at all and became `?`, in order. */
  readonly lost: readonly string[];
}

export function isWindows1252(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  return (code >= 0x20 && code <= 0x7e) || (code >= 0xa0 && code <= 0xff && code !== 0xad) || c1Characters.includes(character);
}

/** Whether the code page says all of it as it is written: no letter in place of another. */
export function isCarried(text: string): boolean {
  return Array.from(text.normalize('NFC')).every((character) => isWindows1252(character) || nearest.has(character));
}

/** One line of text; a line break counts as a space. */
export function printable(text: string): PrintableText {
  const lost: string[] = [];
  let result = '';
  for (const { segment } of graphemes(text.normalize('NFC'))) {
    const written = writeGrapheme(segment);
    if (written === null) lost.push(segment);
    result += written ?? '?';
  }
  return { text: result, lost };
}

function writeGrapheme(grapheme: string): string | null {
  const direct = writeCharacters(grapheme);
  if (direct !== null) return direct;
  // "ă" → "a", "ﬁ" → "fi", "①" → "1": compatibility forms without their marks.
  return writeCharacters(grapheme.normalize('NFKD').replace(/\p{Mark}/gu, ''));
}

function writeCharacters(text: string): string | null {
  if (text === '') return null;
  let result = '';
  for (const character of text) {
    const written = writeCharacter(character);
    if (written === null) return null;
    result += written;
  }
  return result;
}

function writeCharacter(character: string): string | null {
  if (isWindows1252(character)) return character;
  const known = nearest.get(character) ?? romanised.get(character);
  if (known !== undefined) return known;
  if (/[\t\n\v\f\r\u0085\u2028\u2029]|\p{Space_Separator}/u.test(character)) return ' ';
  return isIgnorable(character) ? '' : null;
}

/** Control characters, soft hyphen, zero-width and direction marks: they carry no ink. */
function isIgnorable(character: string): boolean {
  return /[\p{Control}\p{Format}]/u.test(character);
}

/**
 * Breaks at ordinary spaces so that no line is longer than `width`; a word that is longer alone is cut. Leading spaces
 * are kept, on the continuation lines too; several spaces between words become one. Always at least one line.
 */
export function wrap(text: string, width: number): string[] {
  const indent = ' '.repeat(Math.min(/^ */.exec(text)?.[0].length ?? 0, Math.floor(width / 2)));
  const room = width - indent.length;
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').filter((part) => part !== '')) {
    if (line !== '' && line.length + 1 + word.length <= room) {
      line += ` ${word}`;
      continue;
    }
    if (line !== '') lines.push(line);
    line = word;
    while (line.length > room) {
      lines.push(line.slice(0, room));
      line = line.slice(room);
    }
  }
  lines.push(line);
  return lines.map((part) => (part === '' ? '' : indent + part).replaceAll(unbreakable, ' ').trimEnd());
}

/**
 * Left and right on one line. When both do not fit, the left part wraps beside a gutter and the right part stands on
 * its last line, where the sentence ends and the eye looks for the amount; a right part wider than half the paper gets
 * lines of its own.
 */
export function pairLines(left: string, right: string, width: number): string[] {
  const rightLines = wrap(right, width);
  const amount = rightLines[0] ?? '';
  if (rightLines.length > 1 || amount.length > width / 2) {
    return [...(left.trim() === '' ? [] : wrap(left, width)), ...rightLines.map((line) => line.padStart(width))];
  }
  const whole = left.replaceAll(unbreakable, ' ').trimEnd();
  const leftLines = whole.length + 1 + amount.length <= width ? [whole] : wrap(left, width - amount.length - 2);
  return leftLines.map((line, index) => (index === leftLines.length - 1 ? (line.padEnd(width - amount.length) + amount).trimEnd() : line));
}
