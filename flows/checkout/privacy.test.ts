import { describe, expect, it } from 'vitest';
import type { Intent } from '../intents.ts';
import { createWorld, thrown, type World } from '../world.fixture.ts';
import { article, journey, type Wish } from '../customer/wish.fixture.ts';
import { recover } from './recovery.ts';

/**
 * No personal data in the journal (GDPR-5): words that stand nowhere else are typed wherever a person can type, a sale is
 * brought to each of its ends, and the words are looked for in every fact.
 */

const canaries = ['Zephyrine Quoxwald', 'Ambroisine Vlyxand', '77 rue du Kwexatl', '88 chemin Yvraxol', 'Xylozorbe Klax', '0699887766'];
const [addressee = '', sender = '', theirStreet = '', ownStreet = '', goods = '', phone = ''] = canaries;

const pay: Intent = { type: 'basket.paid' };
const leave: Intent = { type: 'papers.chosen', proof: true, receipt: true };
const jam = { kind: 'refused', reason: 'jam', detail: '' } as const;
const unknown = { kind: 'unknown', reason: 'timed-out', detail: '' } as const;
const silent = { kind: 'unknown', reason: 'silent', detail: '' } as const;
const declined = { kind: 'refused', reason: 'declined', detail: '' } as const;
const done = { kind: 'ok', value: undefined } as const;

const toCanada: Wish = {
  grams: 1_240,
  to: { abroad: 'CA' },
  contents: 'goods',
  format: 'parcel',
  addressee: (world) => world.typeForeignAddress('K1A 0B1', 'Ottawa', 'ON', theirStreet, addressee),
  sender: (world) => world.typeAddress('91130', ownStreet, sender),
  articles: [article(goods, '300', '40')],
};
const toPoint: Wish = {
  grams: 1_240,
  to: 'france',
  format: 'parcel',
  product: 'colissimo_france_point_retrait',
  addressee: (world) => world.typeAddress('69007', theirStreet, addressee, phone),
  sender: (world) => world.typeAddress('91130', ownStreet, sender),
};

async function inBasket(wish: Wish): Promise<World> {
  const world = createWorld().start();
  await world.settle();
  await journey(world, wish);
  world.on('basket');
  return world;
}

/** As a person would look for them: without accents, case or spaces that a format may change. */
const plain = (text: string): string => text.normalize('NFD').replaceAll(/[^a-z0-9]/giu, '').toLowerCase();

function found(world: World): string[] {
  const journal = plain(JSON.stringify(world.ledger.records));
  return canaries.filter((word) => word.split(' ').some((part) => part.length > 4 && journal.includes(plain(part))));
}

const ends: readonly [string, (world: World) => void, readonly Intent[]][] = [
  ['sold, with both papers', () => {}, [pay, leave]],
  ['sold, without papers', () => {}, [pay, { type: 'session.finished' }]],
  ['declined, and given up', ({ answers }) => (answers.pay = [declined]), [pay, { type: 'basket.reopened' }, { type: 'session.cancelled' }]],
  [
    'paid perhaps, nobody knows',
    ({ answers }) => {
      answers.pay = [unknown];
      answers.resolve = [unknown];
    },
    [pay],
  ],
  ['a jam, and the money back', ({ answers }) => (answers.label = [jam]), [pay, { type: 'label.refunded' }]],
  ['a jam, and a second try', ({ answers }) => (answers.label = [jam, done]), [pay, { type: 'label.retried' }, leave]],
  ['a label or a sheet that may have come out', ({ answers }) => (answers.label = [silent]), [pay, leave, { type: 'label.refunded' }]],
  [
    'a refund that nobody answers',
    ({ answers }) => {
      answers.label = [jam];
      answers.cancel = [unknown];
    },
    [pay, { type: 'label.refunded' }],
  ],
  ['a printer that throws', ({ answers }) => (answers.label = [thrown()]), [pay, leave]],
  ['papers that fail', ({ answers }) => (answers.paper = [jam]), [pay, leave]],
  ['customs data that cannot be kept', (world) => (world.preAdviceFull = true), [pay, { type: 'label.refunded' }]],
  ['cancelled before it was paid', () => {}, [{ type: 'session.cancelled' }]],
];

describe.each<[string, Wish]>([
  ['a parcel with goods to Canada', toCanada],
  ['a parcel to a pick-up point', toPoint],
])('what was typed for %s stands in no fact', (_, wish) => {
  it.each(ends)('%s', async (_name, prepare, intents) => {
    const world = await inBasket(wish);
    prepare(world);
    await world.send(...intents);
    expect(found(world)).toEqual([]);
    // Nor in what the next start writes, when a crash left the sale open.
    await recover(world.ports);
    expect(found(world)).toEqual([]);
  });

  it('and stands on the papers all the same: the words can be found where they are', async () => {
    const world = await inBasket(wish);
    await world.send(pay, leave);
    const printed = plain(JSON.stringify(world.asked));
    const expected = wish === toCanada ? [addressee, sender, theirStreet, ownStreet, goods] : [addressee, sender, ownStreet];
    for (const word of expected) expect(printed).toContain(plain(word));
  });

  it('after a drop at the box and a copy of the proof', async () => {
    const world = await inBasket(wish);
    await world.send(pay);
    const mark = world.ledger.facts().flatMap((fact) => (fact.type === 'label.issued' ? [fact.mark] : []))[0] ?? '';
    await world.scan(mark);
    await world.send(leave, { type: 'session.finished' });
    world.place(0);
    await world.scan('MOULIN-PROOF:1:T1-000001:T1-00000001:SEAL', 'qr');
    await world.send({ type: 'copy.chosen', document: 'proof' });
    expect(world.on('copy').phase).toBe('printed');
    expect(found(world)).toEqual([]);
  });
});

describe('a contact card', () => {
  it('that is scanned where a label was asked for leaves nothing in the journal', async () => {
    const world = createWorld().start();
    await world.settle();
    for (const service of ['deposit', 'copy', 'tracking'] as const) {
      await world.send({ type: 'service.started', service });
      await world.scan(`MECARD:N:${addressee};ADR:${theirStreet},69007 Lyon;TEL:${phone};;`, 'qr');
      await world.send({ type: 'back' });
    }
    expect(found(world)).toEqual([]);
  });
});
