import { textWidth } from './geometry.ts';

/**
 * The text in lines of a field, broken between words; a word that is wider than the field is broken within. When that
 * takes more than `most` lines, every line is filled to its end instead, so that nothing is ever cut.
 */
export function wrapped(text: string, width: number, height: number, most: number = Infinity): string[] {
  const fits = (line: string): boolean => textWidth(line, height) <= width;
  const lines = inLines(text.split(' ').flatMap((word) => (fits(word) ? [word] : inLines(Array.from(word), '', fits))), ' ', fits);
  return lines.length <= most ? lines : inLines(Array.from(text), '', fits).map((line) => line.trim());
}

/** Parts joined as long as they fit; a part is never broken. */
function inLines(parts: readonly string[], between: string, fits: (line: string) => boolean): string[] {
  const lines: string[] = [];
  for (const part of parts) {
    const last = lines.at(-1);
    const longer = `${last ?? ''}${between}${part}`;
    if (last !== undefined && fits(longer)) lines[lines.length - 1] = longer;
    else lines.push(part);
  }
  return lines;
}
