import { describe, expect, it } from 'vitest';
import type { DestinationRule } from '../destinations/book.ts';
import { entryOf } from '../destinations/destinations.ts';
import type { ProductId } from '../facts.ts';
import { createWorld, type World } from '../world.fixture.ts';
import { contentsChoices } from './sending-questions.ts';
import { answer, berlin, bern, books, journey, laPalmas, ottawa, saintDenis, scarf, type Wish } from './wish.fixture.ts';

/**
 * One item from the pan to the basket: which questions it is asked, in which order, and what it then costs. Prices are
 * read in `postal.md` 1, never computed here.
 */

/** Two towns share the postcode, and no pick-up point is known there. */
const inChatillon = (world: World): Promise<void> =>
  world.send(
    { type: 'address.postcode.entered', postcode: '01400' },
    { type: 'address.town.chosen', town: 'CHATILLON SUR CHALARONNE', postcode: '01400' },
    { type: 'address.street.entered', street: '1 rue X', building: '', apartment: '', place: '' },
    { type: 'address.name.entered', name: 'Camille Martin', company: '', phone: '06 12 34 56 78' },
    { type: 'address.confirmed' },
  );

async function open(): Promise<World> {
  const world = createWorld().start();
  await world.settle();
  return world;
}

const saleOf = (world: World) => world.ledger.facts().find((fact) => fact.type === 'sale.opened');

describe('an item is asked what is open, in this order, and costs what the list says', () => {
  it.each<[string, Wish, string, ProductId, number]>([
    ['a light letter to France', { grams: 20, to: 'france' }, 'destination offers', 'lettre_verte', 152],
    ['the same one with tracking', { grams: 60, to: 'france', product: 'lettre_verte_suivie' }, 'destination offers', 'lettre_verte_suivie', 360],
    ['a heavy letter to France', { grams: 500, to: 'france', product: 'lettre_services_plus' }, 'destination format offers', 'lettre_services_plus', 810],
    ['a registered letter', { grams: 20, to: 'france', product: 'lettre_recommandee_r2' }, 'destination offers addressee sender', 'lettre_recommandee_r2', 729],
    [
      'a registered letter with an avis de réception',
      { grams: 120, to: 'france', product: 'lettre_recommandee_r1', options: ['avis_reception_national'] },
      'destination format offers addressee sender',
      'lettre_recommandee_r1',
      963 + 145,
    ],
    ['a parcel in France, to the door', { grams: 1_240, to: 'france', format: 'parcel' }, 'destination format offers addressee sender', 'colissimo_france_domicile', 1_119],
    [
      'a parcel to a pick-up point',
      { grams: 1_240, to: 'france', format: 'parcel', product: 'colissimo_france_point_retrait' },
      'destination format offers addressee sender pick-up',
      'colissimo_france_point_retrait',
      1_049,
    ],
    ['a letter of 100 g overseas', { grams: 100, to: { overseas: 'RE' } }, 'destination country contents offers', 'lettre_verte', 310],
    [
      'a parcel to Réunion with goods',
      { grams: 1_240, to: { overseas: 'RE' }, contents: 'goods', format: 'parcel', product: 'colissimo_om1', addressee: saintDenis },
      'destination country contents format offers addressee sender customs',
      'colissimo_om1',
      2_589,
    ],
    ['a letter to Canada', { grams: 20, to: { abroad: 'CA' } }, 'destination country contents offers', 'lettre_internationale', 225],
    [
      'a letter to Canada with goods',
      { grams: 80, to: { abroad: 'CA' }, contents: 'goods', product: 'lettre_internationale_suivie', addressee: ottawa },
      'destination country contents offers addressee sender customs',
      'lettre_internationale_suivie',
      765,
    ],
    [
      'a registered letter to Canada with an international avis',
      { grams: 20, to: { abroad: 'CA' }, product: 'lettre_recommandee_internationale_r1', options: ['avis_reception_international'], addressee: ottawa },
      'destination country contents offers addressee sender',
      'lettre_recommandee_internationale_r1',
      720 + 150,
    ],
    [
      'a parcel to Canada with two articles',
      { grams: 1_240, to: { abroad: 'CA' }, contents: 'goods', format: 'parcel', addressee: ottawa, articles: [books, scarf] },
      'destination country contents format offers addressee sender customs',
      'colissimo_int_c',
      5_399,
    ],
    [
      'a letter to the Canaries with goods, for they lie outside the customs of the Union',
      { grams: 80, to: { abroad: 'IC' }, contents: 'goods', product: 'lettre_internationale_suivie', addressee: laPalmas },
      'destination country contents offers addressee sender customs',
      'lettre_internationale_suivie',
      765,
    ],
    [
      'a parcel to Switzerland with goods',
      { grams: 1_240, to: { abroad: 'CH' }, contents: 'goods', format: 'parcel', addressee: bern },
      'destination country contents format offers addressee sender customs',
      'colissimo_int_a',
      2_219,
    ],
    ['a parcel to Germany, where nobody asks what is in it', { grams: 1_240, to: { abroad: 'DE' }, format: 'parcel', addressee: berlin }, 'destination country format offers addressee sender', 'colissimo_int_a', 2_219],
    ['a letter to a military sector', { grams: 20, to: { overseas: 'FR-SP' } }, 'destination country contents offers', 'lettre_verte', 152],
  ])('%s', async (_, wish, questions, product, price) => {
    const world = await open();
    expect((await journey(world, wish)).join(' ')).toBe(`${questions} basket`);
    const code = wish.to === 'france' ? 'FR' : 'overseas' in wish.to ? wish.to.overseas : wish.to.abroad;
    expect(world.on('basket')).toMatchObject({ total: price, lines: [{ line: 'L1', product, grams: wish.grams, destination: code, quantity: 1, unitPrice: price, options: wish.options ?? [] }] });
    await world.send({ type: 'basket.paid' });
    expect(world.view().screen).toBe('deposit');
    expect(saleOf(world)).toMatchObject({ total: price, lines: [{ product, grams: wish.grams, unitPrice: price, destination: code, tariff: '2026-04-01' }] });
    expect(world.preAdvice.size).toBe(questions.includes('customs') ? 1 : 0);
  });
});

