import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createActor } from 'xstate';
import type { Scan } from '../ports.ts';
import { unknownWorld } from '../terminal/world.ts';
import { MemoryLedger, type World } from '../world.fixture.ts';
import { choose, copies, copyAgain, digits, issued, papers, proof, sold } from './copy.fixture.ts';
import { copyMachine, mostAttempts } from './copy.ts';

/** Nobody reads a stranger's purchase (GDPR-10): what opens a sale, and all that does not. */

const refusals = (world: World) => world.ledger.facts().filter((fact) => fact.type === 'copy.refused').length;

describe('whoever holds the proof of posting', () => {
  it('goes straight to the choice, from the first screen too', async () => {
    const world = await sold();
    await world.scan(proof, 'qr');
    expect(world.on('copy')).toMatchObject({ phase: 'choose', documents: [{ document: 'proof', copy: 1 }, { document: 'receipt', copy: 1 }], problem: null });
    await world.send({ type: 'back' }, { type: 'back' }, copyAgain);
    expect(world.on('copy')).toMatchObject({ phase: 'scan', documents: [], back: 'back' });
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
