import { expect, type Page } from '@playwright/test';
import { standardPreferences, type Preferences } from '../../flows/preferences.ts';
import { everyFixture } from '../../renderer/fixtures.ts';
import { themes } from '../../renderer/theme/themes.ts';
import { Keypad } from '../keypad.ts';
import { test } from './journey.ts';
import { ShownScreens } from './showing.ts';

/**
 * Every screen there is, walked with the key that goes on: no stop is left out and none is a trap, the same way leads back, and where
 * one is can be seen: inside the screen, under nothing, and told from what it lies on (EN 301 549 5.1.6, WCAG 2.4.3, 2.4.7, 2.4.11, 1.4.11).
 */

/** WCAG 1.4.11. */
const leastContrast = 3;

/** Where any key says that somebody is there, none walks. */
const fixtures = everyFixture().filter(({ view: { dialog } }) => dialog?.kind !== 'idle' || dialog.extensionsLeft === 0);
const onePerScreen = fixtures.filter(({ screen }, index) => fixtures.findIndex((one) => one.screen === screen) === index);

/** Walks once around and back in the page itself; gives what is wrong. */
function walk(page: Page): Promise<string[]> {
  return page.evaluate((least) => {
    const faults: string[] = [];
    const far = 200;
    const means = (detail: string) => document.dispatchEvent(new CustomEvent('moulin:action', { detail }));
    // One row of the on-screen keyboard is one stop, whichever of its keys is the nearest.
    const here = (): Element => document.activeElement?.closest('.hg-row') ?? document.activeElement ?? document.body;
    const nameOf = (stop: Element): string => `${stop.tagName.toLowerCase()}.${stop.className} “${(stop.getAttribute('aria-label') ?? stop.textContent).trim().slice(0, 40)}”`;

    const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
    const luminance = (colour: string): number => {
      if (canvas === null) throw new Error('no canvas');
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      const [red = 0, green = 0, blue = 0] = [...canvas.getImageData(0, 0, 1, 1).data].map((value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4));
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const contrast = (one: string, other: string): number => {
      const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
      return (light + 0.05) / (dark + 0.05);
    };
    /** What is painted where the outline is: behind the control, not in it. */
    const groundOf = (element: Element): string => {
      for (let at = element.parentElement; at !== null; at = at.parentElement) {
        const { backgroundColor } = getComputedStyle(at);
        if (!/rgba\(.*, 0\)|transparent/.test(backgroundColor)) return backgroundColor;
      }
      return 'white';
    };
    const look = (): void => {
      const focused = document.activeElement ?? document.body;
      const box = focused.getBoundingClientRect();
      if (box.left < 0 || box.top < 0 || box.right > innerWidth + 0.5 || box.bottom > innerHeight + 0.5) faults.push(`${nameOf(focused)} leaves the screen`);
      const met = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
      if (met === null || !(focused.contains(met) || met.contains(focused) || (met.closest('label')?.contains(focused) ?? false))) faults.push(`${nameOf(focused)} lies under ${met === null ? 'nothing' : nameOf(met)}`);
      const own = getComputedStyle(focused);
      const shown = own.outlineStyle !== 'none' && Number.parseFloat(own.outlineWidth) >= 3 ? own.outlineColor : null;
      if (shown === null) faults.push(`${nameOf(focused)} has no outline`);
      else if (contrast(shown, groundOf(focused)) < least) faults.push(`${nameOf(focused)}: its outline ${shown} on ${groundOf(focused)} is ${contrast(shown, groundOf(focused)).toFixed(1)}:1`);
    };

    means('FocusNext');
    const first = here();
    const visited = [first];
    for (let steps = 0; ; steps += 1) {
      look();
      means('FocusNext');
      if (here() === first) break;
      if (visited.includes(here()) || steps > far) {
        faults.push(`after ${nameOf(visited.at(-1) ?? first)} one does not come back to ${nameOf(first)}, but to ${nameOf(here())}`);
        return faults;
      }
      visited.push(here());
    }
    for (const stop of [...visited.slice(1).toReversed(), first]) {
      means('FocusPrevious');
      if (here() !== stop) faults.push(`back from the stop after it one comes not to ${nameOf(stop)}, but to ${nameOf(here())}`);
    }
    const root = [...document.querySelectorAll('[aria-modal="true"], .veil-lost')].at(-1) ?? document.querySelector('.kiosk');
    for (const control of root?.querySelectorAll('button, input') ?? []) {
      const wanted = control.closest('.hg-row') ?? control;
      const isThere = control.checkVisibility({ visibilityProperty: true }) && control.closest('[inert], [aria-hidden="true"]') === null && control.ariaDisabled !== 'true';
      if (isThere && !visited.includes(wanted)) faults.push(`${nameOf(control)} is not reached`);
    }
    return faults;
  }, leastContrast);
}

for (const theme of themes) {
  test(`every stop is reached, seen and left again, ${theme}`, async ({ kiosk, page }) => {
    test.setTimeout(240_000);
    const dressed = (preferences: Partial<Preferences>) => ({ ...standardPreferences, motion: 'reduced' as const, theme, ...preferences });
    const [first] = fixtures;
    if (first === undefined) throw new Error('there is no screen');
    const screens = await ShownScreens.open(page, kiosk.address, { ...first.view, preferences: dressed({}) });
    await (await Keypad.of(page)).presses('FocusNext');
    const faults: string[] = [];
    for (const { screen, fixture, view } of theme === 'light' ? fixtures : onePerScreen) {
      await screens.show({ ...view, locale: 'fr', preferences: dressed({}) });
      faults.push(...(await walk(page)).map((fault) => `${screen}/${fixture}: ${fault}`));
    }
    expect(faults).toEqual([]);
  });
}
