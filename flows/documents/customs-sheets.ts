import { cn22, cn22Articles } from './cn22.ts';
import { cn23, cn23Articles } from './cn23.ts';
import type { Sheet } from './customs-fields.ts';
import type { LabelDrawing } from './label-drawing.ts';
import type { CustomsSubject } from './subjects.ts';
import { frenchWords, type Words } from './words.ts';

export type { CustomsSubject } from './subjects.ts';

/**
 * How many copies travel with the item (`postal.md` 3.4, H): letters two, in a pouch on the back; parcels three, and
 * four to Switzerland (specification of the form V0410).
 */
const copies = { letter: 2, parcel: 3, parcelToSwitzerland: 4 } as const;

export function copiesOf({ form, destination }: Pick<CustomsSubject, 'form' | 'destination'>): number {
  if (form === 'CN22') return copies.letter;
  return destination === 'CH' ? copies.parcelToSwitzerland : copies.parcel;
}

/** How many labels of the roll the sheets of one item take. */
export function sheetCount(subject: Pick<CustomsSubject, 'form' | 'destination'>, articles: number): number {
  return copiesOf(subject) * sheetsOfOneCopy(subject.form, articles);
}

function sheetsOfOneCopy(form: CustomsSubject['form'], articles: number): number {
  return Math.max(1, Math.ceil(articles / (form === 'CN22' ? cn22Articles : cn23Articles)));
}

/** Every sheet of every copy, in the order they are printed: whoever takes them from the printer has each copy together. */
export function customsSheets(subject: CustomsSubject, words: Words = frenchWords): LabelDrawing[] {
  const [draw, room] = subject.form === 'CN22' ? [cn22, cn22Articles] : [cn23, cn23Articles];
  const sheets = sheetsOfOneCopy(subject.form, subject.articles.length);
  const ofCopies = copiesOf(subject);
  return counted(ofCopies).flatMap((copy) =>
    counted(sheets).map((sheet) => {
      const articles = subject.articles.slice((sheet - 1) * room, sheet * room);
      const one: Sheet = { subject, articles, sheet: { at: sheet, of: sheets }, copy: { at: copy, of: ofCopies } };
      return draw(one, words);
    }),
  );
}

function counted(many: number): number[] {
  return Array.from({ length: many }, (_, at) => at + 1);
}
