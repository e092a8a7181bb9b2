import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { contrast } from '../../flows/theme/contrast.ts';
import { edgePairs, leastOfEdges, leastOfText, textPairs } from '../../flows/theme/pairs.ts';
import { themes } from './themes.ts';

const folder = new URL('.', import.meta.url);
const css = readFileSync(new URL('tokens.css', folder), 'utf8');

function tokensOf(theme: string): Map<string, string> {
  const block = new RegExp(`\\[data-theme='${theme}'\\] \\{([^}]*)\\}`).exec(css)?.[1] ?? '';
  return new Map([...block.matchAll(/--([\w-]+): (#[0-9a-f]{6,8});/g)].map((match) => [match[1] ?? '', match[2] ?? '']));
}

/** What is no colour: sizes and places, defined in the sheets or set by the page from `terminal.json` (renderer/display.ts). */
function definedElsewhere(): string[] {
  const sheets = readdirSync(folder).filter((name) => name.endsWith('.css') && name !== 'tokens.css');
  const defined = sheets.flatMap((name) => [...readFileSync(new URL(name, folder), 'utf8').matchAll(/^\s*--([\w-]+):/gm)].map((match) => match[1] ?? ''));
  return [...defined, 'viewing-distance', 'lower-edge', 'reach-limit'];
}

const measured = themes.map((theme) => ({ theme, least: leastOfText[theme] }));

describe.each(measured)('the $theme theme', ({ theme, least }) => {
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
    expect(contrast(colour(edge), colour(ground))).toBeGreaterThanOrEqual(leastOfEdges);
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
