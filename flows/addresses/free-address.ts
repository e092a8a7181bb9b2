import { countryNamed } from '../destinations/names.ts';
import type { Contact } from './contact-card.ts';
import { countryForm } from './place-form.ts';

/**
 * An address in one free text, as a label or as most MECARDs have it. What is recognised is put where it belongs; what is not
 * stays in the street's lines, where the customer sees it: nothing is left out. @param said lines that the card has elsewhere.
 */
export function freeAddress(text: string, said: readonly string[]): Pick<Contact, 'country' | 'address'> {
  const lines = linesOf(text).filter((line) => !said.includes(line));
  const last = lines.at(-1) ?? '';
  const code = lines.length > 1 ? countryNamed(last) : null;
  const { place, streets } = withRegion(apart(code === null ? lines : lines.slice(0, -1)), code === null ? {} : (countryForm(code).regions ?? {}));
  const { above, main, below } = streetLines(streets);
  return {
    country: code === null ? null : { said: last, code },
    address: { ...place, street: main, building: above.join(', '), apartment: '', place: below.join(', ') },
  };
}

interface Apart {
  readonly place: { readonly postcode: string; readonly town: string; readonly region: string };
  readonly streets: readonly string[];
}

/** The last line with a postcode names the place; without one the last line of several does. */
function apart(lines: readonly string[]): Apart {
  const at = lines.findLastIndex((line) => placeOf(line) !== null);
  const found = placeOf(lines[at] ?? '');
  if (found !== null) return { place: { ...found, region: '' }, streets: lines.filter((_, index) => index !== at) };
  const town = lines.length > 1 ? (lines.at(-1) ?? '') : '';
  return { place: { postcode: '', town, region: '' }, streets: lines.length > 1 ? lines.slice(0, -1) : lines };
}

/** `Boston MA 02108`, and `Boston, MA 02108` where a comma has already parted the town from its state. */
function withRegion({ place, streets }: Apart, regions: Readonly<Record<string, string>>): Apart {
  const [, town = '', region = ''] = /^(?:(.*) )?([A-Z]{2,3})$/.exec(place.town) ?? [];
  if (!Object.hasOwn(regions, region)) return { place, streets };
  if (town !== '') return { place: { ...place, town, region }, streets };
  return { place: { ...place, town: streets.at(-1) ?? '', region }, streets: streets.slice(0, -1) };
}

/** Lines, or what stands between commas; the number of a house stays with its street. */
function linesOf(text: string): string[] {
  return text
    .replaceAll(/(^|[\n,;])(\s*\d+ ?(?:bis|ter|[a-z])?)\s*,/gi, '$1$2 ')
    .split(/[\n,;]/)
    .map((line) => line.replaceAll(/\s+/g, ' ').trim())
    .filter((line) => line !== '');
}

/** `69007 Lyon`, `D-10115 Berlin`, `Boston MA 02108`: a postcode before or behind a town. */
function placeOf(line: string): { readonly postcode: string; readonly town: string } | null {
  const [, postcode, town] = /^((?:[A-Z]{1,3}-?)?\d{3} ?\d{1,3}(?:-\d{3})?) (\D+)$/i.exec(line) ?? [];
  if (postcode !== undefined && town !== undefined) return { postcode, town };
  const [, before, behind] = /^(\D+) (\d{4,7}(?:-\d{3,4})?|[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}|[A-Z]\d[A-Z] \d[A-Z]\d)$/i.exec(line) ?? [];
  return before === undefined || behind === undefined ? null : { postcode: behind, town: before };
}

/** The line with the number of the house is the street; what stands before it is inside the building, what follows is about the place. */
export function streetLines(lines: readonly string[]): { readonly above: readonly string[]; readonly main: string; readonly below: readonly string[] } {
  const filled = lines.map((line) => line.replaceAll(/\s+/g, ' ').trim()).filter((line) => line !== '');
  const begins = filled.findIndex((line) => /^\d/.test(line));
  const at = begins === -1 ? Math.max(0, filled.findIndex((line) => /\d/.test(line))) : begins;
  return { above: filled.slice(0, at), main: filled[at] ?? '', below: filled.slice(at + 1) };
}
