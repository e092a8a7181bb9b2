/**
 * The number of a badge out of a reader's answer to GET DATA (PC/SC part 3, 3.2.2.1.3). Pure: bytes in, a number or the
 * reason why there is none out.
 */

/** CLA FF, INS CA, P1 P2 00 00: the UID; Le 00: all of it. */
export const getUid: Uint8Array = Uint8Array.of(0xff, 0xca, 0x00, 0x00, 0x00);

/** Some readers give the last byte first (ACS's own table of labels, `devices.md` 5): a setting of the reader, so that one badge has one number everywhere. */
export type UidOrder = 'first-byte-first' | 'last-byte-first';

export type BadgeNumber = { readonly badge: string } | { readonly rejected: string };

/** Single, double and triple size (ISO/IEC 14443-3, 6.5.4). */
const uidLengths: ReadonlySet<number> = new Set([4, 7, 10]);
/** A single-size number that begins so is drawn afresh each time (ISO/IEC 14443-3; `devices.md` 5 [K]): telephones do that. */
const randomFirst = 0x08;
/** The cascade tag stands before the first part of a longer number, and is the first byte of none: a number that begins so was cut. [K] */
const cascadeTag = 0x88;

/** Status words (`devices.md` 5, from two manuals of ACS; the last two are ISO/IEC 7816-4). */
const refusals: Readonly<Record<number, string>> = {
  0x6282: 'the card ended before its number did: lay it down again',
  0x6300: 'the card could not be read: lay it down again, flat and for longer',
  0x6a81: 'a card that has no number to give',
  0x6d00: 'a card that has no number to give',
  0x6e00: 'a card that has no number to give',
};

export function badgeNumberOf(answer: Uint8Array, order: UidOrder): BadgeNumber {
  if (answer.length < 2) return { rejected: 'an answer without a status' };
  const status = ((answer.at(-2) ?? 0) << 8) | (answer.at(-1) ?? 0);
  if (status >> 8 === 0x6c) return { rejected: 'the reader asks for another length: it does not follow PC/SC part 3' };
  if (status !== 0x9000) return { rejected: refusals[status] ?? `the reader answers ${hexadecimal(answer.slice(-2))}` };
  const sent = answer.slice(0, -2);
  const uid = order === 'first-byte-first' ? sent : sent.toReversed();
  if (!uidLengths.has(uid.length)) return { rejected: `a number of ${uid.length} bytes, where a badge has 4, 7 or 10` };
  if (uid.length === 4 && uid[0] === randomFirst) return { rejected: 'a number that is drawn afresh each time, as a telephone does: it identifies nobody' };
  if (uid.length === 4 && uid[0] === cascadeTag) return { rejected: 'the first part of a longer number: lay the badge down again' };
  return { badge: hexadecimal(uid) };
}

function hexadecimal(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex').toUpperCase();
}
