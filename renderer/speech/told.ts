import type { Locale } from '../../flows/locales.ts';

/** What is heard, as text: a DOM event when its turn has come, so that a journey reads what a person hears. Never in a log. */
export interface Told {
  readonly text: string;
  readonly lang: Locale;
  readonly private: boolean;
}

export const toldEvent = 'moulin:spoken';

export function tell(told: Told): void {
  document.dispatchEvent(new CustomEvent<Told>(toldEvent, { detail: told }));
}

/** Stands on the root element while something is said: other sounds wait (A11Y-20). */
export function markSpeaking(speaks: boolean): void {
  document.documentElement.toggleAttribute('data-speaking', speaks);
}

export function isSpeaking(): boolean {
  return document.documentElement.hasAttribute('data-speaking');
}
