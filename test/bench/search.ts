import { createRequire } from 'node:module';
import { z } from 'zod';
import destinations from '../../assets/destinations/2026.json' with { type: 'json' };
import { createPlaces } from '../../electron/ports/places.ts';
import { emptyDraft } from '../../flows/addresses/address.ts';
import { townsWanted } from '../../flows/customer/towns-wanted.ts';
import { allGoods, searchGoods } from '../../flows/customs/goods.ts';
import { destinationBookSchema } from '../../flows/destinations/book.ts';
import { destinationName } from '../../flows/destinations/names.ts';
import { searchDestinations } from '../../flows/destinations/search.ts';
import { alone, compared, count, milliseconds, percentile, type Bench, type Figure } from './figure.ts';

const book = destinationBookSchema.parse(destinations);
/** One picture of a screen at 60 Hz, ms: an answer that takes longer is seen to lag behind the finger. */
const frame = 1_000 / 60;
const letters = 6;
const townsTyped = 2_000;

/** As many letters as are typed before everybody has found it: `s`, `sa`, `sai` … as people write, accents and all. */
function typed(names: readonly string[]): string[] {
  return names.flatMap((name) => Array.from({ length: Math.min(letters, name.length) }, (_, at) => name.toLowerCase().slice(0, at + 1)));
}

/** From the whole list, evenly: no letter of the alphabet is favoured. */
function townNames(): string[] {
  const list = z.array(z.object({ nomCommune: z.string() })).parse(createRequire(import.meta.url)('codes-postaux/codes-postaux.json'));
  const step = list.length / townsTyped;
  return Array.from({ length: townsTyped }, (_, at) => list[Math.floor(at * step)]?.nomCommune ?? '');
}

/** The answer to each of what was typed, ms. The first answers, which make the lists and compile the code, are not among them. */
function answers(texts: readonly string[], search: (text: string) => readonly unknown[]): number[] {
  let found = 0;
  for (const text of texts.slice(0, 500)) found += search(text).length;
  const times = texts.map((text) => {
    const begun = performance.now();
    found += search(text).length;
    return performance.now() - begun;
  });
  if (found === 0) throw new Error('nothing was found at all');
  return times;
}

function figure(what: string, texts: readonly string[], search: (text: string) => readonly unknown[]): Figure {
  return compared(`${what}, p95 of ${count(texts.length)}`, percentile(answers(texts, search), 95), 'one frame at 60 Hz', frame, 1);
}

export const searchBench: Bench = {
  name: 'search',
  method: `what the screens ask at every key: 1 to ${letters} letters of ${count(townsTyped)} towns, of all names of countries in French and in English, and of the goods of customs; against one frame, which the browser needs a part of`,
  run() {
    const places = createPlaces();
    const towns = typed(townNames());
    const wanted = (destination: string) => (text: string) => townsWanted({ ...emptyDraft, postcode: text }, { places, book, destination, phone: 'none' });
    const begun = performance.now();
    wanted('FR')('s');
    const first = performance.now() - begun;
    const countries = (['fr', 'en'] as const).flatMap((locale) => book.entries.map((entry) => destinationName(entry, locale)));
    return Promise.resolve([
      figure('towns found while typing', towns, wanted('FR')),
      figure('towns of Réunion alone, the same typed', towns, wanted('RE')),
      figure('countries found while typing', typed(countries), (text) => searchDestinations(book, text, 'all', 12)),
      figure('goods found while typing', typed(allGoods.flatMap(({ name }) => [name.fr, name.en])), (text) => searchGoods(text, 6)),
      alone('the list of towns made, once, at the first letter', milliseconds(first)),
    ]);
  },
};
