import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { createVoidAuthority } from '../../electron/ports/authority.ts';
import type { LabelSubject } from '../../flows/documents/franking-label.ts';
import { signedPart, verificationText, type ProofPiece, type ProofSubject } from '../../flows/documents/proof-of-posting.ts';
import type { ReceiptSubject } from '../../flows/documents/receipt.ts';
import type { SlipSubject } from '../../flows/documents/slip.ts';
import { cents } from '../../flows/money.ts';
import { colissimoNumber } from '../../flows/tracking/colissimo.ts';
import { letterNumber } from '../../flows/tracking/letter.ts';
import { grams } from '../../flows/weight.ts';

/** What is printed in these tests: as the checkout hands it to the documents, with marks and seals of the real void authority. */

export const key = generateKeyPairSync('ed25519');

export const office = {
  terminal: 'MOULIN-01',
  name: 'Lyon Guillotière',
  address: ['8 PLACE DU PONT', '69007 LYON'],
  provider: { name: 'Opérateur postal', address: ['1 RUE DU SIEGE', '75015 PARIS'], registration: 'RCS Paris 000 000 000', phone: '01 00 00 00 00' },
};
export const authority = createVoidAuthority(office.terminal, key);
export const servedAt = Date.parse('2026-11-23T10:36:00Z');
const labelOf = (serial: number): string => `${office.terminal}-${String(serial).padStart(8, '0')}`;

interface Item {
  readonly product: 'lettre_verte' | 'lettre_verte_suivie' | 'lettre_services_plus' | 'colissimo_france_domicile';
  readonly productName: string;
  readonly serial: number;
  readonly grams: number;
  readonly price: number;
  readonly sender: readonly string[];
  readonly addressee: readonly string[];
}

function numberOf({ product, serial }: Item): string | null {
  if (product === 'colissimo_france_domicile') return colissimoNumber('9V', serial);
  return product === 'lettre_verte' ? null : letterNumber('0000', serial);
}

export function labelSubject(item: Item): LabelSubject {
  const { product, productName, sender, addressee } = item;
  const label = labelOf(item.serial);
  const number = numberOf(item);
  const [weight, price] = [grams(item.grams), cents(item.price)];
  const mark = authority.mark({ label, product, value: price, grams: weight, number, at: servedAt });
  const kind = product === 'colissimo_france_domicile' ? 'parcel' : 'letter';
  return { kind, productName, grams: weight, price, label, number, at: servedAt, mark, office, sender, addressee };
}

export function proofPiece(item: Item): ProofPiece {
  const { productName, sender, addressee } = item;
  const cover = item.product === 'colissimo_france_domicile' ? cents(28_52) : null;
  return { productName, grams: grams(item.grams), label: labelOf(item.serial), number: numberOf(item), price: cents(item.price), cover, sender, addressee };
}

export function proofSubject(sale: string, items: readonly Item[]): ProofSubject {
  const pieces = items.map(proofPiece);
  const labels = pieces.map((piece) => piece.label);
  return { sale, at: servedAt, office, pieces, verification: verificationText({ sale, labels, signature: authority.seal(signedPart({ sale, labels })) }) };
}

export const parcel: Item = {
  product: 'colissimo_france_domicile',
  productName: 'Colissimo France, livraison à domicile sans signature',
  serial: 1_111_111,
  grams: 1_240,
  price: 11_19,
  sender: ['Éloïse Lefèvre', '12 RUE DE L EGLISE', '69007 LYON'],
  addressee: ['Société Dupont & Fils', 'Appt 12 Bât. B', '128 BD DU GENERAL CHARLES DE GAULLE', '42000 ST ETIENNE'],
};
export const trackedLetter: Item = { product: 'lettre_verte_suivie', productName: 'Lettre verte suivie', serial: 7, grams: 84, price: 3_60, sender: [], addressee: [] };

export const proof = proofSubject('MOULIN-01-00000042', [parcel, trackedLetter]);

