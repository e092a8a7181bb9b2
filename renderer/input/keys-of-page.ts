import { keysSchema, standardKeys, type Keys } from '../../flows/actions.ts';

/**
 * The key tables of this terminal: who opens the page writes them on the root element, as the display's pitch (display.ts). They were
 * checked at the start; a page of another version may not know them, and then the usual keypad serves better than none.
 */
export function keysOfPage(said: string | undefined): Keys {
  if (said === undefined) return standardKeys;
  try {
    const read = keysSchema.safeParse(JSON.parse(said));
    return read.success ? read.data : standardKeys;
  } catch {
    return standardKeys;
  }
}
