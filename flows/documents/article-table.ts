import type { CustomsArticle } from '../customs/declaration.ts';
import { both, english, frame, french, pitch, rule, text, thin, type Sheet } from './customs-fields.ts';
import { amountOf, kilograms } from './figures.ts';
import { smallestCapitals } from './geometry.ts';
import type { LabelElement } from './label-drawing.ts';
import type { Words } from './words.ts';
import { wrapped } from './wrapping.ts';

/** The table of a customs form: what is in the item, line by line. */
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
  const { x, y, head, row } = table;
  const width = table.description + table.quantity + table.weight + table.value;
  const bottom = y + head + table.rows * row;
  const height = bottom + table.total - y;
  const [named, ...counted] = columnsOf(table);
  return [
    frame(x, y, width, height),
    ...counted.map((column) => ({ kind: 'box', x: column.x - padding, y, width: thin, height, line: thin }) as const),
    ...[named, ...counted].flatMap((column) => heading(column, y + 0.6, words)),
    ...articles.flatMap((article, at) => {
      const top = y + head + at * row;
      const { quantity, grams, value } = article;
      return [rule(x, top, width), ...described(article, named, top + 0.5, table.lines, words), ...figures([String(quantity), kilograms(grams), amountOf(value)], counted, top + 0.5)];
    }),
    rule(x, bottom, width),
    text(both('total', words), named.x, bottom + 1, named.width, smallestCapitals, { bold: true }),
    ...figures([String(subject.totals.articles), kilograms(subject.totals.grams), amountOf(subject.totals.value)], counted, bottom + 1),
  ];
}

/** Above figures it stands as they do, at the right. */
function heading({ term, x, width }: Column, y: number, words: Words): LabelElement[] {
  const setting = { align: term === 'description' ? 'left' : 'right' } as const;
  return [french(term, words), english(term, words)].map((said, at) => text(said, x, y + at * pitch, width, smallestCapitals, setting));
}

function figures(said: readonly string[], columns: readonly Column[], y: number): LabelElement[] {
  return columns.map(({ x, width }, at) => text(said[at] ?? '', x, y, width, smallestCapitals, { align: 'right', smallest: smallestFigure }));
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
function described({ description, hsCode, origin }: CustomsArticle, { x, width }: Column, y: number, most: number, words: Words): LabelElement[] {
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
