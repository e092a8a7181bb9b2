import type { LabelDrawing } from '../label-printer/label-printer.ts';
import type { ReceiptPaper, ReceiptPrinter } from '../receipt-printer/receipt-printer.ts';

/** Papers that show a technician what a printer can do. They bear no mark of postage and no number of a real item. */

export function testReceipt({ columns }: Pick<ReceiptPrinter, 'columns'>): ReceiptPaper {
  return {
    title: 'Moulin test',
    blocks: [
      { kind: 'text', text: 'TEST', align: 'centre', size: 'double', bold: true },
      { kind: 'text', text: `${columns} columns`, align: 'centre' },
      { kind: 'rule' },
      // The ruler must fill one line and no more.
      { kind: 'text', text: '1234567890'.repeat(5).slice(0, columns) },
      { kind: 'text', text: 'é è ê ë à ç œ Œ € — ’ « » É À' },
      { kind: 'pair', left: 'left', right: 'right', bold: true },
      { kind: 'space' },
      { kind: 'code128', text: 'MOULIN-TEST-1' },
      { kind: 'qr', text: 'MOULIN TEST' },
      { kind: 'rule' },
    ],
  };
}

/** 100 × 50 mm: a frame at the edges, a ruler, both kinds of code. */
export const testLabel: LabelDrawing = {
  width: 100,
  height: 50,
  elements: [
    { kind: 'box', x: 1, y: 1, width: 98, height: 48, line: 0.4 },
    { kind: 'text', x: 4, y: 4, height: 6, text: 'TEST', bold: true },
    { kind: 'text', x: 4, y: 12, height: 4, text: 'é è ç œ € — ’ É À' },
    { kind: 'text', x: 56, y: 4, height: 4, text: '100 × 50 mm', width: 40, align: 'right' },
    { kind: 'code128', x: 8, y: 24, height: 15, module: 0.375, text: 'MOULIN-TEST-1' },
    { kind: 'data-matrix', x: 78, y: 26, module: 0.75, text: 'MOULIN TEST' },
  ],
};
