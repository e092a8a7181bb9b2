import content from '../../assets/places/calling-codes.json' with { type: 'json' };
import type { AddressDraft, AddressProblem } from '../view.ts';
import type { PhoneDemand } from './context.ts';
import { problem } from './line.ts';

/** Mobile phone numbers, written as E.164: a plus sign, the country, the number, at most fifteen digits. */

/** French mobiles overseas have country codes of their own (national numbering plan; confidence medium). */
const overseas: readonly (readonly [start: RegExp, code: string])[] = [
  [/^69[01]/, '590'],
  [/^694/, '594'],
  [/^69[67]/, '596'],
  [/^(69[23]|639)/, '262'],
];

/** `06 12 34 56 78` → `+33612345678`. Null for what is no number to which a message can be sent. @param country of the address. */
export function typedPhone(text: string, country: string): string | null {
  const digits = plain(text).replace(/^\+330/, '+33');
  const french = /^(?:0|\+33)([1-9]\d{8})$/.exec(digits)?.[1];
  if (french !== undefined && (country === 'FR' || digits.startsWith('+'))) return frenchMobile(french);
  return /^\+[1-9]\d{6,14}$/.test(digits) && !digits.startsWith('+33') ? digits : null;
}

/** Without the signs that people group digits with. */
function plain(text: string): string {
  return text.replaceAll(/[\s\u00A0\u202F.\-/()]/gu, '').replace(/^00/, '+');
}

/** Only 06 and 07 take a message. */
function frenchMobile(national: string): string | null {
  if (!/^[67]/.test(national)) return null;
  const code = overseas.find(([start]) => start.test(national))?.[1] ?? '33';
  return `+${code}${national}`;
}

export function phoneProblems(draft: AddressDraft, demand: PhoneDemand): AddressProblem[] {
  if (demand === 'none') return [];
  if (draft.phone.trim() === '') return demand === 'required' ? [problem('phone', 'missing')] : [];
  return typedPhone(draft.phone, draft.country) === null ? [problem('phone', 'not-a-phone', fullNumber(draft.phone, draft.country))] : [];
}

/**
 * A number as it is dialled inside the country, with the country's code before it: proposed, for only its owner knows whether
 * it is a number of that country.
 */
function fullNumber(text: string, country: string): string | null {
  const codes: Readonly<Record<string, string>> = content.codes;
  const code = Object.hasOwn(codes, country) ? codes[country] : undefined;
  const national = plain(text);
  if (code === undefined || !/^\d{6,}$/.test(national)) return null;
  return typedPhone(`+${code}${content.keepsZero.includes(country) ? national : national.replace(/^0/, '')}`, country);
}
