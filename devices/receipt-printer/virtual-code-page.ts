/** Windows-1252 as its table is printed in manuals, sixteen a row from 0x80; `·` where it has nothing. */
const upperHalf = [
  '€·‚ƒ„…†‡ˆ‰Š‹Œ·Ž·',
  '·‘’“”•–—˜™š›œ·žŸ',
  '\u00a0¡¢£¤¥¦§¨©ª«¬\u00ad®¯',
  '°±²³´µ¶·¸¹º»¼½¾¿',
  'ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏ',
  'ÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞß',
  'àáâãäåæçèéêëìíîï',
  'ðñòóôõö÷øùúûüýþÿ',
].join('');

const undefinedBytes = [0x81, 0x8d, 0x8f, 0x90, 0x9d];

/** `ESC t` numbers of an Epson printer. */
export const windows1252 = 16;

/** The character a byte stands for; null when the page, or this twin, has none. */
export function characterOf(byte: number, page: number): string | null {
  if (byte < 0x80) return String.fromCharCode(byte);
  if (page !== windows1252 || undefinedBytes.includes(byte)) return null;
  return upperHalf[byte - 0x80] ?? null;
}
