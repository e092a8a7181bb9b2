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
const addressee = { y: 31.5, height: 45.5, first: 36.2, tallest: 3 } as const;
const band = { y: 79, height: 13, tallest: 5, receipt: 18, customs: 40 } as const;
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

/** The country, last and in capitals twice as high as the rest, is what sorting abroad begins with. */
function addresseeBox(subject: LabelSubject, words: Words): LabelElement[] {
  const [x, width] = [label.margin + 2, inner - 4];
  const abroad = subject.destination !== null && subject.addressee.length > 1;
  const country = abroad ? (subject.addressee.at(-1) ?? '') : '';
  const lines = (abroad ? subject.addressee.slice(0, -1) : subject.addressee).map((text) => fittingText(text, width));
  const room = (addressee.y + addressee.height - 1.5 - addressee.first) / (1.5 * lines.length + (abroad ? 2.5 : 0));
  const rest = Math.min(addressee.tallest, room, ...lines.map((text) => fittingHeight(text, width, addressee.tallest)));
  const height = Math.max(smallestCapitals, Math.floor(rest * 20) / 20);
  return [
    { kind: 'box', x: label.margin, y: addressee.y, width: inner, height: addressee.height, line: 0.5 },
    line(words('label.addressee'), x, addressee.y + 1.5, width, smallestCapitals, { bold: true }),
    ...lines.map((text, at) => line(text, x, addressee.first + at * 1.5 * height, width, height)),
    ...(abroad ? [line(country, x, addressee.first + (1.5 * lines.length + 0.5) * height, width, 2 * height, { bold: true })] : []),
  ];
}

/** Registered, to be acknowledged, with customs papers: each in a box, the first as wide as the others leave it. */
function bandCells(subject: LabelSubject, words: Words): LabelElement[] {
  const { registered, destination, customs } = subject;
  const acknowledged = subject.options.some(({ option }) => option === 'avis_reception_national' || option === 'avis_reception_international');
  const first = registered === null ? destination : words(destination === null ? 'label.registered' : 'label.registeredAbroad', { level: registered });
  const others = [
    ...(acknowledged ? [{ text: words('label.acknowledged'), width: band.receipt }] : []),
    ...(customs === null ? [] : [{ text: words('label.customs', { form: customs }), width: band.customs }]),
  ];
  const rest = inner - others.reduce((total, { width }) => total + width, 0);
  let x: number = label.margin;
  return [...(first === null ? [] : [{ text: first, width: rest }]), ...others].flatMap(({ text, width }) => {
    const left = x;
    x += width;
    const set = fittingText(text, width - 4);
    const height = fittingHeight(set, width - 4, band.tallest);
    return [
      { kind: 'box', x: left, y: band.y, width, height: band.height, line: 0.5 },
      { kind: 'text', x: left + 2, y: band.y + (band.height - height) / 2, width: width - 4, height, text: set, bold: true, align: 'centre' },
    ];
  });
}

/** An S10 code needs 12.5 mm of height and a module of 0.25 to 0.51 mm (`postal.md` 3.2): it has more of both. */
function numbered({ kind, number, label: name }: LabelSubject, words: Words): LabelElement[] {
  if (number === null) return numberLine(words('label.label', { label: name }), tracking.text);
  const key = kind === 'parcel' ? 'label.parcelNumber' : 'label.itemNumber';
  return [...numberLine(words(key, { number: spacedNumber(number) }), tracking.text), barCode(number, tracking.code, besideMark)];
}
