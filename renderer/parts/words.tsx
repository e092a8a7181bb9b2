import type { ReactNode } from 'react';
import { I18nextProvider, useTranslation } from 'react-i18next';
import { locales, type Locale } from '../../flows/locales.ts';
import type { Localised } from '../../flows/localised.ts';
import { intlTags, languages, type Register } from './languages.ts';

/** A label, a proof and the screen say the same hour. */
const officeZone = 'Europe/Paris';

export function WordsProvider({ register, children }: { readonly register: Register; readonly children: ReactNode }) {
  return <I18nextProvider i18n={languages[register]}>{children}</I18nextProvider>;
}

export function formatMoney(locale: Locale, cents: number): string {
  return new Intl.NumberFormat(intlTags(locale), { style: 'currency', currency: 'EUR', currencyDisplay: 'narrowSymbol' }).format(cents / 100);
}

/** With the sign that people there write: `1 240 g`, `1 240 г`. */
export function formatWeight(locale: Locale, grams: number): string {
  const parts = new Intl.NumberFormat(intlTags(locale), { style: 'unit', unit: 'gram', unitDisplay: 'short' }).formatToParts(grams);
  const sign = parts.find(({ type }) => type === 'unit')?.value ?? 'g';
  return `${new Intl.NumberFormat(intlTags(locale)).format(grams)}\u00A0${sign}`;
}

/** A duration a person reads at a glance: `0 min 20 s`. */
export function splitDuration(milliseconds: number): { minutes: number; seconds: number } {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  return { minutes: Math.floor(seconds / 60), seconds: seconds % 60 };
}

/** The hour on the wall of the post office, whatever zone the machine is set to: `15:04`, in every language with the 24 hours of its clock. */
export function formatTime(locale: Locale, instant: number): string {
  return new Intl.DateTimeFormat(intlTags(locale), { timeZone: officeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(instant);
}

/** `23 novembre à 15:04` */
export function formatDayAndTime(locale: Locale, instant: number): string {
  if (locale === 'br') return `${bretonDay(instant, officeZone)} da ${formatTime(locale, instant)}`;
  const options = { timeZone: officeZone, day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  return new Intl.DateTimeFormat(intlTags(locale), options).format(instant);
}

/** A day as the journal writes it, `2027-05-31`, as people read it: `31 mai 2027`. */
export function formatDay(locale: Locale, day: string): string {
  const noon = new Date(`${day}T12:00:00Z`);
  if (locale === 'br') return `${bretonDay(noon.getTime(), 'UTC')} ${noon.getUTCFullYear()}`;
  return new Intl.DateTimeFormat(intlTags(locale), { timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' }).format(noon);
}

/** `31 Mae`: Chromium has no Breton months. */
function bretonDay(instant: number, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('fr-FR', { timeZone, day: 'numeric', month: 'numeric' }).formatToParts(instant);
  const part = (wanted: 'day' | 'month') => parts.find(({ type }) => type === wanted)?.value ?? '';
  return `${part('day')} ${languages.br.t(`month.${Number(part('month'))}`, { ns: 'unicode' })}`;
}

/** Room on a stick: `14,2 Go`. */
export function formatSize(locale: Locale, bytes: number): string {
  return new Intl.NumberFormat(intlTags(locale), { style: 'unit', unit: 'gigabyte', maximumFractionDigits: 1 }).format(bytes / 1e9);
}

/** By the calendar of the post office. */
export function isSameDay(one: number, other: number): boolean {
  const day = new Intl.DateTimeFormat('sv-SE', { timeZone: officeZone, dateStyle: 'short' });
  return day.format(one) === day.format(other);
}

/** What a destination is called where only its code is known. Territories that Unicode has no name for have theirs in the locale files. */
export function placeName(locale: Locale, code: string): string {
  const words = languages[locale];
  const own = `place.${code}`;
  if (words.exists(own, { ns: 'screens' })) return words.t(own, { ns: 'screens' });
  const [region = code] = code.split('-');
  const bundled = `region.${region}`;
  if (words.exists(bundled, { ns: 'unicode' })) return words.t(bundled, { ns: 'unicode' });
  return new Intl.DisplayNames(intlTags(locale), { type: 'region' }).of(region) ?? region;
}

/** What data says of itself, in this language or else in French: operators need not know eleven. */
export function said(locale: Locale, words: Localised): string {
  return words[locale] ?? words.fr;
}

/** The same with its language marked where it is another than the screen's, so that a French name is not spoken as German. */
export function Said({ words }: { readonly words: Localised }) {
  const { locale } = useWords();
  return words[locale] === undefined ? <span lang="fr">{words.fr}</span> : words[locale];
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
  readonly said: (words: Localised) => string;
}

export function useWords(): Words {
  const { t, i18n: instance } = useTranslation('screens');
  const locale = locales.find((known) => known === instance.language) ?? 'fr';
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
    number: (value) => new Intl.NumberFormat(intlTags(locale), { maximumFractionDigits: 1 }).format(value),
    place: (code) => placeName(locale, code),
    said: (words) => said(locale, words),
  };
}
