import { z } from 'zod';
import content from '../../assets/customs/goods.json' with { type: 'json' };
import { tidy, withoutAccents } from '../addresses/characters.ts';
import { everyWording, localisedSchema } from '../localised.ts';
import { confidenceSchema } from '../postage/confidence.ts';
import { longestDescription, type Goods } from './declaration.ts';
import { occurrences, wordsOf } from './words.ts';

/**
 * The bundled common goods: a sender finds "pull" and need not know that customs call it 611030. A help, not a ruling: the
 * codes keep their confidence in the file, and the sender is the one who declares.
 */

const id = z.string().regex(/^[a-z0-9-]{1,40}$/);

const goodsSchema = z.strictObject({
  id,
  name: localisedSchema,
  hsCode: z.string().regex(/^\d{6}$/),
  /** As it stands on the form: English, no accents (`postal.md` 3.4). */
  description: z.string().max(longestDescription).regex(/^[\x20-\x7E]*[A-Za-z][\x20-\x7E]*$/),
  words: z.array(z.string().min(1)),
});

export const goodsListSchema = z.strictObject({
  note: z.string(),
  compiled: z.string(),
  sources: z.record(z.string(), z.strictObject({ url: z.string(), date: z.string(), kind: z.string() })),
  /** Shown before anything is typed. */
  usual: z.array(id).min(1),
  groups: z.array(z.strictObject({ group: z.string(), confidence: confidenceSchema, sources: z.array(z.string()).min(1), goods: z.array(goodsSchema).min(1) })).min(1),
});

export interface ListedGoods extends Goods {
  /** As it stands on the form: in French, for the sender who signs it, and in English, for the customs that read it. */
  readonly description: string;
  readonly words: readonly string[];
}

/** One listed thing with every phrase by which it is known. */
interface Entry {
  readonly goods: ListedGoods;
  /** Of the languages in which a declaration is written. */
  readonly phrases: readonly (readonly string[])[];
  /** In every language of the screens: to be found by, never to read a description by, for a word of one language is another thing in the next. */
  readonly names: readonly (readonly string[])[];
}

interface Listed {
  readonly entries: readonly Entry[];
  readonly all: readonly ListedGoods[];
  readonly usual: readonly ListedGoods[];
}

/** Read at the first question: whoever starts a terminal declares nothing yet. */
let listed: Listed | null = null;

function readList(): Listed {
  const list = goodsListSchema.parse(content);
  const entries = list.groups
    .flatMap((group) => group.goods)
    .map((goods) => ({ goods: { ...goods, description: inBothLanguages(goods) }, phrases: [goods.name.fr, goods.name.en, ...goods.words, goods.description].map(wordsOf), names: everyWording(goods.name).map(wordsOf) }));
  const all = entries.map(({ goods }) => goods);
  return { entries, all, usual: list.usual.flatMap((wanted) => all.filter((goods) => goods.id === wanted)) };
}

function list(): Listed {
  listed ??= readList();
  return listed;
}

export function allGoods(): readonly ListedGoods[] {
  return list().all;
}

/** English alone where both do not fit the line, or are one word. */
function inBothLanguages({ name, description }: z.infer<typeof goodsSchema>): string {
  const french = withoutAccents(tidy(name.fr));
  const both = `${french} / ${description}`;
  return both.length > longestDescription || french.toLowerCase() === description.toLowerCase() ? description : both;
}

/** Words that say nothing of the thing: `une robe de chambre` is looked for as `robe chambre`. */
const fillers: ReadonlySet<string> = new Set(['a', 'an', 'the', 'of', 'for', 'with', 'and', 'un', 'une', 'de', 'des', 'du', 'le', 'la', 'les', 'l', 'd', 'en', 'et', 'pour', 'avec', 'mon', 'ma', 'mes']);

export function goodsOf(wanted: string): ListedGoods | null {
  return list().all.find((goods) => goods.id === wanted) ?? null;
}

/**
 * What fits the typed text, best first, at most `most`: every word of it begins a word of one of the thing's names. Before
 * anything is typed, the most usual. When nothing fits the whole, what one of the typed words names: `joli livre bleu` finds books.
 */
export function searchGoods(text: string, most: number): ListedGoods[] {
  const typed = wordsOf(text);
  if (typed.length === 0) return text.trim() === '' ? list().usual.slice(0, most) : [];
  const telling = typed.filter((word) => !fillers.has(word));
  const wanted = telling.length === 0 ? typed : telling;
  const begun = ranked(list().entries, (entry) => bestRank(entry, (phrase) => rankOfBeginning(wanted, phrase)), most);
  if (begun.length > 0) return begun;
  return ranked(list().entries, (entry) => bestRank(entry, (phrase) => (phrase.length === 1 && wanted.includes(phrase[0] ?? '') ? 0 : null)), most);
}

/** Whether the description still speaks of the thing: one of its names stands in it. */
export function isNamedIn(goods: ListedGoods, description: string): boolean {
  const text = wordsOf(description);
  return list().entries.some((entry) => entry.goods === goods && entry.phrases.some((phrase) => occurrences(phrase, text).length > 0));
}

/** Whether the description is what the screens call the thing, and nothing else. */
export function isNameOf(goods: ListedGoods, description: string): boolean {
  const text = wordsOf(description).join(' ');
  return text !== '' && everyWording(goods.name).some((name) => wordsOf(name).join(' ') === text);
}

/** The thing that a description speaks of, by its longest name; null when none is named. */
export function goodsNamedIn(description: string): ListedGoods | null {
  const text = wordsOf(description);
  let best: { readonly goods: ListedGoods; readonly length: number } | null = null;
  for (const { goods, phrases } of list().entries) {
    for (const phrase of phrases) {
      if (phrase.length > (best?.length ?? 0) && occurrences(phrase, text).length > 0) best = { goods, length: phrase.length };
    }
  }
  return best?.goods ?? null;
}

/** Lower is better: a name before a synonym, a phrase that begins with what was typed before one that contains it, a short one before a long one. */
function rankOfBeginning(wanted: readonly string[], phrase: readonly string[]): number | null {
  if (!wanted.every((start) => phrase.some((word) => word.startsWith(start)))) return null;
  const [first] = wanted;
  const whole = wanted.every((word) => phrase.includes(word));
  const leads = first !== undefined && phrase[0]?.startsWith(first) === true;
  return (whole ? 0 : 100) + (leads ? 0 : 50) + phrase.length;
}

function bestRank({ names, phrases }: Entry, rank: (phrase: readonly string[]) => number | null): number | null {
  const ranks = [...names.map((name) => rank(name)), ...phrases.map((phrase) => beyondNames(rank(phrase)))].filter((own) => own !== null);
  return ranks.length === 0 ? null : Math.min(...ranks);
}

function beyondNames(rank: number | null): number | null {
  return rank === null ? null : rank + 25;
}

function ranked(among: readonly Entry[], rank: (entry: Entry) => number | null, most: number): ListedGoods[] {
  return among
    .flatMap((entry) => {
      const own = rank(entry);
      return own === null ? [] : [{ goods: entry.goods, rank: own }];
    })
    .sort((one, other) => one.rank - other.rank)
    .slice(0, most)
    .map(({ goods }) => goods);
}
