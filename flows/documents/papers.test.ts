import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import papers from '../../assets/locales/fr/papers.json' with { type: 'json' };
import { cents } from '../money.ts';
import { grams } from '../weight.ts';
import { euros, momentOf, percent, weightOf } from './figures.ts';
import type { Paper, PaperBlock } from './paper.ts';
import { depositText, dropOffProof, signedDeposit, type DropOffSubject } from './drop-off-proof.ts';
import { proofOfPosting, signedPart, verificationText, type ProofPiece, type ProofSubject } from './proof-of-posting.ts';
import { receipt, taxWithin, type ReceiptSubject } from './receipt.ts';
import { slip, type SlipSubject } from './slip.ts';
import { frenchWords, type WordKey } from './words.ts';

const office = {
  terminal: 'MOULIN-01',
  name: 'Lyon Guillotière',
  address: ['8 PLACE DU PONT', '69007 LYON'],
  provider: { name: 'Opérateur postal', address: ['1 RUE DU SIEGE', '75015 PARIS'], registration: 'RCS Paris 000 000 000', phone: '01 00 00 00 00' },
};
const shared = { sale: 'MOULIN-01-00000042', at: Date.parse('2026-11-23T10:36:00Z'), office };
const acknowledged = { option: 'avis_reception_national', name: 'Avis de réception', price: cents(1_45) } as const;
const proof: ProofSubject = {
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
const registered: ProofPiece = {
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
const bought: ReceiptSubject = {
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

const everything: ReceiptSubject = {
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
const copied: ProofSubject = { ...proof, duplicate: { copy: 2, at: Date.parse('2026-11-30T15:05:00Z') }, pieces: [{ ...registered, sender: [], addressee: [] }] };
const deposit = { item: '9V11111111219', terminal: 'MOULIN-01', at: Date.parse('2026-11-23T10:41:00Z') };
const left: DropOffSubject = { number: deposit.item, kind: 'colissimo', at: deposit.at, office, into: 'box', verification: depositText({ ...deposit, signature: 'GEZDGNBVGY3TQOJQ' }) };

/** A paper as text of so many columns: what the snapshot shows is what a printer of that width can set. */
function asText(paper: Paper, columns: number): string {
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

const spaced = (text: string) => text.replaceAll('\u00A0', ' ');
const saidBy = (paper: Paper) =>
  spaced(paper.blocks.map((block) => ('text' in block ? block.text : block.kind === 'pair' ? `${block.left} ${block.right}` : '')).join('\n'));

describe.each([42, 48])('on paper of %i columns', (columns) => {
  const slips: SlipSubject[] = [
    { ...shared, kind: 'refused', reason: 'declined', reference: 'P-42-1', amount: cents(14_79) },
    { ...shared, kind: 'cancelled', reference: 'A-42-1', amount: cents(14_79) },
    { ...shared, kind: 'refunded', reference: 'R-42-1', amount: cents(3_60) },
    { ...shared, kind: 'incident', cause: 'payment-unknown', reference: 'I-00000003', amount: cents(14_79), returned: cents(0) },
  ];

  test('the proof of posting', () => {
    expect(asText(proofOfPosting(proof), columns)).toMatchSnapshot();
  });

  test('the proof of a registered letter that a member of staff took', () => {
    expect(asText(proofOfPosting({ ...proof, pieces: [registered] }), columns)).toMatchSnapshot();
  });

  test('the copy of a proof', () => {
    expect(asText(proofOfPosting(copied), columns)).toMatchSnapshot();
  });

  test('the proof of an item that was left', () => {
    expect(asText(dropOffProof(left), columns)).toMatchSnapshot();
  });

  test('the receipt', () => {
    expect(asText(receipt(bought), columns)).toMatchSnapshot();
  });

  test('the receipt of stamps, options, a supplement and an article', () => {
    expect(asText(receipt(everything), columns)).toMatchSnapshot();
  });

  test.each(slips)('the slip of a payment that is $kind', (subject) => {
    expect(asText(slip(subject), columns)).toMatchSnapshot();
  });

  test('no line is wider than the paper, whatever 38 characters an address holds', () => {
    const line = fc.stringMatching(/^[A-Za-z0-9 ]{1,38}$/);
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 6 }), fc.integer({ min: 0, max: 99_999_99 }), (address, price) => {
        const pieces = proof.pieces.map((piece) => ({ ...piece, price: cents(price), sender: address, addressee: address }));
        const rows = asText(proofOfPosting({ ...proof, pieces }), columns).split('\n').filter((row) => !row.startsWith('['));
        expect(Math.max(...rows.map((row) => row.length))).toBeLessThanOrEqual(columns);
      }),
    );
  });

  test('no word of a paper is wider than the paper', () => {
    const printed = [proofOfPosting(proof), receipt({ ...bought, vat: { lettre_verte: 0, colissimo_france_domicile: 2_000 }, journal: { seq: 123_456, signature: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ' }, version: '0.1.0' }), ...slips.map((one) => slip(one))];
    for (const paper of printed) {
      const rows = asText(paper, columns).split('\n').filter((row) => !row.startsWith('['));
      expect(Math.max(...rows.map((row) => row.length))).toBeLessThanOrEqual(columns);
    }
  });
});

describe('the proof of posting', () => {
  test('holds every fact that the law and experience.md ask for', () => {
    const said = saidBy(proofOfPosting(proof));
    const facts = [
      'SPÉCIMEN', 'SANS VALEUR', '9V 11111 11121 9', '87 000 720 610 100P', '1 240 g', '60 g', '11,19 €', '3,60 €', 'Colissimo France', 'Lettre verte suivie', 'jusqu’à 28,52 €', 'aucune',
      'Éloïse Lefèvre', '12 RUE DE L EGLISE', 'Société Dupont & Fils', '42000 ST ETIENNE', 'Lyon Guillotière', '8 PLACE DU PONT', 'MOULIN-01', '23/11/2026 à 11:36', 'MOULIN-01-00000042',
      'Opérateur postal', '1 RUE DU SIEGE', 'RCS Paris 000 000 000', '01 00 00 00 00', proof.verification,
    ];
    for (const fact of facts) expect(said).toContain(fact);
  });

  test('says SPÉCIMEN unless the authority’s own legend says otherwise', () => {
    expect(saidBy(proofOfPosting({ ...proof, legend: [] }))).not.toContain('SPÉCIMEN');
    expect(saidBy(proofOfPosting({ ...proof, legend: ['ESSAI'] }))).toContain('ESSAI');
  });

  test('of one item does not number it; of a letter it says where its addresses stand', () => {
    const [, letter] = proof.pieces;
    const said = saidBy(proofOfPosting({ ...proof, pieces: [letter!] }));
    expect(said).not.toContain('Envoi 1');
    expect(said).toContain('celles écrites sur l’envoi');
    expect(said).not.toContain('Destinataire');
  });

  test('says of every item where it was left and when, or that it was not, and is called accordingly', () => {
    const [parcel, letter] = proof.pieces;
    const titled = (pieces: readonly ProofPiece[]) => proofOfPosting({ ...proof, pieces });
    expect(titled([parcel!]).title).toBe('Preuve de dépôt');
    expect(saidBy(titled([parcel!]))).toContain('Déposé dans la borne le 23/11/2026 à 11:41');
    expect(titled([letter!]).title).toBe('Preuve d’affranchissement');
    expect(saidBy(titled([letter!]))).toContain('Non déposé à la borne : à remettre au guichet ou à mettre dans une boîte aux lettres.');
    expect(titled([parcel!, letter!]).title).toBe('Preuve d’affranchissement et de dépôt');
    expect(saidBy(titled([registered]))).toContain('Remis à un agent le 23/11/2026 à 11:41');
  });

  test.each([
    ['a registered letter', { ...registered, number: '1A000000000042M' }],
    ['a parcel', proof.pieces[0]!],
  ])('never sends %s to a letter box', (_, piece) => {
    const said = saidBy(proofOfPosting({ ...proof, pieces: [{ ...piece, deposit: null }] }));
    expect(said).toContain('Non déposé à la borne : à remettre au guichet.');
    expect(said).not.toContain('boîte');
  });

  test('of a registered letter states the guarantee level, its options and where it goes', () => {
    const said = saidBy(proofOfPosting({ ...proof, pieces: [registered] }));
    for (const fact of ['Niveau de garantie recommandé R1', 'RA 000 000 425 FR', 'Options Avis de réception', 'Destination Canada', 'jusqu’à 16,00 €', '8,43 €', 'Éloïse Lefèvre', 'OTTAWA ON K1A 0B1']) expect(said).toContain(fact);
  });

  test('has no weight for what was not weighed', () => {
    expect(saidBy(proofOfPosting({ ...proof, pieces: [{ ...registered, grams: grams(0) }] }))).not.toContain('Poids');
  });

  test('as a copy bears its number first, keeps the date of the sale, and says that the addresses were not kept', () => {
    const paper = proofOfPosting(copied);
    expect(paper.blocks[0]).toMatchObject({ kind: 'text', text: 'DUPLICATA n°\u00A02', size: 'double' });
    const said = saidBy(paper);
    for (const fact of ['Copie imprimée le 30/11/2026 à 16:05', '23/11/2026 à 11:36', 'elles sont sur l’original. La borne ne les garde pas.']) expect(said).toContain(fact);
    expect(saidBy(proofOfPosting(proof))).not.toContain('DUPLICATA');
  });

  test('its verification text is printable ASCII, names sale and labels, and begins with what is signed', () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.string(), { minLength: 1, maxLength: 20 }), fc.string(), (sale, labels, signature) => {
        const request = { sale: sale.toWellFormed(), labels: labels.map((label) => label.toWellFormed()), signature: signature.toWellFormed() };
        const text = verificationText(request);
        expect(text).toMatch(/^[\x21-\x7e]+$/);
        expect(text.startsWith(`${signedPart(request)}:`)).toBe(true);
        const [, , sold, labelled] = text.split(':');
        expect(decodeURIComponent(sold!)).toBe(request.sale);
        expect(labelled!.split(',').map((label) => decodeURIComponent(label))).toEqual(request.labels);
      }),
    );
  });
});

describe('the proof of an item that was left', () => {
  test.each([
    ['colissimo', '9V11111111219', '9V 11111 11121 9', 'colis'],
    ['letter', '87000720610100P', '87 000 720 610 100P', 'lettre suivie ou recommandée'],
    ['s10', 'RA000000425FR', 'RA 000 000 425 FR', 'envoi pour l’étranger'],
  ] as const)('names a %s by its number, and says what was not checked', (kind, number, spacedOut, named) => {
    const said = saidBy(dropOffProof({ ...left, kind, number }));
    for (const fact of [spacedOut, `Envoi ${named}`, 'Déposé dans la borne le 23/11/2026 à 11:41', 'Elle n’a vérifié ni son poids', 'Lyon Guillotière', 'Opérateur postal', 'SPÉCIMEN']) expect(said).toContain(fact);
  });

  test('of an item that this terminal franked has nothing to add, and a terminal without a drop names the hand that took it', () => {
    const said = saidBy(dropOffProof({ ...left, kind: 'franked-here', number: 'MOULIN-01-00000007', into: 'staff', legend: [] }));
    for (const fact of ['MOULIN-01-00000007', 'Remis à un agent le 23/11/2026 à 11:41']) expect(said).toContain(fact);
    for (const absent of ['vérifié ni', 'SPÉCIMEN']) expect(said).not.toContain(absent);
  });

  test('its code is printable ASCII, names item, terminal and time, and begins with what is signed', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.nat(), fc.string(), (item, terminal, seconds, signature) => {
        const request = { item: item.toWellFormed(), terminal: terminal.toWellFormed(), at: seconds * 1000 + 999, signature: signature.toWellFormed() };
        const text = depositText(request);
        expect(text).toMatch(/^[\x21-\x7e]+$/);
        expect(text.startsWith(`${signedDeposit(request)}:`)).toBe(true);
        const [, , at, what, when] = text.split(':');
        expect([decodeURIComponent(at!), decodeURIComponent(what!), Number(when)]).toEqual([request.terminal, request.item, seconds]);
      }),
    );
  });
});

