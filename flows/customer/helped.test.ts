import { describe, expect, it } from 'vitest';
import { help, situation } from '../assisted/helped.fixture.ts';
import { helpSteps, type HelpStep } from '../assisted/helped.ts';
import type { Intent } from '../intents.ts';
import { cents } from '../money.ts';
import { grams } from '../weight.ts';
import { broken, createWorld, type World } from '../world.fixture.ts';

/** What is prepared and lies in the basket, while a worker helps: nothing has been paid. */

const toFrance: Intent = { type: 'destination.chosen', destination: 'france' };
const abroad: Intent = { type: 'destination.chosen', destination: 'abroad' };
const confirmed: Intent = { type: 'offer.confirmed' };

async function weighed(weight = 1_240): Promise<World> {
  const world = createWorld().start();
  await world.settle();
  await world.weigh(weight);
  return world;
}

async function withParcel(): Promise<World> {
  const world = createWorld().start();
  await world.settle();
  await world.prepareParcel();
  return world;
}

const parcelChosen: Intent[] = [toFrance, { type: 'format.chosen', format: 'parcel' }, { type: 'offer.selected', product: 'colissimo_france_domicile' }];
const asked = (world: World) => JSON.stringify(world.asked.map((one) => one.with));

describe('a worker leads to a step', () => {
  it.each<[string, Intent[], HelpStep[]]>([
    ['where to', [], ['weigh', 'destination']],
    ['the format', [toFrance], ['weigh', 'destination', 'format']],
    ['the offers', parcelChosen, ['weigh', 'destination', 'format', 'offers', 'address']],
    ['the address', [...parcelChosen, confirmed], ['weigh', 'destination', 'format', 'offers', 'address']],
  ])('on the way to %s: back to what was answered, and to nothing that was not', async (_, intents, steps) => {
    const world = await weighed();
    await world.send(...intents);
    expect(situation(world).steps).toEqual(steps);
    for (const step of helpSteps) {
      const other = await weighed();
      await other.send(...intents);
      const before = other.view().screen;
      await help(other, { type: 'helped.step', step });
      expect(other.view().screen).toBe(steps.includes(step) ? step : before);
    }
  });

  it('and what the customer has said is kept: weighed again, the price is there at once', async () => {
    const world = await weighed();
    await world.send(...parcelChosen, confirmed);
    await help(world, { type: 'helped.step', step: 'weigh' });
    world.place(0);
    await world.weigh(600);
    expect(world.on('offers')).toMatchObject({ grams: 600, selected: 'colissimo_france_domicile' });
  });

  it('to the basket, leaving what is not finished; where nothing lies in it there is no basket', async () => {
    const world = await withParcel();
    world.place(0);
    await world.weigh(20);
    expect(situation(world).steps).toContain('basket');
    await help(world, { type: 'helped.step', step: 'basket' });
    expect(world.on('basket').lines).toHaveLength(1);
    const other = await weighed();
    await help(other, { type: 'helped.step', step: 'basket' });
    expect(other.view().screen).toBe('destination');
  });

  it('from stamps too', async () => {
    const world = await withParcel();
    await world.send({ type: 'service.started', service: 'stamps' });
    expect(situation(world).steps).toEqual(['basket']);
    await help(world, { type: 'helped.step', step: 'basket' });
    world.on('basket');
  });
});

describe('a weight entered by a worker', () => {
  it('needs no scale, and nothing on the pan: all that follows is as usual, and the sale says so', async () => {
    const world = createWorld().start();
    await world.settle();
    await world.prepareLetter();
    await world.send({ type: 'basket.item.added' });
    world.on('weigh');
    world.read({ kind: 'absent', cause: 'unplugged' });
    world.scale.become(broken('offline', 'unplugged'));
    await world.settle();
    expect(situation(world).weight).toBe(true);
    await help(world, { type: 'helped.weight', grams: grams(45) });
    await world.send(toFrance, { type: 'offer.selected', product: 'lettre_verte' }, confirmed);
    expect(world.on('basket').lines.map((line) => line.grams)).toEqual([20, 45]);
  });

  it('prices what was priced before anew, and the old price is remembered', async () => {
    const world = await weighed();
    await world.send(...parcelChosen);
    const before = world.on('offers').offers[0]?.price;
    await help(world, { type: 'helped.weight', grams: grams(4_900) });
    expect(world.on('offers')).toMatchObject({ grams: 4_900, priceBefore: before });
    await world.send(confirmed);
    await world.typeAddresses();
    // The pan still shows 1 240 g: nobody is asked to weigh it again.
    world.on('basket');
    await world.send({ type: 'basket.paid' });
    expect(world.ledger.facts().find((fact) => fact.type === 'sale.opened')).toMatchObject({ lines: [{ grams: 4_900, weighedBy: 'staff' }] });
    await world.send({ type: 'papers.chosen', proof: true, receipt: true });
    for (const words of ['Poids saisi au guichet', '4 900 g (poids saisi au guichet)']) expect(asked(world).replaceAll(/[\u00A0\u202F]/g, ' ')).toContain(words);
  });

  it('before the way is known comes before the question; what the scale says later counts again', async () => {
    const world = await weighed();
    await help(world, { type: 'helped.weight', grams: grams(300) });
    expect(world.on('destination').grams).toBe(300);
    await world.send(toFrance);
    await help(world, { type: 'helped.weight', grams: grams(40) });
    expect(world.on('offers')).toMatchObject({ grams: 40, assumedLetter: true });
    await help(world, { type: 'helped.step', step: 'weigh' });
    world.place(0);
    await world.weigh(20);
    await world.send(confirmed, { type: 'basket.paid' });
    const opened = world.ledger.facts().find((fact) => fact.type === 'sale.opened');
    expect(opened?.type === 'sale.opened' ? opened.lines[0] : null).not.toHaveProperty('weighedBy');
  });
});

