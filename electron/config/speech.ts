import { z } from 'zod';
import type { Locale } from '../../flows/intents.ts';
import { espeakNg, espeakVoices } from '../speech/program.ts';
import { absolute, section, text } from './fields.ts';

/** What speaks, and which of its voices for which language. A language without one is not spoken, and says so. */

const commandTakes = 'a program and its words, such as ["espeak-ng", "-v", "{voice}", "-s", "{wordsPerMinute}", "--stdin", "--stdout"]';
const named = (locale: Locale) => {
  const usual = espeakVoices[locale];
  return usual === undefined ? text(60).optional() : text(60).default(usual);
};

export const speechSchema = section({
  /** Takes the text on its standard input and gives WAV, 16 bits, mono, on its standard output. */
  command: z.array(text(200), commandTakes).min(1, commandTakes).max(40, commandTakes).default([...espeakNg]),
  voices: section({
    fr: named('fr'), en: named('en'), de: named('de'), es: named('es'), it: named('it'), pt: named('pt'), nl: named('nl'), ar: named('ar'), uk: named('uk'), zh: named('zh'), br: named('br'),
  } satisfies Record<Locale, z.ZodType>).prefault({}),
  /** The event file of a jack with a switch, such as "/dev/input/by-id/…-event"; null: there is none. */
  jack: absolute.nullable().default(null),
});
