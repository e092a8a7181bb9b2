import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const folder = new URL('.', import.meta.url);
const css = readFileSync(new URL('tokens.css', folder), 'utf8');

function tokensOf(theme: string): Map<string, string> {
  const block = new RegExp(`\\[data-theme='${theme}'\\] \\{([^}]*)\\}`).exec(css)?.[1] ?? '';
  return new Map([...block.matchAll(/--([\w-]+): (#[0-9a-f]{6,8});/g)].map((match) => [match[1] ?? '', match[2] ?? '']));
}

/** WCAG 2.2 relative luminance. */
function luminance(colour: string): number {
  const channel = (from: number) => {
    const value = Number.parseInt(colour.slice(from, from + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** What is no colour: sizes and places, defined in the sheets or set by the page from `terminal.json` (renderer/display.ts). */
function definedElsewhere(): string[] {
  const sheets = readdirSync(folder).filter((name) => name.endsWith('.css') && name !== 'tokens.css');
  const defined = sheets.flatMap((name) => [...readFileSync(new URL(name, folder), 'utf8').matchAll(/^\s*--([\w-]+):/gm)].map((match) => match[1] ?? ''));
  return [...defined, 'viewing-distance', 'lower-edge', 'reach-limit'];
}

/** Every pair of text and ground that the style sheets make. */
const textPairs = [
  ['ink', 'paper'], ['ink', 'paper-2'], ['ink', 'card'], ['ink', 'wheat-2'], ['ink', 'brick-2'], ['ink', 'sky-ground'], ['ink', 'sun'], ['ink', 'sky-2'],
  ['ink-2', 'paper'], ['ink-2', 'paper-2'], ['ink-2', 'card'], ['on-wheat', 'wheat'],
  ['sage', 'sage-2'], ['brick', 'brick-2'], ['brick', 'card'], ['brick', 'paper'], ['sky', 'sky-2'],
  ['paper', 'ink'], ['paper', 'sage'], ['paper', 'sky'], ['shade', 'sheet'], ['code', 'code-ground'],
] as const;

/** What bounds a control or carries a meaning without words. */
const edgePairs = [
  ['edge', 'paper'], ['edge', 'card'], ['edge', 'wheat-2'], ['focus', 'paper'], ['focus', 'card'], ['focus', 'paper-2'], ['brick', 'card'],
] as const;

const themes = [
  { theme: 'light', least: 4.5 },
  { theme: 'dark', least: 4.5 },
  { theme: 'contrast', least: 7 },
  { theme: 'soft', least: 4.5 },
];

describe.each(themes)('the $theme theme', ({ theme, least }) => {
  const tokens = tokensOf(theme);
  const colour = (name: string): string => {
    const value = tokens.get(name);
    if (value === undefined) throw new Error(`${theme} has no --${name}`);
    return value;
  };

  test.each(textPairs)(`%s on %s is read at ${least}:1 or better`, (text, ground) => {
    expect(contrast(colour(text), colour(ground))).toBeGreaterThanOrEqual(least);
  });

  test.each(edgePairs)('%s beside %s is seen at 3:1 or better', (edge, ground) => {
    expect(contrast(colour(edge), colour(ground))).toBeGreaterThanOrEqual(3);
  });

  test('it names the same tokens as the light one', () => {
    expect([...tokens.keys()]).toEqual([...tokensOf('light').keys()]);
    expect(tokens.size).toBeGreaterThan(25);
  });
});

test('black on white is 21:1, so the measure itself is right', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
});

test('no style sheet but the tokens writes a colour, so no pair escapes the measure', () => {
  const sheets = readdirSync(folder).filter((name) => name.endsWith('.css') && name !== 'tokens.css');
  expect(sheets.length).toBeGreaterThan(4);
  expect(sheets.filter((name) => /#[0-9a-f]{3,8}\b|rgba?\(|hsla?\(/i.test(readFileSync(new URL(name, folder), 'utf8')))).toEqual([]);
});

test('every token that a style sheet or a drawing uses exists', () => {
  const known = new Set([...tokensOf('light').keys(), ...definedElsewhere()]);
  const sources = [folder, new URL('../parts/drawings/', folder)].flatMap((from) =>
    readdirSync(from).filter((name) => /\.(css|tsx)$/.test(name)).map((name) => readFileSync(new URL(name, from), 'utf8')),
  );
  const used = new Set(sources.flatMap((source) => [...source.matchAll(/var\(--([\w-]+)/g)].map((match) => match[1] ?? '')));
  expect([...used].filter((name) => !known.has(name))).toEqual([]);
});
