/** What may be known of a card number, and how one that must not be here is recognised. */

/**
 * The last four digits, from a masked number only (`123456######1234`, `***********0674`, `4970 10** **** 1234`): digits without a
 * mask are a token, or a whole card number that must not be here at all. Nothing else of the number is kept, ever (PAY-2).
 */
export function lastFourOf(masked: string | undefined): string | null {
  return /^\d{0,8}[^\d\s]{3,}(\d{4})$/.exec(masked?.replaceAll(' ', '') ?? '')?.[1] ?? null;
}

/** A whole card number in the clear: 13 to 19 digits with Luhn's check. The terminal is set up wrongly (PAY-1). */
export function isWholeCardNumber(text: string | undefined): boolean {
  if (!/^\d{13,19}$/.test(text ?? '')) return false;
  const digits = Array.from(text ?? '', Number).toReversed();
  const sum = digits.reduce((total, digit, place) => total + (place % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2), 0);
  return sum % 10 === 0;
}
