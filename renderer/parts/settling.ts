import { useLayoutEffect, useRef, type RefObject } from 'react';
import type { View } from '../../flows/view.ts';

/**
 * For so long after a question has changed no touch is taken: the second half of a double tap was meant for what stood
 * there before. Trembling hands strike twice within some 200 ms; nobody reads a new screen in 250 (A11Y-36).
 */
export const settlingMs = 250;

/** Which question the customer has before them: a screen, a dialog over it, or a part of the address. */
export function questionOf(view: View): string {
  const part = view.screen === 'address' ? [view.party, view.part, view.towns.length > 0] : [];
  return [view.screen, ...part, view.dialog?.kind ?? ''].join(' ');
}

/** Marks the element as settling, and takes the mark off again; returns how to leave it to the next question. */
export function settle(element: Pick<Element, 'toggleAttribute'>): () => void {
  element.toggleAttribute('data-settling', true);
  const timer = setTimeout(() => element.toggleAttribute('data-settling', false), settlingMs);
  return () => clearTimeout(timer);
}

/** While `data-settling` stands, theme/frame.css lets no pointer through. A keyboard or a switch is not held up. */
export function useSettling(kiosk: RefObject<HTMLElement | null>, view: View): void {
  const question = questionOf(view);
  const before = useRef(question);
  useLayoutEffect(() => {
    if (before.current === question || kiosk.current === null) return undefined;
    before.current = question;
    return settle(kiosk.current);
  }, [kiosk, question]);
}
