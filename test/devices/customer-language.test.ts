import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PrintedPaper } from '../../devices/twin.ts';
import type { Paper } from '../../flows/documents/paper.ts';
import type { Intent, Locale } from '../../flows/intents.ts';
import { createWorld, type World } from '../../flows/world.fixture.ts';
import { paperPress, type Press } from './printers.ts';

/** From the key of a language on the first screen to the paper in the customer's hand. */
let press: Press<Paper, PrintedPaper>;

beforeAll(async () => {
  press = await paperPress(48);
});

afterAll(async () => {
  await press.close();
});

const leave: Intent = { type: 'papers.chosen', proof: true, receipt: true };

async function customerOf(locale: Locale): Promise<World> {
  const world = createWorld().start();
  await world.settle();
  await world.send({ type: 'language.chosen', locale });
  await world.prepareLetter(20, 'lettre_verte_suivie');
  return world;
}

const papersOf = (world: World): Paper[] => world.asked.flatMap((one) => (one.command === 'paper' ? [(one.with as { paper: Paper }).paper] : []));
const besides = ({ blocks }: Paper): string[] => blocks.flatMap((block) => (block.kind === 'beside' ? [block.text] : []));
const frenchOf = (paper: Paper): Paper => ({ title: paper.title, blocks: paper.blocks.filter(({ kind }) => kind !== 'beside') });

describe('whoever is served in Arabic', () => {
  test('holds a proof and a receipt in French, as everybody, with the Arabic below', async () => {
    const [arabic, french] = [await customerOf('ar'), await customerOf('fr')];
    for (const world of [arabic, french]) await world.send({ type: 'basket.paid' }, leave);
    const [proof, receipt] = papersOf(arabic);
    expect([proof, receipt].map((paper) => frenchOf(paper!))).toEqual(papersOf(french));
    expect([proof?.besideTitle, receipt?.besideTitle]).toEqual(['إثبات دفع أجرة البريد', 'إيصال']);
    expect(besides(receipt!)).toEqual(expect.arrayContaining(['المجموع مع الضريبة', 'دُفع بالبطاقة']));
    const [inBoth, alone] = [await press.print(receipt!), await press.print(papersOf(french)[1]!)];
    expect(inBoth.lines.filter((line) => line !== '')).toEqual(alone.lines.filter((line) => line !== ''));
    expect(inBoth.png.length).toBeGreaterThan(alone.png.length);
  });

  test('reads on the slip of a refused payment what to do', async () => {
    const world = await customerOf('ar');
    world.answers.pay = [{ kind: 'refused', reason: 'declined', detail: '' }];
    await world.send({ type: 'basket.paid' }, leave);
    const [slip] = papersOf(world);
    expect(slip?.besideTitle).toBe('لم يتمّ الدفع');
    expect(besides(slip!)).toEqual(expect.arrayContaining(['رفض مصرفكم البطاقة.', 'لم يُخصم شيء.']));
  });

  test('has the copy of a paper in both, too; the next customer has it in French alone', async () => {
    const world = await customerOf('ar');
    await world.send({ type: 'basket.paid' }, leave, { type: 'session.finished' });
    world.place(0);
    const copy = async (): Promise<Paper | undefined> => {
      await world.scan('MOULIN-PROOF:1:T1-000001:T1-00000001:SEAL', 'qr');
      await world.send({ type: 'copy.chosen', document: 'receipt' });
      return papersOf(world).at(-1);
    };
    await world.send({ type: 'language.chosen', locale: 'ar' });
    const theirs = await copy();
    expect(besides(theirs!)).toContain('نسخة رقم \u20681\u2069');
    await world.send({ type: 'session.finished' });
    expect(world.view().locale).toBe('fr');
    expect(besides((await copy())!)).toEqual([]);
  });
});
