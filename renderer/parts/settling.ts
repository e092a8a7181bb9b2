import { useLayoutEffect, useRef, type RefObject } from 'react';
import type { MaintenancePage, View } from '../../flows/view.ts';

/**
 * For so long after a question has changed no touch is taken: the second half of a double tap was meant for what stood
 * there before. Trembling hands strike twice within some 200 ms; nobody reads a new screen in 250 (A11Y-36).
 */
export const settlingMs = 250;

/** Behind the counter every page is a question, and so is every step of a roll. */
function partOfMaintenance(content: MaintenancePage): readonly string[] {
  switch (content.page) {
    case 'rolls':
      return [content.page, content.step];
    case 'devices':
      return [content.page, content.chosen ?? ''];
    case 'incidents':
      return [content.page, content.chosen ?? ''];
    default:
      return [content.page];
  }
}

/** Where one screen asks several questions: which of them. */
function partOf(view: View): readonly (string | number | boolean)[] {
  switch (view.screen) {
    case 'address':
      // A whole postcode's towns take the keypad's place; those that are found while a name is typed stand beside it.
      return [view.party, view.part, view.towns.length > 0 && /^\d{5}$/.test(view.draft.postcode)];
    case 'customs':
      return [view.part, view.at];
    case 'supplement':
      return [view.part];
    case 'drop-off':
    case 'copy':
    case 'tracking':
      return [view.phase];
    case 'maintenance':
      return partOfMaintenance(view.content);
    default:
      return [];
  }
}

/** What a worker is asked over it; the digits of a code are one question. */
function helpOf({ helper }: View): readonly string[] {
  if (helper === null) return [];
  return helper.phase === 'helping' ? [helper.panel.kind] : [helper.phase, helper.phase === 'signing-in' ? helper.ask : ''];
}

/** Which question stands before them: a screen, a part of it, a dialog over it, or a worker's panel. */
export function questionOf(view: View): string {
  return [view.screen, ...partOf(view), view.dialog?.kind ?? '', ...helpOf(view)].join(' ');
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
