import { createReadStream, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Words that stand nowhere else, typed where a person can type: whatever is found of them afterwards was kept. Each is drawn
 * anew, so that what another test left cannot be taken for a find. Nobody is called so, and nobody lives there.
 */
export interface Canaries {
  readonly addressee: string;
  readonly addresseeStreet: string;
  readonly company: string;
  readonly phone: string;
  readonly sender: string;
  readonly senderStreet: string;
  readonly goods: string;
}

export function drawCanaries(): Canaries {
  // Every one has a letter that capitals and accents change: what is looked for is looked for without them, too.
  return {
    addressee: `Zoé ${word()}`,
    addresseeStreet: `${word()} Street`,
    company: `${word()} Ltd`,
    phone: `+1613555${digits(4)}`,
    sender: word(),
    senderStreet: word(),
    goods: word(),
  };
}

const consonants = 'bcdfgklmnprstvz';
const vowels = 'aeiou';

function word(): string {
  const syllable = (): string => pick(consonants) + pick(vowels);
  const text = `${syllable()}${syllable()}q${syllable()}${syllable()}`;
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function digits(count: number): string {
  return Array.from({ length: count }, () => pick('0123456789')).join('');
}

function pick(from: string): string {
  return from.charAt(Math.floor(Math.random() * from.length));
}

/** The part of a canary that is unmistakable: its drawn word, or its number. */
function core(canary: string): string {
  return canary.split(' ').toSorted((a, b) => b.length - a.length)[0] ?? canary;
}

/** As it may lie in a file: in every alphabet's bytes, with and without capitals, and inside a base64 text at any of its three offsets. */
export function formsOf(canary: string): readonly Buffer[] {
  const text = core(canary);
  const spellings = [text, text.toUpperCase(), text.toLowerCase(), text.normalize('NFD').replaceAll(/\p{M}/gu, '')];
  return [...new Set(spellings)].flatMap((spelling) => [
    Buffer.from(spelling, 'utf8'),
    Buffer.from(spelling, 'utf16le'),
    Buffer.from(spelling, 'utf16le').swap16(),
    ...[0, 1, 2].map((offset) => Buffer.from(insideBase64(spelling, offset), 'latin1')),
  ]);
}

/** The characters of a base64 text that depend on nothing but the word in it. */
function insideBase64(text: string, offset: number): string {
  const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(text, 'utf8')]);
  const first = offset === 0 ? 0 : offset + 1;
  return bytes.toString('base64').slice(first, Math.floor((bytes.length * 8) / 6));
}

/** Which canaries a text or bytes hold. */
export function canariesIn(content: Buffer, canaries: Canaries): readonly string[] {
  return Object.entries(canaries).flatMap(([name, canary]) => (formsOf(canary as string).some((form) => content.includes(form)) ? [name] : []));
}

/** Every find below these places, as `file: canaries`; files that were last written before `since` hold nothing of this visit. */
export async function searchFiles(places: readonly string[], canaries: Canaries, since: number): Promise<readonly string[]> {
  const found: string[] = [];
  for (const file of places.flatMap(filesBelow)) {
    const content = await readNew(file, since);
    const names = content === null ? [] : canariesIn(content, canaries);
    if (names.length > 0) found.push(`${file}: ${names.join(', ')}`);
  }
  return found;
}

/** What goes while it is looked at was not kept. */
async function readNew(file: string, since: number): Promise<Buffer | null> {
  try {
    if (statSync(file).mtimeMs < since) return null;
    const chunks: Buffer[] = [];
    for await (const chunk of createReadStream(file)) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks);
  } catch {
    return null;
  }
}

function filesBelow(place: string): readonly string[] {
  try {
    if (statSync(place).isFile()) return [place];
    return readdirSync(place, { withFileTypes: true }).flatMap((entry) => {
      const path = join(place, entry.name);
      if (entry.isDirectory()) return entry.name === 'node_modules' || entry.name === '.git' ? [] : filesBelow(path);
      return entry.isFile() ? [path] : [];
    });
  } catch {
    return [];
  }
}
