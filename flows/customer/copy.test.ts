import { describe, expect, it } from 'vitest';
import type { Intent } from '../intents.ts';
import { cents } from '../money.ts';
import { broken, createWorld, online, type World } from '../world.fixture.ts';
import { choose, copies, papers, proof, sold } from './copy.fixture.ts';

/** A paper again, as a numbered DUPLICATA (FIS-13). */

const finished: Intent = { type: 'session.finished' };
const done = { kind: 'ok', value: undefined } as const;
const jam = { kind: 'refused', reason: 'jam', detail: '' } as const;

const numbersOf = (world: World): string[] => world.ledger.facts().flatMap((fact) => (fact.type === 'label.issued' && fact.number !== null ? [fact.number] : []));
/** Papers group the digits of a number. */
const plain = (text: string): string => text.replaceAll(/\s/gu, '');

describe('a copy', () => {
  async function choosing(sell?: (world: World) => Promise<void>): Promise<World> {
    const world = await sold(sell);
    await world.scan(proof, 'qr');
    return world;
  }

  it('bears the next number of its document, on paper and in the journal', async () => {
    const world = await choosing();
    for (const document of ['receipt', 'proof', 'receipt', 'receipt'] as const) {
      await world.send(choose(document));
      expect(world.on('copy').phase).toBe('printed');
    }
    expect(copies(world)).toEqual(['receipt 1', 'proof 1', 'receipt 2', 'receipt 3']);
    expect(world.on('copy').documents).toEqual([{ document: 'proof', copy: 2 }, { document: 'receipt', copy: 4 }]);
    expect(papers(world).slice(-4).every((paper) => paper.includes('DUPLICATA'))).toBe(true);
    await world.send(finished);
    expect(world.view().screen).toBe('attract');
  });

  it('that the printer spoils keeps its number: the next one is another', async () => {
    const world = await choosing();
    world.answers.paper = [jam, { kind: 'ok', value: undefined }];
    await world.send(choose('proof'));
    expect(world.on('copy')).toMatchObject({ phase: 'failed', back: 'back' });
    await world.send(choose('proof'));
    expect(world.on('copy').phase).toBe('printed');
    expect(copies(world)).toEqual(['proof 1', 'proof 2']);
  });

  it('is not printed when its number cannot be taken', async () => {
    const world = await choosing();
    const before = papers(world).length;
    world.ledger.loses = (fact) => fact.type === 'document.copied';
    await world.send(choose('receipt'));
    expect(world.on('copy').phase).toBe('failed');
    expect(papers(world)).toHaveLength(before);
  });

  it('is shown being printed', async () => {
    const world = await choosing();
    world.answers.paper = [new Promise(() => {})];
    await world.send(choose('receipt'));
    expect(world.on('copy')).toMatchObject({ phase: 'printing', back: null });
  });

  it('bears no name and no address: the journal has none', async () => {
    const world = await choosing();
    const originals = papers(world).length;
    await world.send(choose('proof'), choose('receipt'));
    const again = papers(world).slice(originals).map((paper) => paper.toUpperCase());
    expect(again).toHaveLength(2);
    for (const word of ['CAMILLE', 'MARTIN', 'REPUBLIQUE', '69007', 'DOMINIQUE', 'PLACE DU MOULIN', '12 RUE']) {
      expect(again.filter((paper) => paper.includes(word))).toEqual([]);
    }
    // The originals had them: the words above are what would be seen.
    expect(papers(world).slice(0, originals).join('').toUpperCase()).toContain('CAMILLE MARTIN');
  });

  it('of a proof names what came out, and not the label that was spoiled before', async () => {
    const world = await choosing(async (one) => {
      await one.prepareLetter(20, 'lettre_verte_suivie');
      one.answers.label = [jam, done];
      await one.send({ type: 'basket.paid' }, { type: 'label.retried' });
    });
    const [spoiled, printed] = numbersOf(world);
    await world.send(choose('proof'));
    const copied = plain(papers(world).at(-1) ?? '');
    expect(copied).toContain(printed);
    expect(copied).not.toContain(spoiled);
  });

  it('of a receipt says what was given back', async () => {
    const world = await choosing(async (one) => {
      await one.prepareLetter(20, 'lettre_verte_suivie');
      one.answers.label = [done, jam];
      await one.send({ type: 'basket.quantity.changed', line: 'L1', quantity: 3 }, { type: 'basket.paid' }, { type: 'label.refunded' });
    });
    const original = papers(world).at(-1) ?? '';
    await world.send(choose('receipt'));
    // Three at 2.02 € were paid, and two of them came back: 4.04 € stands nowhere else.
    for (const paper of [original, papers(world).at(-1)]) expect(paper).toContain('4,04');
  });

  it('of stamps is a receipt alone, for nothing was posted', async () => {
    const world = await choosing((one) => one.send({ type: 'service.started', service: 'stamps' }, { type: 'stamps.confirmed', next: 'basket' }));
    expect(world.on('copy').documents).toEqual([{ document: 'receipt', copy: 1 }]);
    await world.send(choose('proof'));
    expect(world.on('copy').phase).toBe('choose');
  });

  it('of a payment that was refused does not exist', async () => {
    const world = createWorld().start();
    await world.settle();
    await world.prepareLetter();
    world.answers.pay = [{ kind: 'refused', reason: 'declined', detail: '' }];
    await world.send({ type: 'basket.paid' }, { type: 'basket.reopened' }, { type: 'session.cancelled' });
    world.place(0);
    await world.scan(proof, 'qr');
    expect(world.on('copy')).toMatchObject({ phase: 'scan', problem: { problem: 'nothing-here' } });
  });

  it('of everything that was sold can be had: options, supplements, articles, deposit', async () => {
    const world = await choosing(async (one) => {
      await one.weigh(20);
      await one.send({ type: 'destination.chosen', destination: 'france' }, { type: 'offer.selected', product: 'lettre_recommandee_r1' });
      await one.send({ type: 'offer.option.chosen', option: 'avis_reception_national', chosen: true }, { type: 'offer.confirmed' });
      await one.typeAddresses();
      await one.send({ type: 'service.started', service: 'articles' }, { type: 'article.quantity.changed', article: 'BOX-M', quantity: 1 }, { type: 'articles.confirmed', next: 'basket' });
      await one.send({ type: 'service.started', service: 'supplement' }, { type: 'supplement.way.chosen', way: 'amount' });
      await one.send({ type: 'supplement.amount.entered', amount: cents(43) }, { type: 'supplement.confirmed' });
      expect(one.on('basket').lines).toHaveLength(3);
    });
    await world.send(choose('receipt'), choose('proof'));
    const [receipt = '', posted = ''] = papers(world).slice(-2);
    for (const words of ['Lettre recommandée R1', 'Avis de réception, national', 'Carton moyen']) expect(receipt).toContain(words);
    expect(posted).toContain('Avis de réception, national');
    expect(posted).not.toContain('Carton moyen');
  });
});

