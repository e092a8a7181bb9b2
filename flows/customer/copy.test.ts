import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createActor } from 'xstate';
import type { Intent } from '../intents.ts';
import { cents } from '../money.ts';
import type { Scan } from '../ports.ts';
import { unknownWorld } from '../terminal/world.ts';
import { broken, createWorld, MemoryLedger, type World } from '../world.fixture.ts';
import { copyMachine, mostAttempts } from './copy.ts';

/** A paper again, and nobody else's (GDPR-10). The card of the fixture ends in 4242. */

const copyAgain: Intent = { type: 'service.started', service: 'copy' };
const finished: Intent = { type: 'session.finished' };
const digits = (four: string): Intent => ({ type: 'copy.digits.entered', digits: four });
const choose = (document: 'proof' | 'receipt'): Intent => ({ type: 'copy.chosen', document });
const jam = { kind: 'refused', reason: 'jam', detail: '' } as const;
const proof = 'MOULIN-PROOF:1:T1-000001:T1-00000001:SEAL';

/** A parcel was sold an hour ago, and its customer has come back. */
async function sold(sell: (world: World) => Promise<void> = (world) => world.prepareParcel()): Promise<World> {
  const world = createWorld().start();
  await world.settle();
  await sell(world);
  await world.send({ type: 'basket.paid' }, { type: 'papers.chosen', proof: true, receipt: true }, finished);
  world.place(0);
  await world.pass(3_600_000);
  expect(world.view().screen).toBe('attract');
  return world;
}

const issued = (world: World) => world.ledger.facts().flatMap((fact) => (fact.type === 'label.issued' ? [fact] : []))[0];
const papers = (world: World) => world.asked.filter(({ command }) => command === 'paper').map((one) => JSON.stringify(one.with));
const copies = (world: World) => world.ledger.facts().flatMap((fact) => (fact.type === 'document.copied' ? [`${fact.document} ${fact.copy}`] : []));
const refusals = (world: World) => world.ledger.facts().filter((fact) => fact.type === 'copy.refused').length;

describe('whoever holds the proof of posting', () => {
  it('goes straight to the choice, from the first screen too', async () => {
    const world = await sold();
    await world.scan(proof, 'qr');
    expect(world.on('copy')).toMatchObject({ phase: 'choose', documents: [{ document: 'proof', copy: 1 }, { document: 'receipt', copy: 1 }], problem: null });
    await world.send({ type: 'back' }, { type: 'back' }, copyAgain);
    expect(world.on('copy')).toMatchObject({ phase: 'scan', documents: [], back: 'cancel' });
    await world.scan(proof, 'qr');
    expect(world.on('copy').phase).toBe('choose');
  });

  it('holds the very code that the original printed', async () => {
    const world = await sold();
    expect(papers(world).some((paper) => paper.includes(`"${proof}"`))).toBe(true);
  });

  it.each([
    ['with a forged seal', 'MOULIN-PROOF:1:T1-000001:T1-00000001:FORGED'],
    ['of a sale that is none of ours', 'MOULIN-PROOF:1:T9-000001:T9-00000001:SEAL'],
    ['cut short', 'MOULIN-PROOF:1:T1-000001:T1-00000001'],
  ])('%s sees nothing', async (_, text) => {
    const world = await sold();
    await world.send(copyAgain);
    await world.scan(text, 'qr');
    expect(world.on('copy')).toMatchObject({ phase: 'scan', documents: [] });
    expect(world.on('copy').problem).not.toBeNull();
    await world.send(choose('receipt'));
    expect(copies(world)).toEqual([]);
  });
});

