import { describe, expect, it } from 'vitest';
import { createActor } from 'xstate';
import { emptyDraft, emptyDraftIn } from '../addresses/address.ts';
import { book, places } from '../addresses/places.fixture.ts';
import { standardPreferences } from '../preferences.ts';
import { viewSchema, type ViewOf } from '../view.ts';
import { addressEntryMachine, type AddressEntryEvent, type AddressEntryInput } from './address-entry.ts';
import { showAddress } from './address-view.ts';

const frame = {
  locale: 'fr',
  preferences: standardPreferences,
  step: null,
  money: null,
  back: null,
  helpSince: null,
  dialog: null,
  office: 'Moulin à Vent',
  training: false,
  helper: null,
  staffDoor: false,
} as const;

/** The body as the link would let it through. */
function shown(input: Partial<AddressEntryInput>, ...events: readonly AddressEntryEvent[]) {
  const actor = createActor(addressEntryMachine, { input: { draft: emptyDraft, party: 'addressee', places, book, destination: 'FR', phone: 'none', ...input } }).start();
  for (const event of events) actor.send(event);
  return viewSchema.parse({ ...frame, ...showAddress(actor.getSnapshot(), input.party ?? 'addressee', true) });
}
const address = (input: Partial<AddressEntryInput>, ...events: readonly AddressEntryEvent[]) => shown(input, ...events) as ViewOf<'address'>;
const countries = (...events: readonly AddressEntryEvent[]) => shown({ party: 'sender', destination: null }, { type: 'address.country.reopened' }, ...events) as ViewOf<'country'>;

const lyon: readonly AddressEntryEvent[] = [
  { type: 'address.postcode.entered', postcode: '69007' },
  { type: 'address.street.entered', street: '12 rue X', building: '', apartment: '', place: '' },
  { type: 'address.name.entered', name: 'Camille', company: '', phone: '' },
];

describe('the address screen', () => {
  it('begins with the town of an addressee in France, who cannot change the country', () => {
    expect(address({})).toMatchObject({ screen: 'address', party: 'addressee', part: 'town', form: null, towns: [], lines: [], scanner: true, canChangeCountry: false, phone: 'none' });
  });

  it('lists towns with their postcodes', () => {
    expect(address({}, { type: 'address.postcode.entered', postcode: '20167' }).towns).toEqual([
      { postcode: '20167', label: 'AFA' },
      { postcode: '20167', label: 'MEZZAVIA' },
    ]);
  });

  it('shows the printed lines at the last look, and only then', () => {
    expect(address({}, ...lyon.slice(0, 2)).lines).toEqual([]);
    expect(address({}, ...lyon)).toMatchObject({ part: 'check', lines: ['Camille', '12 RUE X', '69007 LYON'] });
    expect(address({}, ...lyon, { type: 'address.confirmed' })).toMatchObject({ part: 'check', lines: ['Camille', '12 RUE X', '69007 LYON'] });
  });

  it.each([
    ['DE', emptyDraftIn('DE'), ['postcode', 'town']],
    ['US', emptyDraftIn('US'), ['town', 'region', 'postcode']],
    ['AD', emptyDraftIn('AD'), ['postcode', 'town']],
    ['NC', emptyDraft, ['postcode', 'town']],
    ['TF', emptyDraft, ['postcode', 'town']],
    ['FR', emptyDraft, null],
    ['RE', emptyDraft, null],
    ['MC', emptyDraft, null],
  ])('to %s: the place is typed as it is written there, or found in the list', (destination, draft, fields) => {
    expect(address({ destination, draft }).form?.fields ?? null).toEqual(fields);
  });

  it('a sender in Nouméa types the town too, once the postcode says where it is', () => {
    expect(address({ party: 'sender', destination: null }).form).toBeNull();
    expect(address({ party: 'sender', destination: null }, { type: 'address.postcode.entered', postcode: '98800' }).form).not.toBeNull();
  });
});

describe('the sender’s country on the screen', () => {
  it('begins with France and the most frequent, none of them refused', () => {
    const { purpose, query, choices } = countries();
    expect([purpose, query, choices.map(({ code }) => code)]).toEqual(['sender', '', ['FR', ...book.frequent]]);
    expect(choices.filter(({ reason }) => reason !== null)).toEqual([]);
  });

  it('then what was found, at most seven', () => {
    const { query, choices } = countries({ type: 'country.searched', text: 'belg' });
    expect([query, choices.map(({ code }) => code)]).toEqual(['belg', ['BE']]);
    expect(countries({ type: 'country.searched', text: 's' }).choices).toHaveLength(7);
  });
});
