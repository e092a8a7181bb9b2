import type { Locale } from '../../flows/intents.ts';
import type { Utterance } from './voice.ts';

/**
 * What a voice is given instead of what is written: espeak-ng says "g" as a letter, and stops at spaces inside a number. What is
 * shown and what a journey reads as said stay as they are; this is how it sounds.
 */

/** Signs as words, in the plural, for a figure stands before them. Where a language is missing the voice knows them itself. */
const spelled: Readonly<Partial<Record<Locale, { readonly grams: string; readonly kilograms: string; readonly minutes: string }>>> = {
  fr: { grams: 'grammes', kilograms: 'kilos', minutes: 'minutes' },
  en: { grams: 'grams', kilograms: 'kilos', minutes: 'minutes' },
  de: { grams: 'Gramm', kilograms: 'Kilo', minutes: 'Minuten' },
  es: { grams: 'gramos', kilograms: 'kilos', minutes: 'minutos' },
  it: { grams: 'grammi', kilograms: 'chili', minutes: 'minuti' },
  pt: { grams: 'gramas', kilograms: 'quilos', minutes: 'minutos' },
  nl: { grams: 'gram', kilograms: 'kilo', minutes: 'minuten' },
};

/** A number with its spaces: `1 240`, with the narrow and the plain no-break space that Intl writes. */
const spacedThousands = /(?<=\d)[\u00A0\u202F ](?=\d{3}(?:\D|$))/gu;
/** Item numbers are heard one by one, in groups that one can write down: `6A 123 4567` would be a number of millions. */
const itemNumber = /\b(?=[A-Z0-9]*\d{5})[A-Z0-9]{9,15}\b/gu;

export function pronounced({ text, locale }: Pick<Utterance, 'text' | 'locale'>): string {
  const words = spelled[locale];
  const whole = text
    // espeak-ng reads what stands in double brackets as its own phonemes; nobody's address is.
    .replaceAll(/\[\[|\]\]/gu, ' ')
    .replaceAll(itemNumber, (number) => Array.from(number).join(' '))
    .replaceAll(spacedThousands, '')
    .replaceAll(/[\u00A0\u202F]/gu, ' ');
  if (words === undefined) return whole;
  return whole
    .replaceAll(/(?<=\d )g(?![\p{L}\d])/gu, words.grams)
    .replaceAll(/(?<=\d )kg(?![\p{L}\d])/gu, words.kilograms)
    .replaceAll(/(?<=\d )min(?![\p{L}\d.])/gu, words.minutes);
}
