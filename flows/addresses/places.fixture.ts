import content from '../../assets/destinations/2026.json' with { type: 'json' };
import { destinationBookSchema } from '../destinations/book.ts';
import type { Places, Town } from '../ports.ts';
import type { AddressContext } from './address.ts';
import { capitals } from './characters.ts';

/** A handful of towns and the book of destinations, for tests of addresses. */

export const someTowns: readonly Town[] = [
  { postcode: '69007', label: 'LYON', name: 'Lyon 7e' },
  { postcode: '91130', label: 'RIS ORANGIS', name: 'Ris-Orangis' },
  { postcode: '01400', label: 'CHATILLON SUR CHALARONNE', name: 'Châtillon-sur-Chalaronne' },
  { postcode: '01400', label: 'L ABERGEMENT CLEMENCIAT', name: 'L’Abergement-Clémenciat' },
  { postcode: '20167', label: 'AFA', name: 'Afa' },
  { postcode: '20167', label: 'MEZZAVIA', name: 'Mezzavia' },
  { postcode: '42000', label: 'ST ETIENNE', name: 'Saint-Étienne' },
  { postcode: '97400', label: 'ST DENIS', name: 'Saint-Denis' },
  { postcode: '98000', label: 'MONACO', name: 'Monaco' },
];

export const places: Places = {
  townsOf: (postcode) => someTowns.filter((town) => town.postcode === postcode),
  search: (text, most) => someTowns.filter((town) => town.postcode.startsWith(text) || [town.label, capitals(town.name)].some((name) => name.startsWith(capitals(text)))).slice(0, most),
};

export const book = destinationBookSchema.parse(content);

/** A French addressee, no phone number asked. */
export const toFrance: AddressContext = { places, book, destination: 'FR', phone: 'none' };
