import { canada } from './canada.ts';
import { counter } from './counter.ts';
import { failures } from './failures.ts';
import { help } from './help.ts';
import type { Stage, Story } from './story.ts';
import { unseen } from './unseen.ts';

const addressee = { postcode: '69007', street: '12 rue de la République', name: 'Camille Martin' };
const sender = { postcode: '91130', street: '3 place du Moulin à Vent', name: 'Dominique Petit' };

/** Parcel of 1 240 g to Lyon, then a tracked letter of 84 g: up to the full basket. */
async function fillBasket({ kiosk, customer, photograph }: Stage): Promise<void> {
  await customer.sees('attract');
  await photograph('attract', 'L’accueil : poser un envoi suffit pour commencer.');
  await kiosk.turn('scale', { grams: 1_240 });
  await customer.sees('weigh');
  await photograph('weigh', 'La balance annonce un poids stable.');
  await customer.sees('destination');
  await photograph('destination', 'Une question par écran : où va l’envoi ?');
  await customer.touches('destination.chosen', 'france');
  await customer.sees('format');
  await photograph('format', 'L’épaisseur se répond par une image, pas en millimètres.');
  await customer.touches('format.chosen', 'parcel');
  await customer.sees('offers');
  await photograph('offers-parcel', 'Trois offres au plus ; ce qui est impossible dit pourquoi.');
  await customer.touches('offer.confirmed');
  await customer.sees('address');
  await photograph('address-town', 'Le code postal d’abord : la machine connaît la commune.');
  await customer.writesAddress(addressee);
  await photograph('address-addressee', 'L’adresse, telle qu’elle sera imprimée.');
  await customer.confirmsAddress();
  await customer.page.locator('[data-screen="address"] input[name="postcode"]').waitFor();
  await customer.writesAddress(sender);
  await photograph('address-sender', 'L’expéditeur, demandé une seule fois.');
  await customer.confirmsAddress();
  await customer.sees('basket');
  await photograph('basket-one', 'Le panier : on peut ajouter, changer, payer.');
  await kiosk.turn('scale', { grams: 0 });
  await customer.touches('basket.item.added');
  await customer.sees('weigh');
  // The pan must have been seen empty before the next item may be priced.
  await customer.page.locator('[data-weighing="empty"]').waitFor({ state: 'attached' });
  await photograph('weigh-another', 'Le deuxième envoi.');
  await kiosk.turn('scale', { grams: 84 });
  await customer.sees('destination');
  await customer.touches('destination.chosen', 'france');
  await customer.sees('offers');
  await customer.touches('offer.selected', 'lettre_verte_suivie');
  await customer.page.locator('[data-choice="lettre_verte_suivie"][aria-pressed="true"]').waitFor();
  await photograph('offers-letter', 'Une lettre de 84 g : si légère, elle est prise pour une lettre sans question.');
  await customer.touches('offer.confirmed');
  await customer.sees('basket');
  await photograph('basket-two', 'Deux envois, un seul paiement.');
}

export const stories: readonly Story[] = [
  {
    id: 'parcel',
    title: 'Un colis pour Lyon, et une lettre',
    lead: 'Peser, choisir, écrire l’adresse, payer une fois, coller, déposer.',
    labels: 2,
    receipts: 2,
    paid: 14_79,
    issued: 14_79,
    returned: 0,
    async play(stage) {
      const { kiosk, customer, photograph } = stage;
      await fillBasket(stage);
      await kiosk.turn('payment-terminal', { answer: 'manual' });
      await kiosk.turn('label-printer', { slowMs: 1_500 });
      await customer.touches('basket.paid');
      await customer.sees('pay');
      await photograph('pay', 'Le montant, où est le terminal, comment renoncer.');
      await kiosk.awaitsCard();
      await kiosk.turn('payment-terminal', { present: 'contactless' });
      await customer.sees('issuing');
      await photograph('issuing', 'Quelle étiquette va sur quel envoi.');
      await customer.sees('deposit', { timeout: 30_000 });
      await photograph('deposit', 'Coller, scanner, déposer ; la preuve est offerte, le reçu à la demande.');
      for (const label of await kiosk.papers('label-printer')) await kiosk.scan(label.codes[0] ?? '');
      await customer.page.locator('[data-piece][data-deposit="deposited"]').nth(1).waitFor();
      await photograph('deposit-done', 'Les deux étiquettes ont été vues à la trappe : la preuve dira déposé.');
      await customer.touches('papers.chosen', 'proof-and-receipt');
      await customer.sees('farewell', { timeout: 30_000 });
      await photograph('farewell', 'Tout est dit, l’argent aussi.');
    },
  },
  {
    id: 'declined',
    title: 'La carte est refusée',
    lead: 'Rien n’est débité, la machine le dit et l’imprime ; le panier est gardé, une autre carte paie.',
    labels: 2,
    receipts: 2,
    paid: 14_79,
    issued: 14_79,
    returned: 0,
    async play(stage) {
      const { kiosk, customer, photograph } = stage;
      await fillBasket(stage);
      await kiosk.turn('payment-terminal', { answer: 'decline' });
      await customer.touches('basket.paid');
      await customer.sees('pay');
      await customer.sees('payment-refused');
      await photograph('payment-refused', 'Le fait, l’argent, la suite : dans cet ordre.');
      await kiosk.turn('payment-terminal', { answer: 'approve' });
      await customer.touches('payment.retried');
      await customer.sees('deposit', { timeout: 30_000 });
      await photograph('deposit', 'La deuxième carte a payé.');
      await customer.touches('papers.chosen', 'proof');
      await customer.sees('farewell', { timeout: 30_000 });
      await photograph('farewell', 'L’adieu.');
    },
  },
  {
    id: 'paper-out',
    title: 'Le rouleau finit entre les deux étiquettes',
    lead: 'Une étiquette est sortie, l’autre ne peut pas : sa part revient aussitôt sur la carte.',
    labels: 1,
    receipts: 2,
    paid: 14_79,
    issued: 11_19,
    returned: 3_60,
    async play(stage) {
      const { kiosk, customer, photograph } = stage;
      await fillBasket(stage);
      await kiosk.turn('label-printer', { labelsLeft: 1 });
      await customer.touches('basket.paid');
      await customer.sees('label-trouble', { timeout: 30_000 });
      await photograph('label-trouble', 'Ce qui est sorti, ce qui manque, et où est l’argent.');
      await customer.touches('label.refunded');
      await customer.sees('deposit', { timeout: 30_000 });
      await photograph('deposit', '3,60 € sont revenus sur la carte ; un papier le dit.');
      await customer.touches('papers.chosen', 'proof');
      await customer.sees('farewell', { timeout: 30_000 });
      await photograph('farewell', 'Envoyé en partie, rendu en partie.');
    },
  },
  canada,
  counter,
  help,
  unseen,
  ...failures,
];
