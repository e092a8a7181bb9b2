import { code128Modules, dataMatrixModules, extentOf, fittingHeight, reverseMargin, type Extent } from './geometry.ts';
import type { LabelDrawing, LabelElement } from './label-drawing.ts';
import type { Paper, PaperBlock } from './paper.ts';
import { frenchWords, type Words } from './words.ts';

/**
 * What every paper of school mode bears (FIS-14), and what none of them may: anything that a machine could read. A bar code
 * of an exercise could be sorted, and a mark could be scanned as paid.
 */

/** Before anything else, in the place of every code, and at the end: whoever tears the paper still holds it. */
export function markedPaper(paper: Paper, words: Words = frenchWords): Paper {
  const mark: PaperBlock = { kind: 'text', text: words('training.mark'), align: 'centre', bold: true, size: 'double' };
  const title: PaperBlock = { kind: 'text', text: paper.title, align: 'centre', bold: true, size: 'double' };
  const beside: PaperBlock[] = paper.besideTitle === undefined ? [] : [{ kind: 'beside', text: paper.besideTitle, align: 'centre' }];
  const blocks = paper.blocks.map((block) => (block.kind === 'qr' || block.kind === 'code128' ? mark : block));
  return { title: words('training.mark'), blocks: [{ kind: 'text', text: words('training.worthless'), align: 'centre' }, { kind: 'rule' }, title, ...beside, { kind: 'space' }, ...blocks, { kind: 'rule' }, mark] };
}

/** Read at arm's length: capitals of so many millimetres, where the label leaves room for them. */
const capitals = { tallest: 9, smallest: 4 } as const;
/** Of the second line, to the first. */
const worthlessRatio = 0.5;
const gap = 1;
/** Free of print at the edge of a label, mm. */
const margin = 2;
/** Between the words and what stands above or below them. */
const clearance = 0.3;

/** The place of every code is taken by the words; a label that has none, or only small ones, bears them across. */
export function markedLabel(label: LabelDrawing, words: Words = frenchWords): LabelDrawing {
  const elements = label.elements.flatMap((element) => (isCode(element) ? instead(placeOf(element), words) : [element]));
  const large = label.elements.some((element) => isCode(element) && sizeIn(placeOf(element), words) >= capitals.smallest);
  return { ...label, elements: large ? elements : withBand({ ...label, elements }, words) };
}

type Code = Extract<LabelElement, { kind: 'code128' | 'data-matrix' }>;

function isCode(element: LabelElement): element is Code {
  return element.kind === 'code128' || element.kind === 'data-matrix';
}

/** Without the quiet zone, which stays quiet. */
function placeOf(code: Code): Extent {
  const { x, y, module, text } = code;
  const width = module * (code.kind === 'code128' ? code128Modules(text) : dataMatrixModules(text));
  return { left: x, top: y, right: x + width, bottom: y + (code.kind === 'code128' ? code.height : width) };
}

/** Beside a square the words stand one below the other. */
function linesIn({ left, top, right, bottom }: Extent, words: Words): readonly string[] {
  const mark = words('training.mark');
  return right - left < 2 * (bottom - top) ? mark.split(' ') : [mark];
}

/** Height of the capitals that fit, with the smaller line below them. */
function sizeIn(place: Extent, words: Words): number {
  const lines = linesIn(place, words);
  const width = place.right - place.left;
  const rows = lines.length * (1 + 2 * reverseMargin.upright) + worthlessRatio;
  const byHeight = (place.bottom - place.top - lines.length * gap) / rows;
  return Math.min(byHeight, ...lines.map((text) => fittingHeight(text, width, capitals.tallest, 0, true)));
}

function instead(place: Extent, words: Words): LabelElement[] {
  const height = sizeIn(place, words);
  const field = { x: place.left, width: place.right - place.left, align: 'centre' } as const;
  const row = height * (1 + 2 * reverseMargin.upright);
  const lines = linesIn(place, words);
  const small = words('worthless');
  const below = Math.min(height * worthlessRatio, fittingHeight(small, field.width, height, 0));
  const used = lines.length * (row + gap) + below;
  const top = place.top + Math.max(0, (place.bottom - place.top - used) / 2);
  const marks = lines.map((text, at): LabelElement => ({ ...field, kind: 'text', y: top + at * (row + gap) + height * reverseMargin.upright, height, text, bold: true, reverse: true }));
  return [...marks, { ...field, kind: 'text', y: top + lines.length * (row + gap), height: below, text: small, bold: true }];
}

/** Across the whole width where nothing stands; where everything is full, what lies below gives way. */
function withBand({ width, height, elements }: LabelDrawing, words: Words): LabelElement[] {
  const text = words('training.mark');
  const capital = fittingHeight(text, width - 2 * margin, capitals.smallest, 0, true);
  const tall = capital * (1 + 2 * reverseMargin.upright);
  const rows = Array.from({ length: Math.floor((height - tall - 2 * margin) / 0.5) + 1 }, (_, at) => height - margin - tall - at * 0.5);
  const clearOf = (top: number) => (element: LabelElement) => element.kind === 'box' || !meets(extentOf(element), top - clearance, top + tall + clearance);
  const top = rows.find((row) => elements.every(clearOf(row))) ?? rows[0] ?? margin;
  const band: LabelElement = { kind: 'text', x: margin, y: top + capital * reverseMargin.upright, width: width - 2 * margin, height: capital, text, bold: true, align: 'centre', reverse: true };
  return [...elements.filter(clearOf(top)), band];
}

function meets(extent: Extent, top: number, bottom: number): boolean {
  return extent.top < bottom && extent.bottom > top;
}
