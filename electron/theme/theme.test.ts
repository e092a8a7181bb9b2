import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { keysSchema } from '../../flows/actions.ts';
import { assetsDirectory } from '../assets.ts';
import { dressed, themePictures, themeStyle } from './dressed.ts';
import { loadTheme, tokens, type ThemeFile } from './theme.ts';

const bundled = join(assetsDirectory(), 'themes');
const loaded = (name: string) => {
  const theme = loadTheme(name, bundled);
  if (!theme.ok) throw new Error(theme.error.join('\n'));
  return theme.value;
};

describe('the themes that come along', () => {
  test.each(['moulin', 'colline'])('%s is one that everybody can read: every pair of its colours is measured', (name) => {
    expect(loadTheme(name, bundled).ok).toBe(true);
  });

  test('Moulin’s is the page’s own sheet, so that a page without a host looks the same', () => {
    const sheet = readFileSync(new URL('../../renderer/theme/tokens.css', import.meta.url), 'utf8');
    for (const [appearance, colours] of Object.entries(loaded('moulin').colours)) {
      const [, block = ''] = new RegExp(`\\[data-theme='${appearance}'\\] \\{([^}]*)\\}`).exec(sheet) ?? [];
      expect(Object.fromEntries([...block.matchAll(/--([\w-]+): (#\w+);/g)].map(([, token = '', value = '']) => [token, value]))).toEqual(colours);
    }
  });

  test('are told apart at a glance: other ground, other ink, other accent, another name, other notes, another picture', () => {
    const [one, other] = [loaded('moulin'), loaded('colline')];
    for (const token of ['paper', 'ink', 'wheat'] as const) expect(one.colours.light[token]).not.toBe(other.colours.light[token]);
    expect([one.name, other.name]).toEqual([null, 'Colline']);
    expect(one.sounds).not.toEqual(other.sounds);
    expect([themePictures(one).size, themePictures(other).size]).toEqual([0, 2]);
  });
});

describe('an operator’s own theme', () => {
  let directory: string;
  const written = (change: (theme: ThemeFile) => unknown) => {
    const theme = JSON.parse(readFileSync(join(bundled, 'colline', 'theme.json'), 'utf8')) as ThemeFile;
    writeFileSync(join(directory, 'theme.json'), JSON.stringify(change(theme)));
    const answer = loadTheme(directory, bundled);
    return answer.ok ? [] : answer.error;
  };
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'moulin-theme-'));
    cpSync(join(bundled, 'colline'), directory, { recursive: true });
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  test('is taken from its own folder', () => {
    expect(written((theme) => ({ ...theme, name: 'Ailleurs' }))).toEqual([]);
  });

  test('whose words cannot be told from their ground does not start, and says which', () => {
    const pale = written((theme) => ({ ...theme, colours: { ...theme.colours, dark: { ...theme.colours.dark, 'ink-2': theme.colours.dark.card } } }));
    expect(pale.join('\n')).toContain('colours.dark: ink-2 on card is 1.00:1, and must be 4.5:1 or better.');
  });

  test('needs 7:1 in high contrast', () => {
    const grey = written((theme) => ({ ...theme, colours: { ...theme.colours, contrast: { ...theme.colours.contrast, 'ink-2': '#949494' } } }));
    expect(grey).toContainEqual(expect.stringMatching(/colours\.contrast: ink-2 on paper is 6\.\d+:1, and must be 7:1/));
  });

  test.each<[string, (theme: ThemeFile) => unknown, string]>([
    ['a colour by its name', (theme) => ({ ...theme, colours: { ...theme.colours, light: { ...theme.colours.light, ink: 'navy' } } }), 'colours.light.ink'],
    ['a colour that is missing', (theme) => ({ ...theme, colours: { ...theme.colours, light: { ink: '#000000' } } }), 'colours.light.paper'],
    ['a picture outside its folder', (theme) => ({ ...theme, pictures: { attract: { ...theme.pictures.attract, light: '../../secret.svg' } } }), 'pictures.attract.light'],
    ['a picture that is not there', (theme) => ({ ...theme, pictures: { attract: { ...theme.pictures.attract, light: 'nowhere.svg' } } }), 'nowhere.svg is not in'],
    ['a call of ten seconds', (theme) => ({ ...theme, sounds: { call: [{ pitch: 440, from: 10 }] } }), 'sounds.call.0.from'],
    ['a voice for a language that nobody speaks here', (theme) => ({ ...theme, voices: { xx: 'x' } }), 'voices'],
    ['what no theme has', (theme) => ({ ...theme, scripts: [] }), 'scripts'],
  ])('%s is refused, by its place in the file', (_, change, place) => {
    expect(written(change).join('\n')).toContain(place);
  });

  test('that is not there, or no JSON, is one sentence with the remedy', () => {
    writeFileSync(join(directory, 'theme.json'), '{');
    for (const asked of [directory, 'nobody']) expect(loadTheme(asked, bundled)).toEqual({ ok: false, error: [expect.stringContaining('as "theme" in terminal.json')] });
  });
});

describe('a page', () => {
  const html = '<html lang="fr"><head></head><body>kiosk</body></html>';

  test('is told of its display and its operator, and loads the theme’s sheet last', () => {
    const page = dressed(html, { millimetresPerPixel: 0.3, lowerEdgeMillimetres: 900, viewingDistanceMillimetres: 700 }, loaded('colline'));
    for (const said of ['data-millimetres-per-pixel="0.3"', 'data-lower-edge-millimetres="900"', 'data-viewing-distance-millimetres="700"', 'data-operator="Colline"', 'data-scene-dark="/operator/attract-dark.svg"', 'data-call-notes="523@0 659@0.24 784@0.48"']) expect(page).toContain(said);
    expect(page).toContain('<link rel="stylesheet" href="/operator.css"></body>');
  });

  test('is told what the keys of this terminal mean (A11Y-78)', () => {
    expect(dressed(html, {}, null, keysSchema.parse({ keypad: { F17: 'Help' } }))).toContain('data-keys="{&#34;keypad&#34;:{&#34;F17&#34;:&#34;Help&#34;}');
  });

  test('without either is as it was built', () => {
    expect(dressed(html, {}, null)).toBe(html);
  });

  test('takes an operator’s name as words and not as mark-up', () => {
    expect(dressed(html, {}, { ...loaded('colline'), name: '"><script>' })).not.toContain('<script>');
  });

  test('has every token of every appearance in the theme’s sheet', () => {
    const sheet = themeStyle(loaded('colline'));
    const written = [...sheet.matchAll(/--([\w-]+):/g)].map(([, token]) => token);
    expect(Map.groupBy(written, (token) => token)).toEqual(Map.groupBy([...tokens, ...tokens, ...tokens, ...tokens], (token) => token));
  });
});
