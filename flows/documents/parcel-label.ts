import { formatColissimo } from '../tracking/colissimo.ts';
import { formatRouting, routingCode } from '../tracking/routing.ts';
import { code128Modules, dataMatrixModules, fittingHeight, fittingModule, fittingText, quietModules, reverseMargin, smallestCapitals } from './geometry.ts';
import { dayOf, euros, weightOf } from './figures.ts';
import type { LabelDrawing, LabelElement } from './label-drawing.ts';
import type { LabelSubject } from './subjects.ts';
import type { Words } from './words.ts';

/**
 * The label of a parcel, 100 × 150 mm, with the fields of the label specification of July 2013 (`postal.md` 3.3), its
 * logos left out: they are trademarks. From top to bottom: product, sender and facts, addressee, legend, tracking code
 * with the Data Matrix, routing code.
 */
const label = { width: 100, height: 150, margin: 4 } as const;
const inner = label.width - 2 * label.margin;
const product = { y: 3, tallest: 3.4 } as const;
/** Read by people who return a parcel, not by machines: 38 of the widest capitals may go below 1.5 mm. */
const sender = { y: 8.5, height: 21.5, width: 64, tallest: 1.8, smallest: 1.2, pitch: 2.7 } as const;
const facts = { x: 70, width: 26, pitch: 5.4 } as const;
const addressee = { y: 31.5, height: 36, first: 36.2, last: 65.6, tallest: 2.8 } as const;
const legend = { y: 69, tallest: 4.6 } as const;
/** Bars at least 27 mm high, module 0.33 to 0.375 mm, a rule of 1 mm under the number (`postal.md` 3.3). */
const bars = { height: 27, module: 0.375 } as const;
/** Left of the quiet zone, which is white as the margin is: so the bars stand nearly at the margin of the text. */
const barMargin = 1;
const tracking = { text: 78.6, rule: 82.2, code: 85 } as const;
const routing = { text: 114.2, code: 118 } as const;
/** Beside the tracking code, against the right margin. */
const matrix = { y: 85.5, side: 26 } as const;
const footer = { y: 146.8, tallest: 1.6 } as const;

/** The client number of the specification's own sample label: no contract stands behind a void mark. */
export const sampleClient = '999999';

/** @throws RangeError when the number is no Colissimo number or the addressee's last line begins with no postcode. */
export function parcelLabel(subject: LabelSubject, words: Words): LabelDrawing {
  const number = subject.number ?? '';
  const postcode = (subject.addressee.at(-1) ?? '').split(' ')[0] ?? '';
  const code = routingCode({ number, postcode, client: sampleClient, grams: subject.grams });
  const foot = [subject.office.name, subject.office.terminal, subject.label].join(' · ');
  return {
    width: label.width,
    height: label.height,
    elements: [
      { kind: 'text', x: label.margin, y: product.y, width: inner, height: fittingHeight(subject.productName, inner, product.tallest), text: subject.productName, bold: true },
      ...senderBox(subject, words),
      ...factColumn(subject, words),
      ...addresseeBox(subject, words),
      ...legendBar(subject.mark.legend),
      ...trackingCode(number, words),
      markCode(subject.mark.payload),
      line(words('label.routing', { code: formatRouting(code) }), label.margin, routing.text, inner, 2.2),
      barCode(code, routing.code),
      line(foot, label.margin, footer.y, inner, footer.tallest),
    ],
  };
}

/** One line of text in a field, as large as it may be. */
function line(text: string, x: number, y: number, width: number, tallest: number, { bold = false, smallest = smallestCapitals } = {}): LabelElement {
  const fitting = fittingText(text, width, smallest);
  return { kind: 'text', x, y, width, height: fittingHeight(fitting, width, tallest, smallest), text: fitting, bold };
}

function senderBox(subject: LabelSubject, words: Words): LabelElement[] {
  const width = sender.width - 3;
  return [
    { kind: 'box', x: label.margin, y: sender.y, width: sender.width, height: sender.height, line: 0.25 },
    line(words('label.sender'), label.margin + 1.5, sender.y + 1.4, width, smallestCapitals, { bold: true }),
    ...subject.sender.map((text, at) => line(text, label.margin + 1.5, sender.y + 4.6 + at * sender.pitch, width, sender.tallest, { smallest: sender.smallest })),
  ];
}

function factColumn(subject: LabelSubject, words: Words): LabelElement[] {
  const rows = [
    [words('label.weight'), weightOf(subject.grams)],
    [words('label.date'), dayOf(subject.at)],
    [words('label.price'), euros(subject.price)],
    [words('label.terminal'), subject.office.terminal],
  ] as const;
  return rows.flatMap(([name, fact], at) => {
    const y = sender.y + 0.6 + at * facts.pitch;
    return [line(name, facts.x, y, facts.width, smallestCapitals), line(fact, facts.x, y + 2, facts.width, 2.2, { bold: true })];
  });
}

/** The last line is the sorter's: postcode three times, town twice as high as the rest (`postal.md` 3.3). */
function addresseeBox(subject: LabelSubject, words: Words): LabelElement[] {
  const [x, width] = [label.margin + 2, inner - 4];
  const lines = subject.addressee.slice(0, -1).map((text) => fittingText(text, width));
  const [postcode = '', ...town] = (subject.addressee.at(-1) ?? '').split(' ');
  const room = (addressee.last - addressee.first) / (1.5 * lines.length + 6.3);
  const name = town.join(' ');
  const rest = Math.min(addressee.tallest, room, fittingHeight(name, width, 2 * addressee.tallest) / 2, ...lines.map((text) => fittingHeight(text, width, addressee.tallest)));
  const height = Math.max(smallestCapitals, Math.floor(rest * 20) / 20);
  const sorting = addressee.first + (1.5 * lines.length + 0.5) * height;
  return [
    { kind: 'box', x: label.margin, y: addressee.y, width: inner, height: addressee.height, line: 0.5 },
    line(words('label.addressee'), x, addressee.y + 1.5, width, smallestCapitals, { bold: true }),
    ...lines.map((text, at) => line(text, x, addressee.first + at * 1.5 * height, width, height)),
    line(postcode, x, sorting, width, 3 * height, { bold: true }),
    line(name, x, sorting + 3.8 * height, width, 2 * height, { bold: true }),
  ];
}

/** Across the whole label, white on black. */
function legendBar(lines: readonly string[]): LabelElement[] {
  if (lines.length === 0) return [];
  const text = lines.join(' · ');
  const height = fittingHeight(text, inner, legend.tallest, smallestCapitals, true);
  return [{ kind: 'text', x: label.margin, y: legend.y + height * reverseMargin.upright, width: inner, height, text, bold: true, align: 'centre', reverse: true }];
}

function trackingCode(number: string, words: Words): LabelElement[] {
  return [
    line(words('label.parcelNumber', { number: formatColissimo(number) }), label.margin, tracking.text, inner, 2.6, { bold: true }),
    { kind: 'box', x: label.margin, y: tracking.rule, width: inner, height: 1, line: 1 },
    barCode(number, tracking.code),
  ];
}

function markCode(text: string): LabelElement {
  const count = dataMatrixModules(text);
  const module = fittingModule(count, matrix.side, 0.5);
  return { kind: 'data-matrix', x: label.width - label.margin - count * module, y: matrix.y, module, text };
}

function barCode(text: string, y: number): LabelElement {
  const count = code128Modules(text) + 2 * quietModules;
  const module = fittingModule(count, label.width - 2 * barMargin, bars.module);
  return { kind: 'code128', x: barMargin + quietModules * module, y, height: bars.height, module, text };
}
