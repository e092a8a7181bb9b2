import { describe, expect, it } from 'vitest';
import type { LabelDrawing } from '../documents/label-drawing.ts';
import type { Paper } from '../documents/paper.ts';
import type { Ports } from '../ports.ts';
import { recognise } from '../tracking/recognise.ts';
import { createWorld, MemoryLedger, start, type World } from '../world.fixture.ts';
import { trainingPorts } from './training.ts';

/** School mode (FIS-14, VAL-12): everything can be tried; nobody is debited, nothing is recorded as sold, no paper passes for a real one. */

async function school(): Promise<World & { readonly lessons: MemoryLedger }> {
  const lessons = new MemoryLedger(() => start);
  const world = createWorld((one) => {
    const selling: Ports = { ...one.ports };
    const { training, ledger, card, authority, labels, papers, preAdvice } = trainingPorts(selling, lessons);
    Object.assign(one.ports, { training, ledger, card, authority, labels, papers, preAdvice });
  }).start();
  await world.settle();
  return Object.assign(world, { lessons });
}

async function lesson(): Promise<Awaited<ReturnType<typeof school>>> {
  const world = await school();
  await world.prepareParcel();
  await world.send({ type: 'basket.paid' }, { type: 'papers.chosen', proof: true, receipt: true });
  expect(world.on('farewell').outcome).toBe('franked');
  return world;
}

const printed = (world: World, command: 'label' | 'paper'): unknown[] => world.asked.filter((one) => one.command === command).map((one) => one.with);

describe('a lesson', () => {
  it('is said to be one on every screen', async () => {
    const world = await school();
    expect(world.on('attract').training).toBe(true);
    await world.prepareLetter();
    expect(world.on('basket').training).toBe(true);
  });

  it('debits no card, and leaves the journal of sales untouched', async () => {
    const world = await lesson();
    expect(world.asked.map(({ command }) => command)).toEqual(['label', 'paper', 'paper']);
    expect(world.ledger.records).toEqual([]);
    expect(world.lessons.story()).toEqual(expect.arrayContaining(['sale.opened', 'payment.approved', 'label.issued', 'label.printed', 'sale.closed']));
  });

  it('prints MODE ÉCOLE on every paper, and no franking mark', async () => {
    const world = await lesson();
    for (const { label } of printed(world, 'label') as { label: LabelDrawing }[]) {
      const said = label.elements.flatMap((element) => (element.kind === 'text' ? [element.text] : [])).join(' ');
      expect(said).toContain('MODE');
      expect(said).toContain('ÉCOLE');
      expect(label.elements.filter(({ kind }) => kind === 'data-matrix')).toEqual([]);
    }
    for (const { paper } of printed(world, 'paper') as { paper: Paper }[]) expect(JSON.stringify(paper)).toContain('MODE ÉCOLE');
  });

  it('gives a number that no scanner takes for an item’s', async () => {
    const world = await lesson();
    const number = world.lessons.facts().flatMap((fact) => (fact.type === 'label.issued' ? [fact.number ?? ''] : []))[0] ?? '';
    expect(recognise({ kind: 'code', symbology: 'code128', text: number })).toMatchObject({ kind: 'problem', problem: { problem: 'wrong-key' } });
  });

  it('asks nobody for a mark, and says of its own that it is worth nothing', async () => {
    const world = await lesson();
    const labels = printed(world, 'label') as { label: LabelDrawing }[];
    expect(labels).not.toEqual([]);
    for (const { label } of labels) expect(JSON.stringify(label)).toContain('SANS VALEUR');
    const marks = world.lessons.facts().flatMap((fact) => (fact.type === 'label.issued' ? [[fact.mark, fact.label]] : []));
    for (const [mark, label] of marks) expect(mark).toBe(label);
    expect(world.ports.authority.labelOf(marks[0]?.[0] ?? '')).toBeNull();
  });

  it('announces nothing to any customs', async () => {
    const world = await school();
    await world.weigh(40);
    await world.send({ type: 'destination.chosen', destination: 'abroad' }, { type: 'country.chosen', code: 'CA' }, { type: 'contents.chosen', contents: 'goods' }, { type: 'format.chosen', format: 'parcel' }, { type: 'offer.confirmed' });
    await world.typeForeignAddress('K1A 0B1', 'Ottawa', 'ON', '24 Sussex Drive', 'Camille Martin');
    await world.typeAddress('91130', '3 place du Moulin', 'Dominique Petit');
    await world.declareBooks();
    await world.send({ type: 'basket.paid' });
    expect(world.on('deposit').pieces).toMatchObject([{ state: 'printed' }]);
    expect(world.preAdvice.size).toBe(0);
  });
});

it('outside of a lesson nothing says so', async () => {
  const world = createWorld().start();
  await world.settle();
  expect(world.on('attract').training).toBe(false);
});
