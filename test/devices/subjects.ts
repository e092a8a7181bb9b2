import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { createVoidAuthority } from '../../electron/ports/authority.ts';
import { depositText, signedDeposit, type DropOffSubject } from '../../flows/documents/drop-off-proof.ts';
import type { LabelSubject } from '../../flows/documents/franking-label.ts';
import { signedPart, verificationText, type ProofPiece, type ProofSubject } from '../../flows/documents/proof-of-posting.ts';
import type { ReceiptSubject } from '../../flows/documents/receipt.ts';
import type { SlipSubject } from '../../flows/documents/slip.ts';
import type { CustomsSubject } from '../../flows/documents/subjects.ts';
import type { SoldId } from '../../flows/facts.ts';
import { cents } from '../../flows/money.ts';
import { itemNumber, numberSeries } from '../../flows/tracking/series.ts';
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
const leftAt = Date.parse('2026-11-23T10:41:00Z');
const labelOf = (serial: number): string => `${office.terminal}-${String(serial).padStart(8, '0')}`;

type Particulars = Pick<LabelSubject, 'kind' | 'productName' | 'options' | 'unweighed' | 'registered' | 'destination' | 'pickUp' | 'customs' | 'sender' | 'addressee'>;

interface Item extends Particulars {
  readonly product: SoldId;
  readonly serial: number;
  readonly grams: number;
  readonly price: number;
}

/** What most items are not. */
const plain = { options: [], unweighed: false, registered: null, destination: null, pickUp: null, customs: null, sender: [], addressee: [] } as const;
const numbering = { colissimo: '9V', letter: '0000', registered: '1A', 's10-letter': 'LX', 's10-registered': 'RA', 's10-parcel': 'CA' };

function numberOf({ product, serial }: Item): string | null {
  const series = product === 'supplement' || product === 'article' ? null : numberSeries[product];
  return series === null ? null : itemNumber(series, serial, numbering);
}

export function labelSubject({ product, serial, grams: weighed, price: paid, ...particulars }: Item): LabelSubject {
  const label = labelOf(serial);
  const number = numberOf({ product, serial, grams: weighed, price: paid, ...particulars });
  const [weight, price] = [grams(weighed), cents(paid)];
  const mark = authority.mark({ label, product, value: price, grams: weight, number, at: servedAt });
  return { ...particulars, grams: weight, price, label, number, at: servedAt, mark, office };
}

export function proofPiece(item: Item): ProofPiece {
  const { productName, options, registered, destination, sender, addressee } = item;
  const cover = item.product === 'colissimo_france_domicile' ? cents(28_52) : null;
  const deposit = item.kind === 'parcel' ? ({ at: leftAt, into: 'box' } as const) : null;
  return { productName, options, registered, destination, deposit, grams: grams(item.grams), label: labelOf(item.serial), number: numberOf(item), price: cents(item.price), cover, sender, addressee };
}

export function proofSubject(sale: string, items: readonly Item[]): ProofSubject {
  const pieces = items.map(proofPiece);
  const labels = pieces.map((piece) => piece.label);
  return { sale, at: servedAt, office, pieces, duplicate: null, verification: verificationText({ sale, labels, signature: authority.seal(signedPart({ sale, labels })) }) };
}

export const parcel: Item = {
  ...plain,
  kind: 'parcel',
  product: 'colissimo_france_domicile',
  productName: 'Colissimo France, livraison à domicile sans signature',
  serial: 1_111_111,
  grams: 1_240,
  price: 11_19,
  sender: ['Éloïse Lefèvre', '12 RUE DE L EGLISE', '69007 LYON'],
  addressee: ['Société Dupont & Fils', 'Appt 12 Bât. B', '128 BD DU GENERAL CHARLES DE GAULLE', '42000 ST ETIENNE'],
};
export const trackedLetter: Item = { ...plain, kind: 'letter', product: 'lettre_verte_suivie', productName: 'Lettre verte suivie', serial: 7, grams: 84, price: 3_60 };

const acknowledged = { option: 'avis_reception_national', name: 'Avis de réception', price: cents(1_45) } as const;
const toCanada = ['Margaret Tremblay', '1234 MAPLE STREET', 'OTTAWA ON K1A 0B1', 'CANADA'];
export const registeredLetter: Item = {
  ...parcel,
  kind: 'letter',
  product: 'lettre_recommandee_r1',
  productName: 'Lettre recommandée R1',
  options: [acknowledged],
  registered: 'R1',
  serial: 42,
  grams: 48,
  price: 8_43,
};
export const parcelAbroad: Item = {
  ...parcel,
  product: 'colissimo_int_c',
  productName: 'Colissimo International zone C',
  destination: 'Canada',
  customs: 'CN23',
  serial: 43,
  price: 39_19,
  addressee: toCanada,
};
export const registeredAbroad: Item = {
  ...registeredLetter,
  product: 'lettre_recommandee_internationale_r1',
  productName: 'Lettre recommandée internationale R1',
  destination: 'Canada',
  customs: 'CN22',
  serial: 44,
  price: 21_30,
  addressee: toCanada,
};
export const pickUpParcel: Item = {
  ...parcel,
  product: 'colissimo_france_point_retrait',
  productName: 'Colissimo France, point de retrait',
  serial: 45,
  price: 10_49,
  addressee: ['Amélie Durand'],
  pickUp: { id: 'P-1', name: 'Tabac de la Gare', lines: ['3 PLACE DE LA GARE'], postcode: '42100', town: 'ST ETIENNE' },
};
export const trackedAbroad: Item = { ...trackedLetter, product: 'lettre_internationale_suivie', productName: 'Lettre internationale suivie', destination: 'Canada', serial: 46, price: 7_65 };
export const stamp: Item = { ...plain, kind: 'stamp', product: 'lettre_verte', productName: 'Lettre verte', unweighed: true, serial: 47, grams: 20, price: 1_52 };
export const supplement: Item = { ...plain, kind: 'supplement', product: 'supplement', productName: 'Complément d’affranchissement', serial: 48, grams: 0, price: 58 };
export const article: Item = { ...plain, kind: 'article', product: 'article', productName: 'Enveloppe matelassée 18 × 26 cm', serial: 49, grams: 0, price: 2_90 };

