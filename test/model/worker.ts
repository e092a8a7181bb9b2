import fc from 'fast-check';
import { demonstrators } from '../../electron/staff/demonstration.ts';
import type { SessionAct } from '../../flows/assisted/acts.ts';
import type { Intent } from '../../flows/intents.ts';
import type { HelperView } from '../../flows/view.ts';
import { at, returnKnobs, type Act } from './act.ts';
import { issue, left, letters, moneyBack, prints, workerLeft, worth, type Model, type Piece, type ReturnFate } from './model.ts';
import type { Stand } from './stand.ts';

/** What a worker does beside a customer; each says what the model expects of it. */

type Role = NonNullable<Model['worker']>;

/** How an act is meant: on which of what is offered, how much, and how the card terminal takes what it is asked. */
interface Meant {
  readonly pick?: number | string;
  readonly value?: string;
  readonly fate?: ReturnFate;
  /** Who comes for it, when nobody is there. */
  readonly role?: Role;
}

/** A worker steps in and away. */
const coming = {
  /** @param where to whom they come, if the customer has not gone meanwhile. */
  signsIn: (role: Role, where: 'to a customer' | 'behind the counter'): Act => ({
    told: `a worker comes ${where} (${role})`,
    fits: ({ worker }) => worker === null,
    sensible: ({ place }) => (place === 'attract') === (where === 'behind the counter'),
    happens: (stand) => signIn(stand, badgeOf(role)),
    makes: (model) => [joined(model, role)],
  }),
  wrongPin: (): Act => ({
    told: 'somebody lays a badge down and types a wrong PIN',
    fits: ({ worker }) => worker === null,
    happens: (stand) => tryWrongPin(stand),
    makes: (model) => [model],
  }),
  badgeAway: (): Act => ({
    told: 'the badge is taken away',
    fits: ({ worker }) => worker !== null,
    happens: (stand) => stand.turns('badge-reader', { badge: null }),
    makes: (model) => [workerLeft(model)],
  }),
  /** Over the link, by whoever has got hold of it. */
  forged: (act: SessionAct): Act => ({
    told: `${act} is asked for, and nobody is signed in`,
    fits: ({ worker }) => worker === null,
    happens: (stand) => stand.touches({ type: 'staff.consent.given', given: true }, { type: 'staff.panel.opened' }, { type: 'staff.act.chosen', act }, { type: 'staff.target.chosen', target: 'L1.1' }, why, { type: 'staff.panel.closed' }),
    makes: (model) => [model],
  }),
};

/** Before anything is paid. */
const preparing = {
  removed: (): Act => act('line.removed', (model) => helps(model) && at('basket')(model) && model.lines.length > 1, (model) => [{ ...model, lines: model.lines.slice(1) }]),
  /** Within what an agent may change a price by. */
  repriced: (): Act =>
    act('line.repriced', (model) => helps(model) && at('basket')(model) && model.lines.length > 0, (model) => [{ ...model, lines: model.lines.map((line, index) => (index === 0 ? { ...line, price: 1_77 } : line)) }], { value: '1,77' }),
  /** Whoever has said before where it goes is not asked again. */
  weight: ({ grams, price }: (typeof letters)[number]): Act =>
    act('weight.entered', (model) => helps(model) && at('destination')(model), (model) => [{ ...model, weighed: price }, { ...model, weighed: price, place: 'offers' }], { value: `${grams}` }),
  toBasket: (): Act => act('step.opened', (model) => helps(model) && at('destination', 'offers')(model) && model.lines.length > 0, (model) => [{ ...model, place: 'basket' }], { pick: 'basket' }),
};

