import { renderToStaticMarkup } from 'react-dom/server';
import { beforeAll, describe, expect, test } from 'vitest';
import { locales, type Locale } from '../../flows/locales.ts';
import type { View } from '../../flows/view.ts';
import { everyFixture } from '../fixtures.ts';
import { KioskPage } from '../kiosk-page.tsx';
import { languages, loadEveryLanguage } from '../parts/languages.ts';
import { loadLater } from '../presence.ts';
import { readPage, type Part } from './reading.ts';
import { announcement, utterancesOf, type Hearing, type Spoken } from './sentences.ts';
import type { Readable } from './tree.ts';
import { writtenPage } from './written-page.fixture.ts';

/** Every view of the fixtures, as it is heard: nothing that matters is on the screen alone (A11Y-11, A11Y-25, A11Y-26). */

beforeAll(() => Promise.all([loadLater(), loadEveryLanguage()]));

const inPrivate: Hearing = { route: 'headphones', agreed: false };
const aloud: Hearing = { route: 'speaker', agreed: false };
const spokenIn = (locale: Locale): Spoken => (key, values) => languages[locale].t(`spoken.${key}`, { ns: 'screens', ...values });

function pageOf(view: View): Readable {
  return writtenPage(renderToStaticMarkup(<KioskPage view={view} connection="open" send={() => undefined} />));
}

/** All that can be heard of a page: what it says by itself, and what is reached on it. */
function heard(parts: readonly Part[], hearing: Hearing, locale: Locale): string {
  const spoken = spokenIn(locale);
  return [...announcement(parts, hearing, spoken), ...parts.flatMap((part) => utterancesOf(part, hearing, spoken))].map(({ text }) => text).join('\n');
}

/** Elements that pass, outermost first, but for those that a reader is not to see. */
function find(node: Readable, wanted: (node: Readable) => boolean): Readable[] {
  if (isUnheard(node)) return [];
  return [...(wanted(node) ? [node] : []), ...node.children.flatMap((child) => (typeof child === 'string' ? [] : find(child, wanted)))];
}

/** What is drawn behind a question is not there for whoever listens. */
const isUnheard = (node: Readable): boolean => node.attribute('aria-hidden') === 'true' || node.attribute('inert') !== null;

function textOf(node: Readable): string {
  return node.children.map((child) => (typeof child === 'string' ? child : isUnheard(child) ? '' : textOf(child))).join(' ');
}

const squeezed = (text: string): string => text.replaceAll(/[\s,.\u00AD]+/gu, '');
const isError = (node: Readable): boolean => node.attribute('role') === 'alert' || node.attribute('data-tone') === 'brick' || node.attribute('data-problem') !== null;
const priced = /\d[\d.,\u00A0\u202F\s]*€|€\s?\d[\d.,]*/gu;

describe.each(locales)('in %s', (locale) => {
  test.each(everyFixture().map(({ screen, fixture, view }) => [`${screen} ${fixture}`, view] as const))('%s is read with its title, every price and every error on it', (_name, view) => {
    // An effect chooses the language in a browser; what is written out at once is drawn in French before it.
    const page = pageOf({ ...view, locale });
    const parts = readPage(page);
    const all = squeezed(heard(parts, inPrivate, locale));
    const [title] = [...find(page, (node) => node.tag === 'h1'), ...find(page, (node) => node.tag === 'h2')];
    expect(title).toBeDefined();
    expect(squeezed(announcement(parts, inPrivate, spokenIn(locale))[0]?.text ?? '')).toContain(squeezed(title === undefined ? '' : textOf(title)));
    for (const price of textOf(page).match(priced) ?? []) expect(all).toContain(squeezed(price));
    for (const error of find(page, isError)) for (const words of wordsIn(error)) expect(all).toContain(squeezed(words));
    expect(all).not.toMatch(/spoken\.|\{\{|undefined/u);
  });
});

function wordsIn(node: Readable): string[] {
  return node.children.flatMap((child) => (typeof child === 'string' ? (child.trim() === '' ? [] : [child]) : isUnheard(child) ? [] : wordsIn(child)));
}

test('every key on every screen is heard by its name, as assistive technology has it (A11Y-13)', () => {
  for (const { view } of everyFixture()) {
    const page = pageOf(view);
    const parts = readPage(page);
    for (const key of find(page, (node) => node.tag === 'button')) {
      const name = key.attribute('aria-label') ?? textOf(key);
      const part = parts.find(({ source }) => source === key.source);
      expect(squeezed(utterancesOf(part as Part, inPrivate, spokenIn('fr')).map(({ text }) => text).join(' '))).toContain(squeezed(name));
    }
  }
});

test('no name and no street is said aloud before whoever it belongs to wants it (A11Y-19)', () => {
  for (const { view } of everyFixture().filter((one) => one.view.screen === 'address')) {
    const parts = readPage(pageOf(view));
    const said = heard(parts, aloud, 'fr');
    for (const part of parts.filter((one) => one.private && one.kind !== 'field')) expect(said).not.toContain(part.text);
    for (const { value } of parts.filter((one) => one.private && one.value !== null && one.value.length > 1)) expect(said).not.toContain(value);
  }
  const check = everyFixture().find(({ screen, fixture }) => screen === 'address' && fixture === 'check')?.view;
  if (check?.screen !== 'address') throw new Error('no such fixture');
  const parts = readPage(pageOf(check));
  for (const line of check.lines) {
    expect(heard(parts, aloud, 'fr')).not.toContain(line);
    expect(heard(parts, inPrivate, 'fr')).toContain(line);
  }
});

test('no digit of a PIN is said aloud, whoever stands there (A11Y-18)', () => {
  const signingIn = everyFixture().filter(({ view }) => view.helper?.phase === 'signing-in');
  expect(signingIn.length).toBeGreaterThan(0);
  for (const { view } of signingIn) {
    const keys = readPage(pageOf(view)).filter(({ masked }) => masked);
    expect(keys.length).toBeGreaterThanOrEqual(10);
    for (const part of keys) expect(utterancesOf(part, { route: 'speaker', agreed: true }, spokenIn('fr'))[0]?.text).not.toMatch(/\d/u);
  }
});

test('a word that may be parted on the screen is whole to the ear', () => {
  const parts = readPage(writtenPage('<main><h1>Sendungs\u00ADverfolgung</h1><button>Bedien\u00ADhilfen</button></main>'));
  expect(parts.map(({ text }) => text)).toEqual(['Sendungsverfolgung', 'Bedienhilfen']);
});
