import type { Intent } from '../../flows/intents.ts';
import type { Screen, View, ViewOf } from '../../flows/view.ts';
import { contacts } from '../contacts.ts';

/**
 * Customers who answer what they see, and nothing else: each screen has one answer, given again whenever the screen changes.
 * So the same customer gets along with a device that comes later, and with a terminal that died in between.
 */

/** What a customer can do, in front of the screen and around it. */
export interface Hands {
  readonly touch: (intent: Intent) => void;
  readonly turn: (kind: string, knobs: object) => void;
  /** Ends the visit: nothing more is wanted. */
  readonly leave: () => void;
  /** Codes on what the receipt printer has printed, newest last. */
  readonly printedCodes: () => readonly string[];
}

export type Answers = { readonly [S in Screen]?: (view: ViewOf<S>, hands: Hands) => void };

export interface Errand {
  readonly name: string;
  /** The place from which on it differs from another errand; all of it when left out. */
  readonly from?: string;
  readonly customs?: true;
  /** A customer is used up by one visit: made anew for each. */
  readonly customer: () => Answers;
}

/** Answers the view as its screen wants it. */
export function answer(answers: Answers, view: View, hands: Hands): void {
  (answers[view.screen] as ((view: View, hands: Hands) => void) | undefined)?.(view, hands);
}

function canBegin({ services }: ViewOf<'attract'>, service: string): boolean {
  return services.some(({ id, reason }) => id === service && reason === null);
}

/** Puts something on the scale as soon as it is awaited, and takes it away when it was too early. */
function places(grams: number): Answers {
  return {
    attract: (view, hands) => {
      if (view.left.includes('item')) hands.turn('scale', { grams: 0 });
      else if (canBegin(view, 'send')) hands.turn('scale', { grams });
    },
  };
}

function scans(hands: Hands, text: string, symbology: 'qr' | 'code128' = 'qr'): void {
  hands.turn('code-scanner', { scan: { text, symbology } });
}

const pays: Answers = {
  basket: ({ payReason }, { touch }) => {
    if (payReason === null) touch({ type: 'basket.paid' });
  },
  'payment-refused': (_, { touch }) => touch({ type: 'payment.retried' }),
  'label-trouble': (_, { touch }) => touch({ type: 'label.refunded' }),
  deposit: ({ papers }, { touch }) => touch(papers === 'unavailable' ? { type: 'session.finished' } : { type: 'papers.chosen', proof: true, receipt: true }),
  farewell: (_, { leave }) => leave(),
};

const toFrance: Answers = { destination: (_, { touch }) => touch({ type: 'destination.chosen', destination: 'france' }) };

const buysTracked: Answers = {
  offers: ({ selected }, { touch }) => touch(selected === 'lettre_verte_suivie' ? { type: 'offer.confirmed' } : { type: 'offer.selected', product: 'lettre_verte_suivie' }),
};

function shows(addressee: keyof typeof contacts): Answers {
  return {
    address: ({ part, party }, hands) => (part === 'check' ? hands.touch({ type: 'address.confirmed' }) : scans(hands, contacts[party === 'addressee' ? addressee : 'sender'])),
  };
}

const sendsParcel: Answers = {
  format: (_, { touch }) => touch({ type: 'format.chosen', format: 'parcel' }),
  offers: (_, { touch }) => touch({ type: 'offer.confirmed' }),
};

const declaresPresent: Answers = {
  customs({ part }, { touch }) {
    if (part === 'category') touch({ type: 'customs.category.chosen', category: 'gift' });
    else if (part === 'overview') touch({ type: 'customs.confirmed' });
    else touch({ type: 'customs.article.entered', description: 'Cotton T-shirt', quantity: '1', grams: '300', value: '25', hsCode: '', origin: '' });
  },
};

/** La Poste's own example of a number (`postal.md` 3.2): a parcel that comes with its label, of a series this terminal does not give. */
const prepaid = '9V20524752032';

const named = ['letter', 'letters', 'parcel', 'canada', 'stamps', 'copy', 'dropOff'] as const;

export const errands: Readonly<Record<(typeof named)[number], Errand>> = {
  letter: { name: 'a letter', customer: () => ({ ...places(84), ...toFrance, ...buysTracked, ...pays }) },
  letters: {
    name: 'two letters',
    customer: () => ({
      ...places(84),
      ...toFrance,
      ...buysTracked,
      ...pays,
      basket: ({ lines, payReason }, { touch }) => {
        const [line] = lines;
        if (line?.quantity === 1) touch({ type: 'basket.quantity.changed', line: line.line, quantity: 2 });
        else if (payReason === null) touch({ type: 'basket.paid' });
      },
    }),
  },
  parcel: { name: 'a parcel with addresses', customer: () => ({ ...places(1_240), ...toFrance, ...sendsParcel, ...shows('lyon'), ...pays }) },
  canada: {
    name: 'a parcel to Canada',
    customs: true,
    customer: () => ({
      ...places(1_240),
      ...sendsParcel,
      destination: (_, { touch }) => touch({ type: 'destination.chosen', destination: 'abroad' }),
      country: (_, { touch }) => touch({ type: 'country.chosen', code: 'CA' }),
      contents: (_, { touch }) => touch({ type: 'contents.chosen', contents: 'goods' }),
      ...shows('ottawa'),
      ...declaresPresent,
      ...pays,
    }),
  },
  stamps: {
    name: 'ten stamps',
    customer: () => ({
      ...pays,
      attract: (view, { touch }) => {
        if (canBegin(view, 'stamps')) touch({ type: 'service.started', service: 'stamps' });
      },
      stamps: ({ quantity, payReason }, { touch }) => {
        if (quantity !== 10) touch({ type: 'stamps.quantity.changed', quantity: 10 });
        else if (payReason === null) touch({ type: 'stamps.confirmed', next: 'pay' });
      },
    }),
  },
  copy: { name: 'a copy of a proof', from: 'ledger document.copied', customer: comesBackForCopy },
  dropOff: {
    name: 'a prepaid parcel is left',
    customer: () => ({
      attract: (view, hands) => {
        if (canBegin(view, 'deposit')) scans(hands, prepaid, 'code128');
      },
      'drop-off': ({ phase, papers }, { touch, leave }) => {
        if (phase === 'recognised') touch({ type: 'dropoff.accepted' });
        else if (phase === 'accepted' && papers === 'offered') touch({ type: 'papers.chosen', proof: true, receipt: false });
        else if (phase === 'refused' || papers === 'printed' || papers === 'failed' || papers === 'unavailable') leave();
      },
      farewell: (_, { leave }) => leave(),
    }),
  },
};

/** One letter with its proof; then the proof's own code is held before the scanner, and the proof is had again. */
function comesBackForCopy(): Answers {
  const buys: Answers = { ...places(84), ...toFrance, ...buysTracked, ...pays };
  const hasProof = (hands: Hands): string | undefined => hands.printedCodes().findLast((code) => code.startsWith('MOULIN-PROOF'));
  return {
    ...buys,
    attract(view, hands) {
      const proof = hasProof(hands);
      if (proof === undefined) buys.attract?.(view, hands);
      else if (canBegin(view, 'copy')) scans(hands, proof);
    },
    farewell: (_, hands) => (hasProof(hands) === undefined ? hands.leave() : hands.touch({ type: 'session.finished' })),
    copy({ phase }, { touch, leave }) {
      if (phase === 'choose') touch({ type: 'copy.chosen', document: 'proof' });
      else if (phase === 'printed' || phase === 'failed') leave();
    },
  };
}