describe('a limit that a worker overrides', () => {
  it('of size: what the customer took for too large goes as a parcel, and its papers say who measured it', async () => {
    const world = await weighed();
    await world.send(toFrance, { type: 'format.chosen', format: 'oversize' });
    expect(world.on('format').choices.find(({ id }) => id === 'oversize')?.reason).toBe('at-the-counter');
    expect(situation(world).limits).toEqual(['size']);
    await help(world, { type: 'helped.limit', limit: 'size' });
    expect(situation(world).limits).toEqual([]);
    await world.send({ type: 'format.chosen', format: 'oversize' }, confirmed);
    await world.typeAddresses();
    await world.send({ type: 'basket.paid' });
    expect(world.ledger.facts().find((fact) => fact.type === 'sale.opened')).toMatchObject({ lines: [{ product: 'colissimo_france_domicile', sizedBy: 'staff' }] });
    expect(asked(world)).toContain('Poids · taille guichet');
  });

  it('of a suspended destination: it alone is no reason any more, and only for this item', async () => {
    const world = createWorld();
    const [country] = world.ports.destinations.rules.find(({ effect, kind, contents }) => effect === 'suspended' && kind === null && contents === null)?.where ?? world.ports.destinations.rules[0]?.where ?? [];
    if (country === undefined) throw new Error('no rule in the book');
    world.start();
    await world.settle();
    await world.weigh(20);
    await world.send(abroad, { type: 'country.chosen', code: country });
    expect(situation(world).limits).toContain('destination');
    await help(world, { type: 'helped.limit', limit: 'destination' });
    expect(situation(world).limits).not.toContain('destination');
    if (world.view().screen === 'contents') await world.send({ type: 'contents.chosen', contents: 'documents' });
    expect(world.on('offers').offers.some((offer) => offer.price !== null)).toBe(true);
    await world.send(confirmed);
    world.place(0);
    await world.weigh(20);
    await world.send(abroad, { type: 'country.chosen', code: country });
    expect(situation(world).limits).toContain('destination');
  });
});

describe('a place to which nothing goes', () => {
  it('cannot be chosen from the list, until a worker overrides that', async () => {
    const closed = 'CA';
    const world = createWorld(({ ports: { destinations } }) => {
      const rules = destinations.rules.map((rule) => ({ ...rule, where: [closed], kind: null, contents: null, effect: 'suspended' as const, from: '2026-01-01', to: null }));
      Object.assign(destinations, { rules });
    }).start();
    await world.settle();
    await world.weigh(20);
    await world.send(abroad, { type: 'country.searched', text: 'canada' });
    expect(situation(world).limits).toEqual(['destination']);
    await help(world, { type: 'helped.limit', limit: 'size' });
    expect(reasonOf(world, closed)).not.toBeNull();
    await help(world, { type: 'helped.limit', limit: 'destination' });
    expect(reasonOf(world, closed)).toBeNull();
    expect(situation(world).limits).toEqual([]);
  });
});

const reasonOf = (world: World, code: string) => world.on('country').choices.find((choice) => choice.code === code)?.reason;

describe('a line of the basket', () => {
  it('is removed', async () => {
    const world = await withParcel();
    expect(situation(world).lines).toMatchObject([{ line: 'L1' }]);
    await help(world, { type: 'helped.line.removed', line: 'L1' });
    expect(world.on('basket').lines).toEqual([]);
  });

  it('gets another price of at least a cent, and the papers keep the tariff’s', async () => {
    const world = await withParcel();
    const [line] = world.on('basket').lines;
    const tariffPrice = line?.unitPrice ?? cents(0);
    await help(world, { type: 'helped.line.repriced', line: 'L1', unitPrice: cents(0) });
    expect(world.on('basket').total).toBe(tariffPrice);
    await help(world, { type: 'helped.line.repriced', line: 'L1', unitPrice: cents(500) }, { type: 'helped.line.repriced', line: 'L1', unitPrice: cents(450) });
    expect(world.on('basket').total).toBe(450);
    await world.send({ type: 'basket.paid' }, { type: 'papers.chosen', proof: true, receipt: true });
    expect(world.ledger.facts().find((fact) => fact.type === 'sale.opened')).toMatchObject({ total: 450, lines: [{ unitPrice: 450, tariffPrice }] });
    for (const words of ['Prix fixé au guichet', 'Prix du tarif']) expect(asked(world)).toContain(words);
  });

  it('has its tariff’s price again when a worker gives it that', async () => {
    const world = await withParcel();
    const price = world.on('basket').total;
    await help(world, { type: 'helped.line.repriced', line: 'L1', unitPrice: cents(100) }, { type: 'helped.line.repriced', line: 'L1', unitPrice: price }, { type: 'helped.line.repriced', line: 'L9', unitPrice: cents(1) });
    await world.send({ type: 'basket.paid' });
    const opened = world.ledger.facts().find((fact) => fact.type === 'sale.opened');
    expect(opened?.type === 'sale.opened' ? opened.lines[0] : null).not.toHaveProperty('tariffPrice');
  });
});

