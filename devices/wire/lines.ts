/**
 * A line of a line protocol. `text` holds one character a byte (Latin-1), so that a protocol can refuse what it does not
 * know; a line past the limit is reported once, without its text.
 */
export type Line = { readonly kind: 'line'; readonly text: string } | { readonly kind: 'too-long' };

const carriageReturn = 0x0d;
const lineFeed = 0x0a;

/**
 * Bytes to lines, however the bytes were cut on the way.
 *
 * `crlf`: a line ends with CR LF and with nothing else; a lone LF ends it too, but stays in the text, so that no parser
 * takes it for a whole line. `any`: CR, LF or CR LF; empty lines are skipped.
 */
export class LineDecoder {
  readonly #end: 'crlf' | 'any';
  readonly #limit: number;
  #text = '';
  #tooLong = false;

  constructor(end: 'crlf' | 'any', limit: number) {
    this.#end = end;
    this.#limit = limit;
  }

  /** True while a line has begun and not ended. */
  get pending(): boolean {
    return this.#text !== '' || this.#tooLong;
  }

  /** Forgets a line that has begun. */
  discard(): void {
    this.#text = '';
    this.#tooLong = false;
  }

  push(bytes: Uint8Array): Line[] {
    const lines: Line[] = [];
    for (const byte of bytes) {
      if (byte === lineFeed || (this.#end === 'any' && byte === carriageReturn)) this.#finish(lines);
      else if (!this.#tooLong) this.#text += String.fromCharCode(byte);
      if (this.#text.length > this.#limit) {
        this.#text = '';
        this.#tooLong = true;
      }
    }
    return lines;
  }

  #finish(lines: Line[]): void {
    if (this.#tooLong) lines.push({ kind: 'too-long' });
    else if (this.#end === 'any') {
      if (this.#text !== '') lines.push({ kind: 'line', text: this.#text });
    } else lines.push({ kind: 'line', text: this.#text.endsWith('\r') ? this.#text.slice(0, -1) : `${this.#text}\n` });
    this.discard();
  }
}
