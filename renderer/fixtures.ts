import { cents, sumCents, type Cents } from '../flows/money.ts';
import type { Frame, LineView, PieceView, Screen, View, ViewOf } from '../flows/view.ts';
import { grams } from '../flows/weight.ts';

/**
 * Realistic views for every screen, and the worst that can happen to its layout. The gallery shows them, the tests render
 * them: a new View member without a fixture does not compile.
 */

/** The moment the fixtures speak of; the gallery and the tests count from here. */
const fixtureNow = Date.now();

const frame: Frame = {
  locale: 'fr',
  preferences: { theme: 'light', textSize: 'standard', motion: 'full' },
  step: null,
  money: null,
  back: null,
  helpSince: null,
  dialog: null,
  office: 'Ris-Orangis, Moulin à Vent',
};

const at = (step: number, name: NonNullable<Frame['step']>['name']): Pick<Frame, 'step' | 'back'> => ({ step: { at: step, of: 7, name }, back: 'back' });
const toPay = (amount: number): Pick<Frame, 'money'> => ({ money: { state: 'to-pay', amount: cents(amount) } });
const paid = (amount: number): Pick<Frame, 'money'> => ({ money: { state: 'paid', amount: cents(amount) } });
const labels: Pick<Frame, 'step' | 'back'> = { step: { at: 7, of: 7, name: 'labels' }, back: null };

const parcelToLyon: LineView = {
  line: 'line-1',
  kind: 'parcel',
  product: 'colissimo_france_domicile',
  grams: grams(1240),
  town: 'LYON',
  quantity: 1,
  unitPrice: cents(1119),
  price: cents(1119),
};
const trackedLetter: LineView = {
  line: 'line-2',
  kind: 'letter',
  product: 'lettre_verte_suivie',
  grams: grams(84),
  town: null,
  quantity: 1,
  unitPrice: cents(360),
  price: cents(360),
};
const longTown = 'SAINT REMY EN BOUZEMONT SAINT GENEST';
const twentyLines: LineView[] = Array.from({ length: 20 }, (_, index) => ({
  ...(index % 3 === 0 ? { ...parcelToLyon, town: index % 2 === 0 ? longTown : 'LYON 07' } : trackedLetter),
  line: `line-${index + 1}`,
  quantity: index === 4 ? 12 : 1,
  price: index === 4 ? cents(4320) : index % 3 === 0 ? cents(1119) : cents(360),
}));

const total = (lines: readonly LineView[]): Cents => sumCents(lines.map((line) => line.price));

const piece = (id: string, line: LineView, state: PieceView['state']): PieceView => ({
  piece: id,
  kind: line.kind,
  product: line.product,
  grams: line.grams,
  town: line.town,
  price: line.unitPrice,
  state,
});
const pieces = (...states: PieceView['state'][]): PieceView[] => states.map((state, index) => piece(`piece-${index + 1}`, index % 2 === 0 ? parcelToLyon : trackedLetter, state));

const emptyDraft: ViewOf<'address'>['draft'] = { postcode: '', town: '', street: '', building: '', apartment: '', place: '', name: '', company: '' };
const fullDraft: ViewOf<'address'>['draft'] = {
  postcode: '51290',
  town: longTown,
  street: '1425 BOULEVARD DU MARECHAL DE LATTRE',
  building: 'RESIDENCE LES JARDINS DE LA CATHEDRALE',
  apartment: 'APPARTEMENT 1204 ETAGE 12 ESCALIER B',
  place: 'LE MOULIN A VENT DE LA GRANDE CHAUSSEE',
  name: 'MARIE-ANTOINETTE DE LA ROCHEFOUCAULD',
  company: 'ETABLISSEMENTS DUPONT DE NEMOURS FRERE',
};
const address: ViewOf<'address'> = { ...frame, ...at(4, 'address'), ...toPay(1119), screen: 'address', part: 'town', party: 'addressee', draft: emptyDraft, towns: [], problems: [], lines: [] };
const fullLines = [
  'ETABLISSEMENTS DUPONT DE NEMOURS FRERE',
  'MARIE-ANTOINETTE DE LA ROCHEFOUCAULD',
  'APPARTEMENT 1204 ETAGE 12 ESCALIER B',
  'RESIDENCE LES JARDINS DE LA CATHEDRALE',
  '1425 BOULEVARD DU MARECHAL DE LATTRE',
  '51290 SAINT REMY EN BOUZEMONT ST GENEST',
];

