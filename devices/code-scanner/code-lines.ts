import { LineDecoder } from '../wire/lines.ts';

/** What the scanner sent as one code: a line, or a contact card of several lines joined by a line feed. */
export type CodeLine = { readonly kind: 'line'; readonly text: string } | { readonly kind: 'too-long' } | { readonly kind: 'cut' };

/** A vCard shown on a telephone, with the identifier of a QR code; its line ends look like the end of a code (RFC 6350, 3.2). */
const contactBegins = /^\]Q\dBEGIN:VCARD/i;
const contactEnds = /END:VCARD\s*$/i;
/** No line of a contact card begins like this: another code has come before this one was whole. */
const codeBegins = /^\][A-Za-z]\w/;

/**
 * Lines to codes. A scanner ends a code with a line end, and a contact card holds line ends of its own: a QR code that begins
 * as a card goes on to the card's own end.
 */
export class CodeLines {
  readonly #decoder: LineDecoder;
  readonly #limit: number;
  #contact: { text: string; tooLong: boolean } | null = null;

  /** @param limit longest code, its identifier included. */
  constructor(limit: number) {
    this.#decoder = new LineDecoder('any', limit);
    this.#limit = limit;
  }

  /** True while a code has begun and not ended. */
  get pending(): boolean {
    return this.#decoder.pending || this.#contact !== null;
  }

  /** Forgets a code that has begun. */
  discard(): void {
    this.#decoder.discard();
    this.#contact = null;
  }

  push(bytes: Uint8Array): CodeLine[] {
    return this.#decoder.push(bytes).flatMap((line) => this.#take(line));
  }

  #take(line: { readonly kind: 'line'; readonly text: string } | { readonly kind: 'too-long' }): CodeLine[] {
    const contact = this.#contact;
    if (contact === null) {
      if (line.kind === 'too-long' || !contactBegins.test(line.text) || contactEnds.test(line.text)) return [line];
      this.#contact = { text: line.text, tooLong: false };
      return [];
    }
    if (line.kind === 'line' && codeBegins.test(line.text)) {
      this.#contact = null;
      return [{ kind: 'cut' }, ...this.#take(line)];
    }
    // One that is too long is heard to its end too, or its other lines would be taken for codes.
    if (line.kind === 'too-long' || contact.tooLong || contact.text.length + line.text.length >= this.#limit) contact.tooLong = true;
    else contact.text += `\n${line.text}`;
    if (line.kind === 'too-long' || !contactEnds.test(line.text)) return [];
    this.#contact = null;
    return [contact.tooLong ? { kind: 'too-long' } : { kind: 'line', text: contact.text }];
  }
}