describe('the receipt', () => {
  test('tells what each option cost, for which weight a stamp is good, and names articles; nothing that was not weighed has a weight', () => {
    const said = saidBy(receipt(everything));
    for (const fact of ['Envoi seul : 6,98 €', '+ Avis de réception : 1,45 €', '1 × 8,43 € 8,43 €', 'jusqu’à 20 g', '10 × 1,52 € 15,20 €', 'Complément d’affranchissement', '2 × 2,90 € 5,80 €', 'Articles 14']) expect(said).toContain(fact);
    expect(said.match(/\d g$/gm)).toHaveLength(2);
  });

  test('holds what a till receipt must (REC-6, REC-7): number, minute, terminal, lines, total, card', () => {
    const said = saidBy(receipt(bought));
    for (const fact of ['MOULIN-01-00000042', '23/11/2026 à 11:36', 'MOULIN-01', 'Lettre verte', '3 × 1,52 €', '4,56 €', 'TOTAL TTC 15,75 €', 'Articles 4', '**** 4242', '123456', 'Opérateur postal']) {
      expect(said).toContain(fact);
    }
  });

  test('states no VAT that nobody gave: one product without a rate is enough', () => {
    expect(saidBy(receipt(bought))).toContain('TVA : selon le régime du prestataire');
    const partly = saidBy(receipt({ ...bought, vat: { colissimo_france_domicile: 2_000 } }));
    expect(partly).toContain('TVA : selon le régime du prestataire');
    expect(partly).not.toContain('HT');
  });

  test('splits the total by rate when every product has one', () => {
    const said = saidBy(receipt({ ...bought, vat: { colissimo_france_domicile: 2_000, lettre_verte: 0 } }));
    expect(said).toContain('Total HT 13,88 €');
    expect(said).toContain('TVA 0 % 0,00 €\nTVA 20 % 1,87 €');
    expect(said).not.toContain('selon le régime');
  });

  test('the tax within an amount is never more than the amount, and gives it back with the net', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9_999_999 }), fc.integer({ min: 0, max: 10_000 }), (amount, rate) => {
        const tax = taxWithin(cents(amount), rate);
        expect(tax).toBeLessThanOrEqual(amount);
        expect(Math.abs((amount - tax) * rate - tax * 10_000)).toBeLessThanOrEqual((10_000 + rate) / 2);
      }),
    );
  });

  test('tells what was given back and what remains paid, a duplicate, the journal and the software', () => {
    const said = saidBy(receipt({ ...bought, returned: cents(4_56), duplicate: { copy: 3, at: Date.parse('2026-11-30T15:05:00Z') }, journal: { seq: 812, signature: 'abCdefGhijklMnopqrStuv' }, version: '0.1.0' }));
    for (const fact of ['DUPLICATA n° 3', 'Copie imprimée le 30/11/2026 à 16:05', '23/11/2026 à 11:36', 'Rendu sur la carte -4,56 €', 'Reste payé 11,19 €', 'Journal 812 CGMS', 'Logiciel 0.1.0']) expect(said).toContain(fact);
  });

  test('is silent about a card it knows nothing of', () => {
    const said = saidBy(receipt({ ...bought, payment: { authorisation: null, cardLast4: null } }));
    expect(said).toContain('Carte bancaire 15,75 €');
    expect(said).not.toMatch(/\*|autorisation/);
  });
});

