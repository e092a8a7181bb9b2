import fc from 'fast-check';
import { at, returnKnobs, type Act } from './act.ts';
import {
  atRest, giveBack, issue, left, letters, patienceEnded, pay, payAndJam, powerFailed, powerFailedWhileAwaiting, powerFailedWhilePrinting, prints, sells, sends, settledMeanwhile, stamp, withLine,
  type CardFate, type Device, type Model, type ReturnFate,
} from './model.ts';
import type { Stand } from './stand.ts';
import { workersCommands } from './worker.ts';

/** What people, devices and the power company do to a terminal; each says what the model expects of it. */

/** The story so far: all that the terminal may be in, as far as could be seen. */
export interface Story {
  possible: readonly Model[];
  /** When that was seen: a screen that nobody touches goes by itself, sooner or later. */
  since: number;
}

/** No screen goes sooner than that, ms: the clock of the terminal shortens no patience below it. */
const leastPatience = 5_000;

export type Command = fc.AsyncCommand<Story, Stand>;

/** Makes it a command of fast-check: it happens, and then what is seen must be what the model expects. */
function commandOf({ told, fits, sensible = () => true, happens, makes, otherwise = (model) => [model] }: Act): Command {
  return {
    check: ({ possible }) => possible.every((model) => fits(model) && sensible(model)),
    async run(story, stand) {
      const { possible, since } = story;
      const waited = (models: readonly Model[]): readonly Model[] => (Date.now() - since < leastPatience ? models : models.flatMap(patienceEnded));
      // It may come too late: the terminal has moved on by itself, and what does not fit any more changes nothing.
      const before = waited(possible.flatMap(settledMeanwhile));
      await happens(stand);
      const expected = before.flatMap((model) => (fits(model) ? makes(model) : otherwise(model)));
      story.possible = await stand.becomes(() => waited(expected).flatMap(settledMeanwhile));
      story.since = Date.now();
      stand.turns('payment-terminal', wellBehaved);
    },
    toString: () => told,
  };
}

/** From one command to the next the card terminal behaves. */
const wellBehaved = { answer: 'approve', silent: false, busy: false, resetAfterApproval: false, contradictory: false };

const cardKnobs: Readonly<Record<CardFate, object>> = {
  approved: {},
  declined: { answer: 'decline' },
  'red key': { answer: 'cancel' },
  'timed out': { answer: 'timeout' },
  contradictory: { contradictory: true },
  lost: { resetAfterApproval: true },
  silent: { silent: true },
};

const cables: Readonly<Record<Device, { readonly out: object; readonly in: object }>> = {
  scale: { out: { silent: true }, in: { silent: false } },
  'payment-terminal': { out: { powered: false }, in: { powered: true } },
  'label-printer': { out: { dropConnection: true }, in: { dropConnection: false } },
  'receipt-printer': { out: { unplugged: true }, in: { unplugged: false } },
};

/** Long enough for something to happen while a label moves, ms. */
const slowly = 1_200;

