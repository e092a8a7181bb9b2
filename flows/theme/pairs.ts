import type { Preferences } from '../preferences.ts';
import { contrast } from './contrast.ts';

/**
 * Which colours stand on which, and how well they must be told apart: what holds for our own sheets holds for an operator's
 * theme. A pair that is not here is not drawn.
 */

/** Every pair of text and ground that the style sheets make. */
export const textPairs = [
  ['ink', 'paper'], ['ink', 'paper-2'], ['ink', 'card'], ['ink', 'wheat-2'], ['ink', 'brick-2'], ['ink', 'sky-ground'], ['ink', 'sun'], ['ink', 'sky-2'],
  ['ink-2', 'paper'], ['ink-2', 'paper-2'], ['ink-2', 'card'], ['on-wheat', 'wheat'],
  ['sage', 'sage-2'], ['brick', 'brick-2'], ['brick', 'card'], ['brick', 'paper'], ['sky', 'sky-2'],
  ['paper', 'ink'], ['paper', 'sage'], ['paper', 'sky'], ['shade', 'sheet'], ['code', 'code-ground'],
] as const;

/** What bounds a control or carries a meaning without words. */
export const edgePairs = [
  ['edge', 'paper'], ['edge', 'card'], ['edge', 'wheat-2'], ['focus', 'paper'], ['focus', 'card'], ['focus', 'paper-2'], ['brick', 'card'],
] as const;

/** WCAG 2.2 1.4.3, and 1.4.6 in high contrast (A11Y-52). */
export const leastOfText: Readonly<Record<Preferences['theme'], number>> = { light: 4.5, dark: 4.5, soft: 4.5, contrast: 7 };
/** WCAG 2.2 1.4.11. */
export const leastOfEdges = 3;

export interface Weak {
  readonly colour: string;
  readonly ground: string;
  /** To one. */
  readonly contrast: number;
  readonly least: number;
}

/** The pairs that cannot be told apart well enough. A colour that is not there counts as told apart from nothing. */
export function weakPairs(theme: Preferences['theme'], colours: Readonly<Record<string, string>>): readonly Weak[] {
  const measured = (pairs: readonly (readonly [string, string])[], least: number): Weak[] =>
    pairs.map(([colour, ground]) => ({ colour, ground, contrast: contrast(colours[colour] ?? '#000000', colours[ground] ?? '#000000'), least }));
  return [...measured(textPairs, leastOfText[theme]), ...measured(edgePairs, leastOfEdges)].filter((pair) => pair.contrast < pair.least);
}
