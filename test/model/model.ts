/**
 * What a post office's terminal owes its customers, in cents and labels, said once more and differently: from the requirements
 * (`requirements.md` 2 and 4: PAY-7, VAL-4, VAL-7) and issue 4, and from no line of the terminal. No clock, no device, no
 * journal. Where chance or time decides, it says everything that may become of it.
 */

/** Lettre verte suivie by weight, and the Lettre verte of 20 g that stamps are for, cents (`postal.md` 1, high confidence). */
export const letters = [
  { grams: 15, price: 2_02 },
  { grams: 84, price: 3_60 },
] as const;
export const stamp = 1_52;

export type Place = 'attract' | 'maintenance' | 'stamps' | 'destination' | 'offers' | 'basket' | 'payment-refused' | 'label-trouble' | 'deposit' | 'farewell';
export type Device = 'scale' | 'payment-terminal' | 'label-printer' | 'receipt-printer';

/** What the card terminal does with the next debit or credit. `lost`: it moves the money, and its answer is lost. */
export type CardFate = 'approved' | 'declined' | 'red key' | 'timed out' | 'contradictory' | 'lost' | 'silent';
export type ReturnFate = 'given back' | 'refused' | 'lost';

/** One label of the open sale: what it is worth or will be, and whether it is to come, in somebody's hand, or given back or void. */
export interface Piece {
  readonly value: number;
  /** A worker lowered its price: no second label is made of it. */
  readonly reduced: boolean;
  readonly state: 'waiting' | 'held' | 'gone';
}

export interface Model {
  readonly place: Place;
  /** In the basket, or being paid. */
  readonly lines: readonly { readonly price: number; readonly quantity: number }[];
  /** Of the sale that was debited, one after the other; none before. */
  readonly pieces: readonly Piece[];
  /** The open sale is one of which nobody knows whether the card was debited. */
  readonly unknown: boolean;
  /** Who is signed in. */
  readonly worker: 'agent' | 'manager' | 'technician' | null;
  /** Labels on the roll (null: plenty), and whether the printer has noticed that there is none. */
  readonly roll: number | null;
  readonly out: boolean;
  /** What a tracked letter like the one on the scale costs. */
  readonly weighed: number;
  readonly unplugged: readonly Device[];
  /** What the card terminal moved, what came out of the label printer: cents, cents, labels. */
  readonly debited: number;
  readonly credited: number;
  readonly labels: number;
  /** Of the journal: sales opened, payments asked for and told to have failed, label numbers used, cents of labels known to be printed. */
  readonly sales: number;
  readonly asked: number;
  readonly declined: number;
  readonly numbers: number;
  readonly delivered: number;
  /** What workers did, and how many labels they made void. */
  readonly acts: number;
  readonly voided: number;
  /** Sales of which it is not known whether a refund arrived: what they owe a person settles. */
  readonly doubted: readonly number[];
  /** Open incidents: those that the terminal can still end by itself (debited: by giving it back), and cents left to a person. */
  readonly late: readonly { readonly amount: number; readonly debited: boolean; readonly sale: number }[];
  readonly toCounter: number;
}

export const opened: Model = {
  place: 'attract', lines: [], pieces: [], unknown: false, worker: null, roll: null, out: false, weighed: 0, unplugged: [],
  debited: 0, credited: 0, labels: 0, sales: 0, asked: 0, declined: 0, numbers: 0, delivered: 0, acts: 0, voided: 0, doubted: [], late: [], toCounter: 0,
};

/** Whether labels can be printed, anything can be sold, and a letter be sent: what the screens may offer. */
export function prints({ out, unplugged }: Model): boolean {
  return !out && !unplugged.includes('label-printer');
}

export function sells(model: Model): boolean {
  return prints(model) && !model.unplugged.includes('payment-terminal');
}

export function sends(model: Model): boolean {
  return sells(model) && !model.unplugged.includes('scale');
}

export function totalOf({ lines }: Pick<Model, 'lines'>): number {
  return sum(lines.map(({ price, quantity }) => price * quantity));
}

