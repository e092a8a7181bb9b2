/** One parser, and what must hold of it whatever it is given. */
export interface Subject {
  /** Names its folder in `corpus/`. */
  readonly name: string;
  /** Who mends what is found in it. */
  readonly room: 'flows' | 'devices' | 'electron';
  /** Good inputs that are not kept in the corpus because they are made from the code, such as a view of each screen. */
  readonly seeds?: () => readonly Uint8Array[];
  /** Its inputs are JSON: some mutations keep them so. */
  readonly json?: boolean;
  /** For one input, ms, where more is done than reading: a twin draws what it prints. */
  readonly patience?: number;
  /**
   * Gives the input to the parser. Throws when the parser does other than its documentation says, or takes what an
   * independent look at the input refuses.
   */
  readonly check: (input: Uint8Array) => void;
}

export class Violation extends Error {
  override readonly name = 'Violation';
}

export function must(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Violation(what);
}

/** Runs it, and takes the one error that its documentation names for a refusal. */
export function refusedBy<T>(error: new (...words: never[]) => Error, run: () => T): T | null {
  try {
    return run();
  } catch (thrown) {
    if (thrown instanceof error) return null;
    throw thrown;
  }
}

export const utf8 = (input: Uint8Array): string => Buffer.from(input).toString('utf8');
export const latin1 = (input: Uint8Array): string => Buffer.from(input).toString('latin1');
export const bytesOf = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'utf8'));
export const jsonOf = (value: unknown): Uint8Array => bytesOf(JSON.stringify(value));

/** What a decoder says of the whole must be what it says of the same bytes in pieces. */
export function sameInPieces<T>(input: Uint8Array, decode: (pieces: readonly Uint8Array[]) => readonly T[]): readonly T[] {
  const whole = decode([input]);
  const bytes = decode(Array.from(input, (byte) => Uint8Array.of(byte)));
  const uneven: Uint8Array[] = [];
  for (let from = 0, length = 1; from < input.length; from += length, length = (length * 5 + 3) % 17) uneven.push(input.subarray(from, from + length || undefined));
  for (const other of [bytes, decode(uneven.filter((piece) => piece.length > 0))]) {
    must(JSON.stringify(other) === JSON.stringify(whole), 'says something else of the same bytes in other pieces');
  }
  return whole;
}
