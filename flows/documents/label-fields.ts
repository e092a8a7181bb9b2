import { code128Modules, dataMatrixModules, fittingHeight, fittingModule, fittingText, quietModules, reverseMargin, smallestCapitals } from './geometry.ts';
import { dayOf, euros, weightOf } from './figures.ts';
import type { LabelElement } from './label-drawing.ts';
import type { LabelSubject } from './subjects.ts';
import type { WordKey, Words } from './words.ts';

/**
 * What the labels of 100 × 150 mm have alike: product, sender and facts above, the legend across, the mark at the right
 * margin and the footer. Fields after the label specification of July 2013 (`postal.md` 3.3).
 */
export const label = { width: 100, height: 150, margin: 4 } as const;
export const inner = label.width - 2 * label.margin;
const product = { y: 3, tallest: 3.4 } as const;
/** Read by people who return an item, not by machines: 38 of the widest capitals may go below 1.5 mm. */
const sender = { y: 8.5, height: 21.5, width: 64, tallest: 1.8, smallest: 1.2, pitch: 2.7 } as const;
const facts = { x: 70, width: 26, pitch: 5.4 } as const;
const legend = { tallest: 4.6 } as const;
/** Bars at least 27 mm high, module 0.33 to 0.375 mm (`postal.md` 3.3). */
const bars = { height: 27, module: 0.375 } as const;
/** Left of the quiet zone, which is white as the margin is: so the bars stand nearly at the margin of the text. */
const barMargin = 1;
const matrix = { side: 26 } as const;
const footer = { y: 146.8, tallest: 1.6 } as const;

/** One line of text in a field, as large as it may be. */
export function line(text: string, x: number, y: number, width: number, tallest: number, { bold = false, smallest = smallestCapitals } = {}): LabelElement {
  const fitting = fittingText(text, width, smallest);
  return { kind: 'text', x, y, width, height: fittingHeight(fitting, width, tallest, smallest), text: fitting, bold };
}

/** What it is, who sent it, what it weighs and cost. */
export function head(subject: LabelSubject, words: Words): LabelElement[] {
  const name = [subject.productName, ...subject.options.map((option) => option.name)].join(' · ');
  return [line(name, label.margin, product.y, inner, product.tallest, { bold: true }), ...senderBox(subject, words), ...factColumn(subject, words)];
}

/** Fewer lines stand further apart than seven, which the address of a foreign sender may have. */
function senderBox(subject: LabelSubject, words: Words): LabelElement[] {
  const width = sender.width - 3;
  const pitch = Math.min(sender.pitch, (sender.height - 5) / subject.sender.length);
  return [
    { kind: 'box', x: label.margin, y: sender.y, width: sender.width, height: sender.height, line: 0.25 },
    line(words('label.sender'), label.margin + 1.5, sender.y + 1.4, width, smallestCapitals, { bold: true }),
    ...subject.sender.map((text, at) => line(text, label.margin + 1.5, sender.y + 4.6 + at * pitch, width, sender.tallest, { smallest: sender.smallest })),
  ];
}

/** What no scale indicated, and what a worker measured, is said where the weight stands. */
function weightCaption({ byHand }: LabelSubject): WordKey {
  if (byHand?.weight === true) return byHand.size ? 'label.bothByHand' : 'label.weightByHand';
  return byHand?.size === true ? 'label.sizeByHand' : 'label.weight';
}

function factColumn(subject: LabelSubject, words: Words): LabelElement[] {
  const rows = [
    [words(weightCaption(subject)), weightOf(subject.grams)],
    [words('label.date'), dayOf(subject.at)],
    [words('label.price'), euros(subject.price)],
    [words('label.terminal'), subject.office.terminal],
  ] as const;
  return rows.flatMap(([name, fact], at) => {
    const y = sender.y + 0.6 + at * facts.pitch;
    return [line(name, facts.x, y, facts.width, smallestCapitals), line(fact, facts.x, y + 2, facts.width, 2.2, { bold: true })];
  });
}

/** Across the whole label, white on black. */
export function legendBar(lines: readonly string[], y: number): LabelElement[] {
  if (lines.length === 0) return [];
  const text = lines.join(' · ');
  const height = fittingHeight(text, inner, legend.tallest, smallestCapitals, true);
  return [{ kind: 'text', x: label.margin, y: y + height * reverseMargin.upright, width: inner, height, text, bold: true, align: 'centre', reverse: true }];
}

/** The number as people read it, what must be seen beside it, and the rule of 1 mm under both (`postal.md` 3.3). */
export function numberLine(text: string, y: number, beside: string | null = null): LabelElement[] {
  const room = beside === null ? 0 : 26;
  const right = { x: label.margin + inner - room, width: room, align: 'right' } as const;
  return [
    line(text, label.margin, y, inner - room - (room > 0 ? 1 : 0), 2.6, { bold: true }),
    ...(beside === null ? [] : [{ ...right, kind: 'text', y, height: fittingHeight(beside, room, 2.6), text: beside, bold: true } as const]),
    { kind: 'box', x: label.margin, y: y + 3.6, width: inner, height: 1, line: 1 },
  ];
}

/** The mark, against the right margin. */
export function markCode(text: string, y: number): LabelElement {
  const count = dataMatrixModules(text);
  const module = fittingModule(count, matrix.side, 0.5);
  return { kind: 'data-matrix', x: label.width - label.margin - count * module, y, module, text };
}

/** The greatest module that leaves the mark beside it in peace, or the whole width below it. */
export function barCode(text: string, y: number, room: number = label.width - 2 * barMargin): LabelElement {
  const count = code128Modules(text) + 2 * quietModules;
  const module = fittingModule(count, room, bars.module);
  return { kind: 'code128', x: barMargin + quietModules * module, y, height: bars.height, module, text };
}

/** Where a bar code ends that stands beside the mark: the mark's own quiet zone is one module of half a millimetre. */
export const besideMark = label.width - label.margin - matrix.side - 0.5 - barMargin;

export function foot(subject: LabelSubject): LabelElement {
  return line([subject.office.name, subject.office.terminal, subject.label].join(' · '), label.margin, footer.y, inner, footer.tallest);
}