describe('a slip', () => {
  const causes = ['payment-unknown', 'label-unknown', 'refund-refused', 'refund-unknown', 'crashed'] as const;
  const reasons = ['declined', 'abandoned', 'timed-out', 'terminal-unavailable', 'not-recorded'] as const;
  const all: SlipSubject[] = [
    ...causes.map((cause): SlipSubject => ({ ...shared, kind: 'incident', cause, reference: 'I-1', amount: cents(5), returned: cents(0) })),
    ...reasons.map((reason): SlipSubject => ({ ...shared, kind: 'refused', reason, reference: 'P-1', amount: cents(5) })),
    { ...shared, kind: 'cancelled', reference: 'A-1', amount: cents(5) },
    { ...shared, kind: 'refunded', reference: 'R-1', amount: cents(5) },
  ];

  test.each(all)('says the fact, the money and the next step, in this order: %o', (subject) => {
    const said = saidBy(slip(subject));
    const order = ['Référence', subject.reference, 'Montant', '0,05 €', 'Ce qui s’est passé', 'Votre argent', 'Que faire ?'].map((fact) => said.indexOf(fact));
    expect(order).not.toContain(-1);
    expect(order.slice(2)).toEqual(order.slice(2).toSorted((one, other) => one - other));
  });

  test('every cause is told in its own sentence', () => {
    const told = all.map((subject) => saidBy(slip(subject)).split('Ce qui s’est passé\n')[1]!.split('\n')[0]);
    expect(new Set(told).size).toBe(all.length);
  });

  test('of an incident says what has already gone back to the card, and nothing when nothing did', () => {
    const incident = { ...shared, kind: 'incident', cause: 'label-unknown', reference: 'I-1', amount: cents(2_02) } as const;
    expect(saidBy(slip({ ...incident, returned: cents(3_60) }))).toMatch(/Montant\s+2,02 €\s+Déjà rendu sur la carte\s+3,60 €/);
    expect(saidBy(slip({ ...incident, returned: cents(0) }))).not.toContain('Déjà rendu');
  });

  test('without a telephone number it sends the customer to the counter', () => {
    const silent = { ...office, provider: { ...office.provider, phone: '' } };
    const said = saidBy(slip({ ...shared, office: silent, kind: 'incident', cause: 'crashed', reference: 'I-1', amount: cents(5), returned: cents(0) }));
    expect(said).toContain('Présentez ce ticket au guichet en donnant la référence.');
    expect(said).not.toContain('Tél.');
  });
});

