import { drawingFaults, extentOf, type Extent } from './geometry.ts';
import type { LabelDrawing, LabelElement } from './label-drawing.ts';
import { markedLabel } from './training-marks.ts';

/** What tests ask of a drawing. */

type Solid = Exclude<LabelElement, { kind: 'box' }>;

/** Pairs of texts and codes that cover each other, fields and quiet zones included. Boxes are drawn around things. */
export function overlapping(drawing: LabelDrawing): string[] {
  const solid = drawing.elements.filter((element): element is Solid => element.kind !== 'box').map((element) => ({ text: element.text, extent: extentOf(element) }));
  const apart = (one: Extent, other: Extent): boolean => one.right <= other.left || other.right <= one.left || one.bottom <= other.top || other.bottom <= one.top;
  return solid.flatMap((one, at) => solid.slice(at + 1).flatMap((other) => (apart(one.extent, other.extent) ? [] : [`${one.text} and ${other.text}`])));
}

export function textsOf(drawing: LabelDrawing): string[] {
  return drawing.elements.flatMap((element) => (element.kind === 'text' ? [element.text] : []));
}

/** One line a row of the paper, from the top, its texts from the left: what a person reads, and a snapshot keeps. */
export function readOut(drawing: LabelDrawing): string {
  const texts = drawing.elements.filter((element) => element.kind === 'text').toSorted((one, other) => one.y - other.y || one.x - other.x);
  const rows = Map.groupBy(texts, (element) => Math.round(element.y));
  return [...rows.values()].map((row) => row.toSorted((one, other) => one.x - other.x).map((element) => element.text).join(' | ')).join('\n').replaceAll('\u00A0', ' ');
}

/** What is wrong with a label of school mode: what a machine could read, words that are too small, and whatever is wrong with any drawing. */
export function schoolFaults(drawing: LabelDrawing): string[] {
  const marked = markedLabel(drawing);
  const largest = Math.max(0, ...marked.elements.map((element) => (element.kind === 'text' && element.reverse === true && /ÉCOLE/.test(element.text) ? element.height : 0)));
  const codes = marked.elements.filter(({ kind }) => kind === 'code128' || kind === 'data-matrix').map(({ kind }) => `a ${kind}`);
  return [...codes, ...(largest < 4 ? [`the words are ${largest} mm high`] : []), ...drawingFaults(marked), ...overlapping(marked)];
}

export function codesOf(drawing: LabelDrawing): Extract<LabelElement, { kind: 'code128' }>[] {
  return drawing.elements.filter((element) => element.kind === 'code128');
}
