import { oddCharacters, spelling, tidy, withoutAccents } from '../addresses/characters.ts';
import { err, ok, type Result } from '../result.ts';
import { longestDescription, type CustomsProblem } from './declaration.ts';
import { prohibitionOf } from './prohibited.ts';

/**
 * What a thing is called on the form: 1 to 64 characters of plain ASCII (`postal.md` 3.4: description ≤ 64, no accents).
 * Accents are taken off as on the lines of an address, and the overview shows it; whatever else cannot stand there is answered
 * with a spelling to accept, and what is too long with a shorter one. Nothing is cut silently.
 */
export function descriptionOf(typed: string): Result<string, CustomsProblem> {
  const text = tidy(typed);
  if (text === '') return problem('missing');
  const written = withoutAccents(text);
  if (oddCharacters(text).length > 0 || !isPlain(written)) return problem('odd-characters', plainSpelling(text));
  if (!/[A-Za-z]/.test(written)) return problem('missing');
  const prohibition = prohibitionOf(written);
  if (prohibition !== null) return err({ field: 'description', problem: prohibition.effect, proposal: null, note: prohibition.note });
  return written.length <= longestDescription ? ok(written) : problem('too-long', shortened(written));
}

function problem(kind: CustomsProblem['problem'], proposal: string | null = null): Result<never, CustomsProblem> {
  return err({ field: 'description', problem: kind, proposal, note: null });
}

function isPlain(text: string): boolean {
  return /^[\x20-\x7E]*$/.test(text);
}

/** The text without what cannot be printed, short enough to be accepted as it is; null when no letter would be left. */
function plainSpelling(text: string): string | null {
  const spelled = spelling(text);
  if (spelled === null) return null;
  const plain = tidy(withoutAccents(spelled).replaceAll(/[^\x20-\x7E]+/g, ' '));
  if (!/[A-Za-z]/.test(plain)) return null;
  return plain.length <= longestDescription ? plain : shortened(plain);
}

const fillers = /(?<=\s)(an?|the|of|for|with|and|un|une|de|des|du|le|la|les|en|et|pour|avec)\s+/gi;

/** Without its small words, then as many whole words from the front as fit; null when not even the first does. */
function shortened(text: string): string | null {
  let kept = '';
  for (const word of text.replaceAll(fillers, '').split(' ')) {
    const longer = kept === '' ? word : `${kept} ${word}`;
    if (longer.length > longestDescription) break;
    kept = longer;
  }
  return /[A-Za-z]/.test(kept) ? kept : null;
}
