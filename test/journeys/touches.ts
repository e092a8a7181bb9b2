import type { Page } from '@playwright/test';
import type { Screen } from '../../flows/view.ts';

/** What fingers did on the screen: counted in the page itself, by what they met, so that no test can forget one. */
export interface Touches {
  /** On keys, cards, buttons and fields, by the screen on which it was. */
  readonly keys: Partial<Readonly<Record<Screen, number>>>;
  /** On the on-screen keyboard, its shift and delete keys among them. */
  readonly typed: number;
}

/** Counts from now on. Reading ends nothing; a page that is loaded anew has forgotten. */
export async function countTouches(page: Page): Promise<() => Promise<Touches>> {
  const count = await page.evaluateHandle(() => {
    const keys: Record<string, number> = {};
    const counted = { keys, typed: 0 };
    const count = ({ target }: Event) => {
      const met = target instanceof Element ? target : document.body;
      const screen = met.closest<HTMLElement>('[data-screen]')?.dataset['screen'] ?? 'nowhere';
      if (met.closest('.keyboard') !== null) counted.typed += 1;
      else counted.keys[screen] = (counted.keys[screen] ?? 0) + 1;
    };
    document.addEventListener('pointerdown', count, { capture: true });
    return counted;
  });
  return () => count.jsonValue();
}

export function keysOf({ keys }: Touches, except?: Screen): number {
  return Object.entries(keys).reduce((sum, [screen, count]) => (screen === except ? sum : sum + count), 0);
}
