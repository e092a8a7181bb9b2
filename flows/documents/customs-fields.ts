import type { CustomsArticle, CustomsCategory } from '../customs/declaration.ts';
import { dayOf } from './figures.ts';
import { fittingHeight, fittingText, smallestCapitals } from './geometry.ts';
import type { LabelElement } from './label-drawing.ts';
import type { CustomsSubject } from './subjects.ts';
import { wrapped } from './wrapping.ts';
import type { WordKey, Words } from './words.ts';

/**
 * What the customs forms CN 22 and CN 23 have alike. They are in French and English, as the forms of the Universal
 * Postal Union are; nothing on them is lower than 1.5 mm but a figure that no customs officer will ever see.
 */

interface Counted {
  readonly at: number;
  readonly of: number;
}

/** One sheet of one copy: it bears a part of the articles, and the totals of them all. */
export interface Sheet {
  readonly subject: CustomsSubject;
  readonly articles: readonly CustomsArticle[];
  readonly sheet: Counted;
  readonly copy: Counted;
}

/** From one line of the smallest capitals to the next. */
export const pitch = 2.1;
export const thin = 0.2;

type InBoth<Key> = Key extends `customs.${infer Name}.fr` ? Name : never;
/** What the forms say in French and in English. */
export type Term = InBoth<WordKey>;

export function french(term: Term, words: Words): string {
  return words(`customs.${term}.fr`);
}

export function english(term: Term, words: Words): string {
  return words(`customs.${term}.en`);
}

/** `Port / Postage`; once when both languages say the same. */
export function both(term: Term, words: Words): string {
  return [...new Set([french(term, words), english(term, words)])].join(' / ');
}

interface Setting {
  readonly bold?: boolean;
  readonly align?: 'left' | 'centre' | 'right';
  readonly smallest?: number;
}

/** One line in a field, as large as it may be up to `tallest`. */
export function text(said: string, x: number, y: number, width: number, tallest: number = smallestCapitals, setting: Setting = {}): LabelElement {
  const { bold = false, align = 'left', smallest = smallestCapitals } = setting;
  const fitting = fittingText(said, width, smallest);
  return { kind: 'text', x, y, width, height: fittingHeight(fitting, width, tallest, smallest), text: fitting, bold, align };
}

/** Frames side by side share the line between them. */
export function frame(x: number, y: number, width: number, height: number): LabelElement {
  return { kind: 'box', x, y, width: width + thin, height: height + thin, line: thin };
}

export function rule(x: number, y: number, width: number): LabelElement {
  return { kind: 'box', x, y, width, height: thin, line: thin };
}

/** A sentence over as many lines as it needs. */
export function paragraph(said: string, x: number, y: number, width: number): LabelElement[] {
  return wrapped(said, width, smallestCapitals).map((line, at) => text(line, x, y + at * pitch, width));
}

interface Declared {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  /** Where the words of the signature begin. */
  readonly signature: number;
}

/** The declaration in both languages, then the place for the date and the hand: the form is void without it. */
export function declaration(term: 'declared' | 'declaredOnLetter', { subject }: Sheet, { x, y, width, signature }: Declared, words: Words): LabelElement[] {
  const said = paragraph(french(term, words), x, y, width);
  return [
    ...said,
    ...paragraph(english(term, words), x, y + said.length * pitch + 0.6, width),
    text(french('signature', words), x, signature, width),
    text(english('signature', words), x, signature + pitch, width),
    text(dayOf(subject.at), x, signature + 2.3 * pitch, width / 3, 1.9),
    rule(x + width / 3, signature + 2.3 * pitch + 1.9, (width * 2) / 3),
  ];
}

/** Which of how many: sheets may come apart, and the copies go to different hands. */
export function counted({ subject, sheet, copy }: Sheet, words: Words): string[] {
  const which = subject.duplicate === undefined ? words('customs.copy', { ...copy }) : words('duplicate.number', { copy: subject.duplicate });
  return [which, words('customs.sheet', { ...sheet })];
}

const cross = 2.4;

/** One box to be crossed, with its name in French and English beside it. */
export function category(named: CustomsCategory, chosen: CustomsCategory, x: number, y: number, width: number, words: Words): LabelElement[] {
  const beside = { x: x + cross + 0.8, width: width - cross - 0.8 };
  const [said, translated] = [french(named, words), english(named, words)];
  return [
    frame(x, y, cross - thin, cross - thin),
    ...(named === chosen ? [text('X', x, y + 0.35, cross, 1.7, { bold: true, align: 'centre' })] : []),
    text(said, beside.x, y, beside.width, smallestCapitals, { bold: named === chosen }),
    ...(translated === said ? [] : [text(translated, beside.x, y + pitch, beside.width)]),
  ];
}
