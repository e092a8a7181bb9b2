import type { ReceiptBlock, ReceiptPaper } from './receipt-printer.ts';
import { pairLines, printable, wrap } from './text.ts';

/** What stands on the paper, in lines of the printer: still no bytes, so that it can be read and tested as text. */
export type LaidOut =
  | { readonly kind: 'line'; readonly text: string; readonly align: 'left' | 'centre' | 'right'; readonly bold: boolean; readonly double: boolean }
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

export function layOut(paper: ReceiptPaper, columns: 42 | 48): Layout {
  const reports: string[] = [];
  const write = (text: string): string => {
    const { text: written, lost } = printable(text);
    if (lost.length > 0) reports.push(`"${text}" is printed as "${written}"`);
    return written;
  };
  const parts = paper.blocks.flatMap((block): LaidOut[] => layOutBlock(block, columns, write, reports));
  const title: LaidOut[] =
    paper.title.trim() === '' ? [] : [...lines(paper.title, columns, write, { align: 'centre', bold: true, double: true }), { kind: 'feed' }];
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

type Style = Pick<Extract<LaidOut, { kind: 'line' }>, 'align' | 'bold' | 'double'>;
const plain: Style = { align: 'left', bold: false, double: false };

function layOutBlock(block: ReceiptBlock, columns: 42 | 48, write: (text: string) => string, reports: string[]): LaidOut[] {
  switch (block.kind) {
    case 'text':
      return lines(block.text, columns, write, { align: block.align ?? 'left', bold: block.bold ?? false, double: block.size === 'double' });
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

function lines(text: string, columns: number, write: (text: string) => string, style: Style): LaidOut[] {
  const width = style.double ? columns / 2 : columns;
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
