import { capitals } from '../addresses/characters.ts';
import type { CustomsCategory } from '../customs/declaration.ts';
import { articleTable, type Table } from './article-table.ts';
import { both, category, counted, declaration, english, frame, french, pitch, text, type Sheet, type Term } from './customs-fields.ts';
import { amountOf, dayOf, kilograms } from './figures.ts';
import type { LabelDrawing, LabelElement } from './label-drawing.ts';
import { spacedNumber } from './numbers.ts';
import type { CustomsSubject } from './subjects.ts';
import type { Words } from './words.ts';

/**
 * The form CN 23, on 100 × 150 mm as the operator's own interface prints it beside its labels (`postal.md` 3.3), with
 * the fields of its version V0410 (`postal.md` 3.4, H): parties, articles, totals, category, postage, gross weight,
 * office and date, papers that go with the goods, the sentence and the signature.
 */
const paper = { width: 100, height: 150, margin: 3 } as const;
const inner = paper.width - 2 * paper.margin;
const left = paper.margin + 1;
/** S10 bars: at least 12.5 mm high, module 0.25 to 0.51 mm (`postal.md` 3.2). */
const bars = { x: 3.5, y: 11.8, height: 12.5, module: 0.25, text: 50 } as const;
const sender = { y: 25.4, height: 16 } as const;
const addressee = { y: 41.4, height: 15.2, importer: 3 } as const;
const parties = { caption: 12, tallest: 1.9, pitch: 2.7 } as const;
const table: Table = { x: paper.margin, y: 59.6, head: 4.9, row: 6.7, rows: 5, total: 3.5, lines: 2, description: 62, quantity: 7, weight: 10.5, value: 14.5 };
const categories = { y: 101.5, height: 10 } as const;
const facts = { y: 111.5, height: 5.8 } as const;
const blanks = { y: 117.3, height: 6 } as const;
const declared = { y: 123.9, signature: 141.6 } as const;

/** Names of offices and operators are configuration: a long one is set small rather than refused. */
const smallestName = 1;

/** Articles that one sheet holds. */
export const cn23Articles = table.rows;

export function cn23(sheet: Sheet, words: Words): LabelDrawing {
  return {
    width: paper.width,
    height: paper.height,
    elements: [
      ...heading(sheet, words),
      ...number(sheet, words),
      ...partyBox('from', senderLines(sheet.subject, words), sender, words),
      ...partyBox('to', addresseeLines(sheet.subject, words), addressee, words),
      frame(paper.margin, addressee.y, inner, addressee.height + addressee.importer),
      text(both('importer', words), left, addressee.y + addressee.height + 0.7, inner - 2),
      ...articleTable(sheet, table, words),
      ...categoryBox(sheet.subject.category, words),
      ...factRow(sheet, words),
      ...blankRow(words),
      ...declaration('declared', sheet, { x: left, y: declared.y, width: inner - 2, signature: declared.signature }, words),
    ],
  };
}

function heading({ subject }: Sheet, words: Words): LabelElement[] {
  return [
    text(french('title', words), left, 3, 60, 2.4, { bold: true }),
    text(english('title', words), left, 6.3, 60, 1.7),
    text(words('customs.form.CN23'), 70, 3, 27, 5, { bold: true, align: 'right' }),
    text(`${both('operator', words)} · ${subject.office.provider.name}`, left, 9, inner - 2, 1.5, { smallest: smallestName }),
  ];
}

function number(sheet: Sheet, words: Words): LabelElement[] {
  const { number: item, label } = sheet.subject;
  const name = words('label.label', { label });
  const width = paper.width - paper.margin - bars.text;
  return [
    ...(item === null ? [] : [{ kind: 'code128', x: bars.x, y: bars.y, height: bars.height, module: bars.module, text: item } as const]),
    text(item === null ? name : spacedNumber(item), bars.text, bars.y, width, 2.6, { bold: true }),
    text(french('opened', words), bars.text, bars.y + 3.9, width),
    text(english('opened', words), bars.text, bars.y + 3.9 + pitch, width),
    text(counted(sheet, words).join(' · '), bars.text, bars.y + 8.5, width, 1.8, { bold: true }),
    ...(item === null ? [] : [text(name, bars.text, bars.y + 11, width)]),
  ];
}