const buying = {
  stamps: (): Act => ({
    told: 'asks for stamps',
    fits: (model) => at('attract', 'basket')(model) && sells(model) && piecesIn(model) < mostPieces,
    happens: (stand) => stand.touches({ type: 'service.started', service: 'stamps' }),
    makes: (model) => [{ ...model, place: 'stamps' }],
  }),
  howMany: (quantity: number): Act => ({
    told: `takes ${quantity} stamps`,
    fits: at('stamps'),
    happens: (stand) => stand.touches({ type: 'stamps.quantity.changed', quantity }, { type: 'stamps.confirmed', next: 'basket' }),
    makes: (model) => [withLine(model, stamp, quantity)],
  }),
  letter: ({ grams, price }: (typeof letters)[number]): Act => ({
    told: `puts a letter of ${grams} g on the scale`,
    fits: (model) => at('attract', 'basket')(model) && sends(model) && piecesIn(model) < mostPieces,
    happens: (stand) => puts(stand, grams),
    makes: (model) => [{ ...model, place: 'destination', weighed: price }],
  }),
  toFrance: (): Act => ({
    told: 'sends it within France',
    fits: at('destination'),
    happens: (stand) => stand.touches({ type: 'destination.chosen', destination: 'france' }),
    makes: (model) => [{ ...model, place: 'offers' }],
  }),
  tracked: (): Act => ({
    told: 'chooses the tracked letter',
    fits: at('offers'),
    happens: (stand) => stand.touches({ type: 'offer.selected', product: 'lettre_verte_suivie' }, { type: 'offer.confirmed' }),
    makes: (model) => [withLine(model, model.weighed, 1)],
  }),
  quantity: (quantity: number): Act => ({
    told: `wants ${quantity} of the first`,
    fits: at('basket'),
    happens: (stand) => stand.touches({ type: 'basket.quantity.changed', line: 'L1', quantity }),
    makes: (model) => [{ ...model, lines: model.lines.map((line, index) => (index === 0 ? { ...line, quantity } : line)) }],
  }),
  back: (): Act => ({
    told: 'goes a step back',
    fits: at('stamps', 'offers', 'payment-refused'),
    happens: (stand) => stand.touches({ type: 'back' }),
    makes: (model) => [stepBack(model)],
  }),
  cancel: (): Act => ({
    told: 'gives up',
    fits: at('stamps', 'destination', 'offers', 'basket'),
    happens: (stand) => stand.touches({ type: 'session.cancelled' }),
    makes: (model) => [left(model)],
  }),
  call: (): Act => ({ told: 'calls somebody', fits: () => true, happens: (stand) => stand.touches({ type: 'help.called' }), makes: (model) => [model] }),
};

const paying = {
  pay: (fate: CardFate): Act => ({
    told: `pays, and the card is ${fate}`,
    fits: (model) => at('basket')(model) && sells(model),
    happens(stand) {
      stand.turns('payment-terminal', cardKnobs[fate]);
      stand.touches({ type: 'basket.paid' });
    },
    makes: (model) => [pay(model, fate)],
  }),
  payAgain: (fate: CardFate): Act => ({
    told: `tries the card again, and it is ${fate}`,
    fits: (model) => at('payment-refused')(model) && sells(model),
    async happens(stand) {
      stand.turns('payment-terminal', cardKnobs[fate]);
      const before = asksOfCard(stand);
      // A card terminal that has contradicted itself is looked at anew first; until then the key does nothing, and is touched again.
      await stand.sees('another try', () => {
        stand.touches({ type: 'payment.retried' });
        return asksOfCard(stand) !== before || stand.view?.screen !== 'payment-refused';
      });
    },
    makes: (model) => [pay(model, fate)],
  }),
  jam: (piece: number): Act => ({
    told: `pays, and label ${piece} jams`,
    fits: (model) => at('basket')(model) && sells(model) && model.roll === null && piecesIn(model) >= piece,
    async happens(stand) {
      await paysSlowly(stand, piece);
      stand.turns('label-printer', { jam: true, slowMs: 0 });
    },
    makes: payAndJam,
  }),
  printAgain: (): Act => ({
    told: 'has the label printed again',
    fits: (model) => at('label-trouble')(model) && prints(model),
    happens: (stand) => stand.touches({ type: 'label.retried' }),
    makes: (model) => [issue(model)],
  }),
  giveBack: (fate: ReturnFate): Act => ({
    told: `wants the money back, which is ${fate}`,
    fits: at('label-trouble'),
    happens(stand) {
      stand.turns('payment-terminal', returnKnobs[fate]);
      stand.touches({ type: 'label.refunded' });
    },
    makes: (model) => [giveBack(model, fate)],
  }),
  papers: (proof: boolean, receipt: boolean): Act => ({
    told: `takes ${[...(proof ? ['the proof'] : []), ...(receipt ? ['the receipt'] : [])].join(' and ') || 'no paper'}`,
    fits: at('deposit'),
    happens: (stand) => stand.touches({ type: 'papers.chosen', proof, receipt }),
    makes: (model) => [{ ...model, place: 'farewell' }],
  }),
  finish: (): Act => ({
    told: 'is done',
    fits: at('farewell'),
    happens: (stand) => stand.touches({ type: 'session.finished' }),
    makes: (model) => [left(model)],
  }),
};

