import { Picture, type ProportionalStyle } from '../picture.ts';
import type { Format, Mark } from './virtual-format.ts';

/**
 * Font 0 is drawn in Atkinson Hyperlegible Next, condensed: its capitals take this part of the height in `^A0`, and its
 * advance this part of the face's own. [K] as the widths of the real font.
 */
const capitals = 0.72;
const condensed = 0.74;

function style(mark: Extract<Mark, { kind: 'text' }>): ProportionalStyle {
  return { capital: mark.height * capitals, stretch: (condensed * mark.width) / mark.height, inverted: mark.inverted };
}

/** The label as it leaves the printer; `cut` is how far it got, from 0 to 1. */
export function paint(format: Format, cut = 1): Uint8Array {
  const picture = new Picture(format.width, Math.round(format.height * cut));
  for (const mark of format.marks) {
    if (mark.kind === 'text') paintText(picture, mark);
    else if (mark.kind === 'box') paintBox(picture, mark);
    else paintCode(picture, mark);
  }
  return picture.png();
}

function paintText(picture: Picture, mark: Extract<Mark, { kind: 'text' }>): void {
  const spare = mark.block ? mark.block.width - picture.proportionalWidth(mark.text, style(mark)) : 0;
  const shift = mark.block?.align === 'C' ? spare / 2 : mark.block?.align === 'R' ? spare : 0;
  picture.proportional(Math.round(mark.x + shift), mark.baseline, mark.text, style(mark));
}

/** How far a block's text passes its width, in dots: a real printer would wrap it, and print the rest over its last line. */
export function overflow(mark: Mark): number {
  if (mark.kind !== 'text' || !mark.block) return 0;
  return Math.max(0, Math.ceil(new Picture(1, 1).proportionalWidth(mark.text, style(mark)) - mark.block.width));
}

function paintBox(picture: Picture, box: Extract<Mark, { kind: 'box' }>): void {
  const { x, y, width, height, line } = box;
  const draw = (left: number, top: number, across: number, down: number) =>
    box.inverted ? picture.invert(left, top, across, down) : picture.fill(left, top, across, down, box.white);
  if (line * 2 >= Math.min(width, height)) {
    draw(x, y, width, height);
    return;
  }
  draw(x, y, width, line);
  draw(x, y + height - line, width, line);
  draw(x, y + line, line, height - 2 * line);
  draw(x + width - line, y + line, line, height - 2 * line);
}

function paintCode(picture: Picture, code: Extract<Mark, { kind: 'code' }>): void {
  if (!code.inverted) {
    picture.modules(code.x, code.y, code.modules, code.width, code.height);
    return;
  }
  code.modules.forEach((row, r) =>
    row.forEach((dark, c) => {
      if (dark) picture.invert(code.x + c * code.width, code.y + r * code.height, code.width, code.height);
    }),
  );
}

/** Two strikes of the same text are one to the eye. */
const strikeApart = 3;

/** What can be read on the label down to `cut`, from top to bottom and left to right. */
export function read(format: Format, cut = 1): { lines: string[]; codes: string[] } {
  const end = format.height * cut;
  const seen: Extract<Mark, { kind: 'text' }>[] = [];
  const codes: string[] = [];
  for (const mark of format.marks) {
    if (mark.kind === 'text' && mark.baseline <= end) {
      const again = seen.some((other) => other.text === mark.text && other.baseline === mark.baseline && Math.abs(other.x - mark.x) <= strikeApart);
      if (!again) seen.push(mark);
    } else if (mark.kind === 'code' && mark.y + mark.modules.length * mark.height <= end) codes.push(mark.text);
  }
  return { lines: inReadingOrder(seen).map((mark) => mark.text), codes };
}

/** Texts whose capitals stand beside each other are one row, read from the left, though their sizes differ. */
function inReadingOrder(marks: readonly Extract<Mark, { kind: 'text' }>[]): Extract<Mark, { kind: 'text' }>[] {
  const rows: Extract<Mark, { kind: 'text' }>[][] = [];
  for (const mark of marks.toSorted((a, b) => a.baseline - b.baseline)) {
    const row = rows.at(-1);
    if (row?.[0] && mark.baseline - mark.height * (capitals / 2) < row[0].baseline) row.push(mark);
    else rows.push([mark]);
  }
  return rows.flatMap((row) => row.toSorted((a, b) => a.x - b.x));
}
