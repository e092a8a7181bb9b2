import { codesIn, prepareCodeReader } from '../devices/code-reader.ts';
import type { Kiosk, PaperOfPrinter } from '../kiosk.ts';

/** What came out of the printers, as somebody reads it who holds it in the hand. */

type Printer = 'label-printer' | 'receipt-printer';

/** Its lines as one text; printed spaces are of several widths. */
export function textOf(paper: PaperOfPrinter | undefined): string {
  return (paper?.lines.join('\n') ?? '').replaceAll(/[\u00A0\u202F]/g, ' ');
}

/** The bar codes that a reader finds in the picture of the paper: nothing of ours drew or reads them there. */
export async function readBack(kiosk: Kiosk, printer: Printer, paper: PaperOfPrinter | undefined, format: 'Code128' | 'QRCode' | 'DataMatrix'): Promise<string[]> {
  if (paper === undefined) throw new Error('no such paper came out');
  await prepareCodeReader();
  return codesIn(await kiosk.paperPicture(printer, paper.number), format);
}