describe('figures', () => {
  test.each([
    [0, '0,00 €'],
    [5, '0,05 €'],
    [1_119, '11,19 €'],
    [123_456_789, '1 234 567,89 €'],
  ])('%i cents are written %s', (amount, written) => {
    expect(spaced(euros(cents(amount)))).toBe(written);
  });

  test('weights, days and rates are written the French way', () => {
    expect(spaced(weightOf(grams(999)))).toBe('999 g');
    expect(spaced(weightOf(grams(30_000)))).toBe('30 000 g');
    expect(spaced(percent(550))).toBe('5,5 %');
    expect(momentOf(Date.parse('2026-07-31T22:05:00Z'), frenchWords)).toBe('01/08/2026 à 00:05');
  });
});

describe('the sentences of papers', () => {
  const leaves = (tree: object, path = ''): [string, string][] =>
    Object.entries(tree).flatMap(([key, value]) => (typeof value === 'string' ? [[`${path}${key}`, value] as [string, string]] : leaves(value as object, `${path}${key}.`)));

  test('are French: typographic apostrophe, no-break space before : ; ! ? and no straight quote', () => {
    for (const [, sentence] of leaves(papers)) {
      expect(sentence).not.toMatch(/['"]/);
      expect(sentence).not.toMatch(/(?<!\u00A0)[:;!?]/u);
    }
  });

  test('can all be had by their key; what is missing or lacks a parameter is an error, never a blank', () => {
    for (const [key, sentence] of leaves(papers)) {
      const parameters = Object.fromEntries([...sentence.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => [name, 'x']));
      expect(frenchWords(key as WordKey, parameters)).toBe(sentence.replaceAll(/\{\{\w+\}\}/g, 'x'));
    }
    expect(() => frenchWords('proof.item')).toThrow('needs at');
    expect(() => frenchWords('proof.nothing' as WordKey)).toThrow('no sentence');
  });
});
