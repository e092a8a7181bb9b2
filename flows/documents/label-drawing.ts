/**
 * A label as a drawing in millimetres from its top left corner: what stands where, not how a printer says it.
 */
export type LabelElement =
  | {
      readonly kind: 'text';
      readonly x: number;
      readonly y: number;
      /** Height of capitals and digits, mm. */
      readonly height: number;
      readonly text: string;
      readonly bold?: boolean;
      /** Width of the field the text is aligned in, mm; text that does not fit is the composer's mistake, not cut silently. */
      readonly width?: number;
      readonly align?: 'left' | 'centre' | 'right';
      /** White on black. */
      readonly reverse?: boolean;
    }
  | { readonly kind: 'box'; readonly x: number; readonly y: number; readonly width: number; readonly height: number; readonly line: number }
  | { readonly kind: 'code128'; readonly x: number; readonly y: number; readonly height: number; /** Module, mm. */ readonly module: number; readonly text: string }
  | { readonly kind: 'data-matrix'; readonly x: number; readonly y: number; /** Module, mm. */ readonly module: number; readonly text: string };

export interface LabelDrawing {
  readonly width: number;
  readonly height: number;
  readonly elements: readonly LabelElement[];
}
