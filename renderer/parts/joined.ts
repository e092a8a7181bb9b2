import type { Locale } from '../../flows/locales.ts';
import { directionOf } from './languages.ts';

/**
 * Short facts side by side: `Colissimo à domicile · 1 240 g · Lyon`. Where the page reads from the right each is isolated, and a
 * mark in front says so (UAX #9, 2.4 and 2.6): by a French name alone the whole line would turn round.
 */
export function joined(locale: Locale, facts: readonly string[]): string {
  const told = facts.filter((fact) => fact !== '');
  return directionOf(locale) === 'ltr' ? told.join(' · ') : told.length === 0 ? '' : `\u200F${told.map((fact) => `\u2068${fact}\u2069`).join(' · ')}`;
}
