import type { Keys } from '../../flows/actions.ts';
import { standardKeys } from '../../flows/standard-keys.ts';

/**
 * The key tables of this terminal: who opens the page writes them on the root element, as the display's pitch (display.ts). They were
 * checked at the start, so that the first screen need not wait for the schema library; a page of another version may not know them,
 * and then the usual keypad serves better than none.
 */
export function keysOfPage(said: string | undefined): Keys {
  if (said === undefined) return standardKeys;
  try {
    const read: unknown = JSON.parse(said);
    return isKeys(read) ? read : standardKeys;
  } catch {
    return standardKeys;
  }
}

function isKeys(read: unknown): read is Keys {
  if (typeof read !== 'object' || read === null) return false;
  const { keypad, switches, doubleStrikeMs } = read as Readonly<Record<string, unknown>>;
  return isTable(keypad) && isTable(switches) && typeof doubleStrikeMs === 'number';
}

function isTable(read: unknown): boolean {
  return typeof read === 'object' && read !== null && Object.values(read).every((action) => typeof action === 'string');
}
