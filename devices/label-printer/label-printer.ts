import type { Device } from '../device.ts';
import type { Outcome } from '../outcome.ts';

export type PrintFault = 'paper-out' | 'head-open' | 'jam' | 'offline' | 'hardware' | 'silent';

/** A label as a drawing in millimetres from its top left corner. */
export type LabelElement =
  | { readonly kind: 'text'; readonly x: number; readonly y: number; readonly height: number; readonly text: string; readonly bold?: boolean; readonly width?: number; readonly align?: 'left' | 'centre' | 'right'; readonly reverse?: boolean }
  | { readonly kind: 'box'; readonly x: number; readonly y: number; readonly width: number; readonly height: number; readonly line: number }
  | { readonly kind: 'code128'; readonly x: number; readonly y: number; readonly height: number; readonly module: number; readonly text: string }
  | { readonly kind: 'data-matrix'; readonly x: number; readonly y: number; readonly module: number; readonly text: string };

export interface LabelDrawing {
  readonly width: number;
  readonly height: number;
  readonly elements: readonly LabelElement[];
}

export interface LabelPrinter extends Device {
  readonly kind: 'label-printer';
  /**
   * One label at a time, in order. Before sending it asks the printer whether it can print: paper out, head open and
   * silence end in `not-done`. A label that began and failed is cancelled in the printer (so that it does not come out
   * by itself after the repair) and ends in `refused`; without an answer that decides, in `unknown`.
   */
  print(label: LabelDrawing, id: string): Promise<Outcome<void, PrintFault>>;
}