/** After it. */
const afterwards = {
  reprinted: (pick: number): Act =>
    act('label.reprinted', (model) => helps(model) && reprintable(model).length > 0, (model) => [printedAgain(model, reprintable(model)[pick % reprintable(model).length])], { pick }),
  refunded: (pick: number, fate: ReturnFate): Act =>
    act('item.refunded', (model) => helps(model) && refundable(model).length > 0, (model) => [givenBack(model, refundable(model).slice(pick % refundable(model).length).slice(0, 1), fate)], { pick, fate }),
  cancelled: (fate: ReturnFate): Act => act('sale.cancelled', (model) => helps(model) && refundable(model).length > 0, (model) => [givenBack(model, refundable(model), fate)], { fate }),
  allowed: (pick: number, fate: ReturnFate): Act =>
    act('amount.refunded', (model) => helps(model) && at('deposit')(model) && held(model).length > 0, (model) => [allowed(model, held(model)[pick % held(model).length], fate)], { pick, value: '0,01', fate }),
  /** The card terminal speaks again and never saw a card: the basket comes back. */
  asked: (): Act => act('payment.asked', unknownOf, (model) => [notDebited(model)]),
  told: (): Act => act('payment.not-debited', (model) => unknownOf(model) && model.worker === 'manager', (model) => [notDebited(model)], { role: 'manager' }),
  copied: (): Act => act('document.copied', (model) => helps(model) && at('deposit', 'farewell')(model) && !model.unknown, (model) => [model]),
  ended: (): Act => act('session.ended', (model) => helps(model) && at('stamps', 'destination', 'offers', 'basket', 'deposit', 'farewell')(model), (model) => [left(model)]),
  /** Pulled away in the middle: done and recorded, or neither; what was begun goes on by itself. */
  pulled: (step: number): Act => {
    const all = act('sale.cancelled', (model) => helps(model) && refundable(model).length > 0, (model) => [givenBack(model, refundable(model), 'given back')], { fate: 'given back' }, step);
    return { ...all, told: `${all.told}, and the badge is pulled (${step})`, makes: (model) => [workerLeft(model), ...all.makes(model).map(workerLeft)] };
  },
  /** A technician has no business with a customer's money: refused, whatever the link is told. */
  forbidden: (): Act => ({
    told: 'a technician asks for money to be given back',
    fits: ({ worker, place }) => worker === 'technician' && place !== 'maintenance',
    happens: (stand) => stand.touches({ type: 'staff.panel.opened' }, { type: 'staff.act.chosen', act: 'sale.cancelled' }, why, { type: 'staff.panel.closed' }),
    makes: (model) => [model],
  }),
};

/** @param fate what becomes of money on its way back. */
export function workersCommands(fate: fc.Arbitrary<ReturnFate>): fc.Arbitrary<Act>[] {
  const which = fc.nat(3);
  const role = fc.constantFrom<Role[]>('agent', 'agent', 'manager', 'manager', 'technician');
  const joins = role.map((one) => coming.signsIn(one, 'to a customer'));
  const joining = [joins, joins, fc.constant(coming.badgeAway())];
  // They fit only where a worker is, or money was paid: most often one of them is drawn in vain.
  const acting = [
    which.map(afterwards.reprinted), fc.tuple(which, fate).map(([pick, how]) => afterwards.refunded(pick, how)), fc.tuple(which, fate).map(([pick, how]) => afterwards.allowed(pick, how)),
    fate.map(afterwards.cancelled), fc.integer({ min: 0, max: 3 }).map(afterwards.pulled), fc.constant(afterwards.asked()), fc.constant(afterwards.told()), fc.constant(afterwards.copied()), fc.constant(afterwards.forbidden()),
    fc.constant(preparing.repriced()), fc.constant(preparing.removed()), fc.constantFrom(...letters).map(preparing.weight),
  ];
  const seldom = [
    fc.constant(preparing.toBasket()), fc.constant(afterwards.ended()), fc.constant(coming.wrongPin()), role.map((one) => coming.signsIn(one, 'behind the counter')),
    fc.constantFrom<SessionAct[]>('sale.cancelled', 'label.reprinted', 'payment.not-debited', 'session.ended').map(coming.forged),
  ];
  return [...joining, ...joining, ...joining, ...acting, ...acting, ...seldom];
}

