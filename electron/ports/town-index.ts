import { capitals } from '../../flows/addresses/characters.ts';
import { typedPostcode } from '../../flows/addresses/postcode.ts';
import type { Town } from '../../flows/ports.ts';

/**
 * Towns by the beginning of their name or postcode, for search as one types: sorted lists of keys, found by halving. Keys
 * have neither accents nor signs. Words as they were typed come first; without their spaces they follow, so that
 * `SAINTDENIS` finds Saint-Denis too.
 */
export interface TownIndex {
  /** At most `most`, whole names first, then in the order of the alphabet; none when nothing is typed. */
  search(text: string, most: number): readonly Town[];
}

interface Key {
  readonly key: string;
  readonly town: Town;
}

export function indexOfTowns(towns: readonly Town[]): TownIndex {
  const named = towns.flatMap((town) => keysOf(town).map((key): Key => ({ key, town })));
  const words = inOrder(named);
  const joined = inOrder(named.filter(({ key }) => key.includes(' ')).map(({ key, town }) => ({ key: withoutSpaces(key), town })));
  return {
    search(text, most) {
      const postcode = typedPostcode(text);
      const wanted = /^\D*\d+$/.test(postcode) && !/\p{L}{3}/u.test(postcode) ? capitals(postcode) : capitals(text);
      const found = new Set<Town>();
      if (wanted === '') return [];
      collect(found, words, wanted, most);
      collect(found, joined, withoutSpaces(wanted), most);
      return [...found];
    },
  };
}

/** By postcode, by the name as spoken and as line 6 spells it, and by both without the article: `Haÿ` finds L’Haÿ-les-Roses. */
function keysOf({ postcode, label, name }: Town): readonly string[] {
  const names = [capitals(name), label];
  return [...new Set([postcode, ...names, ...names.map((one) => one.replace(/^(L|LE|LA|LES) /, ''))])];
}

function withoutSpaces(key: string): string {
  return key.replaceAll(' ', '');
}

function inOrder(keys: readonly Key[]): readonly Key[] {
  return keys.toSorted((one, other) => compare(one.key, other.key) || compare(one.town.postcode, other.town.postcode));
}

function collect(found: Set<Town>, keys: readonly Key[], wanted: string, most: number): void {
  for (let at = firstFrom(keys, wanted); found.size < most; at += 1) {
    const one = keys[at];
    if (one === undefined || !one.key.startsWith(wanted)) return;
    found.add(one.town);
  }
}

/** Position of the first key that is not before `wanted`. */
function firstFrom(keys: readonly Key[], wanted: string): number {
  let [low, high] = [0, keys.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((keys[middle]?.key ?? '') < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
