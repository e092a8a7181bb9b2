import type { Preferences } from '../../flows/preferences.ts';

/** What the sheets know how to dress a screen in; the first of each is what everybody finds. */
export const textSizes = ['standard', 'large', 'larger', 'largest'] as const satisfies readonly Preferences['textSize'][];
export const themes = ['light', 'dark', 'contrast', 'soft'] as const satisfies readonly Preferences['theme'][];
