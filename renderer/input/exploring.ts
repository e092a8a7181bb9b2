import { focusOn, pressOn } from './roving.ts';
import { keysOfRow, rootOf, stopsIn } from './stops.ts';

/**
 * Touch for whoever listens: a finger says what lies under it, wherever it goes, and does nothing else; a second tap on what was said
 * last presses it (EN 301 549 5.5.2, A11Y-33). One finger, no path, no two things at once (5.9).
 */

/** Whatever a browser makes of a finger on its own: none of it may press anything. */
const kinds = ['pointerdown', 'pointermove', 'pointerup', 'pointercancel', 'mousedown', 'mouseup', 'touchstart', 'touchend', 'click', 'dblclick', 'contextmenu'] as const;

/** What is said of this place: a key, a control, a piece of text. */
function underFinger(page: HTMLElement, { clientX, clientY }: PointerEvent): HTMLElement | null {
  const met = document.elementFromPoint(clientX, clientY);
  const stop = stopsIn(rootOf(page), true).find(({ element }) => met !== null && element.contains(met));
  if (stop === undefined) return null;
  return stop.kind === 'row' ? (keysOfRow(stop.element).find((key) => key.contains(met)) ?? null) : stop.element;
}

/** From now on; returns how to stop. @param touched there was a finger. */
export function exploreByTouch(page: HTMLElement, touched: () => void): () => void {
  let pointer: number | null = null;
  /** What the finger came down on, while it has not left it. */
  let tapped: HTMLElement | null = null;
  /** It was said before this finger came down. */
  let known = false;

  const down = (event: PointerEvent): void => {
    if (!event.isPrimary) return;
    touched();
    pointer = event.pointerId;
    tapped = underFinger(page, event);
    known = tapped !== null && tapped === document.activeElement;
    if (tapped !== null && !known) focusOn(tapped);
  };
  const move = (event: PointerEvent): void => {
    if (event.pointerId !== pointer) return;
    const met = underFinger(page, event);
    if (met === tapped) return;
    // Gone on to something else: that is exploring, not tapping.
    tapped = null;
    known = false;
    if (met !== null && met !== document.activeElement) focusOn(met);
  };
  const up = (event: PointerEvent): void => {
    if (event.pointerId !== pointer) return;
    pointer = null;
    if (known && tapped !== null && tapped.isConnected && tapped === underFinger(page, event)) pressOn(tapped);
  };

  const listen = (event: Event): void => {
    // What we press ourselves, and a keyboard's click, is no finger.
    if (!event.isTrusted || (event instanceof MouseEvent && event.type === 'click' && event.detail === 0)) return;
    event.stopPropagation();
    if (event.cancelable) event.preventDefault();
    if (!(event instanceof PointerEvent)) return;
    if (event.type === 'pointerdown') down(event);
    else if (event.type === 'pointermove') move(event);
    else if (event.type === 'pointerup') up(event);
    else if (event.type === 'pointercancel') pointer = null;
  };
  document.documentElement.toggleAttribute('data-explored', true);
  for (const kind of kinds) document.addEventListener(kind, listen, { capture: true, passive: false });
  return () => {
    document.documentElement.toggleAttribute('data-explored', false);
    for (const kind of kinds) document.removeEventListener(kind, listen, { capture: true });
  };
}