/** What was paid and has not come out. */
export function undelivered({ pieces }: Pick<Model, 'pieces'>): number {
  return worth(pieces.filter(({ state }) => state === 'waiting'));
}

export function worth(pieces: readonly Piece[]): number {
  return sum(pieces.map(({ value }) => value));
}

function bought({ lines }: Pick<Model, 'lines'>): readonly Piece[] {
  return lines.flatMap(({ price, quantity }) => Array.from({ length: quantity }, () => ({ value: price, reduced: false, state: 'waiting' as const })));
}

export function incidentsOf({ late, toCounter }: Model): number {
  return toCounter + sum(late.map(({ amount }) => amount));
}

export function withLine(model: Model, price: number, quantity: number): Model {
  return { ...model, place: 'basket', lines: [...model.lines, { price, quantity }] };
}

/** Nothing is kept of whoever was there; a worker who still is goes behind the counter. */
export function left(model: Model): Model {
  return { ...model, place: model.worker === null ? 'attract' : 'maintenance', lines: [], pieces: [], unknown: false, weighed: 0 };
}

export function pay(model: Model, fate: CardFate): Model {
  const total = totalOf(model);
  // A second try is the same sale.
  const asked = { ...model, asked: model.asked + 1, sales: model.sales + (model.place === 'basket' ? 1 : 0) };
  switch (fate) {
    case 'approved':
    case 'lost':
      return issue({ ...asked, debited: asked.debited + total, pieces: bought(asked) });
    case 'declined':
    case 'red key':
    case 'timed out':
    case 'contradictory':
      return { ...asked, place: 'payment-refused', declined: model.declined + 1 };
    case 'silent':
      // No goods and no second debit: an incident, until the terminal speaks again.
      return { ...asked, place: 'farewell', unknown: true, late: [...asked.late, { amount: total, debited: false, sale: asked.sales }] };
  }
}

/** Label by label, until all are out or the roll is. A number is taken for each that is begun, and burnt with it. */
export function issue(model: Model): Model {
  const due = model.pieces.filter(({ state }) => state === 'waiting').length;
  if (due === 0) return { ...model, place: model.pieces.some(({ state }) => state === 'held') ? 'deposit' : 'farewell' };
  if (!prints(model)) return { ...model, place: 'label-trouble' };
  const printed = Math.min(due, model.roll ?? Infinity);
  let free = printed;
  const pieces = model.pieces.map((piece) => (piece.state === 'waiting' && free-- > 0 ? { ...piece, state: 'held' as const } : piece));
  const done = {
    ...model,
    pieces,
    roll: model.roll === null ? null : model.roll - printed,
    labels: model.labels + printed,
    delivered: model.delivered + undelivered(model) - undelivered({ pieces }),
    numbers: model.numbers + printed + (printed < due ? 1 : 0),
  };
  return printed < due ? { ...done, place: 'label-trouble', out: true } : { ...done, place: 'deposit' };
}

/** What did not come out goes back to the card, or becomes an incident: never both, never neither. */
export function giveBack(model: Model, fate: ReturnFate): Model {
  const pieces = model.pieces.map((piece) => (piece.state === 'waiting' ? { ...piece, state: 'gone' as const } : piece));
  return issue(moneyBack({ ...model, pieces }, undelivered(model), fate));
}

/** An amount of the open sale, once it is owed. */
export function moneyBack(model: Model, amount: number, fate: ReturnFate): Model {
  const { sales, doubted } = model;
  if (model.unplugged.includes('payment-terminal') || fate === 'refused') {
    return doubted.includes(sales) ? { ...model, toCounter: model.toCounter + amount } : { ...model, late: [...model.late, { amount, debited: true, sale: sales }] };
  }
  const credited = { ...model, credited: model.credited + amount };
  if (fate === 'given back') return credited;
  // Only a person can tell, and then of all that this sale owes: a second try could pay twice.
  const [theirs, others] = [model.late.filter(({ sale }) => sale === sales), model.late.filter(({ sale }) => sale !== sales)];
  return { ...credited, doubted: [...doubted, sales], late: others, toCounter: model.toCounter + amount + sum(theirs.map((one) => one.amount)) };
}

