import { describe, expect, test } from 'vitest';
import { cents } from '../money.ts';
import { dropOffProof } from './drop-off-proof.ts';
import { overlapping, textsOf } from './drawing.fixture.ts';
import { drawingFaults } from './geometry.ts';
import type { LabelDrawing, LabelElement } from './label-drawing.ts';
import { bought, left, proof, saidBy, shared } from './paper.fixture.ts';
import { proofOfPosting } from './proof-of-posting.ts';
import { receipt } from './receipt.ts';
import { slip } from './slip.ts';
import { markedLabel, markedPaper } from './training-marks.ts';

/** `label.test.ts` and `customs.test.ts` mark every label that there can be. */
describe('a paper of school mode', () => {
  const papers = [
    ['receipt', receipt(bought)],
    ['proof of posting', proofOfPosting(proof)],
    ['proof of an item that was left', dropOffProof(left)],
    ['slip', slip({ ...shared, kind: 'incident', cause: 'label-unknown', reference: 'I-1', amount: cents(5), returned: cents(0), retryUntil: null })],
  ] as const;

  test.each(papers)('says so before anything else, and at its end: %s', (_, paper) => {
    const marked = markedPaper(paper);
    expect(marked.title).toBe('MODE ÉCOLE');
    expect(marked.blocks.at(0)).toMatchObject({ text: expect.stringContaining('rien n’a été vendu') });
    expect(marked.blocks.at(-1)).toMatchObject({ text: 'MODE ÉCOLE', size: 'double' });
  });

  test.each(papers)('says all that the paper of a sale says, and bears nothing that a machine could read: %s', (_, paper) => {
    const marked = markedPaper(paper);
    expect(marked.blocks.filter(({ kind }) => kind === 'qr' || kind === 'code128')).toEqual([]);
    const said = saidBy(marked);
    expect(said).toContain(paper.title);
    const words = paper.blocks.flatMap((block) => (block.kind === 'pair' ? [block.left, block.right] : block.kind === 'text' ? [block.text] : []));
    for (const word of words) expect(said).toContain(word.replaceAll('\u00A0', ' '));
  });
});

describe('a label of school mode', () => {
  const line = (y: number): LabelElement => ({ kind: 'text', x: 2, y, width: 60, height: 2, text: `ligne ${y}` });
  const label = (...elements: LabelElement[]): LabelDrawing => ({ width: 64, height: 38, elements });
  const marks = ({ elements }: LabelDrawing) => elements.filter((element) => element.kind === 'text' && element.reverse === true);

  test('without a code bears the words across, where nothing stands', () => {
    const marked = markedLabel(label(line(2), line(6), line(30)));
    expect(textsOf(marked)).toEqual(['ligne 2', 'ligne 6', 'ligne 30', 'MODE ÉCOLE']);
    expect(overlapping(marked)).toEqual([]);
    expect(marks(marked)).toMatchObject([{ height: 4 }]);
  });

  test('that is full loses what stands in the way rather than the words', () => {
    const marked = markedLabel(label(...Array.from({ length: 12 }, (_, at) => line(2 + at * 3))));
    expect(textsOf(marked)).toContain('MODE ÉCOLE');
    expect(overlapping(marked)).toEqual([]);
    expect(textsOf(marked).length).toBeGreaterThan(8);
  });

  test('bears them across, too, when the place of its code is too small to be read from afar', () => {
    const marked = markedLabel(label({ kind: 'data-matrix', x: 2, y: 2, module: 0.25, text: 'A' }));
    expect(marks(marked).map((element) => 'text' in element && element.text)).toEqual(['MODE', 'ÉCOLE', 'MODE ÉCOLE']);
    expect(drawingFaults(marked)).toEqual([]);
  });
});
