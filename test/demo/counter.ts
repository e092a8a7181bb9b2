import { showsContact } from '../contacts.ts';
import type { Story } from './story.ts';

/** As at the counter: several small things, one payment; then somebody who only leaves a parcel. */
export const counter: Story = {
  id: 'counter',
  title: 'Cinq timbres et un recommandé, puis un colis déjà payé',
  lead: 'Un seul paiement pour tout ; et qui dépose seulement n’achète rien.',
  labels: 6,
  receipts: 3,
  paid: 15_16,
  issued: 15_16,
  returned: 0,
  async play({ kiosk, customer, photograph }) {
    const { page } = customer;
    await customer.sees('attract');
    await customer.touches('service.started', 'stamps');
    await customer.sees('stamps');
    await customer.touches('stamps.quantity.changed', 'quantity-5');
    await page.locator('.quantity', { hasText: '5' }).waitFor();
    await photograph('stamps', 'Pour quelle lettre, combien : c’est tout.');
    await customer.touches('stamps.confirmed', 'basket');
    await customer.sees('basket');
    await customer.touches('basket.item.added');
    await customer.sees('weigh');
    await kiosk.turn('scale', { grams: 20 });
    await customer.sees('destination');
    await customer.touches('destination.chosen', 'france');
    await customer.sees('offers');
    await customer.touches('offer.all.shown', 'more');
    await customer.touches('offer.selected', 'lettre_recommandee_r1');
    await page.locator('[data-choice="lettre_recommandee_r1"][aria-pressed="true"]').waitFor();
    await customer.touches('offer.option.chosen', 'avis_reception_national');
    await page.locator('[data-choice="avis_reception_national"][aria-pressed="true"]').waitFor();
    await photograph('offers-registered', 'Ce que chaque recommandé couvre, et l’avis de réception à son prix.');
    await customer.touches('offer.confirmed');
    await showsContact(kiosk, customer, 'lyon');
    await showsContact(kiosk, customer, 'sender');
    await customer.sees('basket');
    await photograph('basket-mixed', 'Des timbres et une lettre, un seul paiement.');
    await customer.touches('basket.paid');
    await customer.sees('deposit', { timeout: 60_000 });
    await photograph('deposit-mixed', 'Ce qui se dépose, et ce qui s’emporte.');
    await customer.touches('papers.chosen', 'proof-and-receipt');
    await customer.sees('farewell', { timeout: 30_000 });
    await kiosk.turn('scale', { grams: 0 });
    await customer.touches('session.finished');
    await customer.sees('attract');
    await kiosk.scan('9V20524752032');
    await customer.sees('drop-off');
    await photograph('drop-off', 'Une étiquette passée sous le lecteur, dès l’accueil.');
    await customer.touches('dropoff.accepted');
    await page.locator('[data-intent="papers.chosen"]').first().waitFor();
    await photograph('drop-off-accepted', 'C’est noté avant que l’écran ne le dise.');
    await customer.touches('papers.chosen', 'proof');
    await customer.sees('farewell', { timeout: 30_000 });
    await photograph('farewell', 'Un dépôt, une preuve, rien à payer.');
  },
};