const disturbing = {
  roll: (labels: number | null): Act => ({
    told: `a roll of ${labels ?? 'many'} labels is put in`,
    fits: at('attract', 'maintenance', 'basket', 'label-trouble'),
    happens: (stand) => stand.turns('label-printer', { media: 'ok', jam: false, labelsLeft: labels }),
    // The one that the roll ends in is no label.
    makes: (model) => [{ ...model, out: false, roll: labels === null ? null : Math.floor(labels) }],
  }),
  unplug: (device: Device): Act => ({
    told: `the ${device} is unplugged`,
    fits: (model) => at('attract', 'maintenance', 'basket', 'label-trouble')(model) && !model.unplugged.includes(device),
    happens: (stand) => stand.turns(device, cables[device].out),
    makes: (model) => [{ ...model, unplugged: [...model.unplugged, device] }],
  }),
  plug: (device: Device): Act => ({
    told: `the ${device} is plugged in`,
    fits: (model) => at('attract', 'maintenance', 'basket', 'label-trouble')(model) && model.unplugged.includes(device),
    happens: (stand) => stand.turns(device, cables[device].in),
    makes: (model) => [{ ...model, unplugged: model.unplugged.filter((one) => one !== device) }],
  }),
  powerFails: (): Act => ({ told: 'the power fails', fits: () => true, happens: offAndOn, makes: (model) => [powerFailed(model)] }),
  powerFailsWhilePrinting: (piece: number): Act => ({
    told: `pays, and the power fails while label ${piece} moves`,
    fits: (model) => at('basket')(model) && sells(model) && model.roll === null && piecesIn(model) >= piece,
    async happens(stand) {
      await paysSlowly(stand, piece);
      await stand.powerOff();
      stand.turns('label-printer', { slowMs: 0 });
      await stand.powerOn();
    },
    makes: powerFailedWhilePrinting,
  }),
  powerFailsWhileAwaiting: (card: 'held' | 'red key' | 'timed out'): Act => ({
    told: `pays, and the power fails while the card is awaited, which is ${card}`,
    fits: (model) => at('basket')(model) && sells(model),
    async happens(stand) {
      stand.turns('payment-terminal', { answer: 'manual', cardTimeoutMs: 4_000 });
      stand.touches({ type: 'basket.paid' });
      await stand.sees('the card terminal that awaits a card', () => stand.devices.cardTerminal.state().phase === 'card-expected');
      await stand.powerOff();
      if (card !== 'timed out') stand.turns('payment-terminal', cardHand[card]);
      await stand.powerOn();
    },
    makes: (model) => [powerFailedWhileAwaiting(model, card)],
  }),
};

const cardHand = { held: { present: 'contactless' }, 'red key': { press: 'red' } } as const;

/** A basket is never so large that a story is nothing but labels. */
const mostPieces = 4;

function piecesIn({ lines }: Model): number {
  return lines.reduce((sum, { quantity }) => sum + quantity, 0);
}

function stepBack(model: Model): Model {
  switch (model.place) {
    case 'stamps':
      return model.lines.length === 0 ? left(model) : { ...model, place: 'basket' };
    case 'offers':
      return { ...model, place: 'destination' };
    default:
      return { ...model, place: 'basket' };
  }
}

/** A new item wants an empty pan first, and the screen says when it is. */
async function puts(stand: Stand, grams: number): Promise<void> {
  const lies = stand.onPan > 0;
  if (stand.view?.screen === 'basket') {
    stand.touches({ type: 'basket.item.added' });
    await stand.sees('the empty pan', () => {
      stand.turns('scale', { grams: 0 });
      return stand.view?.screen === 'weigh' && stand.view.weighing === 'empty';
    });
  } else if (lies) {
    const isLeft = (): boolean => stand.view?.screen === 'attract' && stand.view.left.includes('item');
    await stand.sees('what was left on the pan', isLeft);
    stand.turns('scale', { grams: 0 });
    await stand.sees('the empty pan', () => !isLeft());
  }
  stand.turns('scale', { grams });
}

