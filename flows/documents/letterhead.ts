import type { Office } from '../ports.ts';
import type { PaperBlock } from './paper.ts';
import type { Words } from './words.ts';

/** What every paper says of who sells, and where. */

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

/** The legend of the marks, as large as the paper allows. */
export function specimenBlocks(legend: readonly string[]): PaperBlock[] {
  if (legend.length === 0) return [];
  return [...legend.map((text): PaperBlock => ({ kind: 'text', text, align: 'centre', bold: true, size: 'double' })), { kind: 'space' }];
}

function centred(text: string, bold = false): PaperBlock {
  return { kind: 'text', text, align: 'centre', bold };
}
