import type { LabelDrawing, LabelElement } from './label-drawing.ts';
import type { Paper, PaperBlock } from './paper.ts';
import { frenchWords } from './words.ts';

/** What every paper of school mode bears (FIS-14), and what it must not: a franking mark that a machine could read. */

export function markedPaper(paper: Paper): Paper {
  const mark: PaperBlock = { kind: 'text', text: frenchWords('training.mark'), align: 'centre', bold: true, size: 'double' };
  return { ...paper, blocks: [mark, { kind: 'text', text: frenchWords('training.worthless'), align: 'centre' }, { kind: 'rule' }, ...paper.blocks, { kind: 'rule' }, mark] };
}

/** The place of each Data Matrix is taken by the words. */
export function markedLabel(label: LabelDrawing): LabelDrawing {
  return { ...label, elements: label.elements.flatMap((element) => (element.kind === 'data-matrix' ? instead(element) : [element])) };
}

function instead({ x, y, module }: Extract<LabelElement, { kind: 'data-matrix' }>): LabelElement[] {
  // A mark of about forty modules a side: as wide as what it replaces.
  const side = module * 40;
  const height = side / 8;
  return frenchWords('training.mark')
    .split(' ')
    .map((text, at): LabelElement => ({ kind: 'text', x, y: y + side / 4 + at * height * 1.6, height, text, bold: true, width: side, align: 'centre' }));
}
