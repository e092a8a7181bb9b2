import { countryNamed } from '../destinations/names.ts';
import { err, ok, type Result } from '../result.ts';
import type { Contact } from './contact-card.ts';
import { freeAddress, streetLines } from './free-address.ts';
import { mecardLines } from './mecard.ts';
import { cardLines, type CardLine } from './vcard.ts';

/**
 * What a contact's QR code says of an address, so that nobody types who need not. Everything passes the same checks as typed
 * text afterwards; here it is only read, and never corrected.
 */

/** What one typed line may hold (`intents.ts`). No card that a person made has a longer one. */
const longestField = 200;

/** vCard 2.1 to 4.0 or MECARD. */
export function contactOf(text: string): Result<Contact, 'not-a-contact'> {
  const lines = linesOf(text.trim());
  if (lines === null) return err('not-a-contact');
  const contact = read(lines);
  const fields = [contact.country?.said ?? '', contact.name, contact.company, contact.phone, ...Object.values(contact.address ?? {})];
  if (fields.every((field) => field === '') || fields.some((field) => field.length > longestField)) return err('not-a-contact');
  return ok(contact);
}

function linesOf(text: string): CardLine[] | null {
  if (/^BEGIN:VCARD\b/i.test(text)) return cardLines(text);
  return /^MECARD:/i.test(text) ? mecardLines(text) : null;
}

function read(lines: readonly CardLine[]): Contact {
  const home = best(lines, 'ADR', ['HOME', 'PREF']);
  const company = oneLine(best(lines, 'ORG', ['PREF'])?.parts ?? []);
  const said = oneLine(best(lines, 'FN', ['PREF'])?.parts ?? []) || spokenName(best(lines, 'N', [])?.parts ?? []);
  const name = said === company ? '' : said;
  const place = placeOf(home, best(lines, 'LABEL', ['HOME', 'PREF']), [said, company]);
  const atHome = home?.kinds.has('HOME') === true;
  return {
    ...place,
    // The employer does not live at home.
    company: atHome && name !== '' ? '' : company,
    name,
    phone: (best(lines, 'TEL', ['CELL', 'PREF'])?.parts[0] ?? '').replace(/^tel:/i, ''),
  };
}

/** The line of that name that has something to say; the first of those with the first kind, then with the second. */
function best(lines: readonly CardLine[], name: string, kinds: readonly [first?: string, second?: string]): CardLine | null {
  const score = (line: CardLine) => (kinds[0] !== undefined && line.kinds.has(kinds[0]) ? 2 : 0) + (kinds[1] !== undefined && line.kinds.has(kinds[1]) ? 1 : 0);
  const [found] = lines.filter((line) => line.name === name && (line.label !== null || line.parts.some((part) => part !== ''))).toSorted((one, other) => score(other) - score(one));
  return found ?? null;
}

/** `Martin;Camille;Anne;Dr;` is Dr Camille Anne Martin. */
function spokenName([family = '', given = '', more = '', before = '', after = '']: readonly string[]): string {
  return oneLine([before, given, more, family, after]);
}

function oneLine(parts: readonly string[]): string {
  return parts.join(' ').replaceAll(/\s+/g, ' ').trim();
}

/** @param said what the card says elsewhere: a label often begins with the name. */
function placeOf(structured: CardLine | null, label: CardLine | null, said: readonly string[]): Pick<Contact, 'country' | 'address'> {
  if (structured?.parts.some((part) => part !== '') === true) return structuredPlace(structured.parts);
  const free = structured?.label ?? label?.parts.join('\n') ?? '';
  return free.trim() === '' ? { country: null, address: null } : freeAddress(free, said);
}

/** Parts of `ADR` (RFC 6350 6.3.1): post-office box, flat, street, town, region, postcode, country. */
function structuredPlace([box = '', flat = '', street = '', town = '', region = '', postcode = '', country = '']: readonly string[]): Pick<Contact, 'country' | 'address'> {
  const { above, main, below } = streetLines(street.split('\n'));
  // A bare number is a box only to whoever reads the card.
  const boxLine = /^\d+$/.test(box) ? `BP ${box}` : box;
  return {
    country: country === '' ? null : { said: country, code: countryNamed(country) },
    address: {
      street: main,
      building: listed([...flat.split('\n'), ...above]),
      apartment: '',
      place: listed([...below, boxLine]),
      town: oneLine([town]),
      region: oneLine([region]),
      postcode: oneLine([postcode]),
    },
  };
}

function listed(lines: readonly string[]): string {
  return lines
    .map((line) => oneLine([line]))
    .filter((line) => line !== '')
    .join(', ');
}
