/**
 * Where the focus can stop, in reading order, which is the order of the page. A control is a stop; so is, for whoever listens, each
 * piece of text. A row of the on-screen keyboard is one stop: its keys lie beside one another, and are reached sideways.
 */
export interface Stop {
  readonly kind: 'control' | 'row' | 'text';
  readonly element: HTMLElement;
}

const control = 'button, input, a[href]';
/** Read in one breath. */
const piece = 'h1, h2, h3, p, li, dt, dd, dl > div, output, td, th, .notice, [role="alert"], [role="status"]';
/** A drawing is said by what stands beside it. */
const unread = 'svg, [aria-hidden="true"], [inert]';

/** The topmost question: what lies behind it is not there (A11Y-74). */
export function rootOf(page: HTMLElement): HTMLElement {
  return [...page.querySelectorAll<HTMLElement>('[aria-modal="true"], .veil-lost')].findLast(isShown) ?? page;
}

function isShown(element: Element): boolean {
  return element.checkVisibility({ visibilityProperty: true }) && element.closest('[inert]') === null;
}

/** @param reading also stop at what can only be read. */
export function stopsIn(root: HTMLElement, reading: boolean): readonly Stop[] {
  const stops: Stop[] = [];
  const walk = (element: HTMLElement): void => {
    if (element.matches(unread) || !isShown(element)) return;
    if (element instanceof HTMLLabelElement) {
      // A field says its own label, wherever it stands: beside it, or in it.
      const inside = element.querySelector('input');
      if (inside !== null) stops.push({ kind: 'control', element: inside });
    } else if (element.matches('.hg-row')) stops.push({ kind: 'row', element });
    else if (element.matches(control)) {
      // What cannot be pressed is read out, with its state; whoever only presses is not stopped by it.
      if (reading || element.ariaDisabled !== 'true') stops.push({ kind: 'control', element });
    } else if (isPiece(element)) {
      if (reading && element.textContent.trim() !== '') stops.push({ kind: 'text', element });
    } else {
      for (const child of element.children) if (child instanceof HTMLElement) walk(child);
    }
  };
  for (const child of root.children) if (child instanceof HTMLElement) walk(child);
  return stops;
}

/** Text without anything to press in it, and not several pieces of text. */
function isPiece(element: HTMLElement): boolean {
  if (element.querySelector(control) !== null) return false;
  return element.matches(piece) || element.querySelector(piece) === null;
}

/** The keys of a row of the on-screen keyboard, from left to right; the corner that holds nothing is none. */
export function keysOfRow(row: HTMLElement): readonly HTMLElement[] {
  return [...row.querySelectorAll<HTMLElement>('.hg-button')].filter((key) => key.checkVisibility({ visibilityProperty: true }));
}

/** Which stop the focus is on; null when it is on none. */
export function stopOf(stops: readonly Stop[], focused: Element | null): Stop | null {
  return focused === null ? null : (stops.find(({ element }) => element.contains(focused)) ?? null);
}

/**
 * The stop after or before where the focus is, around the end: whoever goes on comes back to where they were, and the same way back
 * (EN 301 549 5.1.6, A11Y-28). Where the focus is on no stop, a title for one, the nearest that follows or precedes it.
 */
export function nextStop(stops: readonly Stop[], focused: Element | null, step: 1 | -1): Stop | null {
  const at = stops.findIndex(({ element }) => focused !== null && element.contains(focused));
  if (at >= 0) return stops.at((at + step) % stops.length) ?? null;
  const follows = (stop: Stop): boolean => focused === null || focused === document.body || (focused.compareDocumentPosition(stop.element) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
  return step === 1 ? (stops.find(follows) ?? stops[0] ?? null) : (stops.findLast((stop) => !follows(stop)) ?? stops.at(-1) ?? null);
}
