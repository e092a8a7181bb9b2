import { useEffect, useLayoutEffect, useRef, type RefObject } from 'react';
import type { Action } from '../../flows/actions.ts';
import type { Intent } from '../../flows/intents.ts';
import type { View } from '../../flows/view.ts';
import { questionOf } from '../parts/settling.ts';
import { act, onAction } from './actions.ts';
import { exploreByTouch } from './exploring.ts';
import { KeyPresses } from './key-presses.ts';
import { keysOfPage } from './keys-of-page.ts';
import { focusOn, rove } from './roving.ts';
import { ScannedPage } from './scanned-page.ts';

interface Input {
  readonly view: View;
  readonly send: (intent: Intent) => void;
  /** Somebody is there. */
  readonly touched: () => void;
}

/** Everything that is done without touch, on one page: keys become actions, and actions move the focus, press, or ask for help. */
export function useInput(kiosk: RefObject<HTMLElement | null>, input: Input): void {
  const latest = useRef(input);
  useLayoutEffect(() => {
    latest.current = input;
  });
  const scanned = useRef<ScannedPage | null>(null);
  const { view } = input;

  useEffect(() => listenToKeys(() => latest.current.touched()), []);

  useEffect(() => {
    const page = kiosk.current;
    if (page === null) return undefined;
    const scanning = new ScannedPage(page);
    scanned.current = scanning;
    const forget = () => {
      delete document.documentElement.dataset['input'];
      scanning.end();
    };
    document.addEventListener('pointerdown', forget, { capture: true });
    const stop = onAction((action) => perform(action, page, scanning, latest.current));
    return () => {
      document.removeEventListener('pointerdown', forget, { capture: true });
      stop();
    };
  }, [kiosk]);

  const speaks = view.preferences.speech !== 'off';
  useEffect(() => {
    const page = kiosk.current;
    return !speaks || page === null ? undefined : exploreByTouch(page, () => latest.current.touched());
  }, [kiosk, speaks]);

  useReturningFocus(kiosk, view);
  const question = questionOf(view);
  useEffect(() => scanned.current?.asked(question), [question]);
}

/** The keys of all devices, read at one place and before anything on the page hears of them. */
function listenToKeys(touched: () => void): () => void {
  const root = document.documentElement;
  const presses = new KeyPresses(keysOfPage(root.dataset['keys']));
  const down = (event: KeyboardEvent): void => {
    const inField = document.activeElement instanceof HTMLInputElement;
    const chord = event.ctrlKey || event.altKey || event.metaKey;
    const pressed = presses.read({ code: event.code, key: event.key, repeat: event.repeat, chord, at: event.timeStamp, inField });
    root.dataset['unknownKeys'] = String(presses.unknown);
    if (pressed.kind === 'left' && chord) return;
    root.dataset['input'] = 'keys';
    if (pressed.kind === 'left') return touched();
    event.preventDefault();
    event.stopPropagation();
    if (pressed.kind === 'action') act(pressed.action);
  };
  document.addEventListener('keydown', down, { capture: true });
  return () => document.removeEventListener('keydown', down, { capture: true });
}

/** What presses something: a screen that has only just come takes none of it, for it was meant for the one before (parts/settling.ts). */
const pressing: ReadonlySet<Action> = new Set(['Select', 'Next', 'SwitchSelect']);

function perform(action: Action, page: HTMLElement, scanned: ScannedPage, { view, send, touched }: Input): void {
  if (view.dialog?.kind === 'idle' && view.dialog.extensionsLeft > 0) {
    // Any key says that somebody is there, and does nothing else (A11Y-4); when there is no more time to give, keys reach what is left.
    send({ type: 'time.extended' });
    return;
  }
  touched();
  if (pressing.has(action) && Object.hasOwn(page.dataset, 'settling')) return;
  if (action === 'SwitchMove') return scanned.move();
  if (action === 'SwitchSelect') return scanned.take();
  if (rove(action, page, view.preferences.speech !== 'off')) return;
  // The same key on every screen, and over every question but its own.
  if (action === 'Help' && view.dialog?.kind !== 'call') send({ type: 'dialog.opened', dialog: 'call' });
  if (action === 'ToggleReach') send({ type: 'preferences.changed', preferences: { reach: view.preferences.reach === 'low' ? 'full' : 'low' } });
}

/**
 * The focus is never nowhere. When a question over the screen is closed it goes back to where it was; when what had it is gone (a line
 * of the basket, a page of a list) it goes to the title, from where one begins.
 */
function useReturningFocus(kiosk: RefObject<HTMLElement | null>, view: View): void {
  const asked = view.dialog !== null;
  const wasAsked = useRef(asked);
  const before = useRef<Element | null>(null);
  useLayoutEffect(() => {
    if (asked && !wasAsked.current) before.current = document.activeElement;
    wasAsked.current = asked;
  }, [asked]);
  useEffect(() => {
    if (document.documentElement.dataset['input'] !== 'keys') return;
    if (!asked && before.current instanceof HTMLElement && before.current.isConnected) focusOn(before.current);
    if (!asked) before.current = null;
    if (document.activeElement !== null && document.activeElement !== document.body) return;
    const title = kiosk.current?.querySelectorAll<HTMLElement>('h1');
    const shown = [...(title ?? [])].findLast((one) => one.closest('[inert]') === null);
    if (shown !== undefined) focusOn(shown);
  });
}
