import { createRequire } from 'node:module';
import { setImmediate as turn } from 'node:timers/promises';
import { z } from 'zod';
import additions from '../../assets/places/additions.json' with { type: 'json' };
import { line6Town } from '../../flows/addresses/town.ts';
import { typedPostcode } from '../../flows/addresses/postcode.ts';
import type { Places, Town } from '../../flows/ports.ts';
import { TownIndex } from './town-index.ts';

/**
 * Postcodes and towns: npm `codes-postaux` with `assets/places/additions.json`. Overseas codes and Andorra's are answered
 * too; whether the item may go there is the destination's own rule.
 */

const rowSchema = z.object({ codePostal: z.string(), nomCommune: z.string(), libelleAcheminement: z.string() });
type Row = z.infer<typeof rowSchema>;
const rowsSchema = z.array(rowSchema);
const additionsSchema = z.object({ places: z.array(z.object({ postcode: z.string(), label: z.string(), name: z.string() })) });

interface PostalCodes {
  find(postcode: string): unknown;
}

/** So many postcodes are made ready at a time: some milliseconds, less than a frame of the screen. */
const postcodesAtOnce = 150;

export interface PreparedPlaces extends Places {
  /** Makes the list of towns in small pieces, so that nobody waits for it: neither the first letter typed nor a tap meanwhile. */
  prepare(): Promise<void>;
}

export function createPlaces(): PreparedPlaces {
  const added: readonly Town[] = additionsSchema.parse(additions).places.map(({ postcode, label, name }) => ({ postcode, label, name }));
  const require = createRequire(import.meta.url);
  // The list is 4 MB of JSON: it is read at the first question, not while the first screen waits.
  let codes: PostalCodes | null = null;
  const townsOf = (postcode: string): readonly Town[] => {
    codes ??= require('codes-postaux') as PostalCodes;
    const rows = rowsSchema.parse(codes.find(postcode));
    return [...added.filter((one) => one.postcode === postcode), ...townsOfRows(postcode, rows)];
  };
  function* everyTown(): Generator<readonly Town[]> {
    yield added;
    const rows = require('codes-postaux/codes-postaux.json') as unknown;
    yield [];
    const sharing = [...Map.groupBy(rowsSchema.parse(rows), (row) => row.codePostal)];
    for (let at = 0; at < sharing.length; at += postcodesAtOnce) {
      yield sharing.slice(at, at + postcodesAtOnce).flatMap(([postcode, those]) => townsOfRows(postcode, those));
    }
  }
  const index = new TownIndex();
  const rest = everyTown();
  const isIncomplete = (): boolean => {
    const { done, value } = rest.next();
    if (done === true) return false;
    index.add(value);
    return true;
  };
  return {
    townsOf(text) {
      const postcode = typedPostcode(text);
      // Only what looks like a postcode is looked up: the list answers to `constructor` too.
      if (!/^(\d{5}|AD\d{3})$/.test(postcode)) return [];
      return townsOf(postcode);
    },
    search(text, most) {
      while (isIncomplete());
      return index.search(text, most);
    },
    async prepare() {
      while (isIncomplete()) await turn();
    },
  };
}

/** Made once: comparing through `localeCompare` makes one a comparison, ten times slower over the whole list. */
const inFrench = new Intl.Collator('fr');

/** One town for each label (one row of the list, of 05330, repeats its postcode in the label): the communes that share one are told apart by nobody on an envelope. */
function townsOfRows(postcode: string, rows: readonly Row[]): Town[] {
  const labels = Map.groupBy(rows, (row) => line6Town(row.libelleAcheminement.replace(/ \d{5}$/, '')));
  return [...labels].map(([label, sharing]) => ({ postcode, label, name: nameOf(postcode, label, sharing) })).sort((one, other) => inFrench.compare(one.name, other.name));
}

function nameOf(postcode: string, label: string, sharing: readonly Row[]): string {
  // 13004 belongs to the 4th and the 12th of Marseille: the postcode's own number names it.
  const arrondissement = /^(75[01]|6900|130)(\d{2}|\d)$/.exec(postcode)?.[2];
  if (arrondissement !== undefined && /^(PARIS|LYON|MARSEILLE)$/.test(label)) {
    const number = Number(arrondissement);
    return `${written(label)} ${number === 1 ? '1er' : `${number}e`}`;
  }
  const commune = sharing.find((row) => together(line6Town(row.nomCommune)) === together(label));
  // A label of its own inside a commune (MEZZAVIA in Ajaccio) is a place people know by that label.
  return commune?.nomCommune ?? written(label);
}

/** VILLE SOUS LAFERTE and Ville-sous-la-Ferté are one place. */
function together(label: string): string {
  return label.replaceAll(' ', '');
}

const small = /^(D|DE|DES|DU|EN|ET|L|LA|LE|LES|SOUS|SUR|AUX?|LEZ|PRES)$/;

function written(label: string): string {
  const words = label.split(' ').map((word, at) => (at > 0 && small.test(word) ? word.toLowerCase() : `${word.slice(0, 1)}${word.slice(1).toLowerCase()}`));
  return words.join(' ').replaceAll(/\bSt(e?) /g, 'Saint$1-');
}