describe('the address of a line', () => {
  it('is opened as it was, and comes back corrected', async () => {
    const world = await withParcel();
    expect(situation(world).addressed).toEqual(['L1']);
    await help(world, { type: 'helped.address', line: 'L1' });
    expect(world.on('address')).toMatchObject({ party: 'addressee', draft: { name: 'Camille Martin', postcode: '69007' } });
    expect(situation(world)).toMatchObject({ personal: true, steps: ['basket'] });
    await world.typeAddress('91130', '4 rue du Lac', 'Camille Martin-Petit');
    expect(world.on('basket').lines).toMatchObject([{ line: 'L1', town: 'Ris-Orangis', price: 1119 }]);
    await world.send({ type: 'basket.paid' });
    expect(asked(world)).toContain('4 RUE DU LAC');
    expect(asked(world)).not.toContain('RUE DE LA REPUBLIQUE');
  });

  it('left half way stays as it was', async () => {
    const world = await withParcel();
    await help(world, { type: 'helped.address', line: 'L1' });
    await world.send({ type: 'address.postcode.entered', postcode: '91130' }, { type: 'back' }, { type: 'back' });
    expect(world.on('basket').lines).toMatchObject([{ town: 'Lyon 7e' }]);
    await help(world, { type: 'helped.address', line: 'L9' });
    world.on('basket');
  });

  it('with a pick-up point asks for another one where that is not near', async () => {
    const world = createWorld().start();
    world.points = [...world.points, { id: 'P9', name: 'Tabac du Moulin', lines: ['1 RUE DU MOULIN'], postcode: '91130', town: 'RIS ORANGIS' }];
    await world.settle();
    await world.weigh(1_240);
    await world.send(toFrance, { type: 'format.chosen', format: 'parcel' }, { type: 'offer.selected', product: 'colissimo_france_point_retrait' }, confirmed);
    await world.typeAddress('69007', '12 rue de la République', 'Camille Martin', '06 12 34 56 78');
    await world.typeAddress('91130', '3 place du Moulin', 'Dominique Petit');
    await world.send({ type: 'pickup.chosen', point: 'P1' });
    world.on('basket');
    await help(world, { type: 'helped.address', line: 'L1' });
    await world.typeAddress('91130', '4 rue du Lac', 'Camille Martin', '06 12 34 56 78');
    expect(world.on('pick-up')).toMatchObject({ postcode: '91130', points: [{ id: 'P9' }] });
    await world.send({ type: 'back' }, { type: 'address.confirmed' });
    for (let turn = 0; world.view().screen === 'address' && turn < 3; turn += 1) await world.typeAddress('91130', '4 rue du Lac', 'Camille Martin', '06 12 34 56 78');
    await world.send({ type: 'pickup.chosen', point: 'P1' });
    world.on('pick-up');
    await world.send({ type: 'pickup.chosen', point: 'P9' }, { type: 'basket.paid' });
    expect(asked(world)).toContain('Tabac du Moulin');
  });
});

describe('while a worker is there', () => {
  it('nobody is asked whether somebody is; afterwards as ever', async () => {
    const world = await withParcel();
    await help(world, { type: 'helper.joined' });
    await world.pass(300_000);
    expect(world.on('basket').dialog).toBeNull();
    await help(world, { type: 'helper.left' });
    await world.pass(60_000);
    expect(world.on('basket').dialog).toMatchObject({ kind: 'idle' });
    await help(world, { type: 'helper.joined' });
    expect(world.on('basket').dialog).toBeNull();
  });

  it('the session ends at the worker’s word, while nothing is under way', async () => {
    const world = await withParcel();
    expect(situation(world).endable).toBe(true);
    await help(world, { type: 'helped.ended' });
    expect(world.view().screen).toBe('attract');
    expect(situation(world)).toMatchObject({ session: '', endable: false });
  });

  it('and a scan or a look-up ends so too', async () => {
    const world = createWorld().start();
    await world.settle();
    await world.send({ type: 'service.started', service: 'tracking' });
    expect(situation(world)).toMatchObject({ endable: true, personal: false });
    await help(world, { type: 'helped.ended' });
    expect(world.view().screen).toBe('attract');
  });
});
