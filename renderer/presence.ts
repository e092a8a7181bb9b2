import { useEffect, useState, useSyncExternalStore } from 'react';
import type { Screen, View } from '../flows/view.ts';
import type { FirstScreen } from './screens/index.ts';

/**
 * Which parts of the page are there. The first screen comes by itself, so that a terminal that starts, or whose page fell, is
 * seen at once; everything else is one file that is fetched while nobody has touched it yet. Until it is there, what was on
 * the screen stays on it: a view that cannot be drawn is never drawn by half.
 */
type Later = typeof import('./screens/later.ts');

/** Drawn by what came first. */
const first: ReadonlySet<Screen> = new Set<FirstScreen>(['starting', 'attract']);

/** Null while the first screen is all there is. */
export const there: { later: Later | null } = { later: null };
const listeners = new Set<() => void>();

const isThere = (): boolean => there.later !== null;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

/** Fetches what comes after the first screen. One that did not come may be asked for again. */
export async function loadLater(): Promise<void> {
  if (there.later !== null) return;
  there.later = await import('./screens/later.ts');
  for (const listener of listeners) listener();
}

export function canDraw({ screen, dialog, helper, staffDoor }: View): boolean {
  return isThere() || (first.has(screen) && dialog === null && helper === null && !staffDoor);
}

/** The terminal is its own server: what did not come is there a moment later, or the terminal is starting anew. */
const againAfterMs = 500;

/** Asks until it is there; returns how to stop. */
function keepAsking(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let over = false;
  const ask = (): void => {
    void loadLater().catch(() => {
      if (!over) timer = setTimeout(ask, againAfterMs);
    });
  };
  ask();
  return () => {
    over = true;
    clearTimeout(timer);
  };
}

/** What can be drawn now: the view, or for the moment that the rest of the page needs, the one before it. */
export function useDrawable(view: View | null): View | null {
  useSyncExternalStore(subscribe, isThere, isThere);
  const [before, setBefore] = useState<View | null>(null);
  const waits = view !== null && !canDraw(view);
  if (!waits && !isThere() && before !== view) setBefore(view);
  useEffect(() => (waits ? keepAsking() : undefined), [waits]);
  return waits ? before : view;
}
