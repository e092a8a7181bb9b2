import type { DrawText, Raster } from './drawn-text.ts';
import type { ReceiptBlock, ReceiptPaper } from './receipt-printer.ts';
import { isCarried, pairLines, printable, wrap } from './text.ts';

/** What stands on the paper, in lines of the printer: still no bytes, so that it can be read and tested as text. */
export type LaidOut =
  | { readonly kind: 'line'; readonly text: string; readonly align: 'left' | 'centre' | 'right'; readonly bold: boolean; readonly size: 'normal' | 'double' }
  /** A line that was drawn, for letters that the code page lacks. */
  | { readonly kind: 'drawn'; readonly align: 'left' | 'centre' | 'right'; readonly raster: Raster }
  | { readonly kind: 'feed' }
  | { readonly kind: 'qr'; readonly text: string; readonly moduleDots: number }
  | { readonly kind: 'code128'; readonly text: string; readonly moduleDots: number };

export interface Layout {
  readonly parts: readonly LaidOut[];
  /** What could not be printed as asked, in words: for the log, not for the customer. */
  readonly reports: readonly string[];
}

/** Dots of the print head a line has, font A being 12 dots wide: 42 columns are 512 dots on an 80 mm head of 180 dpi, 48 are 576 on one of 203 dpi. */
export const headDots = { 42: 512, 48: 576 } as const;

/** `draw` is null for a printer that prints characters alone: what it lacks the letters for is then left out beside the French. */
export function layOut(paper: ReceiptPaper, columns: 42 | 48, draw: DrawText | null): Layout {
  const reports: string[] = [];
  const write = (text: string): string => {
    const { text: written, lost } = printable(text);
    if (lost.length > 0) reports.push(`"${text}" is printed as "${written}"`);
    return written;
  };
  const say = (block: Beside): LaidOut[] => beside(block, columns, write, reports, draw);
  const parts = paper.blocks.flatMap((block): LaidOut[] => (block.kind === 'beside' ? say(block) : layOutBlock(block, columns, write, reports)));
  const besideTitle = paper.besideTitle === undefined ? [] : say({ kind: 'beside', text: paper.besideTitle, align: 'centre' });
  const title: LaidOut[] =
    paper.title.trim() === '' ? [] : [...lines(paper.title, columns, write, { align: 'centre', bold: true, size: 'double' }), ...besideTitle, { kind: 'feed' }];
  return { parts: withQuietZones([...title, ...parts]), reports };
}

/** A code has a white line above and below: four modules of a QR are no more than that. */
function withQuietZones(parts: readonly LaidOut[]): LaidOut[] {
  const isCode = (part: LaidOut | undefined): boolean => part?.kind === 'qr' || part?.kind === 'code128';
  return parts.flatMap((part, index) => {
    const before = parts[index - 1];
    const meetsCode = before !== undefined && before.kind !== 'feed' && part.kind !== 'feed' && (isCode(part) || isCode(before));
    return meetsCode ? [{ kind: 'feed' }, part] : [part];
  });
}

type Style = Pick<Extract<LaidOut, { kind: 'line' }>, 'align' | 'bold' | 'size'>;
const plain: Style = { align: 'left', bold: false, size: 'normal' };

function layOutBlock(block: Exclude<ReceiptBlock, Beside>, columns: 42 | 48, write: (text: string) => string, reports: string[]): LaidOut[] {
  switch (block.kind) {
    case 'text':
      return lines(block.text, columns, write, { align: block.align ?? 'left', bold: block.bold ?? false, size: block.size ?? 'normal' });
    case 'pair':
      return pairLines(write(block.left), write(block.right), columns).map((text) => ({ kind: 'line', text, ...plain, bold: block.bold ?? false }));
    case 'rule':
      return [{ kind: 'line', text: '-'.repeat(columns), ...plain }];
    case 'space':
      return [{ kind: 'feed' }];
    case 'qr':
    case 'code128': {
      const moduleDots = block.kind === 'qr' ? qrModuleDots(block.text) : code128ModuleDots(block.text, headDots[columns]);
      if (moduleDots !== null) return [{ kind: block.kind, text: block.text, moduleDots }];
      // A code that would not scan is worse than its text, which a person can type.
      reports.push(`${block.kind} "${block.text}" cannot be printed as a code and is printed as text`);
      return lines(block.text, columns, write, { ...plain, align: 'centre' });
    }
  }
}

type Beside = Extract<ReceiptBlock, { kind: 'beside' }>;

/** Set in below the French, so that the eye finds its own language, and never bold. */
const indent = '  ';

/**
 * In letters as large as the French ones: the small ones of font B (9 × 17 dots) are about 1 mm high, and small print shuts people out.
 * What could not be drawn is said and left out, for the French above it says all.
 */
function beside({ text, align }: Beside, columns: 42 | 48, write: (text: string) => string, reports: string[], draw: DrawText | null): LaidOut[] {
  if (isCarried(text)) return lines(align === 'left' ? indent + text : text, columns, write, { align, bold: false, size: 'normal' });
  if (draw === null) return [];
  try {
    const { lines: rasters, rightToLeft } = draw(text, headDots[columns]);
    return rasters.map((raster) => ({ kind: 'drawn', align: align === 'left' && rightToLeft ? 'right' : align, raster }));
  } catch (error) {
    reports.push(`"${text}" could not be drawn and is left out: ${error instanceof Error ? error.message : String(error)}`);
    return [];
  }
}

function lines(text: string, columns: number, write: (text: string) => string, style: Style): LaidOut[] {
  const width = style.size === 'double' ? columns / 2 : columns;
  return text.split(/\r\n|\r|\n/).flatMap((line) =>
    wrap(write(line), width).map((part): LaidOut => {
      if (part === '') return { kind: 'feed' };
      return { kind: 'line', text: style.align === 'left' ? part : part.trimStart(), ...style };
    }),
  );
}

/** Bytes that a QR of error correction M holds, up to the version named, and the module that keeps it near 25 mm wide (ISO/IEC 18004 table 7). */
const qrSizes = [
  { holds: 62, moduleDots: 6 }, // version 4, 33 modules
  { holds: 106, moduleDots: 5 }, // version 6, 41 modules
  { holds: 213, moduleDots: 4 }, // version 10, 57 modules
  { holds: 666, moduleDots: 3 }, // version 20, 97 modules; denser than this no telephone reads off thermal paper
] as const;

/** Null when it cannot be a QR: only ASCII, whose length in characters is its length in bytes (`devices.md` 2.4 finding 8). */
function qrModuleDots(text: string): number | null {
  if (!/^[\x20-\x7e]+$/.test(text)) return null;
  return qrSizes.find((size) => text.length <= size.holds)?.moduleDots ?? null;
}

/** Ten modules of quiet zone on each side, start, check digit and stop with its bar: 20 + 11 + 11 + 13 (ISO/IEC 15417). */
const code128Overhead = 55;

function code128ModuleDots(text: string, dots: number): number | null {
  if (!/^[\x20-\x7e]+$/.test(text)) return null;
  return [3, 2].find((moduleDots) => (text.length * 11 + code128Overhead) * moduleDots <= dots) ?? null;
}
