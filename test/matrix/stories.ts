import type { z } from 'zod';
import type { configSchema } from '../../electron/config.ts';
import type { Intent } from '../../flows/intents.ts';
import type { View } from '../../flows/view.ts';
import { Chance } from '../simulation/chance.ts';
import { sensible } from '../simulation/hands.ts';
import type { Simulation } from '../simulation/world.ts';

/** Errands of one customer, each on its way through other states. Without a fault every one of them ends well. */

export interface Story {
  readonly name: string;
  /** Before the customer comes. */
  prepare?(world: Simulation): Promise<void>;
  /** What the customer does on this screen; nothing when there is nothing to do but wait. */
  hand(view: View, world: Simulation): readonly Intent[];
}

/** A prepaid Colissimo whose check digit is right (`postal.md` 4). */
const prepaidNumber = '9V00000000017';

/** The letter that is sent, g. */
export const itemGrams = 18;

export const config: z.input<typeof configSchema> = { idle: { warnAfterSeconds: 60, graceSeconds: 30 } };

/** Always the same choice where a screen offers several. */
const usual = (view: View): readonly Intent[] => sensible(view, new Chance(4));

/** Puts the item on the pan when the screen asks for it, and takes it off when that is asked. */
function weigh(view: Extract<View, { screen: 'weigh' }>, world: Simulation): readonly Intent[] {
  if (view.weighing === 'remove-first') world.turn('scale', { grams: 0 });
  else if (view.weighing === 'empty') world.turn('scale', { grams: itemGrams });
  return [];
}

function sending(view: View, world: Simulation): readonly Intent[] {
  switch (view.screen) {
    case 'attract': return [{ type: 'service.started', service: 'send' }];
    case 'weigh': return weigh(view, world);
    case 'destination': return [{ type: 'destination.chosen', destination: 'france' }];
    case 'format': return [{ type: 'format.chosen', format: 'letter' }];
    case 'offers': return [{ type: 'offer.selected', product: 'lettre_verte' }, { type: 'offer.confirmed' }];
    case 'basket': return [{ type: 'basket.paid' }];
    case 'payment-refused': return [{ type: 'payment.retried' }];
    case 'label-trouble': return view.canRetry ? [{ type: 'label.retried' }] : [];
    case 'deposit': return view.papers === 'printing' ? [] : [{ type: 'papers.chosen', proof: true, receipt: true }];
    default: return usual(view);
  }
}

function stamps(view: View, world: Simulation): readonly Intent[] {
  switch (view.screen) {
    case 'attract': return [{ type: 'service.started', service: 'stamps' }];
    case 'stamps': return [{ type: 'stamps.chosen', product: 'lettre_verte', grams: view.choices[0]?.grams ?? (20 as never) }, { type: 'stamps.quantity.changed', quantity: 3 }, { type: 'stamps.confirmed', next: 'pay' }];
    default: return sending(view, world);
  }
}

function prepaid(world: Simulation): readonly Intent[] {
  world.turn('code-scanner', { scan: { text: prepaidNumber, symbology: 'code128' } });
  return [];
}
/** Something was bought and labelled here before: whoever comes back holds its label before the scanner. */
async function bought(world: Simulation): Promise<void> {
  for (let turns = 0; world.view()?.screen !== 'farewell'; turns += 1) {
    if (turns > 400) throw new Error('nothing could be bought');
    const view = world.view();
    if (view !== null) for (const intent of sending(view, world)) world.send(intent);
    await world.pass(300);
  }
  world.send({ type: 'session.finished' });
  world.turn('scale', { grams: 0 });
  await world.until((view) => view?.screen === 'attract');
}

function ownLabel(world: Simulation): readonly Intent[] {
  const [mark] = world.cables.twins['label-printer'].papers().at(-1)?.codes ?? [];
  if (mark !== undefined) world.turn('code-scanner', { scan: { text: mark, symbology: 'data-matrix' } });
  return [];
}

export const stories: readonly Story[] = [
  { name: 'a letter', hand: sending },
  { name: 'three stamps', hand: stamps },
  {
    name: 'a card that is refused once',
    prepare: (world) => Promise.resolve(world.turn('payment-terminal', { answer: 'decline' })),
    hand(view, world) {
      if (view.screen === 'payment-refused') world.turn('payment-terminal', { answer: 'approve' });
      return sending(view, world);
    },
  },
  {
    name: 'a label that sticks, and is cleared',
    prepare: (world) => Promise.resolve(world.turn('label-printer', { slowMs: 3_000 })),
    hand(view, world) {
      if (view.screen === 'issuing' && view.pieces.some(({ state }) => state === 'printing')) world.turn('label-printer', { jam: !world.facts().some(({ type }) => type === 'label.spoiled'), slowMs: 900 });
      if (view.screen === 'label-trouble') world.turn('label-printer', { jam: false });
      return stamps(view, world);
    },
  },
  {
    name: 'labels that end, and money that comes back',
    prepare: (world) => Promise.resolve(world.turn('label-printer', { labelsLeft: 1.5 })),
    hand: (view, world) => (view.screen === 'label-trouble' ? [{ type: 'label.refunded' }] : stamps(view, world)),
  },
  {
    name: 'an answer that is lost on the way',
    prepare: (world) => Promise.resolve(world.turn('payment-terminal', { dropBeforeAnswer: true, delayMs: 8_000 })),
    hand: stamps,
  },
  {
    name: 'a power cut while the card is awaited',
    prepare: (world) => Promise.resolve(world.turn('payment-terminal', { delayMs: 8_000 })),
    hand(view, world) {
      if (view.screen === 'pay' && world.starts === 1) {
        world.fail('everything');
        world.switchOn();
        return [];
      }
      return stamps(view, world);
    },
  },
  {
    name: 'a prepaid parcel left here',
    hand(view, world) {
      if (view.screen === 'attract') return [{ type: 'service.started', service: 'deposit' }];
      if (view.screen !== 'drop-off') return usual(view);
      if (view.phase === 'scan' || view.phase === 'refused') return prepaid(world);
      if (view.phase === 'recognised') return [{ type: 'dropoff.accepted' }];
      return view.phase === 'accepted' && view.papers === 'offered' ? [{ type: 'papers.chosen', proof: true, receipt: false }] : view.papers === 'printing' ? [] : [{ type: 'session.finished' }];
    },
  },
  {
    name: 'a copy of a receipt',
    prepare: bought,
    hand(view, world) {
      if (view.screen === 'attract') return [{ type: 'service.started', service: 'copy' }];
      if (view.screen !== 'copy') return usual(view);
      if (view.phase === 'scan') return ownLabel(world);
      return view.phase === 'check' ? [{ type: 'copy.digits.entered', digits: '1234' }] : usual(view);
    },
  },
  {
    name: 'where a letter is',
    prepare: bought,
    hand(view, world) {
      if (view.screen === 'attract') return [{ type: 'service.started', service: 'tracking' }];
      return view.screen === 'tracking' && view.phase === 'scan' ? ownLabel(world) : usual(view);
    },
  },
];