/** The power fails, and comes back: the customer has gone, and what was paid for and is not out is given back. */
export function powerFailed(model: Model): Model {
  const alone = { ...model, worker: null };
  return left(model.place === 'label-trouble' ? giveBack(alone, 'given back') : alone);
}

/** In the middle of a label: those before it are out; of the one under way nobody knows; the rest is given back. */
export function powerFailedWhilePrinting(model: Model): readonly Model[] {
  const begun = pay(model, 'approved');
  const pieces = bought(model);
  const anywhere = pieces.flatMap(({ value }, at) => {
    const before = pieces.slice(0, at).map((piece) => ({ ...piece, state: 'held' as const }));
    const doubtful = { ...begun, place: 'label-trouble' as const, numbers: model.numbers + at + 1, delivered: model.delivered + worth(before), pieces: [...before, ...pieces.slice(at + 1)], toCounter: model.toCounter + value };
    return [at, at + 1].map((out) => powerFailed({ ...doubtful, labels: model.labels + out, roll: null }));
  });
  return [...anywhere, powerFailed(begun)];
}

/** Somebody jams the printer at some label: it is spoiled, and its number with it; or the last one was out already. */
export function payAndJam(model: Model): readonly Model[] {
  const full = pay(model, 'approved');
  const stopped = full.pieces.map((_, at) => ({ ...pay({ ...model, roll: at }, 'approved'), roll: null }));
  return [...stopped, { ...full, out: true }];
}

/** The power fails while a card is awaited, and it is held before the terminal is back, or never. */
export function powerFailedWhileAwaiting(model: Model, card: 'held' | 'red key' | 'timed out'): Model {
  const total = totalOf(model);
  const asked = { ...left({ ...model, worker: null }), sales: model.sales + 1, asked: model.asked + 1 };
  switch (card) {
    case 'held':
      return { ...asked, debited: model.debited + total, credited: model.credited + total };
    case 'red key':
    case 'timed out':
      return { ...asked, declined: model.declined + 1 };
  }
}

/** What the card terminal owes may be settled at any time when nobody is there, as far as could be seen: some of it, or all. */
export function settledMeanwhile(model: Model): readonly Model[] {
  if (model.unplugged.includes('payment-terminal')) return [model];
  return subsets(model.late).map((kept) => settled(model, kept));
}

/** Nobody touches the screen for long. */
export function patienceEnded(model: Model): readonly Model[] {
  const ended = patienceEnds(model);
  return [model, ...ended.flatMap(patienceEnded)];
}

function patienceEnds(model: Model): readonly Model[] {
  if (model.place === 'payment-refused') return [{ ...model, place: 'basket' }, ...(model.worker === null ? [] : [workerLeft(model)])];
  // While a worker is there nothing ends by itself but their stay.
  if (model.worker !== null) return [workerLeft(model)];
  switch (model.place) {
    case 'label-trouble':
      return [giveBack(model, 'given back')];
    case 'deposit':
      return [{ ...model, place: 'farewell' }];
    case 'farewell':
      return [left(model)];
    case 'maintenance':
    case 'attract':
    case 'stamps':
    case 'destination':
    case 'offers':
    case 'basket':
      return [];
  }
}

export function workerLeft(model: Model): Model {
  return { ...model, worker: null, place: model.place === 'maintenance' ? 'attract' : model.place };
}

function settled(model: Model, kept: Model['late']): Model {
  const ended = model.late.filter((one) => !kept.includes(one));
  const debited = ended.filter((one) => one.debited);
  return { ...model, late: kept, credited: model.credited + sum(debited.map(({ amount }) => amount)), declined: model.declined + ended.length - debited.length };
}

/** Everything works, and there was time: nothing is left that the terminal can end by itself. */
export function atRest(model: Model): Model {
  return settled(left({ ...model, worker: null }), []);
}

function subsets<T>(all: readonly T[]): readonly (readonly T[])[] {
  const [first, ...rest] = all;
  return first === undefined ? [[]] : subsets(rest).flatMap((some) => [some, [first, ...some]]);
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}