/** Where nobody is there, somebody comes for it, and stays. */
function act(name: SessionAct, fits: (model: Model) => boolean, makes: (model: Model) => readonly Model[], meant: Meant = {}, pulledAt?: number): Act {
  const there = (model: Model): Model => joined(model, meant.role ?? 'agent');
  const counted = (model: Model): readonly Model[] => {
    const done = makes(there(model)).map((one) => ({ ...one, acts: one.acts + 1 }));
    // Whether a paper of this sale was ever printed hangs on a printer that the model does not look at.
    return name === 'document.copied' ? [there(model), ...done] : done;
  };
  return {
    told: `a worker: ${name} ${JSON.stringify(meant)}`,
    fits: (model) => fits(there(model)),
    async happens(stand) {
      if (helperOf(stand)?.phase !== 'helping') await signIn(stand, badgeOf(meant.role ?? 'agent'));
      await hand(stand, name, meant, pulledAt);
    },
    makes: counted,
    otherwise: (model) => [there(model)],
  };
}

function joined(model: Model, role: Role): Model {
  return model.worker !== null ? model : { ...model, worker: role, place: model.place === 'attract' ? 'maintenance' : model.place };
}

/** Somebody is there who may help a customer. */
function helps({ worker }: Model): boolean {
  return worker === 'agent' || worker === 'manager';
}

function unknownOf(model: Model): boolean {
  return helps(model) && at('farewell')(model) && model.unknown && !model.unplugged.includes('payment-terminal');
}

function held({ pieces }: Model): readonly Piece[] {
  return pieces.filter(({ state, value }) => state === 'held' && value > 0);
}

function refundable(model: Model): readonly Piece[] {
  return at('deposit', 'label-trouble')(model) ? model.pieces.filter(({ state }) => state !== 'gone') : [];
}

/** What was lowered is not made twice; of what waits it is the next one's turn. */
function reprintable(model: Model): readonly Piece[] {
  if (!at('deposit', 'label-trouble')(model) || !prints(model)) return [];
  const next = model.pieces.find(({ state }) => state === 'waiting');
  return model.pieces.filter((piece) => (piece.state === 'held' && !piece.reduced) || piece === next);
}

function madeVoid(model: Model, pieces: readonly Piece[], state: Piece['state']): Model {
  const labels = pieces.filter((piece) => piece.state === 'held');
  return { ...model, delivered: model.delivered - worth(labels), voided: model.voided + labels.length, pieces: model.pieces.map((piece) => (pieces.includes(piece) ? { ...piece, state } : piece)) };
}

function printedAgain(model: Model, piece: Piece | undefined): Model {
  return piece === undefined ? model : issue(madeVoid(model, [piece], 'waiting'));
}

/** The label is void, and then its price goes back: what still waits gets its turn. */
function givenBack(model: Model, pieces: readonly Piece[], fate: ReturnFate): Model {
  return issue(moneyBack(madeVoid(model, pieces, 'gone'), worth(pieces), fate));
}

function allowed(model: Model, piece: Piece | undefined, fate: ReturnFate): Model {
  const pieces = model.pieces.map((one) => (one === piece ? { ...one, value: one.value - 1, reduced: true } : one));
  return moneyBack({ ...model, pieces, delivered: model.delivered - 1 }, 1, fate);
}

function notDebited(model: Model): Model {
  return { ...model, place: 'basket', unknown: false, declined: model.declined + 1, late: model.late.filter(({ sale, debited }) => debited || sale !== model.sales) };
}

const why: Intent = { type: 'staff.reason.chosen', reason: 'other', text: 'vu avec le client' };

function badgeOf(role: Role): { readonly badge: string; readonly pin: string } {
  const one = demonstrators.find((known) => known.role === role);
  if (one === undefined) throw new Error(`nobody is ${role}`);
  return one;
}

