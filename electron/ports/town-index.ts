import { capitals } from '../../flows/addresses/characters.ts';
import { typedPostcode } from '../../flows/addresses/postcode.ts';
import type { Town } from '../../flows/ports.ts';

/**
 * Towns by the beginning of their name or postcode, for search as one types. Keys have neither accents nor signs. Words as
 * they were typed come first; without their spaces they follow, so that `SAINTDENIS` finds Saint-Denis too.
 */
export class TownIndex {
  /** How many towns share a name within a department, and how many a postcode. */
  readonly #sharing = new Map<string, number>();
  readonly #words = new Shelves((town) => this.#sizeOf(town));
  readonly #joined = new Shelves((town) => this.#sizeOf(town));

  add(towns: Iterable<Town>): void {
    for (const town of towns) {
      for (const shared of [nameIn(town), town.postcode]) this.#sharing.set(shared, (this.#sharing.get(shared) ?? 0) + 1);
      for (const key of keysOf(town)) {
        this.#words.add(key, town);
        if (key.includes(' ')) this.#joined.add(withoutSpaces(key), town);
      }
    }
  }

  /** At most `most`: whole names, then larger towns, then the order of the alphabet; none when nothing is typed. */
  search(text: string, most: number): readonly Town[] {
    const postcode = typedPostcode(text);
    const wanted = /^\D*\d+$/.test(postcode) && !/\p{L}{3}/u.test(postcode) ? capitals(postcode) : capitals(text);
    if (wanted === '') return [];
    const found = new Set(this.#words.beginningWith(wanted));
    if (found.size < most) for (const town of this.#joined.beginningWith(withoutSpaces(wanted))) found.add(town);
    return [...found].slice(0, most);
  }

  /**
   * A town with several postcodes, or with one that no other town shares, is a larger one. No list of inhabitants is bundled;
   * by a wrong guess a town only stands further down.
   */
  #sizeOf(town: Town): number {
    return (this.#sharing.get(nameIn(town)) ?? 0) + (this.#sharing.get(town.postcode) === 1 ? 1 : 0);
  }
}

interface Key {
  readonly key: string;
  readonly town: Town;
  readonly size: number;
}

/** Keys by their first character, each shelf put in order when it is first looked at: a customer waits for one letter, not for the alphabet. */
class Shelves {
  /** As they came, and in order: the sizes of towns are known when all have come. */
  readonly #shelves = new Map<string, { readonly towns: (readonly [key: string, town: Town])[]; inOrder: readonly Key[] | null }>();
  readonly #sizeOf: (town: Town) => number;

  constructor(sizeOf: (town: Town) => number) {
    this.#sizeOf = sizeOf;
  }

  add(key: string, town: Town): void {
    const name = key.slice(0, 1);
    const shelf = this.#shelves.get(name) ?? { towns: [], inOrder: null };
    shelf.towns.push([key, town]);
    shelf.inOrder = null;
    this.#shelves.set(name, shelf);
  }

  /** Every town with such a key, best first: gathered by size as they come, for sorting thousands at every letter takes too long. */
  beginningWith(wanted: string): Town[] {
    const keys = this.#shelfOf(wanted);
    const [whole, longer]: [Town[][], Town[][]] = [[], []];
    for (let at = firstFrom(keys, wanted); keys[at]?.key.startsWith(wanted) === true; at += 1) {
      const { key, town, size } = keys[at] as Key;
      ((key === wanted ? whole : longer)[size] ??= []).push(town);
    }
    return [...whole.toReversed(), ...longer.toReversed()].flatMap((towns) => towns ?? []);
  }

  #shelfOf(wanted: string): readonly Key[] {
    const shelf = this.#shelves.get(wanted.slice(0, 1));
    if (shelf === undefined) return [];
    // Postcodes stand in their own order.
    shelf.inOrder ??= shelf.towns
      .map(([key, town]) => ({ key, town, size: /^\d/.test(key) ? 0 : this.#sizeOf(town) }))
      .sort((one, other) => compare(one.key, other.key) || compare(one.town.postcode, other.town.postcode));
    return shelf.inOrder;
  }
}

function nameIn({ postcode, label }: Town): string {
  return postcode.slice(0, 2) + label;
}

/** By postcode, by the name as spoken and as line 6 spells it, and by both without the article: `Haÿ` finds L’Haÿ-les-Roses. */
function keysOf({ postcode, label, name }: Town): readonly string[] {
  const names = [capitals(name), label];
  return [...new Set([postcode, ...names, ...names.map((one) => one.replace(/^(L|LE|LA|LES) /, ''))])];
}

function withoutSpaces(key: string): string {
  return key.replaceAll(' ', '');
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