async function paysSlowly(stand: Stand, piece: number): Promise<void> {
  stand.turns('label-printer', { slowMs: slowly });
  stand.touches({ type: 'basket.paid' });
  await stand.sees(`label ${piece} moving`, () => stand.view?.screen !== 'issuing' ? stand.view?.screen === 'deposit' : stand.view.pieces[piece - 1]?.state === 'printing');
}

/** How often the card terminal was asked for money, as it remembers. */
function asksOfCard(stand: Stand): number {
  return stand.devices.cardTerminal.state().transactions.length;
}

async function offAndOn(stand: Stand): Promise<void> {
  await stand.powerOff();
  await stand.powerOn();
}

const quantity = fc.integer({ min: 1, max: 3 });
const returnFate = fc.constantFrom<ReturnFate[]>('given back', 'refused', 'lost');
const device = fc.constantFrom<Device[]>('scale', 'payment-terminal', 'label-printer', 'receipt-printer');

/** What a card does, in the proportions of a bad week: the silent one takes its quarter of a minute. */
function cardFate(silent: number): fc.Arbitrary<CardFate> {
  const fates = ['approved', 'declined', 'red key', 'timed out', 'contradictory', 'lost'] as const;
  return fc.oneof({ weight: 20, arbitrary: fc.constantFrom<CardFate[]>(...fates) }, { weight: 20, arbitrary: fc.constant<CardFate>('approved') }, { weight: silent, arbitrary: fc.constant<CardFate>('silent') });
}

const roll = fc.constantFrom(null, 0.5, 1, 1.5, 2);

/** What leads a customer on stands there most often: else every story would end before anything is paid. */
export function commandsFor({ silent }: { readonly silent: number }): fc.Arbitrary<Command>[] {
  const fate = cardFate(silent);
  const leading = [
    fc.constant(buying.stamps()), quantity.map(buying.howMany), fc.constantFrom(...letters).map(buying.letter), fc.constant(buying.toFrance()), fc.constant(buying.tracked()),
    fate.map(paying.pay), fate.map(paying.payAgain), fc.constant(paying.printAgain()), fc.constant(paying.finish()), fc.tuple(fc.boolean(), fc.boolean()).map(([proof, receipt]) => paying.papers(proof, receipt)),
  ];
  const inTrouble = [
    quantity.map(paying.jam), returnFate.map(paying.giveBack), roll.map(disturbing.roll), device.map(disturbing.plug), quantity.map(disturbing.powerFailsWhilePrinting),
    fc.constantFrom('held' as const, 'red key' as const, 'timed out' as const).map(disturbing.powerFailsWhileAwaiting),
  ];
  const seldom = [quantity.map(buying.quantity), fc.constant(buying.back()), fc.constant(buying.cancel()), fc.constant(buying.call()), device.map(disturbing.unplug), fc.constant(disturbing.powerFails())];
  const helping = workersCommands(returnFate);
  const paid = [fate.map(paying.pay), fate.map(paying.pay), fate.map(paying.pay)];
  return [...leading, ...leading, ...leading, ...paid, ...paid, ...inTrouble, ...inTrouble, ...helping, ...seldom].map((act) => act.map(commandOf));
}

/** Everything is put right, the power comes back once more, and there is time: nothing is open that the terminal can end by itself. */
export async function rest(story: Story, stand: Stand): Promise<void> {
  for (const [kind, cable] of Object.entries(cables)) stand.turns(kind, cable.in);
  stand.turns('label-printer', { media: 'ok', jam: false, labelsLeft: null, slowMs: 0 });
  await offAndOn(stand);
  const mended = story.possible.flatMap(patienceEnded).flatMap(settledMeanwhile).map((model) => ({ ...model, out: false, roll: null, unplugged: [] }));
  await stand.becomes(() => mended.map((model) => atRest(powerFailed(model))));
}
