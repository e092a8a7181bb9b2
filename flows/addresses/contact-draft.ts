import { entryOf } from '../destinations/destinations.ts';
import { err, ok, type Result } from '../result.ts';
import type { AddressDraft } from '../view.ts';
import type { Contact } from './contact-card.ts';
import type { AddressContext } from './context.ts';
import { addressCountry } from './draft.ts';
import { typedPhone } from './phone.ts';
import { countryForm } from './place-form.ts';
import { typedPostcode } from './postcode.ts';

/**
 * A contact in the place of what was typed. A card without a country lies where the item goes. One that lies elsewhere is
 * not taken: its postcode could be right in both countries, and the parcel would travel to the wrong one.
 */
export function withContact(draft: AddressDraft, contact: Contact, { book, destination, phone }: AddressContext): Result<AddressDraft, 'other-country'> {
  const country = countryOf(contact, draft.country, (code) => entryOf(book, code)?.country ?? addressCountry(code));
  if (country === null || (destination !== null && country !== draft.country)) return err('other-country');
  return ok({ ...draft, country, ...addressOf(contact, country), ...identityOf(contact), ...phoneOf(draft, contact, country, phone) });
}

function countryOf({ country }: Contact, assumed: string, addressed: (code: string) => string): string | null {
  if (country === null) return assumed;
  return country.code === null ? null : addressed(country.code);
}

/** A card without an address leaves the typed one alone; one with an address replaces it whole, so that two are never mixed. */
function addressOf({ address }: Contact, country: string): Partial<AddressDraft> {
  if (address === null) return {};
  if (country === 'FR') return { ...address, postcode: typedPostcode(address.postcode), region: '' };
  // Bavaria is on many cards, and on no German envelope.
  return countryForm(country).lines.some((line) => line.includes('{region}')) ? address : { ...address, region: '' };
}

function identityOf({ name, company }: Contact): Partial<AddressDraft> {
  return name === '' && company === '' ? {} : { name, company };
}

function isSomebodyElse(before: Pick<Contact, 'name' | 'company'>, contact: Pick<Contact, 'name' | 'company'>): boolean {
  const named = ({ name, company }: typeof before): boolean => name !== '' || company !== '';
  return named(before) && named(contact) && (before.name !== contact.name || before.company !== contact.company);
}

/** A number that is not asked is not taken; one that no message can reach is only shown where one is demanded. */
function phoneOf(draft: AddressDraft, contact: Contact, country: string, demand: AddressContext['phone']): Partial<AddressDraft> {
  const phone = typedPhone(contact.phone, country);
  const usable = demand !== 'none' && contact.phone !== '' && (phone !== null || demand === 'required');
  // What would reach the one who was named before does not reach the one on the card.
  if (!usable) return isSomebodyElse(draft, contact) ? { phone: '' } : {};
  return { phone: phone ?? contact.phone };
}
