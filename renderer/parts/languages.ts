import i18next, { type i18n } from 'i18next';
import { useEffect, useState } from 'react';
import { initReactI18next } from 'react-i18next';
import fr from '../../assets/locales/fr/screens.json' with { type: 'json' };
import facts from '../../assets/locales/languages.json' with { type: 'json' };
import { locales, type Locale } from '../../flows/locales.ts';
import type { Preferences } from '../../flows/preferences.ts';

interface LanguageFacts {
  /** What its own speakers call it. */
  readonly name: string;
  /** The tag that Intl formats with. */
  readonly intl: string;
  readonly script: string;
  readonly rightToLeft: boolean;
  /** How it was made and who has read it. */
  readonly translation: string;
}

export const languageFacts: Readonly<Record<Locale, LanguageFacts>> = facts;

/**
 * What Intl is asked for. Chromium brings no Breton (Node does): there the next of the list is taken, and numbers are written in
 * Brittany as in the rest of France. What must be words, months and countries, is in `assets/locales/br/unicode.json`.
 */
export function intlTags(locale: Locale): string[] {
  return [languageFacts[locale].intl, 'fr-FR'];
}

export function directionOf(locale: Locale): 'ltr' | 'rtl' {
  return languageFacts[locale].rightToLeft ? 'rtl' : 'ltr';
}

/** One file of sentences: a language, or the easy register of French. */
export type Register = Locale | 'fr-easy';

/** French alone has an easy register: the other languages are as easy as their only one is. */
export function registerOf(locale: Locale, { wording }: Pick<Preferences, 'wording'>): Register {
  return locale === 'fr' && wording === 'easy' ? 'fr-easy' : locale;
}

interface Sentences {
  readonly [key: string]: string | Sentences;
}
type Namespaces = Readonly<Record<string, Sentences>>;

const screens = (file: Promise<{ default: Sentences }>): Promise<Namespaces> => file.then(({ default: sentences }) => ({ screens: sentences }));

/** French is there with the first screen; each of the others is a file of its own, fetched when the terminal has a moment. */
const files: Readonly<Record<Exclude<Register, 'fr'>, () => Promise<Namespaces>>> = {
  en: () => screens(import('../../assets/locales/en/screens.json')),
  'fr-easy': () => screens(import('../../assets/locales/fr-easy/screens.json')),
  de: () => screens(import('../../assets/locales/de/screens.json')),
  es: () => screens(import('../../assets/locales/es/screens.json')),
  it: () => screens(import('../../assets/locales/it/screens.json')),
  pt: () => screens(import('../../assets/locales/pt/screens.json')),
  nl: () => screens(import('../../assets/locales/nl/screens.json')),
  ar: () => screens(import('../../assets/locales/ar/screens.json')),
  uk: () => screens(import('../../assets/locales/uk/screens.json')),
  zh: () => screens(import('../../assets/locales/zh/screens.json')),
  br: async () => {
    const [sentences, unicode] = await Promise.all([screens(import('../../assets/locales/br/screens.json')), import('../../assets/locales/br/unicode.json')]);
    return { ...sentences, unicode: unicode.default };
  },
};

function emptyLanguage(locale: Locale, resources: Namespaces | null): i18n {
  const instance = i18next.createInstance();
  // Nothing is fetched by i18next itself, so this is done before it returns; a missing key is a failed test, not a fallback.
  void instance.use(initReactI18next).init({
    lng: locale,
    resources: resources === null ? {} : { [locale]: resources },
    ns: ['screens'],
    defaultNS: 'screens',
    fallbackLng: false,
    initAsync: false,
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  });
  return instance;
}

const present: Readonly<Partial<Record<Register, Namespaces>>> = { fr: { screens: fr } };
export const registers: readonly Register[] = [...locales, 'fr-easy'];
const localeOf = (register: Register): Locale => (register === 'fr-easy' ? 'fr' : register);

/** One instance a register, made at once and empty until its file is there. */
export const languages = Object.fromEntries(registers.map((register) => [register, emptyLanguage(localeOf(register), present[register] ?? null)])) as Readonly<Record<Register, i18n>>;

export function isLoaded(register: Register): boolean {
  return languages[register].hasResourceBundle(localeOf(register), 'screens');
}

const loading = new Map<Register, Promise<void>>();

/** Resolves when the sentences are there. One that did not come is asked for again at the next wish. */
export function loadLanguage(register: Register): Promise<void> {
  if (register === 'fr' || isLoaded(register)) return Promise.resolve();
  const begun = loading.get(register);
  if (begun !== undefined) return begun;
  const load = fetchInto(register, files[register]).finally(() => loading.delete(register));
  loading.set(register, load);
  return load;
}

async function fetchInto(register: Register, file: () => Promise<Namespaces>): Promise<void> {
  for (const [namespace, sentences] of Object.entries(await file())) languages[register].addResourceBundle(localeOf(register), namespace, sentences);
}

/** All of them, so that none is waited for when it is chosen. What fails here is asked for again when somebody wants it. */
export async function loadEveryLanguage(): Promise<void> {
  await Promise.allSettled(registers.map(loadLanguage));
}

export interface Spoken {
  readonly locale: Locale;
  readonly register: Register;
}

/**
 * In which language the page is drawn now: the wanted one, or the one before it for the moment that its file needs. A key is never
 * shown instead of its sentence, and nothing that was typed is lost, for nothing is drawn anew.
 */
export function useSpoken(locale: Locale, preferences: Pick<Preferences, 'wording'>): Spoken {
  const register = registerOf(locale, preferences);
  const [shown, setShown] = useState<Spoken>({ locale: 'fr', register: 'fr' });
  if (shown.register !== register && isLoaded(register)) setShown({ locale, register });
  useEffect(() => {
    let wanted = true;
    const arrived = async (): Promise<void> => {
      // Where it does not come the language before stays, and whoever wants this one touches it again.
      await Promise.allSettled([loadLanguage(register)]);
      if (wanted && isLoaded(register)) setShown({ locale: localeOf(register), register });
    };
    void arrived();
    return () => {
      wanted = false;
    };
  }, [register]);
  return shown;
}