const weigh = (weighing: ViewOf<'weigh'>['weighing'], indicated: number | null, purpose: ViewOf<'weigh'>['purpose'] = 'first'): ViewOf<'weigh'> => ({
  ...frame,
  ...at(1, 'weigh'),
  ...(purpose === 'first' ? {} : toPay(1119)),
  back: 'cancel',
  screen: 'weigh',
  weighing,
  grams: indicated === null ? null : grams(indicated),
  purpose,
});

const parcelOffers: ViewOf<'offers'>['offers'] = [
  { product: 'colissimo_france_domicile', price: cents(1119), reason: null, days: 2, tracked: true, cover: cents(2852), lateCompensated: false },
  { product: 'lettre_verte_suivie', price: null, reason: 'too-thick-for-letter', days: 3, tracked: true, cover: null, lateCompensated: false },
];
const letterOffers: ViewOf<'offers'>['offers'] = [
  { product: 'lettre_verte', price: cents(310), reason: null, days: 3, tracked: false, cover: null, lateCompensated: false },
  { product: 'lettre_verte_suivie', price: cents(360), reason: null, days: 3, tracked: true, cover: null, lateCompensated: false },
  { product: 'lettre_services_plus', price: cents(457), reason: null, days: 2, tracked: true, cover: null, lateCompensated: true },
];
const offers: ViewOf<'offers'> = { ...frame, ...at(3, 'choose'), screen: 'offers', grams: grams(84), kind: 'letter', offers: letterOffers, selected: null, saving: null, priceBefore: null };
const services = (reason: ViewOf<'attract'>['services'][number]['reason']): ViewOf<'attract'>['services'] => [
  { id: 'send', reason },
  { id: 'deposit', reason: 'not-yet' },
  { id: 'stamps', reason: 'not-yet' },
  { id: 'receipt', reason: 'not-yet' },
  { id: 'tracking', reason: 'not-yet' },
];

const basket = (lines: LineView[]): ViewOf<'basket'> => ({
  ...frame,
  ...at(5, 'basket'),
  ...(lines.length === 0 ? {} : { money: { state: 'to-pay', amount: total(lines) } }),
  back: 'cancel',
  screen: 'basket',
  lines,
  total: total(lines),
  addReason: null,
  payReason: null,
});
const pay = (phase: ViewOf<'pay'>['phase'], lines: LineView[]): ViewOf<'pay'> => ({
  ...frame,
  ...at(6, 'pay'),
  money: { state: 'to-pay', amount: total(lines) },
  back: null,
  screen: 'pay',
  phase,
  amount: total(lines),
  lines,
});
const refused = (reason: ViewOf<'payment-refused'>['reason']): ViewOf<'payment-refused'> => ({
  ...frame,
  ...at(6, 'pay'),
  ...toPay(1479),
  screen: 'payment-refused',
  amount: cents(1479),
  reason,
});
const trouble = (fault: ViewOf<'label-trouble'>['fault'], canRetry: boolean): ViewOf<'label-trouble'> => ({
  ...frame,
  ...labels,
  ...paid(1479),
  helpSince: fixtureNow - 20_000,
  screen: 'label-trouble',
  pieces: pieces('printed', 'spoiled'),
  fault,
  canRetry,
  refund: cents(360),
});
const deposit: ViewOf<'deposit'> = { ...frame, ...labels, ...paid(1479), screen: 'deposit', pieces: pieces('printed', 'printed'), returned: cents(0), incident: null, papers: 'offered', noteDue: false };
const incident = { reference: 'MV-2026-1123-0042', amount: cents(360), slip: 'printed' } as const;
const farewell: ViewOf<'farewell'> = { ...frame, ...paid(1479), screen: 'farewell', outcome: 'sent', printed: 2, returned: cents(0), incident: null, papers: { proof: 'printed', receipt: 'none' } };

const withDialog = (dialog: Frame['dialog'], helpSince: number | null = null): View => ({ ...basket([parcelToLyon, trackedLetter]), dialog, helpSince });

