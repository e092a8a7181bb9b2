import { capitals } from '../../flows/addresses/characters.ts';
import { typedPostcode } from '../../flows/addresses/postcode.ts';
import type { Town } from '../../flows/ports.ts';

/**
 * Towns by the beginning of their name or postcode, for search as one types: sorted lists of keys, found by halving. Keys
 * have neither accents nor signs. Words as they were typed come first; without their spaces they follow, so that
 * `SAINTDENIS` finds Saint-Denis too.
 */
export interface TownIndex {
  /** At most `most`: whole names, then larger towns, then the order of the alphabet; none when nothing is typed. */
  search(text: string, most: number): readonly Town[];
}

interface Key {
  readonly key: string;
  readonly town: Town;
  /** How large the town is, as far as its postcodes tell. */
  readonly size: number;
}

export function indexOfTowns(towns: readonly Town[]): TownIndex {
  const sizes = sizesOf(towns);
  const named = towns.flatMap((town) => keysOf(town).map((key): Key => ({ key, town, size: sizes.get(town) ?? 0 })));
  const words = inOrder(named);
  const joined = inOrder(named.filter(({ key }) => key.includes(' ')).map((one) => ({ ...one, key: withoutSpaces(one.key) })));
  return {
    search(text, most) {
      const postcode = typedPostcode(text);
      const wanted = /^\D*\d+$/.test(postcode) && !/\p{L}{3}/u.test(postcode) ? capitals(postcode) : capitals(text);
      if (wanted === '') return [];
      const found = new Set(beginningWith(words, wanted));
      if (found.size < most) for (const town of beginningWith(joined, withoutSpaces(wanted))) found.add(town);
      return [...found].slice(0, most);
    },
  };
}

/**
 * A town with several postcodes, or with one that no other town shares, is a larger one. No list of inhabitants is bundled;
 * by a wrong guess a town only stands further down.
 */
function sizesOf(towns: readonly Town[]): ReadonlyMap<Town, number> {
  const nameIn = ({ postcode, label }: Town) => postcode.slice(0, 2) + label;
  const [sharingName, sharingPostcode] = [Map.groupBy(towns, nameIn), Map.groupBy(towns, ({ postcode }) => postcode)];
  return new Map(towns.map((town) => [town, (sharingName.get(nameIn(town))?.length ?? 0) + (sharingPostcode.get(town.postcode)?.length === 1 ? 1 : 0)]));
}

/** Every town with such a key, best first: gathered by size as they come, for sorting thousands at every letter takes too long. */
function beginningWith(keys: readonly Key[], wanted: string): Town[] {
  const [whole, longer]: [Town[][], Town[][]] = [[], []];
  for (let at = firstFrom(keys, wanted); keys[at]?.key.startsWith(wanted) === true; at += 1) {
    const { key, town, size } = keys[at] as Key;
    const bySize = key === wanted ? whole : longer;
    // Postcodes stand in their own order.
    (bySize[/^\d/.test(key) ? 0 : size] ??= []).push(town);
  }
  return [...whole.toReversed(), ...longer.toReversed()].flatMap((towns) => towns ?? []);
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
