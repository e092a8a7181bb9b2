/** Commands that take no parameter are carried out on their last letter, without waiting for what follows. */
const withoutParameter = new Set(['^XA', '^XZ', '^FS', '~HS', '~HI', '~JA']);

/** `~HQ` is carried out on the last letter of what it asks for. */
const withTwoLetters = new Set(['~HQ']);

const caret = 0x5e;
const tilde = 0x7e;

/**
 * Cuts a byte stream into commands as a printer does: a caret or a tilde always begins one, wherever it stands, also in
 * the middle of a field. Works byte by byte, so that chunking cannot matter.
 */
export class CommandReader {
  readonly #command: (prefix: '^' | '~', name: string, parameters: Uint8Array) => void;
  readonly #stray: (byte: number) => void;
  #name: string | null = null;
  #parameters: number[] = [];

  constructor(command: (prefix: '^' | '~', name: string, parameters: Uint8Array) => void, stray: (byte: number) => void) {
    this.#command = command;
    this.#stray = stray;
  }

  push(bytes: Uint8Array): void {
    for (const byte of bytes) this.#byte(byte);
  }

  #byte(byte: number): void {
    if (byte === caret || byte === tilde) {
      this.#finish();
      this.#name = String.fromCharCode(byte);
    } else if (this.#name === null) {
      if (byte > 0x20) this.#stray(byte);
    } else if (this.#name.length < 3) {
      this.#name += String.fromCharCode(byte).toUpperCase();
      if (withoutParameter.has(this.#name)) this.#finish();
    } else {
      this.#parameters.push(byte);
      if (withTwoLetters.has(this.#name) && this.#parameters.length === 2) this.#finish();
    }
  }

  #finish(): void {
    const name = this.#name;
    const parameters = this.#parameters;
    this.#name = null;
    this.#parameters = [];
    if (name === null) return;
    // The line ends between commands belong to none of them.
    while (name.slice(1) !== 'FD' && (parameters.at(-1) === 0x0a || parameters.at(-1) === 0x0d)) parameters.pop();
    this.#command(name.startsWith('~') ? '~' : '^', name.slice(1), Uint8Array.from(parameters));
  }
}
