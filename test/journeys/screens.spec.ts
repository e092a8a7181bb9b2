import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { locales, type Locale } from '../../flows/locales.ts';
import { standardPreferences, type Preferences } from '../../flows/preferences.ts';
import type { View } from '../../flows/view.ts';
import { everyFixture } from '../../renderer/fixtures.ts';
import { textSizes } from '../../renderer/theme/themes.ts';
import { test } from './journey.ts';
import { measure, type Box, type Modes } from './measure.ts';
import { ShownScreens } from './showing.ts';

const portrait = { width: 1080, height: 1920 };
const landscape = { width: 1920, height: 1080 };
const conformance = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

type Size = Preferences['textSize'];

interface Look {
  readonly locale: Locale;
  readonly theme: Preferences['theme'];
  readonly viewport: { readonly width: number; readonly height: number };
  readonly sizes: readonly Size[];
  readonly reach?: Preferences['reach'];
  /** The theme has been looked at on every fixture already: one of each screen is enough. */
  readonly again?: true;
  readonly training?: boolean;
  /** Only measured: the rules of axe were put to the same screens in another look. */
  readonly withoutAxe?: true;
}

const both = ['standard', 'large'] as const;
const largest = ['largest'] as const;

/** Each theme, each size, each reach and each way of standing, on every screen or one of each; German, for its words are the longest. */
const everyDay: Readonly<Record<string, Look>> = {
  'in French, light, portrait': { locale: 'fr', theme: 'light', viewport: portrait, sizes: both },
  'in English, dark, landscape': { locale: 'en', theme: 'dark', viewport: landscape, sizes: ['standard'] },
  'in French, high contrast, landscape': { locale: 'fr', theme: 'contrast', viewport: landscape, sizes: both, again: true },
  'in French, low glare, portrait': { locale: 'fr', theme: 'soft', viewport: portrait, sizes: ['larger'], again: true },
  'in English, light, portrait, school mode': { locale: 'en', theme: 'light', viewport: portrait, sizes: both, again: true, training: true },
  'in German, light, portrait, largest': { locale: 'de', theme: 'light', viewport: portrait, sizes: largest, again: true },
  'in German, light, landscape, largest': { locale: 'de', theme: 'light', viewport: landscape, sizes: largest, again: true, withoutAxe: true },
  'in German, light, portrait, low reach, largest': { locale: 'de', theme: 'light', viewport: portrait, sizes: largest, reach: 'low', again: true, withoutAxe: true },
  'in French, light, portrait, low reach': { locale: 'fr', theme: 'light', viewport: portrait, sizes: ['standard'], reach: 'low', again: true, withoutAxe: true },
  'in Arabic, light, portrait, largest': { locale: 'ar', theme: 'light', viewport: portrait, sizes: largest, again: true },
};

/** `npm run measure`: every language, size, reach and way of standing, on every view there is; the colours are pairs, measured beside the tokens. */
function everything(): Readonly<Record<string, Look>> {
  const looks = locales.flatMap((locale) =>
    (['full', 'low'] as const).flatMap((reach) =>
      Object.entries({ portrait, landscape }).map(([standing, viewport]) => [`everything in ${locale}, ${standing}, ${reach} reach`, { locale, theme: 'light', viewport, sizes: textSizes, reach, withoutAxe: true }] as const),
    ),
  );
  return Object.fromEntries(looks);
}

const looks = process.env['MOULIN_MEASURE'] === 'all' ? { ...everyDay, ...everything() } : everyDay;

/** 0.7° at 600 mm, the distance of the reference display (EN 301 549 5.1.4). */
const leastCapInTheLargest = 0.01222 * 600;
/** Languages whose letters have no capitals. */
const withoutCapitals: ReadonlySet<Locale> = new Set(['ar', 'zh']);

/** Whoever asked for more room may have to move a screen; everybody else sees all of it at once. */
function modesOf({ locale, reach = 'full', training = false }: Look, textSize: Size): Modes {
  return {
    leastCap: textSize === 'largest' && !withoutCapitals.has(locale) ? leastCapInTheLargest : 0,
    reachLimit: reach === 'low' ? 1_100 : Number.POSITIVE_INFINITY,
    mayScroll: textSize !== 'standard' || reach === 'low' || training || !['fr', 'en'].includes(locale),
  };
}

/** Without motion: what is measured stands still. */
function dressed(view: View, { locale, theme, reach = 'full', training = false }: Look, textSize: Size): View {
  return { ...view, locale, training: view.training || training, preferences: { ...standardPreferences, theme, textSize, reach, motion: 'reduced' } };
}

/** Pages that have axe in them already: putting its half megabyte there takes longer than looking at a screen. */
const equipped = new WeakSet<Page>();

