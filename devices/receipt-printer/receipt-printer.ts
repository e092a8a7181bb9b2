import type { Device } from '../device.ts';
import type { Outcome } from '../outcome.ts';

export type PrintFault = 'paper-out' | 'head-open' | 'jam' | 'offline' | 'hardware' | 'silent';

export type ReceiptBlock =
  | { readonly kind: 'text'; readonly text: string; readonly align?: 'left' | 'centre' | 'right'; readonly bold?: boolean; readonly size?: 'normal' | 'double' }
  | { readonly kind: 'pair'; readonly left: string; readonly right: string; readonly bold?: boolean }
  /** The block before it once more, in another language: set in below it, or drawn when the code page lacks them. Left out where neither can be. */
  | { readonly kind: 'beside'; readonly text: string; readonly align: 'left' | 'centre' | 'right' }
  | { readonly kind: 'rule' }
  | { readonly kind: 'space' }
  | { readonly kind: 'qr'; readonly text: string }
  | { readonly kind: 'code128'; readonly text: string };

export interface ReceiptPaper {
  readonly title: string;
  readonly besideTitle?: string;
  readonly blocks: readonly ReceiptBlock[];
}

export interface ReceiptPrinter extends Device {
  readonly kind: 'receipt-printer';
  /** Characters a line of the normal font. */
  readonly columns: 42 | 48;
  /** One job at a time, in order. `ok` only when the printer has confirmed the end of printing. Never prints a job twice. */
  print(paper: ReceiptPaper, id: string): Promise<Outcome<void, PrintFault>>;
}
