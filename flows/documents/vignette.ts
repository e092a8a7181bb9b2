import { parseS10 } from '../tracking/s10.ts';
import { code128Modules, dataMatrixModules, fittingHeight, fittingModule, fittingText, quietModules, reverseMargin, smallestCapitals } from './geometry.ts';
import { dayOf, euros, weightOf } from './figures.ts';
import type { LabelDrawing, LabelElement } from './label-drawing.ts';
import { spacedNumber } from './numbers.ts';
import type { LabelSubject } from './subjects.ts';
import type { Words } from './words.ts';
import { wrapped } from './wrapping.ts';

/**
 * The vignette, 63.5 × 38 mm: Data Matrix at the left, legend and value at the right, product, weight and day below, and
 * the number as a bar code when the letter is tracked. It names no country of origin and no operator: it must not pass
 * for a stamp (house.md, "What the franking mark is not"). The same paper is a stamp, the rest of a postage, or the
 * voucher that is stuck on an article.
 */
const label = { width: 63.5, height: 38, margin: 2 } as const;
const whole = label.width - 2 * label.margin;
/** Where the Data Matrix may lie. */
const matrix = { x: 2.5, y: 2.5, side: 19.5 } as const;
const right = { x: 24, width: 37.5 } as const;
const legend = { top: 2, tallest: 3.2, gap: 0.6 } as const;
const value = { tallest: 5, gap: 1.4 } as const;
/** A long name of a product is set small rather than refused: the Data Matrix says it too. */
const smallestName = 0.4;
const below = { y: 23.2, product: 33, day: 26 } as const;
/** Bars of a French letter number; those of an S10 number are at least 12.5 mm high (`postal.md` 3.2), on a label so much longer. */
const bars = { y: 26.4, french: 7.2, s10: 12.5 } as const;

export function vignette(subject: LabelSubject, words: Words): LabelDrawing {
  const { elements: void_, bottom } = legendLines(subject.mark.legend);
  const price = euros(subject.price);
  const sides = dataMatrixModules(subject.mark.payload);
  const { name, detail } = captionOf(subject, words);
  const detailHeight = fittingHeight(detail, below.day, 1.9, smallestName);
  const height = barHeight(subject);
  return {
    width: label.width,
    height: label.height + (height > 0 ? height - bars.french : 0),
    elements: [
      { kind: 'data-matrix', x: matrix.x, y: matrix.y, module: fittingModule(sides, matrix.side, 0.5), text: subject.mark.payload },
      ...void_,
      { kind: 'text', x: right.x, y: bottom + value.gap, width: right.width, height: fittingHeight(price, right.width, value.tallest), text: price, bold: true, align: 'right' },
      { kind: 'text', x: label.margin, y: below.y, width: below.product, height: fittingHeight(name, below.product, 2.2, smallestName), text: name, bold: true },
      { kind: 'text', x: label.width - label.margin - below.day, y: below.y, width: below.day, height: detailHeight, text: detail, align: 'right' },
      ...(subject.number === null ? untracked(subject, words) : tracked(subject.number, height, subject, words)),
    ],
  };
}

/** Zero for what bears no number. */
function barHeight({ number }: LabelSubject): number {
  if (number === null) return 0;
  return parseS10(number).ok ? bars.s10 : bars.french;
}

/** What it is, and beside it for which weight and from which day. A stamp bears no day: it is used when its owner likes (`postal.md` 3.1). */
function captionOf(subject: LabelSubject, words: Words): { readonly name: string; readonly detail: string } {
  const { kind, productName, options, grams, byHand, at } = subject;
  const said = byHand?.weight === true ? words('label.byHand', { weight: weightOf(grams) }) : weightOf(grams);
  const weight = grams > 0 ? [said] : [];
  const dated = [...weight, dayOf(at)].join(' · ');
  switch (kind) {
    case 'letter':
    case 'parcel':
      return { name: [productName, ...options.map((option) => option.name)].join(' · '), detail: dated };
    case 'stamp':
      return { name: productName, detail: words('label.upTo', { weight: weightOf(grams) }) };
    case 'supplement':
      return { name: words('label.supplement'), detail: dated };
    case 'article':
      return { name: words('label.voucher'), detail: dayOf(at) };
  }
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

function tracked(number: string, height: number, subject: LabelSubject, words: Words): LabelElement[] {
  const count = code128Modules(number);
  const module = fittingModule(count + 2 * quietModules, whole, 0.375);
  const name = words('label.label', { label: subject.label });
  const half = whole / 2;
  const y = bars.y + height + 0.9;
  return [
    { kind: 'code128', x: (label.width - count * module) / 2, y: bars.y, height, module, text: number },
    { kind: 'text', x: label.margin, y, width: half, height: fittingHeight(spacedNumber(number), half, 1.9), text: spacedNumber(number), bold: true },
    { kind: 'text', x: label.margin + half, y, width: half, height: fittingHeight(name, half, 1.5), text: name, align: 'right' },
  ];
}

function untracked(subject: LabelSubject, words: Words): LabelElement[] {
  const rows = subject.kind === 'article' ? articleRows(subject, words) : letterRows(subject, words);
  return [{ kind: 'box', x: label.margin, y: 27.2, width: whole, height: 0.3, line: 0.3 }, ...rows];
}

function row(said: string, y: number, tallest: number): LabelElement {
  const text = fittingText(said, whole, smallestName);
  return { kind: 'text', x: label.margin, y, width: whole, height: fittingHeight(text, whole, tallest, smallestName), text };
}

/** A letter for abroad says where it goes. */
function letterRows({ label: name, office, destination }: LabelSubject, words: Words): LabelElement[] {
  const place = destination === null ? office.name : `${office.name} · ${words('label.to', { destination })}`;
  return [row(words('label.label', { label: name }), 29.2, 2), row(place, 33, 1.9)];
}

/** An operator names its articles as it likes: two lines, as large as they may be. */
const articleHeights = [2, 1.5, 1.1, 0.8] as const;

function articleRows({ productName, label: name }: LabelSubject, words: Words): LabelElement[] {
  const height = articleHeights.find((one) => wrapped(productName, whole, one).length <= 2) ?? 0.5;
  const lines = wrapped(productName, whole, height, 2).map((line, at) => row(line, 28.7 + at * 1.4 * height, height));
  return [...lines, row(`${words('label.label', { label: name })} · ${words('label.stick')}`, 34, 1.9)];
}
