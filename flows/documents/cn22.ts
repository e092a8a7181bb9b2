import type { CustomsCategory } from '../customs/declaration.ts';
import { articleTable, type Table } from './article-table.ts';
import { both, category, counted, declaration, english, frame, french, pitch, text, type Sheet } from './customs-fields.ts';
import type { LabelDrawing, LabelElement } from './label-drawing.ts';
import { spacedNumber } from './numbers.ts';
import type { Words } from './words.ts';

/**
 * The form CN 22 of a letter, 74 × 105 mm, the size of the form of the Universal Postal Union: category, articles,
 * totals, the sentence and the signature. The addresses stand on the letter itself; its number is on both (`postal.md` 3.4).
 */
const paper = { width: 74, height: 105, margin: 2.5 } as const;
const inner = paper.width - 2 * paper.margin;
const left = paper.margin + 0.8;
const middle = paper.width / 2 + 1;
const half = inner / 2 - 1.5;
const operator = { y: 12.9 } as const;
const number = { y: 18 } as const;
const categories = { y: 20.6, height: 13.8, row: 4.4 } as const;
const table: Table = { x: paper.margin, y: 34.4, head: 4.9, row: 8.7, rows: 3, total: 3.3, lines: 3, description: 42.7, quantity: 5.6, weight: 9, value: 11.7 };
const declared = { y: 69.5, signature: 95.3 } as const;

/** Articles that one sheet holds. */
export const cn22Articles = table.rows;

export function cn22(sheet: Sheet, words: Words): LabelDrawing {
  return {
    width: paper.width,
    height: paper.height,
    elements: [
      ...heading(sheet, words),
      ...categoryBox(sheet.subject.category, words),
      ...articleTable(sheet, table, words),
      ...declaration('declaredOnLetter', sheet, { x: left, y: declared.y, width: inner - 1.6, signature: declared.signature }, words),
    ],
  };
}

function heading(sheet: Sheet, words: Words): LabelElement[] {
  const { number: item, label, office } = sheet.subject;
  const [copy = '', counting = ''] = counted(sheet, words);
  return [
    text(french('title', words), left, 2.8, 44, 2.2, { bold: true }),
    text(english('title', words), left, 5.8, 44, 1.6),
    text(words('customs.form.CN22'), 50, 2.8, paper.width - paper.margin - 50, 4, { bold: true, align: 'right' }),
    text(french('opened', words), left, 8.5, half),
    text(english('opened', words), left, 8.5 + pitch, half),
    text(copy, middle, 8.5, half, 1.5, { bold: true, align: 'right' }),
    text(counting, middle, 8.5 + pitch, half, 1.5, { bold: true, align: 'right' }),
    text(both('operator', words), left, operator.y, inner - 1),
    text(office.provider.name, left, operator.y + 2.3, inner - 1, 1.8, { bold: true }),
    text(item === null ? words('label.label', { label }) : `${both('number', words)} ${spacedNumber(item)}`, left, number.y, inner - 1, 1.7, { bold: true }),
  ];
}

const places: readonly (readonly [CustomsCategory, CustomsCategory])[] = [
  ['gift', 'sample'],
  ['documents', 'commercial'],
  ['other', 'return'],
];

function categoryBox(chosen: CustomsCategory, words: Words): LabelElement[] {
  return [
    frame(paper.margin, categories.y, inner, categories.height),
    ...places.flatMap((pair, row) =>
      pair.flatMap((named, column) => category(named, chosen, column === 0 ? left : middle, categories.y + 0.7 + row * categories.row, half, words)),
    ),
  ];
}
