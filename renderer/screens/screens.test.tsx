import { renderToStaticMarkup } from 'react-dom/server';
import { beforeAll, describe, expect, test } from 'vitest';
import en from '../../assets/locales/en/screens.json' with { type: 'json' };
import fr from '../../assets/locales/fr/screens.json' with { type: 'json' };
import { intentSchema } from '../../flows/intents.ts';
import { viewSchema, type View } from '../../flows/view.ts';
import { everyFixture } from '../fixtures.ts';
import { KioskPage } from '../kiosk-page.tsx';
import { languages, loadEveryLanguage } from '../parts/languages.ts';
import { loadLater } from '../presence.ts';
import { firstScreens } from './index.ts';
import { laterScreens } from './later.ts';

beforeAll(() => Promise.all([loadLater(), loadEveryLanguage()]));

const members = viewSchema.options.map((option) => option.shape.screen.value);

function render(view: View, connection: 'open' | 'lost' = 'open'): string {
  return renderToStaticMarkup(<KioskPage view={view} connection={connection} send={() => undefined} />);
}

/** What a customer reads: the page without its tags. */
function textOf(markup: string): string {
  return markup.replaceAll(/<[^>]+>/g, ' ').replaceAll(/[ \n\t]+/g, ' ');
}

test('every member of the view has its screen, and no screen is without a member', () => {
  expect(Object.keys({ ...firstScreens, ...laterScreens }).sort()).toEqual([...members].sort());
});

test('every member of the view is among the fixtures', () => {
  expect(new Set(everyFixture().map(({ view }) => view.screen))).toEqual(new Set(members));
});

const cases = everyFixture().flatMap(({ screen, fixture, view }) => (['fr', 'en'] as const).map((locale) => ({ name: `${screen} ${fixture} ${locale}`, view: { ...view, locale } })));

describe.each(cases)('$name', ({ view }) => {
  test('is a view the link would let through', () => {
    expect(viewSchema.safeParse(view).error).toBeUndefined();
  });

  test('is drawn in whole words: no missing sentence, no empty hole', () => {
    const missing: string[] = [];
    const note = (_languages: unknown, _namespace: unknown, key: string) => missing.push(key);
    const language = languages[view.locale];
    language.options.saveMissing = true;
    language.on('missingKey', note);
    const markup = render(view);
    language.off('missingKey', note);
    expect(missing).toEqual([]);
    const text = textOf(markup);
    expect(text).not.toMatch(/\{\{|\}\}|undefined|NaN|\[object/);
    // A key that was not found is shown as itself: dotted, without spaces.
    expect(text).not.toMatch(/\b(?:address|attract|basket|deposit|dialog|farewell|issuing|kind|offers|pay|piece|product|reason|weigh)\.[a-z]/);
    expect(markup).toContain(`data-screen="${view.screen}"`);
    expect(markup).toContain(`lang="${view.locale}"`);
  });

  test('has one title and at most one main button', () => {
    const markup = render(view);
    const asked = view.dialog !== null || view.helper?.phase === 'signing-in' || view.helper?.phase === 'consent';
    const behind = asked ? markup.slice(markup.indexOf('class="sheet"')) : markup;
    expect(behind.match(/<h1/g)).toHaveLength(1);
    expect((behind.match(/press main-button/g) ?? []).length).toBeLessThanOrEqual(1);
  });

  test('keeps the same four places in the dock, in the same order', () => {
    const dock = /<nav class="dock".*?<\/nav>/.exec(render(view))?.[0] ?? '';
    const places = [...dock.matchAll(/dock-empty|data-choice="(back|cancel|call|languages|accessibility)"/g)].map((match) => match[1] ?? 'none');
    expect(places.slice(1)).toEqual(['call', 'languages', 'accessibility']);
    expect(places[0]).toBe(view.back ?? 'none');
  });

  test('shows the money whenever there is some', () => {
    const plate = /<p class="money-plate" data-state="([\w-]+)">/.exec(render(view))?.[1] ?? null;
    expect(plate).toBe(view.screen === 'pay' && view.phase === 'checking' ? 'checking' : (view.money?.state ?? null));
  });

  test('sends nothing that is not an intent', () => {
    const known = new Set<string>(intentSchema.options.map((option) => option.shape.type.value));
    const written = [...render(view).matchAll(/data-intent="([^"]+)"/g)].map((match) => match[1] ?? '');
    expect(written.filter((type) => !known.has(type))).toEqual([]);
  });
});

test('while the connection is lost the screen stays and cannot be touched', () => {
  const [first] = everyFixture();
  if (first === undefined) throw new Error('no fixture');
  const markup = render(first.view, 'lost');
  expect(markup).toContain('class="behind" inert=""');
  expect(textOf(markup)).toContain(fr.connection.lost);
  expect(en.connection.lost).not.toBe(fr.connection.lost);
});

test('an offer that is impossible stays on the screen, with its reason, and cannot be chosen', () => {
  const parcel = everyFixture().find(({ screen, fixture }) => screen === 'offers' && fixture === 'parcel');
  if (parcel === undefined) throw new Error('no such fixture');
  const markup = render(parcel.view);
  expect(markup).toMatch(/<div class="offer impossible" data-choice="lettre_verte_suivie">/);
  expect(textOf(markup)).toContain(fr.reason['too-thick-for-letter']);
});
