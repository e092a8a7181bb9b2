/**
 * What a narrow paper says, block by block: content, not bytes. A receipt printer's driver turns it into its own
 * language. Text is French, with accents; the driver normalises what its code page lacks.
 */
export type PaperBlock =
  | { readonly kind: 'text'; readonly text: string; readonly align?: 'left' | 'centre' | 'right'; readonly bold?: boolean; readonly size?: 'normal' | 'double' }
  /** Left and right on one line; the left part wraps when both do not fit. */
  | { readonly kind: 'pair'; readonly left: string; readonly right: string; readonly bold?: boolean }
  /**
   * What the block before it says, in the customer's language: set in, and drawn dot by dot where the code page lacks its
   * letters. Whoever leaves these blocks out has the whole French paper.
   */
  | { readonly kind: 'beside'; readonly text: string; readonly align: 'left' | 'centre' | 'right' }
  | { readonly kind: 'rule' }
  | { readonly kind: 'space' }
  /** ASCII only: a QR length counted in characters must equal its bytes (`devices.md` 2.4 finding 8). */
  | { readonly kind: 'qr'; readonly text: string }
  | { readonly kind: 'code128'; readonly text: string };

export interface Paper {
  readonly title: string;
  /** The title in the customer's language; absent where French is theirs. */
  readonly besideTitle?: string;
  readonly blocks: readonly PaperBlock[];
}
