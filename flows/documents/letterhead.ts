import type { Office } from '../ports.ts';
import { momentOf } from './figures.ts';
import type { PaperBlock } from './paper.ts';
import type { Deposit, Duplicate } from './subjects.ts';
import type { Words } from './words.ts';

/** What papers say alike: who sells, and where; that this is a copy; where an item was left. */

/** Who provides the service: name, registered address, registration, telephone (`postal.md` 3.5, REC-6). */
export function providerBlocks({ provider }: Office, words: Words): PaperBlock[] {
  return [
    centred(provider.name, true),
    ...provider.address.map((line) => centred(line)),
    ...(provider.registration === '' ? [] : [centred(words('office.registration', { registration: provider.registration }))]),
    ...(provider.phone === '' ? [] : [centred(words('office.phone', { phone: provider.phone }))]),
  ];
}

/** Where: the office, its address and the terminal. */
export function officeBlocks(office: Office, words: Words): PaperBlock[] {
  return [
    { kind: 'pair', left: words('office.place'), right: office.name },
    ...office.address.map((line): PaperBlock => ({ kind: 'text', text: line, align: 'right' })),
    { kind: 'pair', left: words('office.terminal'), right: office.terminal },
  ];
}

/** A copy says so before anything else, and which one it is (REC-11, FIS-13); nothing on an original. */
export function duplicateBlocks(duplicate: Duplicate | null, words: Words): PaperBlock[] {
  if (duplicate === null) return [];
  return [
    { kind: 'text', text: words('duplicate.number', { copy: duplicate.copy }), align: 'centre', bold: true, size: 'double' },
    centred(words('duplicate.made', { moment: momentOf(duplicate.at, words) })),
    { kind: 'space' },
  ];
}

/** The legend of the marks, as large as the paper allows. */
export function specimenBlocks(legend: readonly string[]): PaperBlock[] {
  if (legend.length === 0) return [];
  return [...legend.map((text): PaperBlock => ({ kind: 'text', text, align: 'centre', bold: true, size: 'double' })), { kind: 'space' }];
}

/** Where and when an item was left. */
export function depositedSentence({ at, into }: Deposit, words: Words): string {
  return words(into === 'box' ? 'proof.inBox' : 'proof.toStaff', { moment: momentOf(at, words) });
}

function centred(text: string, bold = false): PaperBlock {
  return { kind: 'text', text, align: 'centre', bold };
}
