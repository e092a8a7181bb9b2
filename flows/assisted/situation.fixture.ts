import type { Situation } from './situation.ts';
import { cents } from '../money.ts';
import type { LineView, PieceView } from '../view.ts';
import { grams } from '../weight.ts';

/** Moments at which a worker joins, as the session would say them. */

const thing = { kind: 'letter', product: 'lettre_verte_suivie', name: null, grams: grams(84), options: [], destination: 'FR', town: null } as const;

export function lineOf(line: string, price: number, quantity = 1): LineView {
  return { line, ...thing, options: [], quantity, unitPrice: cents(price), price: cents(price * quantity) };
}

export function pieceOf(piece: string, price: number, state: PieceView['state'] = 'printed'): PieceView {
  return { piece, ...thing, options: [], price: cents(price), number: null, state, customs: null, deposit: 'awaited' };
}

export const nobodyThere: Situation = {
  session: '',
  screen: 'attract',
  sale: null,
  personal: false,
  steps: [],
  weight: false,
  limits: [],
  lines: [],
  tariffPrices: {},
  addressed: [],
  reprintable: [],
  reprintWaits: null,
  doubtful: [],
  paymentUnknown: false,
  refundable: [],
  returnable: cents(0),
  givenBack: cents(0),
  documents: [],
  endable: false,
};

const there: Situation = { ...nobodyThere, session: 'session-1' };
const sold: Situation = { ...there, sale: 'T1-000001' };

export const moments = {
  'nobody is there': nobodyThere,
  'something is being weighed': { ...there, screen: 'weigh', weight: true, endable: true },
  'an item is too large': { ...there, screen: 'offers', steps: ['weigh', 'destination', 'format'], weight: true, limits: ['size'], endable: true },
  'a country is suspended': { ...there, screen: 'country', steps: ['weigh'], weight: true, limits: ['destination'], endable: true },
  'an address is typed': { ...there, screen: 'address', personal: true, steps: ['weigh', 'destination', 'format', 'offers'], weight: true, endable: true },
  'a basket of two': { ...there, screen: 'basket', lines: [lineOf('L1', 360), lineOf('L2', 1119, 2)], tariffPrices: { L1: cents(360), L2: cents(1119) }, addressed: ['L2'], endable: true },
  'a card is awaited': { ...sold, screen: 'pay' },
  'nobody knows whether it was paid': { ...sold, screen: 'farewell', paymentUnknown: true, documents: ['slip'] },
  'a label is stuck': { ...sold, screen: 'label-trouble', reprintable: [pieceOf('L1.1', 360, 'spoiled')], refundable: [pieceOf('L1.1', 360, 'spoiled')], returnable: cents(360) },
  'a label is in doubt': { ...sold, screen: 'deposit', doubtful: [pieceOf('L1.1', 360, 'unknown')], reprintable: [pieceOf('L2.1', 1119)], refundable: [pieceOf('L2.1', 1119)], returnable: cents(1119) },
  'all is printed': { ...sold, screen: 'deposit', reprintable: [pieceOf('L1.1', 360), pieceOf('L2.1', 1119)], refundable: [pieceOf('L1.1', 360), pieceOf('L2.1', 1119)], returnable: cents(1479), documents: ['proof', 'receipt'], endable: true },
  'the farewell': { ...sold, screen: 'farewell', documents: ['receipt'], endable: true },
} as const satisfies Record<string, Situation>;

export type Moment = keyof typeof moments;