async function axe(page: Page): Promise<string[]> {
  const source = equipped.has(page) ? { axeSource: 'void 0' } : {};
  equipped.add(page);
  // The legacy mode only leaves out frames of other sites, which a terminal has not; it needs no second page.
  // A terminal may not be zoomed with two fingers (SEC-13); its large text is what the rule wants (EN 301 549 5.1.4).
  const { violations } = await new AxeBuilder({ page, ...source }).setLegacyMode().options({ resultTypes: ['violations'] }).withTags(conformance).disableRules(['meta-viewport']).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}: ${node.failureSummary ?? ''}`));
}

/** There are some hundred and fifty fixtures, and axe takes a third of a second for each on a busy machine. */
const lookedAtWithinMs = 240_000;

type Fixtures = ReturnType<typeof everyFixture>;
const fixtures = everyFixture() as readonly [Fixtures[number], ...Fixtures];
const onePerScreen = fixtures.filter(({ screen }, index) => fixtures.findIndex((one) => one.screen === screen) === index);

for (const [name, look] of Object.entries(looks)) {
  test.describe(name, () => {
    test.use({ viewport: look.viewport });
    test.setTimeout(lookedAtWithinMs);

    test('every screen fits, can be touched, and keeps the dock where it is', async ({ kiosk, page }) => {
      const screens = await ShownScreens.open(page, kiosk.address, dressed(fixtures[0].view, look, 'standard'));
      const faults: string[] = [];
      const dock = new Map<string, Box>();
      for (const textSize of look.sizes) {
        for (const { screen, fixture, view } of look.again === true ? onePerScreen : fixtures) {
          await screens.show(dressed(view, look, textSize));
          const measured = await measure(page, modesOf(look, textSize));
          faults.push(...measured.faults.map((fault) => `${screen}/${fixture}, ${textSize}: ${fault}`));
          for (const [key, box] of Object.entries(measured.dock)) {
            const known = dock.get(`${textSize} ${key}`);
            if (known === undefined) dock.set(`${textSize} ${key}`, box);
            else if (JSON.stringify(known) !== JSON.stringify(box)) faults.push(`${screen}/${fixture}, ${textSize}: the dock’s ${key} is at ${JSON.stringify(box)}, elsewhere at ${JSON.stringify(known)}`);
          }
        }
      }
      expect(faults).toEqual([]);
    });

    if (look.withoutAxe === true) return;
    test('axe finds nothing on any screen', async ({ kiosk, page }) => {
      // Of the other themes one of each screen: what differs is the colours, and every pair of them is measured beside the tokens.
      const looked = look.again === true || look.theme !== 'light' ? onePerScreen : fixtures;
      const screens = await ShownScreens.open(page, kiosk.address, dressed(fixtures[0].view, look, 'standard'));
      const found: string[] = [];
      for (const { screen, fixture, view } of looked) {
        await screens.show(dressed(view, look, look.sizes[0] ?? 'standard'));
        found.push(...(await axe(page)).map((violation) => `${screen}/${fixture}: ${violation}`));
      }
      expect(found).toEqual([]);
    });
  });
}

test('the measuring finds what is wrong: a key too small, two too near, a sentence cut off, a line beyond the edge', async ({ kiosk, page }) => {
  const look = { locale: 'fr', theme: 'light', viewport: portrait, sizes: ['standard'] } as const;
  const basket = fixtures.find(({ screen, fixture }) => screen === 'basket' && fixture === 'two');
  if (basket === undefined) throw new Error('no basket among the fixtures');
  await ShownScreens.open(page, kiosk.address, dressed(basket.view, look, 'standard'));
  const wrong: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    'less than 20 mm': { selector: '.main-button', height: '6rem', 'min-height': '0' },
    'less than 15 mm': { selector: '.stepper-key', width: '5rem', 'min-width': '0' },
    'apart, less than 3 mm': { selector: '.second-button', translate: '0 6rem' },
    'is cut off by': { selector: '.basket-words strong', 'overflow': 'hidden', 'width': '3rem', 'white-space': 'nowrap' },
    'leaves the screen': { selector: '.total', translate: '60rem 0' },
    'lies under': { selector: 'h1', translate: '0 160rem' },
    'stands behind what is touched': { selector: 'h1', translate: '0 100rem' },
  };
  for (const [fault, { selector = '', ...style }] of Object.entries(wrong)) {
    const element = page.locator(selector).first();
    await element.evaluate((found: HTMLElement, properties) => Object.entries(properties).forEach(([name, value]) => found.style.setProperty(name, value, 'important')), style);
    expect((await measure(page)).faults.join('\n')).toContain(fault);
    await element.evaluate((found) => found.removeAttribute('style'));
    expect((await measure(page)).faults).toEqual([]);
  }
});