describe('a copy of what was only completed', () => {
  it('names the letter that bore stamps already, as its proof did', async () => {
    const world = await sold(async (one) => {
      await one.send({ type: 'service.started', service: 'supplement' }, { type: 'supplement.way.chosen', way: 'weighed' });
      await one.weigh(60);
      await one.send({ type: 'destination.chosen', destination: 'france' }, { type: 'offer.confirmed' }, { type: 'supplement.amount.entered', amount: cents(152) }, { type: 'supplement.confirmed' });
    });
    await world.scan(proof, 'qr');
    expect(world.on('copy').documents).toEqual([{ document: 'proof', copy: 1 }, { document: 'receipt', copy: 1 }]);
    await world.send(choose('proof'));
    const [original = '', , copied = ''] = papers(world);
    const named = /Compl[^"]*/.exec(original)?.[0] ?? 'nothing';
    expect(copied).toContain(named);
    expect(copied).toContain('60');
  });
});

describe('without receipt paper', () => {
  it('copies are not offered, and the first screen says why', async () => {
    const world = await sold();
    world.papers.become(broken('consumable-out', 'paper'));
    expect(world.on('attract').services).toContainEqual({ id: 'copy', reason: 'receipts-unavailable' });
  });

  it('a proof held before the first screen spends no number: the copy is not printed, and is the first one later', async () => {
    const world = await sold();
    world.papers.become(broken('consumable-out', 'paper'));
    await world.scan(proof, 'qr');
    await world.send(choose('proof'));
    expect(world.on('copy').phase).toBe('failed');
    expect(copies(world)).toEqual([]);
    world.papers.become(online);
    await world.send(choose('proof'));
    expect(world.on('copy').phase).toBe('printed');
    expect(copies(world)).toEqual(['proof 1']);
  });
});
