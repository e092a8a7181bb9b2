import { holdsContact } from '../contacts.ts';
import type { Story } from './story.ts';

/** Goods that leave the customs union: what the machine must ask, and what comes out of it. */
export const canada: Story = {
  id: 'canada',
  title: 'Un cadeau pour Ottawa',
  lead: 'Deux objets, une déclaration, personne ne tape d’adresse : le téléphone la montre au lecteur.',
  labels: 4,
  receipts: 1,
  paid: 53_99,
  issued: 53_99,
  returned: 0,
  async play({ kiosk, customer, photograph }) {
    const { page } = customer;
    await kiosk.turn('scale', { grams: 1_240 });
    await customer.sees('destination');
    await customer.touches('destination.chosen', 'abroad');
    await customer.sees('country');
    await photograph('country', 'Les dix pays les plus demandés ; les autres se trouvent en quelques lettres.');
    await customer.types('can');
    await page.locator('[data-choice="CA"]').waitFor();
    await photograph('country-typed', 'Trois lettres suffisent.');
    await customer.touches('country.chosen', 'CA');
    await customer.sees('contents');
    await photograph('contents', 'Des papiers ou des objets : la douane ne veut savoir que des objets.');
    await customer.touches('contents.chosen', 'goods');
    await customer.sees('format');
    await customer.touches('format.chosen', 'parcel');
    await customer.sees('offers');
    await photograph('offers-canada', 'Le prix, le délai, ce qui est couvert.');
    await customer.touches('offer.confirmed');
    await customer.sees('address');
    await photograph('address-contact', 'L’adresse est dans le téléphone ? Qu’il la montre au lecteur.');
    await holdsContact(kiosk, customer, 'ottawa');
    await photograph('address-foreign', 'À la façon du pays ; la dernière ligne est son nom.');
    await customer.confirmsAddress();
    await holdsContact(kiosk, customer, 'sender');
    await customer.confirmsAddress();
    await customer.sees('customs');
    await photograph('customs-why', 'Pourquoi l’envoyez-vous ?');
    await customer.touches('customs.category.chosen', 'gift');
    await page.locator('.suggestion').first().waitFor();
    await photograph('customs-goods', 'Un objet à la fois ; les plus courants se touchent.');
    await customer.declares({ goods: 't-shirt', grams: 300, value: 25 });
    await customer.touches('customs.article.added');
    await customer.chooses('book');
    await page.locator('.field[data-active] input[name="value"]').waitFor();
    await customer.types('12');
    await photograph('customs-article', 'Le poids qui reste est déjà écrit.');
    await customer.chooses('customs.entered');
    await page.locator('[data-article="1"]').waitFor();
    await photograph('customs-overview', 'Tout ce qui sera imprimé, et la phrase que l’on signe.');
    await customer.touches('customs.confirmed');
    await customer.sees('basket');
    await photograph('basket-canada', 'Un colis, un prix.');
    await customer.touches('basket.paid');
    await customer.sees('deposit', { timeout: 60_000 });
    await photograph('deposit-customs', 'Signer, glisser dans la pochette, coller, scanner.');
    const label = (await kiosk.papers('label-printer')).at(-1);
    await kiosk.scan(label?.codes[0] ?? '');
    await page.locator('[data-piece][data-deposit="deposited"]').waitFor();
    await photograph('deposit-scanned', 'L’étiquette collée est bien celle de l’achat.');
    await customer.touches('papers.chosen', 'proof');
    await customer.sees('farewell', { timeout: 30_000 });
    await photograph('farewell', 'La preuve dit déposé, et à quelle heure.');
  },
};
