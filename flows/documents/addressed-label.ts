import { fittingHeight, fittingText, smallestCapitals } from './geometry.ts';
import type { LabelDrawing, LabelElement } from './label-drawing.ts';
import { barCode, besideMark, foot, head, inner, label, legendBar, line, markCode, numberLine } from './label-fields.ts';
import { spacedNumber } from './numbers.ts';
import type { LabelSubject } from './subjects.ts';
import type { Words } from './words.ts';

/**
 * The label of what bears addresses but no French routing code: a registered letter, a letter with customs papers, a
 * parcel for abroad. 100 × 150 mm; below the addressee a band says what the hand that delivers it must know.
 */
const addressee = { y: 31.5, height: 45.5, first: 36.4, tallest: 3.6 } as const;
const band = { y: 78.5, height: 13.5, line: 0.5, receipt: 16, customs: 30, tallest: 5, second: 2 } as const;
const legendTop = 94;
const tracking = { text: 104, code: 110.5, mark: 111 } as const;

export function addressedLabel(subject: LabelSubject, words: Words): LabelDrawing {
  return {
    width: label.width,
    height: label.height,
    elements: [
      ...head(subject, words),
      ...addresseeBox(subject, words),
      ...bandCells(subject, words),
      ...legendBar(subject.mark.legend, legendTop),
      ...numbered(subject, words),
      markCode(subject.mark.payload, tracking.mark),
      foot(subject),
    ],
  };
}

/** The last line is what sorting begins with, a French town or a country: it is bold, and twice as high as the rest. */
function addresseeBox({ addressee: address }: LabelSubject, words: Words): LabelElement[] {
  const [x, width] = [label.margin + 2, inner - 4];
  const lines = address.slice(0, -1).map((text) => fittingText(text, width));
  const last = fittingText(address.at(-1) ?? '', width);
  const room = (addressee.y + addressee.height - 2 - addressee.first) / (1.5 * lines.length + 2.5);
  const rest = Math.min(addressee.tallest, room, ...lines.map((text) => fittingHeight(text, width, addressee.tallest)));
  const height = Math.max(smallestCapitals, Math.floor(rest * 20) / 20);
  return [
    { kind: 'box', x: label.margin, y: addressee.y, width: inner, height: addressee.height, line: 0.5 },
    line(words('label.addressee'), x, addressee.y + 1.5, width, smallestCapitals, { bold: true }),
    ...lines.map((text, at) => line(text, x, addressee.first + at * 1.5 * height, width, height)),
    line(last, x, addressee.first + (1.5 * lines.length + 0.5) * height, width, 2 * height, { bold: true }),
  ];
}

interface Cell {
  readonly said: string;
  /** In English, for the hand abroad that delivers it. */
  readonly second: string | null;
  readonly width: number;
}

/** Registered, to be acknowledged, with customs papers: each in a box, the first as wide as the others leave it. */
function bandCells(subject: LabelSubject, words: Words): LabelElement[] {
  const { registered, destination, customs } = subject;
  const acknowledged = subject.options.some(({ option }) => option === 'avis_reception_national' || option === 'avis_reception_international');
  const inEnglish = destination === null ? null : words('label.registeredAbroad');
  const [first, ...others]: readonly Cell[] = [
    ...(registered === null ? [] : [{ said: words('label.registered', { level: registered }), second: inEnglish, width: 0 }]),
    ...(acknowledged ? [{ said: words('label.acknowledged'), second: null, width: band.receipt }] : []),
    ...(customs === null ? [] : [{ said: customs, second: words('label.customs'), width: band.customs }]),
  ];
  if (first === undefined) return [];
  const rest = inner - others.reduce((total, { width }) => total + width, 0);
  let x: number = label.margin;
  return [{ ...first, width: rest }, ...others].flatMap((cell) => {
    const left = x;
    x += cell.width;
    return drawn(cell, left);
  });
}

/** Cells share the line between them. */
function drawn({ said, second, width }: Cell, left: number): LabelElement[] {
  const [x, field] = [left + 2, width - 4];
  const height = fittingHeight(said, field, band.tallest);
  const block = height + (second === null ? 0 : 1.4 + band.second);
  const top = band.y + (band.height - block) / 2;
  const below = { kind: 'text', x, y: top + height + 1.4, width: field, align: 'centre' } as const;
  return [
    { kind: 'box', x: left, y: band.y, width: left + width < label.width - label.margin ? width + band.line : width, height: band.height, line: band.line },
    { kind: 'text', x, y: top, width: field, height, text: said, bold: true, align: 'centre' },
    ...(second === null ? [] : [{ ...below, height: fittingHeight(second, field, band.second), text: second }]),
  ];
}

/** An S10 code needs 12.5 mm of height and a module of 0.25 to 0.51 mm (`postal.md` 3.2): it has more of both. */
function numbered({ kind, number, label: name }: LabelSubject, words: Words): LabelElement[] {
  if (number === null) return numberLine(words('label.label', { label: name }), tracking.text);
  const key = kind === 'parcel' ? 'label.parcelNumber' : 'label.itemNumber';
  return [...numberLine(words(key, { number: spacedNumber(number) }), tracking.text), barCode(number, tracking.code, besideMark)];
}
