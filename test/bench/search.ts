import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { z } from 'zod';
import { createPlaces } from '../../electron/ports/places.ts';
import { allGoods } from '../../flows/customs/goods.ts';
import { destinationName } from '../../flows/destinations/names.ts';
import type { Intent } from '../../flows/intents.ts';
import { book } from '../../flows/postage/postage.fixture.ts';
import type { View } from '../../flows/view.ts';
import { alone, compared, count, milliseconds, percentile, type Bench, type Figure } from './figure.ts';
import { workDirectory } from './place.ts';
import { Rig } from './rig.ts';

/** One picture of a screen at 60 Hz, ms: an answer that takes longer is seen to lag behind the finger. */
const frame = 1_000 / 60;
const letters = 6;
const townsTyped = 2_000;
/** The code is compiled and the lists are made. */
const warmUp = 500;

/** As many letters as are typed before everybody has found it, one after the other: `s`, `sa`, `sai` … as people write, accents and all. */
function typed(names: readonly string[]): string[] {
  return names.flatMap((name) => Array.from({ length: Math.min(letters, name.length) }, (_, at) => name.toLowerCase().slice(0, at + 1)));
}

/** From the whole list, evenly: no letter of the alphabet is favoured. */
function townNames(): string[] {
  const list = z.array(z.object({ nomCommune: z.string() })).parse(createRequire(import.meta.url)('codes-postaux/codes-postaux.json'));
  const step = list.length / townsTyped;
  return Array.from({ length: townsTyped }, (_, at) => list[Math.floor(at * step)]?.nomCommune ?? '');
}

/** A field with a list under it: how to come there, what each letter asks, and what the view says: the text it answers, and the answers. */
interface Search {
  readonly what: string;
  readonly texts: readonly string[];
  readonly way: readonly Intent[];
  readonly grams: number;
  readonly asked: (text: string) => Intent;
  readonly answer: (view: View) => { readonly to: string; readonly found: readonly unknown[] } | null;
}

const towns = typed(townNames());
const townSearch = {
  texts: towns,
  grams: 1_240,
  asked: (postcode: string): Intent => ({ type: 'address.postcode.entered', postcode }),
  answer: (view: View) => (view.screen === 'address' ? { to: view.draft.postcode, found: view.towns } : null),
};

const searches: readonly Search[] = [
  {
    ...townSearch,
    what: 'towns of France',
    way: [{ type: 'destination.chosen', destination: 'france' }, { type: 'format.chosen', format: 'parcel' }, { type: 'offer.confirmed' }],
  },
  {
    ...townSearch,
    what: 'towns of Réunion, the same typed',
    way: [
      { type: 'destination.chosen', destination: 'overseas' },
      { type: 'country.chosen', code: 'RE' },
      { type: 'contents.chosen', contents: 'documents' },
      { type: 'format.chosen', format: 'parcel' },
      { type: 'offer.confirmed' },
    ],
  },
  {
    what: 'countries, by their French and English names',
    texts: typed((['fr', 'en'] as const).flatMap((locale) => book.entries.map((entry) => destinationName(entry, locale)))),
    way: [{ type: 'destination.chosen', destination: 'abroad' }],
    grams: 20,
    asked: (text) => ({ type: 'country.searched', text }),
    answer: (view) => (view.screen === 'country' ? { to: view.query, found: view.choices } : null),
  },
  {
    what: 'goods of customs, by their French and English names',
    texts: typed(allGoods().flatMap(({ name }) => [name.fr, name.en])),
    way: [
      { type: 'destination.chosen', destination: 'abroad' },
      { type: 'country.chosen', code: 'CA' },
      { type: 'contents.chosen', contents: 'goods' },
      { type: 'format.chosen', format: 'parcel' },
      { type: 'offer.confirmed' },
      ...address({ postcode: 'K1A 0B1', town: 'Ottawa', region: 'ON' }),
      ...address({ postcode: '69007', town: '', region: '' }),
      { type: 'customs.category.chosen', category: 'gift' },
    ],
    grams: 1_240,
    asked: (text) => ({ type: 'customs.goods.searched', text }),
    answer: (view) => (view.screen === 'customs' ? { to: view.draft.description, found: view.suggestions } : null),
  },
];

function address(place: { readonly postcode: string; readonly town: string; readonly region: string }): Intent[] {
  const where: Intent = place.town === '' ? { type: 'address.postcode.entered', postcode: place.postcode } : { type: 'address.place.entered', ...place };
  return [
    where,
    { type: 'address.street.entered', street: '3 rue du Moulin', building: '', apartment: '', place: '' },
    { type: 'address.name.entered', name: 'Camille Martin', company: '', phone: '' },
    { type: 'address.confirmed' },
  ];
}

/** From each letter until the view says what was found, ms: the whole terminal, but neither the link nor the painting. */
async function answers(directory: string, { what, texts, way, grams, asked, answer }: Search): Promise<number[]> {
  const rig = new Rig(directory);
  try {
    rig.place(grams);
    await rig.reaches('destination');
    rig.send(...way);
    let found = 0;
    const times = [...texts.slice(0, warmUp), ...texts].map((text) => {
      const begun = performance.now();
      rig.send(asked(text));
      const answered = answer(rig.view());
      const took = performance.now() - begun;
      if (answered?.to.trim() !== text.trim()) throw new Error(`${what}: "${text}" is not answered on the screen ${rig.view().screen}`);
      found += answered.found.length;
      return took;
    });
    if (found === 0) throw new Error(`${what}: nothing was found at all`);
    return times.slice(warmUp);
  } finally {
    rig.close();
  }
}

/** Once after the start, in pieces: whoever wants a turn meanwhile waits for one piece at most. */
async function madeReady(): Promise<Figure> {
  const state = { ready: false };
  const pieces: number[] = [];
  const preparing = createPlaces().prepare().then(() => void (state.ready = true));
  for (let last = performance.now(); !state.ready; last = performance.now()) {
    await turn();
    pieces.push(performance.now() - last);
  }
  await preparing;
  const whole = pieces.reduce((sum, piece) => sum + piece, 0);
  return alone(`the list of towns made ready, once after the start, in ${count(pieces.length)} pieces`, `${milliseconds(whole)}, the longest piece ${milliseconds(Math.max(...pieces))}`);
}

export const searchBench: Bench = {
  name: 'search',
  method: `every key of 1 to ${letters} letters of ${count(townsTyped)} towns, of all countries and of all goods of customs: from the intent, through the real flows, until the view holds what was found; against one frame, of which the link and the browser need a part`,
  async run() {
    mkdirSync(workDirectory, { recursive: true });
    const directory = mkdtempSync(join(workDirectory, 'search-'));
    try {
      const figures: Figure[] = [await madeReady()];
      for (const [at, search] of searches.entries()) {
        const times = await answers(join(directory, String(at)), search);
        figures.push(compared(`found while typing: ${search.what}, p95 of ${count(times.length)}`, percentile(times, 95), 'one frame at 60 Hz', frame, 1));
      }
      return figures;
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  },
};
