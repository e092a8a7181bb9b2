import { entryOf, destinationOfAddress } from '../../flows/destinations/destinations.ts';
import type { DestinationEntry } from '../../flows/destinations/book.ts';
import { book } from '../../flows/postage/postage.fixture.ts';

/**
 * Places that customers write to, with the country and postcode of their address: what a quote costs there is asked the way
 * the terminal asks, from the address to the place in the book to the price. Military sectors are chosen by name.
 */
const places = {
  Paris: ['FR', '75001'],
  Ajaccio: ['FR', '20090'],
  Bastia: ['FR', '20200'],
  Monaco: ['MC', '98000'],
  'Monaco, written in France': ['FR', '98000'],
  'Andorre-la-Vieille': ['AD', 'AD500'],
  'a military sector': ['FR-SP', null],

  'Pointe-à-Pitre': ['FR', '97110'],
  'Fort-de-France': ['FR', '97200'],
  Cayenne: ['FR', '97300'],
  'Saint-Denis de La Réunion': ['FR', '97400'],
  Mamoudzou: ['FR', '97600'],
  'Saint-Pierre (et Miquelon)': ['FR', '97500'],
  Gustavia: ['FR', '97133'],
  Marigot: ['FR', '97150'],
  Nouméa: ['FR', '98800'],
  Papeete: ['FR', '98714'],
  'Mata-Utu': ['FR', '98600'],
  'Port-aux-Français': ['FR', '98413'],

  Berlin: ['DE', '10115'],
  Bruxelles: ['BE', '1000'],
  Madrid: ['ES', '28013'],
  Roma: ['IT', '00184'],
  Genève: ['CH', '1201'],
  Helgoland: ['DE', '27498'],
  London: ['GB', 'SW1A 1AA'],
  Rabat: ['MA', '10000'],
  Oslo: ['NO', '0150'],
  Ankara: ['TR', '06420'],
  Reykjavík: ['IS', '101'],
  Montréal: ['CA', 'H2Y 1C6'],
  'New York': ['US', '10001'],
  Tōkyō: ['JP', '100-0001'],
  Dakar: ['SN', '12500'],
  Canberra: ['AU', '2600'],

  'Las Palmas': ['ES', '35001'],
  Ceuta: ['ES', '51001'],
  Melilla: ['ES', '52001'],
  Mariehamn: ['FI', '22100'],
  'San Marino': ['SM', '47890'],
  'San Marino, written in Italy': ['IT', '47890'],
  Vaduz: ['LI', '9490'],
  'Saint Peter Port': ['GG', 'GY1 1AA'],
  Gibraltar: ['GI', 'GX11 1AA'],
  Nuuk: ['GL', '3900'],
  Tbilisi: ['GE', '0105'],
} as const satisfies Record<string, readonly [country: string, postcode: string | null]>;

export type Place = keyof typeof places;

export function entryAt(place: Place): DestinationEntry {
  const [country, postcode] = places[place];
  const entry = postcode === null ? entryOf(book, country) : destinationOfAddress(book, country, postcode);
  if (entry === null) throw new Error(`the book does not know ${place}`);
  return entry;
}

export const domestic: readonly Place[] = ['Paris', 'Ajaccio', 'Bastia', 'Monaco', 'Monaco, written in France', 'Andorre-la-Vieille'];
export const overseas1: readonly Place[] = ['Pointe-à-Pitre', 'Fort-de-France', 'Cayenne', 'Saint-Denis de La Réunion', 'Mamoudzou', 'Saint-Pierre (et Miquelon)', 'Gustavia', 'Marigot'];
export const overseas2: readonly Place[] = ['Nouméa', 'Papeete', 'Mata-Utu', 'Port-aux-Français'];
export const zoneA: readonly Place[] = ['Berlin', 'Bruxelles', 'Madrid', 'Roma', 'Genève', 'Helgoland'];
export const zoneB: readonly Place[] = ['Rabat', 'Oslo', 'Ankara', 'Reykjavík'];
export const zoneC: readonly Place[] = ['Montréal', 'New York', 'Tōkyō', 'Dakar', 'Canberra'];
/** Where no source says the zone, or two say two. */
export const withoutZone: readonly Place[] = ['Las Palmas', 'Ceuta', 'Melilla', 'Mariehamn', 'Saint Peter Port'];
export const abroad: readonly Place[] = [...zoneA, 'London', ...zoneB, ...zoneC, ...withoutZone, 'San Marino', 'Vaduz'];
