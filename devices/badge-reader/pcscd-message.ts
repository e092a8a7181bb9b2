/**
 * What a client and pcscd say to each other over its socket, as bytes: pcsc-lite's protocol 4.4, which pcscd speaks since
 * 1.8.24 and still takes from older clients in 2.x [K]. Structures of 32-bit words in the machine's own order (every
 * machine this runs on: little-endian), after `winscard_msg.h`; each length and flag here was seen from pcscd 1.9.9 of
 * Debian 12 [T].
 *
 * Not the npm binding (`devices.md` 5): it is compiled at each installation, against headers that a bare machine lacks and
 * again for each Electron, and takes the process with it when pcscd dies unheard. The socket is bytes like every other wire.
 */

export const version = { major: 4, minor: 4 } as const;

export const command = { establishContext: 0x01, connect: 0x04, disconnect: 0x06, transmit: 0x09, version: 0x11, watch: 0x13, stopWatching: 0x14 } as const;
export type Command = keyof typeof command;

/** How many bytes an answer has; what `transmit` brings from the card comes after it. */
export const answerLength = { establishContext: 12, connect: 152, disconnect: 12, transmit: 32, version: 12, watch: 16 * 184, change: 8 } as const;

/** SCARD_SCOPE_SYSTEM, SCARD_SHARE_SHARED, SCARD_PROTOCOL_T0 | T1, SCARD_LEAVE_CARD. */
const systemScope = 2;
const shared = 2;
const eitherProtocol = 3;
const leaveCard = 0;

/** SCARD_PRESENT among the flags of a reader's state. */
const presentFlag = 0x0004;

/** SCARD_IO_REQUEST, the header of an APDU: the protocol and its own length. */
const pciLength = 8;
const nameLength = 128;
const readerLength = 184;
/** Short APDUs: 256 bytes and two of status. */
export const longestAnswer = 258;

/** Header and body; what is meant for the card comes after it, and the header does not count it. */
export function message(name: Command, body: Uint8Array = new Uint8Array(), forTheCard: Uint8Array = new Uint8Array()): Uint8Array {
  return Buffer.concat([words(body.length, command[name]), body, forTheCard]);
}

export const bodies = {
  version: (): Uint8Array => words(version.major, version.minor, 0),
  establishContext: (): Uint8Array => words(systemScope, 0, 0),
  connect(context: number, reader: string): Uint8Array {
    const name = Buffer.alloc(nameLength);
    name.write(reader, 0, nameLength - 1, 'utf8');
    return Buffer.concat([words(context), name, words(shared, eitherProtocol, 0, 0, 0)]);
  },
  disconnect: (card: number): Uint8Array => words(card, leaveCard, 0),
  transmit: (card: number, protocol: number, length: number): Uint8Array => words(card, protocol, pciLength, length, protocol, pciLength, longestAnswer, 0),
};

export interface ReaderState {
  readonly name: string;
  /** Counts insertions and removals: a badge exchanged for another between two looks is seen. */
  readonly changes: number;
  readonly present: boolean;
}

/** The readers that are there, of the sixteen places pcscd has for them. */
export function readersOf(answer: Uint8Array): readonly ReaderState[] {
  const bytes = Buffer.from(answer);
  const readers: ReaderState[] = [];
  for (let at = 0; at + readerLength <= bytes.length; at += readerLength) {
    const field = bytes.subarray(at, at + nameLength);
    const end = field.indexOf(0);
    const name = field.toString('utf8', 0, end === -1 ? nameLength : end);
    if (name === '') continue;
    readers.push({ name, changes: bytes.readUInt32LE(at + nameLength), present: (bytes.readUInt32LE(at + nameLength + 4) & presentFlag) !== 0 });
  }
  return readers;
}

/** The word at a place, counted in words. */
export function wordAt(answer: Uint8Array, place: number): number {
  return Buffer.from(answer).readUInt32LE(place * 4);
}

/** What became of a command: the last word of every answer. 0 is done. */
export function resultOf(answer: Uint8Array): number {
  return wordAt(answer, answer.length / 4 - 1);
}

function words(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  for (const [at, value] of values.entries()) bytes.writeUInt32LE(value >>> 0, at * 4);
  return bytes;
}
