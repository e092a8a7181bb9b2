import type { EpochMs, Office } from '../ports.ts';
import { momentOf } from './figures.ts';
import { fittingHeight, reverseMargin, smallestCapitals } from './geometry.ts';
import type { LabelDrawing, LabelElement } from './label-drawing.ts';
import { officeBlocks, specimenBlocks } from './letterhead.ts';
import type { Paper } from './paper.ts';
import { frenchWords, type Words } from './words.ts';

/** What a worker prints to see whether a printer prints. Void, and with nothing that a machine could read or take for paid. */

interface TestSubject {
  readonly office: Office;
  readonly at: EpochMs;
}

export function testPaper({ office, at, version }: TestSubject & { readonly version: string }, words: Words = frenchWords): Paper {
  return {
    title: words('test.title'),
    blocks: [
      ...specimenBlocks([words('specimen'), words('worthless')]),
      ...officeBlocks(office, words),
      { kind: 'pair', left: words('office.date'), right: momentOf(at, words) },
      { kind: 'pair', left: words('receipt.version'), right: version },
      { kind: 'rule' },
      // Letters of which a wrong code page would make others.
      { kind: 'text', text: words('test.letters') },
      { kind: 'text', text: words('test.large'), align: 'centre', bold: true, size: 'double' },
      { kind: 'rule' },
      { kind: 'text', text: words('test.look') },
    ],
  };
}

/** The smallest label there is, so that it fits whatever roll is in. */
const label = { width: 63.5, height: 38, margin: 2 } as const;
const inner = label.width - 2 * label.margin;

/** A frame at the very edge of what is printed: one side that is missing shows a roll that lies askew. */
export function testLabel({ office, at }: TestSubject, words: Words = frenchWords): LabelDrawing {
  return {
    width: label.width,
    height: label.height,
    elements: [
      { kind: 'box', x: label.margin, y: label.margin, width: inner, height: label.height - 2 * label.margin, line: 0.3 },
      row(words('test.title'), 5, 3.4, { bold: true }),
      row(`${words('specimen')} · ${words('worthless')}`, 13, 3, { bold: true, reverse: true }),
      row(`${office.name} · ${office.terminal}`, 20.5, 2.2),
      row(momentOf(at, words), 25, 2.2),
      row(words('test.frame'), 30, 2),
    ],
  };
}

function row(text: string, y: number, tallest: number, { bold = false, reverse = false } = {}): LabelElement {
  const width = inner - 4;
  const height = fittingHeight(text, width, tallest, smallestCapitals, reverse);
  return { kind: 'text', x: label.margin + 2, y: y + (reverse ? height * reverseMargin.upright : 0), width, height, text, bold, align: 'centre', reverse };
}
