/**
 * What must never stand in a log (GDPR-7, PAY-2), taken out of the few sentences that come from elsewhere: a driver's cause,
 * an operating system's error. Nothing a customer typed is given to the log at all; this is the second lock on that door, and
 * takes out too much rather than too little.
 */
export function redact(text: string): string {
  return replacements.reduce((rest, [pattern, replace]) => rest.replace(pattern, replace), oneLine(text.slice(0, mostRead))).slice(0, longest);
}

/** A sentence with its remedy and a path; what is longer tells nobody more. */
const longest = 600;
/** Whatever a device sends, to look through it takes no time that anybody notices. */
const mostRead = 2_000;

type Replacement = readonly [pattern: RegExp, replace: (found: string) => string];

const replacements: readonly Replacement[] = [
  // Coded first: a decoded card number is a card number (a driver that quotes the bytes it did not understand).
  [/[A-Za-z0-9+/_-]{12,}={0,2}/gu, (found) => (hidesDigits(found) ? '[data]' : found)],
  // Runs of digits, however they are cut: `4970 1000 0000 0007`, `4970-1000-…`, `0 6 1 2 …`.
  [/\d(?:[ .,:;_/|*-]{0,3}\d){7,}/gu, (found) => redactDigits(found)],
  [/[^\s@<>"']+@[^\s@<>"']+/gu, () => '[e-mail]'],
  [/\+\d[\d .()/-]{6,}\d/gu, () => '[phone]'],
  // Line 6 of a French address (NF Z 10-011), with or without capitals; a colon directly before the digits is a port.
  [/(?<![\d:.])\d{5}[ \t-]+\p{L}{2,}(?:-\p{L}+|[ '’]\p{Lu}[\p{L}'’-]*)*/gu, () => '[town]'],
  // Its line 4.
  [/\b\d{1,4}[ ,]*(?:bis|ter|quater)?[ ,]+(?:rue|avenue|av|boulevard|bd|place|pl|chemin|all[ée]e|impasse|route|quai|cours|square|faubourg|lotissement|r[ée]sidence)\b[^,;()"]*/giu, () => '[street]'],
];

/** Control characters would forge lines, or steer the terminal of whoever reads them. */
function oneLine(text: string): string {
  return text.replaceAll(/[\p{C}\u2028\u2029]+/gu, ' ').trim();
}

/** From so many digits on it is taken for a card number whether or not its check digit fits: one may be torn, or stand among others. */
const surelyCard = 13;

const addressOnANetwork = /^(?:\d{1,3}\.){3}\d{1,3}(?::\d{1,5})?$/u;

function redactDigits(found: string): string {
  if (addressOnANetwork.test(found)) return found;
  const digits = found.replaceAll(/\D/gu, '');
  // A French telephone number.
  if (digits.length === 10 && digits.startsWith('0')) return '[phone]';
  return digits.length >= surelyCard || passesLuhn(digits) ? '[number]' : found;
}

/** ISO/IEC 7812-1, annex B. */
export function passesLuhn(digits: string): boolean {
  const sum = Array.from(digits, Number)
    .toReversed()
    .reduce((total, digit, at) => total + (at % 2 === 0 ? digit : digit * 2 - (digit > 4 ? 9 : 0)), 0);
  return sum % 10 === 0;
}

/** Whether a word is base64 or hexadecimal of something with a long number in it, wherever its code begins. */
function hidesDigits(word: string): boolean {
  const readings = [0, 1, 2, 3].map((at) => Buffer.from(word.slice(at), 'base64').toString('latin1'));
  const hexadecimal = /^(?:[0-9a-f]{2}){8,}$/iu.test(word) ? [Buffer.from(word, 'hex').toString('latin1')] : [];
  return [...readings, ...hexadecimal].some((reading) => /\d(?:[ .-]?\d){7,}/u.test(reading));
}