describe('whoever holds the label', () => {
  it('must know the last four digits of the card', async () => {
    const world = await sold();
    await world.send(copyAgain);
    await world.scan(issued(world)?.number ?? '');
    expect(world.on('copy')).toMatchObject({ phase: 'check', attemptsLeft: mostAttempts, documents: [], back: 'back' });
    await world.send(digits('4242'));
    expect(world.on('copy')).toMatchObject({ phase: 'choose', documents: [{ document: 'proof' }, { document: 'receipt' }] });
    expect(refusals(world)).toBe(0);
  });

  it('shows its mark as well as its number', async () => {
    const world = await sold();
    await world.send(copyAgain);
    await world.scan(issued(world)?.mark ?? '', 'data-matrix');
    await world.send(digits('4242'));
    expect(world.on('copy').phase).toBe('choose');
  });

  it('with wrong digits three times, over several sessions, has the counter left; the proof still opens', async () => {
    const world = await sold();
    for (const left of [2, 1]) {
      await world.send(copyAgain);
      await world.scan(issued(world)?.number ?? '');
      await world.send(digits('0000'));
      expect(world.on('copy')).toMatchObject({ phase: 'check', attemptsLeft: left });
      await world.send({ type: 'back' }, { type: 'back' });
    }
    await world.send(copyAgain);
    await world.scan(issued(world)?.number ?? '');
    await world.send(digits('1234'));
    expect(world.on('copy')).toMatchObject({ phase: 'scan', problem: { problem: 'nothing-here' } });
    expect(refusals(world)).toBe(mostAttempts);
    // The right digits come too late, in this session and in the next.
    await world.scan(issued(world)?.number ?? '');
    await world.send(digits('4242'));
    expect(world.on('copy')).toMatchObject({ phase: 'scan', problem: { problem: 'nothing-here' } });
    await world.send({ type: 'back' }, copyAgain);
    await world.scan(issued(world)?.number ?? '');
    expect(world.on('copy').phase).toBe('scan');
    await world.scan(proof, 'qr');
    expect(world.on('copy').phase).toBe('choose');
  });

  it('of an item that is unknown here is answered the same, touch for touch', async () => {
    const seen = async (code: string | null): Promise<unknown[]> => {
      const world = await sold();
      await world.send(copyAgain);
      await world.scan(code ?? issued(world)?.number ?? '');
      const views = [world.view()];
      for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
        await world.send(digits('0000'));
        views.push(world.view());
      }
      return views;
    };
    expect(await seen('9V 20524 75203 2')).toEqual(await seen(null));
  });

  it('paid with a card whose digits the terminal did not tell: none are right', async () => {
    const world = await sold(async (one) => {
      one.answers.pay = [{ kind: 'ok', value: { authorisation: null, cardLast4: null } }];
      await one.prepareParcel();
    });
    await world.send(copyAgain);
    await world.scan(issued(world)?.number ?? '');
    await world.send(digits(''));
    expect(world.on('copy').phase).toBe('check');
  });

  it('cannot try digits while the attempts cannot be written down', async () => {
    const world = await sold();
    await world.send(copyAgain);
    await world.scan(issued(world)?.number ?? '');
    world.ledger.loses = (fact) => fact.type === 'copy.refused';
    await world.send(digits('0000'));
    expect(world.on('copy')).toMatchObject({ phase: 'scan', problem: { problem: 'nothing-here' } });
  });

  it.each([
    ['of another company', '1Z999AA10123456784', 'other-carrier'],
    ['with a digit wrong', '9V 20524 75203 3', 'wrong-key'],
    ['that is a contact card', 'MECARD:N:Martin;;', 'contact'],
  ])('%s is told what it is', async (_, code, problem) => {
    const world = await sold();
    await world.send(copyAgain);
    await world.scan(code);
    expect(world.on('copy')).toMatchObject({ phase: 'scan', problem: { problem } });
  });
});

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
    expect(world.on('copy')).toMatchObject({ phase: 'failed', back: 'cancel' });
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
});

describe('whatever is typed or held before the scanner (GDPR-10)', () => {
  const odd = fc.oneof(
    fc.constantFrom('---', '%', '*', '****', '____', "'", '"', "' OR 1=1 --", '\\d{4}', '4242 ', '+4242', '０４２４２', '4242\u0000', '424', '42420', 'null', 'undefined', '', '9'.repeat(10_000)),
    fc.string(),
    fc.string({ unit: 'binary' }),
    fc.stringMatching(/^\d{1,8}$/),
  );
  const code = fc.oneof(
    fc.constantFrom('---', '%', '*', "'", 'MOULIN-', 'MOULIN-PROOF:', 'MOULIN-PROOF:1:::', 'MOULIN-PROOF:1:%:%:%', 'MOULIN-PROOF:1:T1-000001:*:*', 'MOULIN-PROOF:1:*:*:SEAL', 'MOULIN-VOID:1:*:1', 'A'.repeat(10_000)),
    fc.string(),
    fc.string({ unit: 'binary' }),
    fc.string().map((text) => `MOULIN-PROOF:1:${text}`),
    fc.string().map((text) => `MOULIN-VOID:1:${text}:1`),
  );

  /** The machine alone, with a copy of the journal of a terminal that has sold something. */
  function visit(world: World) {
    const ledger = new MemoryLedger(world.now);
    ledger.inherit(world.ledger, world.ledger.records.length);
    const actor = createActor(copyMachine, { input: { ports: { ...world.ports, ledger }, world: unknownWorld, scan: null } }).start();
    return { actor, scan: (text: string) => actor.send({ type: 'code.scanned', scan: { kind: 'code', symbology: 'qr', text } satisfies Scan }) };
  }

  it('only the four digits of the card open a label', async () => {
    const world = await sold();
    fc.assert(
      fc.property(odd.filter((typed) => typed !== '4242'), (typed) => {
        const { actor, scan } = visit(world);
        scan(issued(world)?.number ?? '');
        expect(actor.getSnapshot().value).toBe('checking');
        actor.send({ type: 'copy.digits.entered', digits: typed });
        actor.send(choose('receipt'));
        expect(['checking', 'scanning']).toContain(actor.getSnapshot().value);
      }),
    );
  });

  it('no code but a sealed proof leads to a choice', async () => {
    const world = await sold();
    fc.assert(
      fc.property(code, (text) => {
        const { actor, scan } = visit(world);
        scan(text);
        actor.send(choose('receipt'));
        expect(['checking', 'scanning']).toContain(actor.getSnapshot().value);
      }),
    );
  });
});