function helperOf(stand: Stand): HelperView | null {
  return stand.view?.helper ?? null;
}

async function signIn(stand: Stand, { badge, pin }: { readonly badge: string; readonly pin: string }): Promise<void> {
  await layDown(stand, badge);
  type(stand, pin);
  await stand.sees('a worker signed in', () => helperOf(stand)?.phase === 'helping');
}

/** Another badge first goes: the reader tells of one that comes. */
async function layDown(stand: Stand, badge: string): Promise<void> {
  stand.turns('badge-reader', { badge: null });
  await stand.sees('nobody signing in', () => helperOf(stand)?.phase !== 'signing-in');
  stand.turns('badge-reader', { badge });
  await stand.sees('the keypad', () => helperOf(stand)?.phase === 'signing-in');
}

/** The keys lie in another order each time, and are pressed by their place. */
function type(stand: Stand, pin: string): void {
  const helper = helperOf(stand);
  if (helper?.phase !== 'signing-in') return;
  stand.touches(...pin.split('').map((digit) => ({ type: 'staff.key.pressed', at: helper.keys.indexOf(Number(digit)) }) as const), { type: 'staff.key.entered' });
}

async function tryWrongPin(stand: Stand): Promise<void> {
  const problem = (): string | null => {
    const helper = helperOf(stand);
    return helper?.phase === 'signing-in' ? helper.problem : null;
  };
  // One that nobody knows: a worker's own badge would be locked after three.
  await layDown(stand, '04FFFFFF');
  type(stand, '000000');
  await stand.sees('the refusal', () => problem() !== null || helperOf(stand) === null);
  stand.turns('badge-reader', { badge: null });
}

/**
 * Through the panel to the end, question by question; the badge may be pulled before one of them. A worker who has been signed
 * out meanwhile, or whose act is not to be had any more, does nothing.
 */
async function hand(stand: Stand, name: SessionAct, { pick = 0, value = '', fate }: Meant, pulledAt = Infinity): Promise<void> {
  if (fate !== undefined) stand.turns('payment-terminal', returnKnobs[fate]);
  const panel = (): Panel | null => {
    const helper = helperOf(stand);
    return helper?.phase === 'helping' ? helper.panel : null;
  };
  if (panel() === null) return;
  stand.touches({ type: 'staff.panel.opened' });
  await stand.sees('the panel', () => panel()?.kind !== 'closed' || stand.view?.screen === 'maintenance');
  if (panel()?.kind === 'closed') return;
  for (let step = 0; ; step += 1) {
    const shown = panel();
    if (step === pulledAt) return stand.turns('badge-reader', { badge: null });
    const touch = shown === null ? null : answer(shown, name, pick, value);
    if (touch === null || shown === null) return stand.touches({ type: 'staff.panel.closed' });
    stand.touches(touch);
    await stand.sees('the next question', () => panel()?.kind !== shown.kind);
    if (panel()?.kind !== 'closed') continue;
    // Said to the end: what is pulled now is pulled while it is being done.
    if (pulledAt < Infinity) stand.turns('badge-reader', { badge: null });
    return;
  }
}

type Panel = Extract<HelperView, { phase: 'helping' }>['panel'];

function answer(panel: Panel, name: SessionAct, pick: number | string, value: string): Intent | null {
  switch (panel.kind) {
    case 'acts':
      return panel.acts.some((one) => one.act === name) ? { type: 'staff.act.chosen', act: name } : null;
    case 'target': {
      const { targets } = panel;
      const target = typeof pick === 'string' ? targets.find(({ id }) => id === pick) : targets[pick % targets.length];
      return target === undefined ? null : { type: 'staff.target.chosen', target: target.id };
    }
    case 'value':
      return { type: 'staff.value.entered', value };
    case 'reason':
      return why;
    case 'closed':
    case 'second':
    case 'refused':
      return null;
  }
}