describe('an address', () => {
  it.each<[string, Wish, string]>([
    ['in France is asked without a phone', { grams: 1_240, to: 'france', format: 'parcel' }, 'none'],
    ['of a pick-up point must have one', { grams: 1_240, to: 'france', format: 'parcel', product: 'colissimo_france_point_retrait' }, 'required'],
    ['beyond a customs border may have one', { grams: 1_240, to: { abroad: 'CA' }, contents: 'goods', format: 'parcel' }, 'optional'],
  ])('%s', async (_, wish, phone) => {
    const world = await open();
    await world.weigh(wish.grams);
    for (let asked = 0; asked < 6 && world.view().screen !== 'address'; asked += 1) await answer(world, wish);
    expect(world.on('address')).toMatchObject({ party: 'addressee', phone });
  });

  it('of a pick-up point stands on the label with the name of who collects, and no street of his', async () => {
    const world = await open();
    await journey(world, { grams: 1_240, to: 'france', format: 'parcel', product: 'colissimo_france_point_retrait' });
    await world.send({ type: 'basket.paid' });
    const label = JSON.stringify(world.asked.find(({ command }) => command === 'label')?.with);
    for (const words of ['Camille Martin', '2 PLACE DU PONT']) expect(label).toContain(words);
    expect(label).not.toMatch(/12 rue/i);
  });
});

