import { join } from 'node:path';
import type { Config } from '../config.ts';
import type { OperatorTheme } from './theme.ts';

/** What the page must know of where it is shown, written on its root element: sizes are in millimetres, a keypad has keys, and a theme is an operator's. */

export const themeStylePath = '/operator.css';
const picturesPath = '/operator/';

/** Heavier than the page's own sheet, which is loaded after it. */
export function themeStyle({ colours }: OperatorTheme): string {
  const block = ([appearance, values]: [string, Readonly<Record<string, string>>]) =>
    `:root [data-theme='${appearance}'], :root[data-theme='${appearance}'] {\n${Object.entries(values).map(([token, value]) => `  --${token}: ${value};`).join('\n')}\n}\n`;
  return Object.entries(colours).map(block).join('\n');
}

/** The theme's pictures by the path that asks for them. */
export function themePictures({ directory, pictures }: OperatorTheme): ReadonlyMap<string, string> {
  return new Map(Object.values(pictures.attract ?? {}).map((name) => [`${picturesPath}${name}`, join(directory, name)]));
}

export function dressed(html: string, display: Partial<Config['display']>, theme: OperatorTheme | null, keys?: Config['keys']): string {
  const said: Readonly<Record<string, string | number>> = { ...displayAttributes(display), ...(keys === undefined ? {} : { keys: JSON.stringify(keys) }), ...(theme === null ? {} : themeAttributes(theme)) };
  const attributes = Object.entries(said).map(([name, value]) => ` data-${name}="${escaped(String(value))}"`);
  const page = html.replace(/<html\b/iu, `<html${attributes.join('')}`);
  // At the end of the body: the mill that stands in the page is painted without waiting for it.
  return theme === null ? page : page.replace(/<\/body>/iu, `<link rel="stylesheet" href="${themeStylePath}"></body>`);
}

function displayAttributes({ millimetresPerPixel, lowerEdgeMillimetres, viewingDistanceMillimetres }: Partial<Config['display']>): Record<string, number> {
  return {
    ...(millimetresPerPixel === undefined ? {} : { 'millimetres-per-pixel': millimetresPerPixel }),
    ...(lowerEdgeMillimetres === undefined ? {} : { 'lower-edge-millimetres': lowerEdgeMillimetres }),
    ...(viewingDistanceMillimetres === undefined ? {} : { 'viewing-distance-millimetres': viewingDistanceMillimetres }),
  };
}

function themeAttributes({ name, sounds, pictures }: OperatorTheme): Record<string, string> {
  const scenes = Object.entries(pictures.attract ?? {}).map(([appearance, file]) => [`scene-${appearance}`, `${picturesPath}${file}`]);
  return {
    ...(name === null ? {} : { operator: name }),
    'call-notes': sounds.call.map(({ pitch, from }) => `${pitch}@${from}`).join(' '),
    ...(Object.fromEntries(scenes) as Record<string, string>),
  };
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/gu, (character) => `&#${character.codePointAt(0)};`);
}
