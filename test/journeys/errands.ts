import { showsContact } from '../contacts.ts';
import type { Customer } from '../customer.ts';
import type { Kiosk } from '../kiosk.ts';

/**
 * What people come for, each from the first screen to the farewell by the shortest way that a customer can find: the rows
 * of the README's table of touches.
 */
export interface Errand {
  /** As the table names it. */
  readonly name: string;
  readonly most: number;
  /** Cents that are paid, and leave as franking. */
  readonly paid: number;
  /** Touches on the address screens stand in a column of their own and are not held against the aim. */
  readonly withoutAddresses?: true;
  play(kiosk: Kiosk, customer: Customer): Promise<void>;
}

/** A parcel that comes with its label, of a series this terminal does not give: La Poste's own example (`postal.md` 3.2). */
export const prepaidParcel = '9V20524752032';

/** From the basket to the farewell. */
export async function paysAndLeaves(customer: Customer, papers: 'none' | 'proof' | 'receipt' | 'proof-and-receipt' = 'none'): Promise<void> {
  await customer.sees('basket');
  await customer.touches('basket.paid');
  await customer.sees('deposit', { timeout: 30_000 });
  await customer.touches('papers.chosen', papers);
  await customer.sees('farewell', { timeout: 30_000 });
}

/** Puts it on the scale and says where it goes. */
export async function weighsForFrance(kiosk: Kiosk, customer: Customer, grams: number): Promise<void> {
  await kiosk.turn('scale', { grams });
  await customer.sees('destination');
  await customer.touches('destination.chosen', 'france');
}

/** A parcel of 1 240 g to Canada: up to its addressee. */
export async function choosesCanada(kiosk: Kiosk, customer: Customer): Promise<void> {
  await kiosk.turn('scale', { grams: 1_240 });
  await customer.sees('destination');
  await customer.touches('destination.chosen', 'abroad');
  await customer.sees('country');
  await customer.touches('country.chosen', 'CA');
  await customer.sees('contents');
  await customer.touches('contents.chosen', 'goods');
  await customer.sees('format');
  await customer.touches('format.chosen', 'parcel');
  await customer.sees('offers');
  await customer.touches('offer.confirmed');
  await customer.sees('address');
}

/** To Ottawa: up to the declaration. */
export async function weighsForCanada(kiosk: Kiosk, customer: Customer): Promise<void> {
  await choosesCanada(kiosk, customer);
  await showsContact(kiosk, customer, 'ottawa');
  await showsContact(kiosk, customer, 'sender');
  await customer.sees('customs');
}

/** A present of two things: a T-shirt and a book. */
export async function declaresPresent(customer: Customer): Promise<void> {
  await customer.touches('customs.category.chosen', 'gift');
  await customer.declares({ goods: 't-shirt', grams: 300, value: 25 });
  await customer.touches('customs.article.added');
  await customer.declares({ goods: 'book', value: 12 });
  await customer.touches('customs.confirmed');
}

export const errands = {
  letter: {
    name: 'letter of 20 g, France',
    most: 5,
    paid: 1_52,
    async play(kiosk, customer) {
      await weighsForFrance(kiosk, customer, 20);
      await customer.sees('offers');
      await customer.touches('offer.confirmed');
      await paysAndLeaves(customer);
    },
  },
  threeLetters: {
    name: 'three identical letters',
    most: 6,
    paid: 4_56,
    async play(kiosk, customer) {
      await weighsForFrance(kiosk, customer, 20);
      await customer.sees('offers');
      await customer.touches('offer.confirmed');
      await customer.sees('basket');
      await customer.touches('basket.quantity.changed', 'more');
      // Each touch is answered by the number that was seen: nobody counts on faster than the screen does.
      await customer.page.locator('.quantity', { hasText: '2' }).waitFor();
      await customer.touches('basket.quantity.changed', 'more');
      await customer.page.locator('.quantity', { hasText: '3' }).waitFor();
      await paysAndLeaves(customer);
    },
  },
  parcel: {
    name: 'parcel, France',
    most: 10,
    paid: 11_19,
    withoutAddresses: true,
    async play(kiosk, customer) {
      await weighsForFrance(kiosk, customer, 1_240);
      await customer.sees('format');
      await customer.touches('format.chosen', 'parcel');
      await customer.sees('offers');
      await customer.touches('offer.confirmed');
      await customer.writesAddress({ postcode: '69007', street: '12 rue Pasteur', name: 'Camille Martin' });
      await customer.confirmsAddress();
      await customer.field('postcode').waitFor();
      await customer.writesAddress({ postcode: '91130', street: '3 cours B', name: 'Dominique Petit' });
      await customer.confirmsAddress();
      await paysAndLeaves(customer, 'proof');
    },
  },
  canada: {
    name: 'parcel to Canada, two articles, addresses from contacts',
    most: 20,
    paid: 53_99,
    async play(kiosk, customer) {
      await weighsForCanada(kiosk, customer);
      await declaresPresent(customer);
      await paysAndLeaves(customer, 'proof');
    },
  },
  dropOff: {
    name: 'drop-off of a prepaid parcel',
    most: 2,
    paid: 0,
    async play(kiosk, customer) {
      await kiosk.scan(prepaidParcel);
      await customer.sees('drop-off');
      await customer.touches('dropoff.accepted');
      await customer.touches('papers.chosen', 'proof');
      await customer.sees('farewell');
    },
  },
  stamps: {
    name: 'ten stamps',
    most: 4,
    paid: 15_20,
    async play(_kiosk, customer) {
      await customer.touches('service.started', 'stamps');
      await customer.sees('stamps');
      await customer.touches('stamps.quantity.changed', 'quantity-10');
      await customer.page.locator('.quantity', { hasText: '10' }).waitFor();
      await customer.touches('stamps.confirmed', 'pay');
      await customer.sees('deposit', { timeout: 40_000 });
      await customer.touches('papers.chosen', 'none');
      await customer.sees('farewell');
    },
  },
} as const satisfies Record<string, Errand>;
