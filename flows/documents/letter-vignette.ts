import { code128Modules, dataMatrixModules, fittingHeight, fittingModule, quietModules, reverseMargin, smallestCapitals } from './geometry.ts';
import { dayOf, euros, weightOf } from './figures.ts';
import type { LabelDrawing, LabelElement } from './label-drawing.ts';
import { spacedNumber } from './numbers.ts';
import type { LabelSubject } from './subjects.ts';
import type { Words } from './words.ts';

/**
 * The vignette of a letter, 63.5 × 38 mm: Data Matrix at the left, legend and value at the right, product, weight and
 * day below, and the number as a bar code when the letter is tracked. It names no country and no operator: it must not
 * pass for a stamp (house.md, "What the franking mark is not").
 */
const label = { width: 63.5, height: 38, margin: 2 } as const;
/** Where the Data Matrix may lie. */
const matrix = { x: 2.5, y: 2.5, side: 19.5 } as const;
const right = { x: 24, width: 37.5 } as const;
const legend = { top: 2, tallest: 3.2, gap: 0.6 } as const;
const value = { tallest: 5, gap: 1.4 } as const;
/** A long name of a product is set small rather than refused: the Data Matrix says it too. */
const smallestName = 0.8;
const below = { y: 23.2, product: 33, day: 26 } as const;

export function letterVignette(subject: LabelSubject, words: Words): LabelDrawing {
  const { elements: void_, bottom } = legendLines(subject.mark.legend);
  const price = euros(subject.price);
  const sides = dataMatrixModules(subject.mark.payload);
  const whole = label.width - 2 * label.margin;
  const when = `${weightOf(subject.grams)} · ${dayOf(subject.at)}`;
  return {
    width: label.width,
    height: label.height,
    elements: [
      { kind: 'data-matrix', x: matrix.x, y: matrix.y, module: fittingModule(sides, matrix.side, 0.5), text: subject.mark.payload },
      ...void_,
      { kind: 'text', x: right.x, y: bottom + value.gap, width: right.width, height: fittingHeight(price, right.width, value.tallest), text: price, bold: true, align: 'right' },
      { kind: 'text', x: label.margin, y: below.y, width: below.product, height: fittingHeight(subject.productName, below.product, 2.2, smallestName), text: subject.productName, bold: true },
      { kind: 'text', x: label.width - label.margin - below.day, y: below.y, width: below.day, height: fittingHeight(when, below.day, 1.9), text: when, align: 'right' },
      ...(subject.number === null ? untracked(subject, words, whole) : tracked(subject.number, subject, words, whole)),
    ],
  };
}

/** White on black, one line below the other, as large as the column allows. */
function legendLines(lines: readonly string[]): { elements: LabelElement[]; bottom: number } {
  const elements: LabelElement[] = [];
  let top: number = legend.top;
  for (const text of lines) {
    const height = fittingHeight(text, right.width, legend.tallest, smallestCapitals, true);
    const margin = height * reverseMargin.upright;
    elements.push({ kind: 'text', x: right.x, y: top + margin, width: right.width, height, text, bold: true, align: 'centre', reverse: true });
    top += height + 2 * margin + legend.gap;
  }
  return { elements, bottom: top - legend.gap };
}

function tracked(number: string, subject: LabelSubject, words: Words, whole: number): LabelElement[] {
  const count = code128Modules(number);
  const module = fittingModule(count + 2 * quietModules, whole, 0.375);
  const name = words('label.label', { label: subject.label });
  const half = whole / 2;
  return [
    { kind: 'code128', x: (label.width - count * module) / 2, y: 26.4, height: 7.2, module, text: number },
    { kind: 'text', x: label.margin, y: 34.5, width: half, height: fittingHeight(spacedNumber(number), half, 1.9), text: spacedNumber(number), bold: true },
    { kind: 'text', x: label.margin + half, y: 34.5, width: half, height: fittingHeight(name, half, 1.5), text: name, align: 'right' },
  ];
}

function untracked(subject: LabelSubject, words: Words, whole: number): LabelElement[] {
  const name = words('label.label', { label: subject.label });
  return [
    { kind: 'box', x: label.margin, y: 27.2, width: whole, height: 0.3, line: 0.3 },
    { kind: 'text', x: label.margin, y: 29.2, width: whole, height: fittingHeight(name, whole, 2), text: name },
    { kind: 'text', x: label.margin, y: 33, width: whole, height: fittingHeight(subject.office.name, whole, 1.9), text: subject.office.name },
  ];
}
