import i18next, { type i18n } from 'i18next';
import type { ReactNode } from 'react';
import { I18nextProvider, initReactI18next, useTranslation } from 'react-i18next';
import en from '../../assets/locales/en/screens.json' with { type: 'json' };
import fr from '../../assets/locales/fr/screens.json' with { type: 'json' };
import type { Locale } from '../../flows/intents.ts';

/** The tag that Intl formats with: an amount reads `12,50 €` here and `€12.50` there. */
const intlTag: Record<Locale, string> = { fr: 'fr-FR', en: 'en-GB' };

/** A label, a proof and the screen say the same hour. */
const officeZone = 'Europe/Paris';

function load(locale: Locale): i18n {
  const instance = i18next.createInstance();
  // Both languages are in the bundle, so this is done before it returns; a missing key is a failed test, not a fallback.
  void instance.use(initReactI18next).init({
    lng: locale,
    resources: { fr: { screens: fr }, en: { screens: en } },
    defaultNS: 'screens',
    fallbackLng: false,
    initAsync: false,
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  });
  return instance;
}

export const languages: Record<Locale, i18n> = { fr: load('fr'), en: load('en') };

export function WordsProvider({ locale, children }: { readonly locale: Locale; readonly children: ReactNode }) {
  return <I18nextProvider i18n={languages[locale]}>{children}</I18nextProvider>;
}

export function formatMoney(locale: Locale, cents: number): string {
  return new Intl.NumberFormat(intlTag[locale], { style: 'currency', currency: 'EUR' }).format(cents / 100);
}

export function formatWeight(locale: Locale, grams: number): string {
  return `${new Intl.NumberFormat(intlTag[locale]).format(grams)}\u00A0g`;
}

/** A duration a person reads at a glance: `0 min 20 s`. */
export function splitDuration(milliseconds: number): { minutes: number; seconds: number } {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  return { minutes: Math.floor(seconds / 60), seconds: seconds % 60 };
}

/** The hour on the wall of the post office, whatever zone the machine is set to: `15:04`. */
export function formatTime(locale: Locale, instant: number): string {
  return new Intl.DateTimeFormat(intlTag[locale], { timeZone: officeZone, hour: '2-digit', minute: '2-digit' }).format(instant);
}

/** `23 novembre à 15:04` */
export function formatDayAndTime(locale: Locale, instant: number): string {
  return new Intl.DateTimeFormat(intlTag[locale], { timeZone: officeZone, day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit' }).format(instant);
}

/** A day as the journal writes it, `2027-05-31`, as people read it: `31 mai 2027`. */
export function formatDay(locale: Locale, day: string): string {
  return new Intl.DateTimeFormat(intlTag[locale], { timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' }).format(new Date(`${day}T12:00:00Z`));
}

/** Room on a stick: `14,2 Go`. */
export function formatSize(locale: Locale, bytes: number): string {
  return new Intl.NumberFormat(intlTag[locale], { style: 'unit', unit: 'gigabyte', maximumFractionDigits: 1 }).format(bytes / 1e9);
}

/** By the calendar of the post office. */
export function isSameDay(one: number, other: number): boolean {
  const day = new Intl.DateTimeFormat('sv-SE', { timeZone: officeZone, dateStyle: 'short' });
  return day.format(one) === day.format(other);
}

/** What a destination is called where only its code is known. Territories that Unicode has no name for have theirs in the locale files. */
export function placeName(locale: Locale, code: string): string {
  const own = `place.${code}`;
  if (languages[locale].exists(own, { ns: 'screens' })) return languages[locale].t(own, { ns: 'screens' });
  const [region = code] = code.split('-');
  return new Intl.DisplayNames(intlTag[locale], { type: 'region' }).of(region) ?? region;
}

export interface Words {
  readonly locale: Locale;
  readonly t: (key: string, values?: Record<string, string | number>) => string;
  /** A sentence by its key; what is no key is a device's own words, and stays as it is. */
  readonly known: (keyOrWords: string) => string;
  readonly money: (cents: number) => string;
  readonly weight: (grams: number) => string;
  readonly time: (instant: number) => string;
  readonly dayAndTime: (instant: number) => string;
  readonly day: (day: string) => string;
  readonly size: (bytes: number) => string;
  readonly number: (value: number) => string;
  readonly place: (code: string) => string;
}

export function useWords(): Words {
  const { t, i18n: instance } = useTranslation('screens');
  const locale: Locale = instance.language === 'en' ? 'en' : 'fr';
  return {
    locale,
    t: (key, values) => t(key, values ?? {}),
    known: (keyOrWords) => (instance.exists(keyOrWords, { ns: 'screens' }) ? t(keyOrWords) : keyOrWords),
    money: (cents) => formatMoney(locale, cents),
    weight: (grams) => formatWeight(locale, grams),
    time: (instant) => formatTime(locale, instant),
    dayAndTime: (instant) => formatDayAndTime(locale, instant),
    day: (day) => formatDay(locale, day),
    size: (bytes) => formatSize(locale, bytes),
    number: (value) => new Intl.NumberFormat(intlTag[locale], { maximumFractionDigits: 1 }).format(value),
    place: (code) => placeName(locale, code),
  };
}
