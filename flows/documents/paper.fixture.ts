import { cents } from '../money.ts';
import { grams } from '../weight.ts';
import { depositText, type DropOffSubject } from './drop-off-proof.ts';
import type { Paper, PaperBlock } from './paper.ts';
import { verificationText, type ProofPiece, type ProofSubject } from './proof-of-posting.ts';
import type { ReceiptSubject } from './receipt.ts';

/** The papers of a sale, and how a test reads them. */

export const office = {
  terminal: 'MOULIN-01',
  name: 'Lyon Guillotière',
  address: ['8 PLACE DU PONT', '69007 LYON'],
  provider: { name: 'Opérateur postal', address: ['1 RUE DU SIEGE', '75015 PARIS'], registration: 'RCS Paris 000 000 000', phone: '01 00 00 00 00' },
};
export const shared = { sale: 'MOULIN-01-00000042', at: Date.parse('2026-11-23T10:36:00Z'), office };
const acknowledged = { option: 'avis_reception_national', name: 'Avis de réception', price: cents(1_45) } as const;
export const proof: ProofSubject = {
  ...shared,
  duplicate: null,
  verification: verificationText({ sale: 'MOULIN-01-00000042', labels: ['MOULIN-01-00000007', 'MOULIN-01-00000008'], signature: 'GEZDGNBVGY3TQOJQ' }),
  pieces: [
    {
      productName: 'Colissimo France, livraison à domicile sans signature',
      options: [],
      registered: null,
      destination: null,
      deposit: { at: Date.parse('2026-11-23T10:41:00Z'), into: 'box' },
      grams: grams(1_240),
      label: 'MOULIN-01-00000007',
      number: '9V11111111219',
      price: cents(11_19),
      cover: cents(28_52),
      sender: ['Éloïse Lefèvre', '12 RUE DE L EGLISE', '69007 LYON'],
      addressee: ['Société Dupont & Fils', '128 BD DU GENERAL CHARLES DE GAULLE', '42000 ST ETIENNE'],
    },
    {
      productName: 'Lettre verte suivie',
      options: [],
      registered: null,
      destination: null,
      deposit: null,
      grams: grams(60),
      label: 'MOULIN-01-00000008',
      number: '87000720610100P',
      price: cents(3_60),
      cover: null,
      sender: [],
      addressee: [],
    },
  ],
};
/** With every fact that the law asks for (`postal.md` 3.5). */
export const registered: ProofPiece = {
  productName: 'Lettre recommandée R1',
  options: [acknowledged],
  registered: 'R1',
  destination: 'Canada',
  deposit: { at: Date.parse('2026-11-23T10:41:00Z'), into: 'staff' },
  grams: grams(48),
  label: 'MOULIN-01-00000009',
  number: 'RA000000425FR',
  price: cents(8_43),
  cover: cents(16_00),
  sender: ['Éloïse Lefèvre', '12 RUE DE L EGLISE', '69007 LYON'],
  addressee: ['Margaret Tremblay', '1234 MAPLE STREET', 'OTTAWA ON K1A 0B1', 'CANADA'],
};
export const bought: ReceiptSubject = {
  ...shared,
  duplicate: null,
  lines: [
    { product: 'colissimo_france_domicile', productName: 'Colissimo France, livraison à domicile sans signature', grams: grams(1_240), unweighed: false, options: [], quantity: 1, unitPrice: cents(11_19), price: cents(11_19) },
    { product: 'lettre_verte', productName: 'Lettre verte', grams: grams(18), unweighed: false, options: [], quantity: 3, unitPrice: cents(1_52), price: cents(4_56) },
  ],
  total: cents(15_75),
  payment: { authorisation: '123456', cardLast4: '4242' },
  returned: cents(0),
};

export const everything: ReceiptSubject = {
  ...bought,
  lines: [
    { product: 'lettre_recommandee_r1', productName: 'Lettre recommandée R1', grams: grams(48), unweighed: false, options: [acknowledged], quantity: 1, unitPrice: cents(8_43), price: cents(8_43) },
    { product: 'lettre_verte', productName: 'Lettre verte', grams: grams(20), unweighed: true, options: [], quantity: 10, unitPrice: cents(1_52), price: cents(15_20) },
    { product: 'supplement', productName: 'Complément d’affranchissement', grams: grams(0), unweighed: false, options: [], quantity: 1, unitPrice: cents(58), price: cents(58) },
    { product: 'article', productName: 'Enveloppe matelassée 18 × 26 cm', grams: grams(0), unweighed: false, options: [], quantity: 2, unitPrice: cents(2_90), price: cents(5_80) },
  ],
  total: cents(30_01),
};
/** Made of what the ledger kept: no name, no address. */
export const copied: ProofSubject = { ...proof, duplicate: { copy: 2, at: Date.parse('2026-11-30T15:05:00Z') }, pieces: [{ ...registered, sender: [], addressee: [] }] };
const deposit = { item: '9V11111111219', terminal: 'MOULIN-01', at: Date.parse('2026-11-23T10:41:00Z') };
export const left: DropOffSubject = { number: deposit.item, kind: 'colissimo', at: deposit.at, office, into: 'box', verification: depositText({ ...deposit, signature: 'GEZDGNBVGY3TQOJQ' }) };

/** A paper as text of so many columns: what the snapshot shows is what a printer of that width can set. */
export function asText(paper: Paper, columns: number): string {
  return [...set({ kind: 'text', text: paper.title, align: 'centre', size: 'double' }, columns), '', ...paper.blocks.flatMap((block) => set(block, columns))].join('\n');
}

function set(block: PaperBlock, columns: number): string[] {
  switch (block.kind) {
    case 'rule':
      return ['-'.repeat(columns)];
    case 'space':
      return [''];
    case 'qr':
    case 'code128':
      return [`[${block.kind} ${block.text}]`];
    case 'pair': {
      const room = columns - block.right.length - 1;
      const lines = wrapped(block.left, Math.max(room, 1));
      const last = lines.pop() ?? '';
      return [...lines, `${last}${' '.repeat(columns - last.length - block.right.length)}${block.right}`];
    }
    case 'beside':
      return wrapped(block.text, columns);
    case 'text': {
      const width = block.size === 'double' ? Math.floor(columns / 2) : columns;
      return wrapped(block.text, width).map((line) => {
        const written = block.size === 'double' ? line.split('').join(' ') : line;
        const free = columns - written.length;
        return `${' '.repeat(block.align === 'right' ? free : block.align === 'centre' ? Math.floor(free / 2) : 0)}${written}`;
      });
    }
  }
}

function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

export const spaced = (text: string) => text.replaceAll('\u00A0', ' ');
export const saidBy = (paper: Paper) =>
  spaced(paper.blocks.map((block) => ('text' in block ? block.text : block.kind === 'pair' ? `${block.left} ${block.right}` : '')).join('\n'));