export const fixtures: { readonly [S in Screen]: Readonly<Record<string, ViewOf<S>>> } = {
  starting: {
    devices: { ...frame, screen: 'starting', phase: 'devices' },
    recovering: { ...frame, screen: 'starting', phase: 'recovering' },
  },
  attract: {
    ready: { ...frame, screen: 'attract', services: services(null) },
    'no-card': { ...frame, screen: 'attract', services: services('card-unavailable') },
    'all-services': {
      ...frame,
      screen: 'attract',
      services: [
        { id: 'send', reason: null },
        { id: 'deposit', reason: null },
        { id: 'stamps', reason: 'labels-unavailable' },
        { id: 'receipt', reason: 'receipts-unavailable' },
        { id: 'tracking', reason: null },
      ],
    },
  },
  weigh: {
    empty: weigh('empty', 0),
    another: weigh('empty', 0, 'another'),
    again: weigh('empty', 0, 'again'),
    'remove-first': weigh('remove-first', 315),
    settling: weigh('settling', 1238),
    accepted: weigh('accepted', 1240),
    'below-minimum': weigh('below-minimum', null),
    overload: weigh('overload', null),
    underload: weigh('underload', null),
    unavailable: weigh('unavailable', null),
  },
  destination: {
    choices: {
      ...frame,
      ...at(2, 'destination'),
      screen: 'destination',
      grams: grams(1240),
      choices: [
        { id: 'france', reason: null },
        { id: 'overseas', reason: 'not-yet' },
        { id: 'abroad', reason: 'not-yet' },
      ],
    },
    open: {
      ...frame,
      ...at(2, 'destination'),
      screen: 'destination',
      grams: grams(30_000),
      choices: [
        { id: 'france', reason: null },
        { id: 'overseas', reason: null },
        { id: 'abroad', reason: null },
      ],
    },
  },
  format: {
    light: {
      ...frame,
      ...at(3, 'choose'),
      screen: 'format',
      grams: grams(84),
      choices: [
        { id: 'letter', reason: null },
        { id: 'parcel', reason: null },
        { id: 'oversize', reason: 'at-the-counter' },
      ],
    },
    heavy: {
      ...frame,
      ...at(3, 'choose'),
      screen: 'format',
      grams: grams(2400),
      choices: [
        { id: 'letter', reason: 'too-heavy-for-letter' },
        { id: 'parcel', reason: null },
        { id: 'oversize', reason: 'at-the-counter' },
      ],
    },
  },
  offers: {
    parcel: { ...offers, ...toPay(1119), grams: grams(1240), kind: 'parcel', offers: parcelOffers, selected: 'colissimo_france_domicile', saving: { grams: grams(240), cents: cents(160) } },
    letter: { ...offers, ...toPay(360), grams: grams(84), kind: 'letter', offers: letterOffers, selected: 'lettre_verte_suivie' },
    'nothing-selected': { ...offers, grams: grams(84), kind: 'letter', offers: letterOffers },
    reweighed: {
      ...offers,
      ...toPay(574),
      grams: grams(118),
      kind: 'letter',
      offers: letterOffers.map((offer) => ({ ...offer, price: cents(574) })),
      selected: 'lettre_verte_suivie',
      saving: { grams: grams(18), cents: cents(214) },
      priceBefore: cents(360),
    },
  },
  address: {
    postcode: { ...address, part: 'town' },
    towns: { ...address, part: 'town', draft: { ...emptyDraft, postcode: '69007' }, towns: ['LYON 07', 'LYON'] },
    'many-towns': {
      ...address,
      part: 'town',
      draft: { ...emptyDraft, postcode: '51290' },
      towns: [longTown, ...Array.from({ length: 30 }, (_, index) => `SAINT MARTIN AUX CHAMPS ${index + 1}`)],
    },
    unknown: { ...address, part: 'town', draft: { ...emptyDraft, postcode: '99999' }, problems: [{ field: 'postcode', problem: 'unknown-postcode', proposal: null }] },
    street: { ...address, part: 'street', draft: { ...emptyDraft, postcode: '69007', town: 'LYON 07' } },
    'street-long': {
      ...address,
      part: 'street',
      draft: { ...fullDraft, street: '1425 BOULEVARD DU MARECHAL DE LATTRE DE TASSIGNY' },
      problems: [{ field: 'street', problem: 'too-long', proposal: '1425 BD DU MARECHAL DE LATTRE DE TASSIGNY' }],
    },
    name: { ...address, part: 'name', draft: { ...emptyDraft, postcode: '69007', town: 'LYON 07', street: '12 RUE DE MARSEILLE' } },
    'name-missing': {
      ...address,
      part: 'name',
      draft: { ...fullDraft, name: '' },
      problems: [{ field: 'name', problem: 'missing', proposal: null }],
    },
    check: { ...address, part: 'check', draft: fullDraft, lines: ['MME MARIE DURAND', '12 RUE DE MARSEILLE', '69007 LYON'] },
    'check-long': { ...address, part: 'check', party: 'sender', draft: fullDraft, lines: fullLines },
    sender: { ...address, part: 'name', party: 'sender', draft: fullDraft },
  },
  basket: {
    two: basket([parcelToLyon, trackedLetter]),
    twenty: basket(twentyLines),
    empty: basket([]),
    'cannot-pay': { ...basket([parcelToLyon, trackedLetter]), payReason: 'card-unavailable', addReason: 'scale-unavailable' },
  },
  pay: {
    presenting: pay('presenting', [parcelToLyon, trackedLetter]),
    twenty: pay('presenting', twentyLines),
    checking: pay('checking', [parcelToLyon, trackedLetter]),
  },
  'payment-refused': {
    declined: refused('declined'),
    abandoned: refused('abandoned'),
    'timed-out': refused('timed-out'),
    'terminal-unavailable': refused('terminal-unavailable'),
    'not-recorded': refused('not-recorded'),
  },
  issuing: {
    first: { ...frame, ...labels, ...paid(1479), screen: 'issuing', pieces: pieces('printing', 'waiting') },
    one: { ...frame, ...labels, ...paid(1119), screen: 'issuing', pieces: pieces('printing') },
    many: {
      ...frame,
      ...labels,
      ...paid(11_190),
      screen: 'issuing',
      pieces: pieces('printed', 'printed', 'printed', 'printed', 'printed', 'printed', 'printing', 'waiting', 'waiting', 'waiting', 'waiting', 'waiting'),
    },
  },
  'label-trouble': {
    jam: trouble('jam', false),
    'paper-out': trouble('paper-out', false),
    recovered: trouble('paper-out', true),
    'head-open': trouble('head-open', false),
    offline: trouble('offline', false),
    hardware: trouble('hardware', false),
  },
  refunding: {
    one: { ...frame, ...labels, ...paid(1479), screen: 'refunding', pieces: pieces('printed', 'spoiled'), amount: cents(360) },
  },
  deposit: {
    offered: { ...deposit },
    one: { ...deposit, ...paid(1119), pieces: pieces('printed') },
    note: { ...deposit, ...paid(2529), noteDue: true },
    printing: { ...deposit, papers: 'printing' },
    unavailable: { ...deposit, papers: 'unavailable' },
    returned: { ...deposit, ...paid(1119), pieces: pieces('printed', 'returned'), returned: cents(360) },
    incident: { ...deposit, pieces: pieces('printed', 'unknown', 'printed', 'printed', 'printed'), returned: cents(360), incident: { ...incident, slip: 'not-printed' }, noteDue: true },
  },
  farewell: {
    sent: { ...farewell },
    both: { ...farewell, papers: { proof: 'printed', receipt: 'printed' } },
    'no-papers': { ...farewell, papers: { proof: 'none', receipt: 'none' } },
    'partly-returned': { ...farewell, ...paid(1119), outcome: 'partly-returned', printed: 1, returned: cents(360), papers: { proof: 'printed', receipt: 'failed' } },
    returned: { ...farewell, money: { state: 'returned', amount: cents(1479) }, outcome: 'returned', printed: 0, returned: cents(1479), papers: { proof: 'none', receipt: 'printed' } },
    cancelled: { ...farewell, money: null, outcome: 'cancelled', printed: 0, papers: { proof: 'none', receipt: 'none' } },
    incident: { ...farewell, outcome: 'incident', printed: 1, returned: cents(120), incident, papers: { proof: 'failed', receipt: 'none' } },
  },
  'out-of-service': {
    ledger: { ...frame, screen: 'out-of-service', reason: 'ledger-unavailable' },
    tariff: { ...frame, screen: 'out-of-service', reason: 'tariff-missing', helpSince: fixtureNow - 200_000 },
  },
};

/** Each dialog stands before a screen; the basket serves for all. */
export const dialogFixtures: Readonly<Record<string, View>> = {
  idle: withDialog({ kind: 'idle', until: fixtureNow + 30_000, extensionsLeft: 10 }),
  'idle-last': withDialog({ kind: 'idle', until: fixtureNow + 9_000, extensionsLeft: 0 }),
  languages: withDialog({ kind: 'languages' }),
  accessibility: withDialog({ kind: 'accessibility' }),
  call: withDialog({ kind: 'call' }),
  called: withDialog({ kind: 'call' }, fixtureNow - 75_000),
  cancel: withDialog({ kind: 'cancel' }),
};

/** Every fixture with its name, for whoever goes through them all. */
export function everyFixture(): readonly { readonly screen: string; readonly fixture: string; readonly view: View }[] {
  const ofScreens = Object.entries(fixtures).flatMap(([screen, named]) => Object.entries<View>(named).map(([fixture, view]) => ({ screen, fixture, view })));
  return [...ofScreens, ...Object.entries(dialogFixtures).map(([fixture, view]) => ({ screen: 'dialog', fixture, view }))];
}
