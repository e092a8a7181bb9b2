import { Worker } from '../worker.ts';
import type { Story } from './story.ts';

/** Somebody comes: the worker's badge opens the customer's own session, on the same screen. */
export const help: Story = {
  id: 'help',
  title: 'L’étiquette se coince, on appelle, quelqu’un vient',
  lead: 'Un badge et un code : l’agent aide dans le panier du client, annule une étiquette froissée, la refait, s’en va. Le client continue. Tout est au journal.',
  labels: 3,
  receipts: 1,
  paid: 7_20,
  issued: 7_20,
  returned: 0,
  async play({ kiosk, customer, photograph }) {
    const { page } = customer;
    const nadia = new Worker(kiosk, page, 'DEMO-A');
    await customer.sees('attract');
    await kiosk.turn('scale', { grams: 84 });
    await customer.sees('destination');
    await customer.touches('destination.chosen', 'france');
    await customer.sees('offers');
    await customer.touches('offer.selected', 'lettre_verte_suivie');
    await page.locator('[data-choice="lettre_verte_suivie"][aria-pressed="true"]').waitFor();
    await customer.touches('offer.confirmed');
    await customer.sees('basket');
    await customer.touches('basket.quantity.changed', 'more');
    await page.locator('.quantity', { hasText: '2' }).waitFor();
    await kiosk.turn('label-printer', { slowMs: 3_000 });
    await customer.touches('basket.paid');
    await customer.sees('issuing', { timeout: 30_000 });
    await page.locator('[data-piece][data-state="printed"]').waitFor({ timeout: 30_000 });
    await kiosk.turn('label-printer', { jam: true });
    await customer.sees('label-trouble', { timeout: 30_000 });
    await photograph('label-trouble', 'La deuxième étiquette s’est coincée : la machine le dit, et appelle d’elle-même.');
    await customer.touches('dialog.opened', 'call');
    await page.locator('.help-since').first().waitFor();
    await photograph('called', 'Depuis combien de temps quelqu’un est appelé : le panier attend.');
    await customer.touches('dialog.closed');
    await nadia.presentsBadge();
    await photograph('sign-in', 'Nadia pose son badge. Les touches changent de place à chaque fois ; ce que le client voyait reste au-dessus.');
    await nadia.types(nadia.who.pin);
    await nadia.helping.waitFor();
    await photograph('helping', 'Une barre dit qui aide, sur l’écran du client. Ce qui peut être fait est ouvert ; ce qui attend l’imprimante dit pourquoi.');
    await kiosk.turn('label-printer', { jam: false, slowMs: 600 });
    await nadia.chooses('label.reprinted');
    await nadia.panel('target').waitFor();
    await photograph('which', 'L’imprimante est dégagée : quelle étiquette faut-il refaire ?');
    await page.locator('[data-intent="staff.target.chosen"]').last().tap();
    await nadia.panel('reason').waitFor();
    await photograph('reason', 'Pourquoi : une touche. C’est écrit au journal avant d’être fait.');
    await nadia.says('label-jammed');
    await customer.sees('deposit', { timeout: 30_000 });
    await photograph('deposit-reprinted', 'L’étiquette coincée a perdu son numéro ; la nouvelle en a un autre.');
    await nadia.does('label.reprinted', { target: 'first', reason: 'label-damaged' });
    await customer.sees('issuing');
    await customer.sees('deposit', { timeout: 30_000 });
    await photograph('deposit-voided', 'La première était froissée : annulée, reprise, refaite.');
    await nadia.leaves();
    await photograph('deposit', 'Le badge est repris : le client continue, là où il en était.');
    await customer.touches('papers.chosen', 'proof');
    await customer.sees('farewell', { timeout: 30_000 });
    await photograph('farewell', 'Deux envois payés une fois, deux bonnes étiquettes.');
  },
};
