export interface JsonFault {
  readonly line: number;
  readonly column: number;
  readonly what: string;
}

/**
 * Where a text stops being JSON; null when it is JSON. V8 tells the position for some faults only, so it is found by
 * halving: a prefix of a sound text can only fail for being unfinished, one that reaches the fault fails otherwise.
 */
export function jsonFault(text: string): JsonFault | null {
  const message = parseMessage(text);
  if (message === null) return null;
  let sound = 0;
  let faulty = text.length;
  while (sound < faulty) {
    const middle = Math.floor((sound + faulty) / 2);
    if (isUnfinished(text.slice(0, middle + 1))) sound = middle + 1;
    else faulty = middle;
  }
  const before = text.slice(0, sound);
  const line = before.split('\n').length;
  const column = sound - (before.lastIndexOf('\n') + 1) + 1;
  return { line, column, what: sound === text.length ? 'it ends too early' : `unexpected ${JSON.stringify(text[sound])}` };
}

function parseMessage(text: string): string | null {
  try {
    JSON.parse(text);
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}

/** Whether some continuation of `prefix` could still be JSON: every literal is completed before it is judged. */
function isUnfinished(prefix: string): boolean {
  const message = parseMessage(prefix);
  if (message === null || /^Unexpected end|^Unterminated string/.test(message)) return true;
  // "Expected … at position N" and the like are about the end of the text when N is its length.
  const position = /at position (\d+)/.exec(message)?.[1];
  if (position !== undefined) return Number(position) >= prefix.length;
  return false;
}
