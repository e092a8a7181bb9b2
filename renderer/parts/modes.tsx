import type { ReactNode } from 'react';
import { standardPreferences, type Preferences } from '../../flows/preferences.ts';
import { textSizes, themes } from '../theme/themes.ts';
import { Ear, EyeShut, FewWords, Half, Halt, Lamp, Letters, LettersUp, Moon, Sand, Seated, Sun } from './drawings/signs.tsx';

/**
 * The ways in which the terminal can be for somebody (EN 301 549 5.2), each said once: the dock's small keys and the dialog
 * that explains them are made of the same modes. They combine; only what excludes another by its nature takes its place.
 */
export type Wish = Partial<Preferences>;

export interface Mode {
  /** Its name is `dialog.accessibility.…`. */
  readonly name: string;
  /** What its name is said with where it stands alone: "Colours, dark". */
  readonly group?: string;
  readonly sign: ReactNode;
  readonly isOn: (preferences: Preferences) => boolean;
  /** What one touch asks for: the mode, or the terminal without it. */
  readonly wish: (preferences: Preferences) => Wish;
}

const themeSigns: Readonly<Record<Preferences['theme'], ReactNode>> = { light: <Sun />, dark: <Moon />, contrast: <Half />, soft: <Lamp /> };

/** On or off, and nothing between. */
function switched<K extends keyof Preferences>(name: string, sign: ReactNode, of: K, on: Preferences[K]): Mode {
  return {
    name,
    sign,
    isOn: (preferences) => preferences[of] === on,
    wish: (preferences) => ({ [of]: preferences[of] === on ? standardPreferences[of] : on }),
  };
}

/** One of several, chosen by itself: touched again it stays. */
function chosen<K extends 'textSize' | 'theme'>(name: string, sign: ReactNode, of: K, value: Preferences[K]): Mode {
  return { name, sign, isOn: (preferences) => preferences[of] === value, wish: () => ({ [of]: value }) };
}

export const speech: Mode = {
  name: 'speech',
  sign: <Ear />,
  isOn: (preferences) => preferences.speech !== 'off',
  wish: (preferences) => ({ speech: preferences.speech === 'off' ? 'speaker' : 'off' }),
};
/** Once more makes it larger still; after the largest the usual size comes back. */
export const textUp: Mode = {
  name: 'text-up',
  sign: <LettersUp />,
  isOn: ({ textSize }) => textSize !== 'standard',
  wish: ({ textSize }) => ({ textSize: textSizes[(textSizes.indexOf(textSize) + 1) % textSizes.length] ?? 'standard' }),
};
export const low = switched('low', <Seated />, 'reach', 'low');
export const easy = switched('easy', <FewWords />, 'wording', 'easy');
export const unhurried = switched('unhurried', <Sand />, 'pace', 'calm');
export const still = switched('calm', <Halt />, 'motion', 'reduced');
export const blank = switched('blank', <EyeShut />, 'screen', 'blank');

export const sizes: readonly Mode[] = textSizes.map((size) => chosen(`text-${size}`, <Letters big={size !== 'standard'} />, 'textSize', size));
export const colours: readonly Mode[] = themes.map((theme) => chosen(`theme-${theme}`, themeSigns[theme], 'theme', theme));

/** What the dock offers on every screen, in one touch each (A11Y-6): low reach first, for whoever reaches no higher (A11Y-41). */
export const dockModes: readonly Mode[] = [low, speech, textUp, ...(['contrast', 'dark', 'soft'] as const).map((theme) => ({ ...switched(`theme-${theme}`, themeSigns[theme], 'theme', theme), group: 'theme' })), easy, unhurried, still];

/** French alone has an easy register (flows/preferences.ts): elsewhere the key would change nothing that is read. */
export function isOffered(mode: Mode, locale: string): boolean {
  return mode !== easy || locale === 'fr';
}

export function isAsForEverybody(preferences: Preferences): boolean {
  return (Object.keys(standardPreferences) as (keyof Preferences)[]).every((key) => preferences[key] === standardPreferences[key]);
}
