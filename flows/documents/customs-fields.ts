import type { CustomsArticle, CustomsCategory } from '../customs/declaration.ts';
import { amountOf, dayOf, kilograms } from './figures.ts';
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
export function text(said: string, x: number, y: number, width: number, tallest: number = smallestCapitals, { bold = false, align = 'left', smallest = smallestCapitals }: Setting = {}): LabelElement {
  const fitting = fittingText(said, width, smallest);
  return { kind: 'text', x, y, width, height: fittingHeight(fitting, width, tallest, smallest), text: fitting, bold, align };
}

/** Frames side by side share the line between them. */
export function frame(x: number, y: number, width: number, height: number): LabelElement {
  return { kind: 'box', x, y, width: width + thin, height: height + thin, line: thin };
}

function rule(x: number, y: number, width: number): LabelElement {
  return { kind: 'box', x, y, width, height: thin, line: thin };
}

/** A sentence over as many lines as it needs. */
export function paragraph(said: string, x: number, y: number, width: number): LabelElement[] {
  return wrapped(said, width, smallestCapitals).map((line, at) => text(line, x, y + at * pitch, width));
}

/** The declaration in both languages, then the place for the date and the hand: the form is void without it. */
export function declaration(term: 'declared' | 'declaredOnLetter', sheet: Sheet, at: { readonly x: number; readonly y: number; readonly width: number; readonly signature: number }, words: Words): LabelElement[] {
  const { x, y, width, signature } = at;
  const said = paragraph(french(term, words), x, y, width);
  return [
    ...said,
    ...paragraph(english(term, words), x, y + said.length * pitch + 0.6, width),
    text(french('signature', words), x, signature, width),
    text(english('signature', words), x, signature + pitch, width),
    text(dayOf(sheet.subject.at), x, signature + 2.3 * pitch, width / 3, 1.9),
    rule(x + width / 3, signature + 2.3 * pitch + 1.9, (width * 2) / 3),
  ];
}

/** Which of how many: sheets may come apart, and the copies go to different hands. */
export function counted({ sheet, copy }: Sheet, words: Words): string[] {
  return [words('customs.copy', { ...copy }), words('customs.sheet', { ...sheet })];
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

export interface Table {
  readonly x: number;
  readonly y: number;
  readonly head: number;
  /** Height of one article, and how many there is room for. */
  readonly row: number;
  readonly rows: number;
  readonly total: number;
  /** Lines that a description may take: the widest one of 64 characters must fit. */
  readonly lines: number;
  readonly description: number;
  readonly quantity: number;
  readonly weight: number;
  readonly value: number;
}

/** Figures of customs forms: nobody sells a hundred thousand euros at a terminal, and if so they are set smaller. */
const smallestFigure = 1;

/** The articles of this sheet under their headings, and the totals of the whole declaration. */
export function articleTable({ subject, articles }: Sheet, table: Table, words: Words): LabelElement[] {
  const { x, y, head, row, rows, total } = table;
  const width = table.description + table.quantity + table.weight + table.value;
  const body = rows * row;
  const columns = columnsOf(table);
  const figures = (top: number, said: readonly [quantity: number, grams: CustomsArticle['grams'], value: CustomsArticle['value']]): LabelElement[] =>
    [String(said[0]), kilograms(said[1]), amountOf(said[2])].map((figure, at) => text(figure, columns[at + 1]?.x ?? x, top, columns[at + 1]?.width ?? 0, smallestCapitals, { align: 'right', smallest: smallestFigure }));
  const { totals } = subject;
  return [
    frame(x, y, width, head + body + total),
    ...columns.slice(1).map((column) => ({ kind: 'box', x: column.x - padding, y, width: thin, height: head + body + total, line: thin }) as const),
    ...columns.flatMap((column) => [text(french(column.term, words), column.x, y + 0.6, column.width), text(english(column.term, words), column.x, y + 0.6 + pitch, column.width)]),
    ...articles.flatMap((article, at) => {
      const top = y + head + at * row;
      return [rule(x, top, width), ...described(article, columns[0].x, top + 0.5, columns[0].width, table.lines, words), ...figures(top + 0.5, [article.quantity, article.grams, article.value])];
    }),
    rule(x, y + head + body, width),
    text(both('total', words), columns[0].x, y + head + body + 1, columns[0].width, smallestCapitals, { bold: true }),
    ...figures(y + head + body + 1, [totals.articles, totals.grams, totals.value]),
  ];
}

interface Column {
  readonly term: 'description' | 'quantity' | 'weight' | 'value';
  readonly x: number;
  readonly width: number;
}

/** At either side of what stands in a column. */
const padding = 0.7;

function columnsOf({ x, description, quantity, weight, value }: Table): readonly [Column, ...Column[]] {
  const from = x + padding;
  return [
    { term: 'description', x: from, width: description - 2 * padding },
    { term: 'quantity', x: from + description, width: quantity - 2 * padding },
    { term: 'weight', x: from + description + quantity, width: weight - 2 * padding },
    { term: 'value', x: from + description + quantity + weight, width: value - 2 * padding },
  ];
}

/** What it is, its HS number and its country of origin in full; the code of a country whose name has no room. */
function described({ description, hsCode, origin }: CustomsArticle, x: number, y: number, width: number, most: number, words: Words): LabelElement[] {
  const named = wrapped(description, width, smallestCapitals, most);
  const room = most + 1 - named.length;
  const tariff = hsCode === null ? [] : [words('customs.tariff', { code: hsCode })];
  const from = (country: string): string[] => [`${french('origin', words)} ${country}`];
  const [full, short] = origin === null ? [[], []] : [from(countries.of(origin) ?? origin), from(origin)];
  const joined = (parts: readonly string[]): string[] => (parts.length === 0 ? [] : wrapped(parts.join(' · '), width, smallestCapitals));
  const apart = [...tariff, ...full.flatMap((name) => wrapped(name, width, smallestCapitals))];
  const [inOne, inCode] = [joined([...tariff, ...full]), joined([...tariff, ...short])];
  const said = inOne.length <= 1 ? inOne : apart.length <= room ? apart : inCode;
  return [...named, ...said].map((line, at) => text(line, x, y + at * pitch, width));
}

const countries = new Intl.DisplayNames('fr', { type: 'region' });