describe('what is not taken here ends before anybody types, and says why', () => {
  it('an overseas letter of 101 g: the air supplement of 2026 is not known', async () => {
    const world = await open();
    expect(await journey(world, { grams: 101, to: { overseas: 'RE' } })).toEqual(['destination', 'country', 'contents', 'format', 'offers']);
    expect(new Set(world.on('offers').offers.map(({ reason }) => reason))).toEqual(new Set(['at-the-counter']));
  });

  it('goods for the United States: the rule says its own sentence, papers may go', async () => {
    const world = await open();
    expect(await journey(world, { grams: 1_240, to: { abroad: 'US' }, contents: 'goods' })).toEqual(['destination', 'country', 'contents']);
    const [documents, goods] = world.on('contents').choices;
    expect(documents).toEqual({ id: 'documents', reason: null, note: null });
    expect(goods).toMatchObject({ reason: 'at-the-counter', note: { fr: expect.stringContaining('États-Unis') as string } });
    await world.send({ type: 'contents.chosen', contents: 'documents' }, { type: 'format.chosen', format: 'letter' });
    expect(world.view().screen).toBe('offers');
  });

  it.each<[string, Partial<DestinationRule>, (string | null)[]]>([
    ['parcels alone', { kind: 'parcel', contents: null }, [null, null]],
    ['goods in parcels', { kind: 'parcel', contents: 'goods' }, [null, null]],
    ['goods', { kind: null, contents: 'goods' }, [null, 'suspended']],
    ['everything', { kind: null, contents: null }, ['suspended', 'suspended']],
    ['everything, until yesterday', { kind: null, contents: null, to: '2026-11-22' }, [null, null]],
    ['everything, from tomorrow', { kind: null, contents: null, from: '2026-11-24' }, [null, null]],
  ])('a rule against %s closes only what neither a letter nor a parcel may carry', (_, change, reasons) => {
    const { ports } = createWorld();
    const rule: DestinationRule = { id: 'r', where: ['CA'], kind: null, contents: null, effect: 'suspended', note: { fr: 'Plus rien.', en: 'Nothing.' }, from: '2026-01-01', to: null, source: 's', confidence: 'high', ...change };
    const told = { ...ports, destinations: { ...ports.destinations, rules: [rule] } };
    const choices = contentsChoices({ ports: told, supplement: false }, entryOf(ports.destinations, 'CA')!);
    expect(choices.map(({ reason }) => reason)).toEqual(reasons);
    for (const { reason, note } of choices) expect(note).toEqual(reason === null ? null : rule.note);
  });

  it('a parcel to the United Kingdom: three sources name three prices', async () => {
    const world = await open();
    expect(await journey(world, { grams: 1_240, to: { abroad: 'GB' }, contents: 'goods', format: 'parcel' })).toEqual(['destination', 'country', 'contents', 'format', 'offers']);
    expect(world.on('offers').offers[0]).toMatchObject({ product: 'colissimo_int_gb', price: null, reason: 'at-the-counter' });
  });

  it('a parcel to the Canaries: no source says its zone', async () => {
    const world = await open();
    await journey(world, { grams: 1_240, to: { abroad: 'IC' }, contents: 'goods', format: 'parcel' });
    expect(world.on('format').choices).toMatchObject([{ id: 'letter', reason: null }, { id: 'parcel', reason: 'at-the-counter' }, { id: 'oversize' }]);
  });

  it('a registered letter or goods to a military sector: the form of its address is not known', async () => {
    const world = await open();
    await journey(world, { grams: 20, to: { overseas: 'FR-SP' }, contents: 'goods' });
    expect(world.on('contents').choices[1]).toMatchObject({ id: 'goods', reason: 'at-the-counter' });
    await world.send({ type: 'contents.chosen', contents: 'documents' }, { type: 'offer.all.shown', all: true });
    expect(world.on('offers').offers.filter(({ registered }) => registered !== null).map(({ reason }) => reason)).toEqual(['at-the-counter', 'at-the-counter', 'at-the-counter']);
  });

  it('a parcel to a pick-up point where none is near: the way back leads to another offer', async () => {
    const world = await open();
    const far: Wish = { grams: 1_240, to: 'france', format: 'parcel', product: 'colissimo_france_point_retrait', addressee: inChatillon };
    expect((await journey(world, far)).at(-1)).toBe('pick-up');
    expect(world.on('pick-up')).toMatchObject({ postcode: '01400', points: [] });
    await world.send({ type: 'back' }, { type: 'back' }, { type: 'offer.selected', product: 'colissimo_france_domicile' }, { type: 'offer.confirmed' });
    await inChatillon(world);
    expect(world.on('basket').lines).toMatchObject([{ product: 'colissimo_france_domicile', unitPrice: 1_119 }]);
  });

  it('a place that is in no book changes nothing', async () => {
    const world = await open();
    expect(await journey(world, { grams: 20, to: { abroad: 'ZZ' } })).toEqual(['destination', 'country']);
  });
});
