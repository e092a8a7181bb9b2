/**
 * The printer's answers, taken apart. Real-time status, automatic status and blocks come on one stream, told apart by
 * their fixed bits alone (`devices.md` 2.1 to 2.3):
 *
 * - `0xx1xx10`: one byte, the answer to DLE EOT n. It does not say to which n: the asker must have one outstanding.
 * - `0xx1xx00`: first of four bytes of automatic status, whose others have bits 4 and 7 off.
 * - `37 22 d1..d4 00`: the job d1..d4 has been printed (GS ( H function 48). `37 25 00`: buffers are clear.
 * - `5F … 00`: an answer to GS I, text [K].
 *
 * XON and XOFF of a serial line may stand anywhere (Citizen, ASB: "continuous except for the XOFF code").
 */
export type Reply =
  | { readonly kind: 'real-time'; readonly status: number }
  | { readonly kind: 'automatic'; readonly status: readonly [number, number, number, number] }
  | { readonly kind: 'printed'; readonly job: string }
  | { readonly kind: 'cleared' }
  | { readonly kind: 'information'; readonly text: string };

const xon = 0x11;
const xoff = 0x13;
const blockHeader = 0x37;
const printedIdentifier = 0x22;
const clearedIdentifier = 0x25;
const informationHeader = 0x5f;
/** Longest text GS I answers [K]; what is longer is no answer. */
const longestInformation = 80;

const isRealTime = (byte: number): boolean => (byte & 0x93) === 0x12;
const isAutomaticFirst = (byte: number): boolean => (byte & 0x93) === 0x10;
const isAutomaticNext = (byte: number): boolean => (byte & 0x90) === 0;
const isText = (byte: number): boolean => byte >= 0x20 && byte <= 0x7e;

export class Demultiplexer {
  #automatic: number[] = [];
  #block: number[] = [];
  readonly #onReply: (reply: Reply) => void;

  constructor(onReply: (reply: Reply) => void) {
    this.#onReply = onReply;
  }

  push(bytes: Uint8Array): void {
    for (const byte of bytes) if (byte !== xon && byte !== xoff) this.#take(byte);
  }

  #take(byte: number): void {
    if (this.#block.length > 0 && this.#takenByBlock(byte)) return;
    if (this.#automatic.length > 0 && isAutomaticNext(byte)) {
      this.#continueAutomatic(byte);
      return;
    }
    // The four bytes of an automatic status are consecutive (Sewoo manual, GS a): whatever else cuts it short ends it.
    this.#automatic = [];
    if (isRealTime(byte)) this.#onReply({ kind: 'real-time', status: byte });
    else if (isAutomaticFirst(byte)) this.#automatic = [byte];
    else if (byte === blockHeader || byte === informationHeader) this.#block = [byte];
  }

  #continueAutomatic(byte: number): void {
    this.#automatic.push(byte);
    const [first = 0, second = 0, third = 0, fourth] = this.#automatic;
    if (fourth === undefined) return;
    this.#automatic = [];
    this.#onReply({ kind: 'automatic', status: [first, second, third, fourth] });
  }

  /** False when the byte cannot belong to the block begun: the block is dropped and the byte looked at afresh. */
  #takenByBlock(byte: number): boolean {
    const [header, ...body] = this.#block;
    const text = String.fromCharCode(...body.slice(header === blockHeader ? 1 : 0));
    if (byte === 0) {
      this.#block = [];
      if (header === informationHeader) this.#onReply({ kind: 'information', text });
      else if (body[0] === printedIdentifier && body.length === 5) this.#onReply({ kind: 'printed', job: text });
      else if (body[0] === clearedIdentifier && body.length === 1) this.#onReply({ kind: 'cleared' });
      return true;
    }
    const room = header === informationHeader ? longestInformation : body[0] === clearedIdentifier ? 1 : 5;
    const fits = isText(byte) && body.length < room && (header !== blockHeader || body.length > 0 || byte === printedIdentifier || byte === clearedIdentifier);
    if (fits) this.#block.push(byte);
    else this.#block = [];
    return fits;
  }
}