/** An address of France says no country at home; customs abroad must read it. */
function senderLines({ sender: lines, senderPhone }: CustomsSubject, words: Words): readonly string[] {
  const atHome = /^\d{5} /.test(lines.at(-1) ?? '');
  return [...lines, ...(atHome ? [words('customs.france')] : []), ...phoneLine(senderPhone, words)];
}

/** Overseas France has French addresses: its name is added, for its customs are its own. */
function addresseeLines({ addressee: lines, addresseePhone, destinationName }: CustomsSubject, words: Words): readonly string[] {
  const name = capitals(destinationName);
  return [...lines, ...(capitals(lines.at(-1) ?? '') === name ? [] : [name]), ...phoneLine(addresseePhone, words)];
}

function phoneLine(phone: string | null, words: Words): readonly string[] {
  return phone === null ? [] : [words('customs.phone', { phone })];
}

/** Who sends, or who receives: fewer lines stand further apart. */
function partyBox(term: 'from' | 'to', lines: readonly string[], box: { readonly y: number; readonly height: number }, words: Words): LabelElement[] {
  const x = left + parties.caption;
  const width = inner - parties.caption - 2;
  const apart = Math.min(parties.pitch, (box.height - 1.3) / lines.length);
  return [
    frame(paper.margin, box.y, inner, box.height),
    text(french(term, words), left, box.y + 1, parties.caption - 1, 1.5, { bold: true }),
    text(english(term, words), left, box.y + 1 + pitch, parties.caption - 1),
    ...lines.map((line, at) => text(line, x, box.y + 0.9 + at * apart, width, Math.min(parties.tallest, apart * 0.72))),
  ];
}

const places: readonly (readonly [CustomsCategory, column: 0 | 1 | 2, row: 0 | 1])[] = [
  ['gift', 0, 0],
  ['documents', 0, 1],
  ['sample', 1, 0],
  ['return', 1, 1],
  ['commercial', 2, 0],
  ['other', 2, 1],
];
const columns = [{ x: 13.5, width: 16 }, { x: 30, width: 32.5 }, { x: 63, width: 30.5 }] as const;

function categoryBox(chosen: CustomsCategory, words: Words): LabelElement[] {
  return [
    frame(paper.margin, categories.y, inner, categories.height),
    text(french('category', words), left, categories.y + 0.9, 12),
    text(english('category', words), left, categories.y + 0.9 + pitch, 12),
    ...places.flatMap(([named, column, row]) => {
      const { x, width } = columns[column];
      return category(named, chosen, paper.margin + x, categories.y + 0.9 + row * 4.6, width, words);
    }),
  ];
}

type Cell = readonly [term: Term, width: number, fact: string];

/** A row of cells, each with its name above. */
function cells(row: { readonly y: number; readonly height: number }, said: readonly Cell[], words: Words): LabelElement[] {
  let x: number = paper.margin;
  return said.flatMap(([term, width, fact]) => {
    const from = x;
    x += width;
    const name = text(both(term, words), from + 1, row.y + 0.7, width - 1.5);
    const filled = fact === '' ? [] : [text(fact, from + 1, row.y + 3.1, width - 1.5, 1.8, { bold: true, smallest: smallestName })];
    return [frame(from, row.y, width, row.height), name, ...filled];
  });
}

function factRow({ subject }: Sheet, words: Words): LabelElement[] {
  return cells(
    facts,
    [
      ['gross', 34, `${kilograms(subject.grams)} kg`],
      ['postage', 19.5, `${amountOf(subject.postage)} EUR`],
      ['posting', inner - 53.5, `${subject.office.name} · ${dayOf(subject.at)}`],
    ],
    words,
  );
}

/** Papers that go with some goods: filled in by hand, for the terminal takes none that need them. */
function blankRow(words: Words): LabelElement[] {
  return cells(
    blanks,
    [
      ['observations', 21, ''],
      ['licence', 13, ''],
      ['certificate', 34, ''],
      ['invoice', 26, ''],
    ],
    words,
  );
}