export const bought: ReceiptSubject = {
  sale: 'MOULIN-01-00000042',
  at: servedAt,
  office,
  lines: [
    { product: 'colissimo_france_domicile', productName: parcel.productName, grams: grams(1_240), quantity: 1, unitPrice: cents(11_19), price: cents(11_19) },
    { product: 'lettre_verte', productName: 'Lettre verte', grams: grams(18), quantity: 3, unitPrice: cents(1_52), price: cents(4_56) },
  ],
  total: cents(15_75),
  payment: { authorisation: '123456', cardLast4: '4242' },
  returned: cents(0),
};

const shared = { sale: 'MOULIN-01-00000042', at: servedAt, office, amount: cents(14_79) };
export const incident: SlipSubject = { ...shared, kind: 'incident', cause: 'payment-unknown', reference: 'I-00000003', returned: cents(0) };
export const slips: readonly SlipSubject[] = [
  ...(['declined', 'abandoned', 'timed-out', 'terminal-unavailable', 'not-recorded'] as const).map((reason) => ({ ...shared, kind: 'refused', reason, reference: 'P-42-1' }) as const),
  { ...shared, kind: 'cancelled', reference: 'A-42-1' },
  { ...shared, kind: 'refunded', reference: 'R-42-1' },
  ...(['payment-unknown', 'label-unknown', 'refund-refused', 'refund-unknown', 'crashed'] as const).map((cause) => ({ ...shared, kind: 'incident', cause, reference: 'I-00000003', returned: cents(0) }) as const),
];

/** Lines 1 to 3 keep accents and small letters; 38 of the widest capitals are allowed (NF Z 10-011). */
export const widest = 'W'.repeat(38);
const mixedLine = fc.oneof(fc.stringMatching(/^[A-Za-zÀ-ÖØ-öø-ÿŒœŸ0-9][A-Za-zÀ-ÖØ-öø-ÿŒœŸ0-9 ,.'’&^~_\\-]{0,36}[A-Za-zé0-9]$/), fc.constantFrom(widest, 'É'.repeat(38), 'œ'.repeat(38)));
const capitalLine = fc.oneof(fc.stringMatching(/^[A-Z0-9][A-Z0-9 ]{0,36}[A-Z0-9]$/), fc.constant(widest));
const sortingLine = fc
  .tuple(fc.integer({ min: 1_000, max: 98_999 }), fc.oneof(fc.stringMatching(/^[A-Z][A-Z ]{0,30}[A-Z]$/), fc.constant('W'.repeat(32))))
  .map(([postcode, town]) => `${String(postcode).padStart(5, '0')} ${town.replaceAll(/ +/g, ' ')}`);
const oneSpace = (line: string): string => line.replaceAll(/ +/g, ' ');

/** Three to six lines, from the name to the town. */
export const anyAddress = fc
  .tuple(fc.array(mixedLine.map(oneSpace), { minLength: 1, maxLength: 3 }), fc.array(capitalLine.map(oneSpace), { minLength: 1, maxLength: 2 }), sortingLine)
  .map(([names, street, town]) => [...names, ...street, town]);

const anyMoney = fc.integer({ min: 1, max: 999_99 });
export const anyParcel: fc.Arbitrary<Item> = fc.record({
  product: fc.constant('colissimo_france_domicile' as const),
  productName: fc.constant(parcel.productName),
  serial: fc.nat(99_999_999),
  grams: fc.integer({ min: 1, max: 30_000 }),
  price: anyMoney,
  sender: anyAddress,
  addressee: anyAddress,
});
export const anyLetter: fc.Arbitrary<Item> = fc
  .record({
    kind: fc.constantFrom(['lettre_verte', 'Lettre verte'] as const, ['lettre_verte_suivie', 'Lettre verte suivie'] as const, ['lettre_services_plus', 'Lettre Services Plus'] as const),
    serial: fc.nat(99_999_999),
    grams: fc.integer({ min: 1, max: 2_000 }),
    price: anyMoney,
  })
  .map(({ kind: [product, productName], ...rest }) => ({ ...rest, product, productName, sender: [], addressee: [] }));
export type { Item };
