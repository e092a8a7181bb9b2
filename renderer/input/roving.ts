import type { Action } from '../../flows/actions.ts';
import { keysOfRow, nextStop, rootOf, stopOf, stopsIn, type Stop } from './stops.ts';

/**
 * The focus, moved by actions. It is the browser's own focus, so that what is announced, what is outlined and what is pressed are
 * always the same thing (A11Y-13). Nothing is remembered but where in a row of keys one was.
 */

/** Puts the focus there and brings it into sight. Text is no stop for anybody but whoever listens, hence not in the page's own order. */
export function focusOn(element: HTMLElement): void {
  if (element.tabIndex < 0) element.tabIndex = -1;
  element.focus({ preventScroll: true });
  // Under no bar: the parts of a screen that scroll end above the dock (WCAG 2.4.11).
  element.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

/** Presses it as a finger would; a keyboard or a switch is a click without a pointer. */
export function pressOn(element: HTMLElement): void {
  element.click();
}

function enter(stop: Stop | null, from: Element | null): void {
  if (stop === null) return;
  if (stop.kind !== 'row') return focusOn(stop.element);
  const key = nearestKey(stop.element, from);
  return key === undefined ? undefined : focusOn(key);
}

/** From row to row the column is kept, as on a keypad of figures; from anywhere else one begins in the middle, near everything. */
function nearestKey(row: HTMLElement, from: Element | null): HTMLElement | undefined {
  const keys = keysOfRow(row);
  if (from?.closest('.hg-row') == null) return keys[Math.floor((keys.length - 1) / 2)];
  const centre = (element: Element): number => element.getBoundingClientRect().left + element.getBoundingClientRect().width / 2;
  const wanted = centre(from);
  return keys.toSorted((one, other) => Math.abs(centre(one) - wanted) - Math.abs(centre(other) - wanted))[0];
}

/** One stop on or back. */
export function moveFocus(page: HTMLElement, step: 1 | -1, reading: boolean): void {
  const focused = document.activeElement;
  enter(nextStop(stopsIn(rootOf(page), reading), focused, step), focused);
}

/** The key of the on-screen keyboard that has the focus; null when none has. */
export function focusedKey(): HTMLElement | null {
  const focused = document.activeElement;
  return focused instanceof HTMLElement && focused.matches('.hg-button') ? focused : null;
}

/** Sideways in a row of keys, around its end. */
export function moveInRow(key: HTMLElement, step: 1 | -1): void {
  const row = key.closest<HTMLElement>('.hg-row');
  const keys = row === null ? [] : keysOfRow(row);
  const next = keys.at((keys.indexOf(key) + step) % keys.length);
  if (next !== undefined) focusOn(next);
}

/** Presses what has the focus. From a field one goes to its keyboard: without letters of one's own that is how it is filled. */
export function select(page: HTMLElement): void {
  const focused = document.activeElement;
  const root = rootOf(page);
  if (!(focused instanceof HTMLElement) || !root.contains(focused)) return;
  if (focused instanceof HTMLInputElement) {
    const row = stopsIn(root, false).find(({ kind }) => kind === 'row');
    return enter(row ?? null, focused);
  }
  if (focused.matches('.hg-button')) return strike(focused);
  return pressOn(focused);
}

/** A struck key stays where one is, though the keyboard was drawn anew: capitals are other keys in the same places. */
export function strike(key: HTMLElement): void {
  const row = key.closest('.hg-row');
  const keyboard = key.closest('.keyboard');
  const place = [row?.parentElement === null || row === null ? 0 : [...row.parentElement.children].indexOf(row), row === null ? 0 : [...row.children].indexOf(key)] as const;
  pressOn(key);
  // After the screen has been drawn with the new letter.
  requestAnimationFrame(() => {
    if (key.isConnected && document.activeElement === key) return;
    const [atRow, at] = place;
    const again = keyboard?.querySelectorAll<HTMLElement>('.hg-row')[atRow]?.children[at];
    if (again instanceof HTMLElement && document.activeElement?.closest('.keyboard') === null) focusOn(again);
  });
}

/** The screen's one thing to do, unless it waits for something. */
export function mainButtonIn(root: HTMLElement): HTMLElement | null {
  return [...root.querySelectorAll<HTMLElement>('.main-button:not([aria-disabled="true"])')].find((button) => stopOf(stopsIn(root, false), button) !== null) ?? null;
}

/** Presses the main button; where there is none, goes to the first answer. */
export function goOn(page: HTMLElement): void {
  const root = rootOf(page);
  const main = mainButtonIn(root);
  if (main !== null) return pressOn(main);
  const act = root.querySelector('.act') ?? root;
  return enter(stopsIn(root, false).find(({ element }) => act.contains(element)) ?? null, null);
}

/** What leads back, in the order in which it is meant: out of the question, one step back, away. */
const waysBack = ['dialog.closed', 'staff.panel.closed', 'back'] as const;

/** Presses the way back that there is. */
export function goBack(page: HTMLElement): void {
  const root = rootOf(page);
  const ways = [...waysBack.map((intent) => `[data-intent="${intent}"]`), '[data-intent="dialog.opened"][data-choice="cancel"]'];
  for (const way of ways) {
    const found = [...root.querySelectorAll<HTMLElement>(way)].find((element) => element.closest('[inert]') === null);
    if (found !== undefined) return pressOn(found);
  }
}

/** What one action does to the focus; false when it is not about the focus. */
export function rove(action: Action, page: HTMLElement, reading: boolean): boolean {
  const key = focusedKey();
  switch (action) {
    case 'FocusNext':
      moveFocus(page, 1, reading);
      return true;
    case 'FocusPrevious':
      moveFocus(page, -1, reading);
      return true;
    case 'Select':
      select(page);
      return true;
    case 'Next':
      if (key === null) goOn(page);
      else moveInRow(key, 1);
      return true;
    case 'Back':
      if (key === null) goBack(page);
      else moveInRow(key, -1);
      return true;
    case 'Help':
    case 'SwitchMove':
    case 'SwitchSelect':
    case 'ToggleSpeech':
    case 'Repeat':
    case 'Stop':
    case 'RateUp':
    case 'RateDown':
    case 'VolumeUp':
    case 'VolumeDown':
    case 'ToggleScreen':
    case 'ToggleReach':
      return false;
  }
}