const articles = [
  { description: 'Tee-shirt en coton', quantity: 2, grams: grams(360), value: cents(25_00), hsCode: '610910', origin: 'PT' },
  { description: 'Livre imprimé', quantity: 1, grams: grams(420), value: cents(18_50), hsCode: '490199', origin: null },
  { description: 'Jouet en bois pour enfant de plus de trois ans, peint à la main', quantity: 3, grams: grams(300), value: cents(42_00), hsCode: '9503004100', origin: 'CZ' },
] as const;
/** The sheets that go with the parcel for Canada. */
export const declared: CustomsSubject = {
  form: 'CN23',
  number: numberOf(parcelAbroad),
  label: labelOf(parcelAbroad.serial),
  at: servedAt,
  office,
  sender: parcel.sender,
  senderPhone: '06 00 00 00 00',
  addressee: toCanada,
  addresseePhone: '+1 613 555 0100',
  destination: 'CA',
  destinationName: 'Canada',
  category: 'gift',
  articles,
  totals: { articles: 6, grams: grams(1_080), value: cents(85_50) },
  grams: grams(parcelAbroad.grams),
  postage: cents(parcelAbroad.price),
};
export const declaredOnLetter: CustomsSubject = {
  ...declared,
  form: 'CN22',
  number: numberOf(registeredAbroad),
  label: labelOf(registeredAbroad.serial),
  articles: articles.slice(0, 2),
  totals: { articles: 3, grams: grams(780), value: cents(43_50) },
  grams: grams(840),
  postage: cents(registeredAbroad.price),
};

const deposit = { item: '9V11111111219', terminal: office.terminal, at: leftAt };
export const dropOff: DropOffSubject = { number: deposit.item, kind: 'colissimo', at: leftAt, office, into: 'box', verification: depositText({ ...deposit, signature: authority.seal(signedDeposit(deposit)) }) };

export const proof = proofSubject('MOULIN-01-00000042', [parcel, trackedLetter]);

export const bought: ReceiptSubject = {
  sale: 'MOULIN-01-00000042',
  at: servedAt,
  office,
  lines: [
    { product: 'colissimo_france_domicile', productName: parcel.productName, grams: grams(1_240), unweighed: false, options: [], quantity: 1, unitPrice: cents(11_19), price: cents(11_19) },
    { product: 'lettre_verte', productName: 'Lettre verte', grams: grams(18), unweighed: false, options: [], quantity: 3, unitPrice: cents(1_52), price: cents(4_56) },
  ],
  total: cents(15_75),
  payment: { authorisation: '123456', cardLast4: '4242' },
  returned: cents(0),
  duplicate: null,
};

const shared = { sale: 'MOULIN-01-00000042', at: servedAt, office, amount: cents(14_79) };
export const incident = { ...shared, kind: 'incident', cause: 'payment-unknown', reference: 'I-00000003', returned: cents(0), retryUntil: null } as const satisfies SlipSubject;
export const slips: readonly SlipSubject[] = [
  ...(['declined', 'abandoned', 'timed-out', 'terminal-unavailable', 'not-recorded'] as const).map((reason) => ({ ...shared, kind: 'refused', reason, reference: 'P-42-1' }) as const),
  { ...shared, kind: 'cancelled', reference: 'A-42-1' },
  { ...shared, kind: 'refunded', reference: 'R-42-1' },
  ...(['payment-unknown', 'label-unknown', 'refund-refused', 'refund-unknown', 'crashed'] as const).map((cause) => ({ ...shared, kind: 'incident', cause, reference: 'I-00000003', returned: cents(0), retryUntil: null }) as const),
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
const anyItem = { serial: fc.nat(99_999_999), grams: fc.integer({ min: 1, max: 30_000 }), price: anyMoney, sender: anyAddress, addressee: anyAddress };
export const anyParcel: fc.Arbitrary<Item> = fc.record(anyItem).map((particulars) => ({ ...parcel, ...particulars }));
/** Registered letters, and what goes abroad: no French routing code stands on it. */
export const anyAddressed: fc.Arbitrary<Item> = fc
  .record({ ...anyItem, base: fc.constantFrom(registeredLetter, registeredAbroad, parcelAbroad), country: fc.constantFrom('CANADA', 'SAINT VINCENT ET LES GRENADINES') })
  .map(({ base, country, addressee, ...particulars }) => ({ ...base, ...particulars, addressee: base.destination === null ? addressee : [...addressee.slice(1), country] }));
export const anyLetter: fc.Arbitrary<Item> = fc
  .record({
    named: fc.constantFrom(['lettre_verte', 'Lettre verte'] as const, ['lettre_verte_suivie', 'Lettre verte suivie'] as const, ['lettre_services_plus', 'Lettre Services Plus'] as const),
    serial: fc.nat(99_999_999),
    grams: fc.integer({ min: 1, max: 2_000 }),
    price: anyMoney,
  })
  .map(({ named: [product, productName], ...rest }) => ({ ...trackedLetter, ...rest, product, productName }));
export type { Item };
