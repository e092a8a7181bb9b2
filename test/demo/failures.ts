import type { Kiosk } from '../kiosk.ts';
import type { Stage, Story } from './story.ts';

/** What goes wrong, what the machine says of it, and what becomes of the money. */

/** Up to the basket: nothing is quicker to buy than stamps. */
async function chooseStamps({ customer }: Stage, quantity: number): Promise<void> {
  await customer.sees('attract');
  await customer.touches('service.started', 'stamps');
  await customer.sees('stamps');
  await customer.touches('stamps.quantity.changed', `quantity-${quantity}`);
  await customer.page.locator('.quantity', { hasText: String(quantity) }).waitFor();
  await customer.touches('stamps.confirmed', 'basket');
  await customer.sees('basket');
}

/** The terminal looks every fifteen seconds at what the card terminal owes an answer to. */
const reconciledWithinMs = 60_000;
const askAgainMs = 500;

/** What the card terminal itself says it has given back, cents. */
async function creditedToCards(kiosk: Kiosk): Promise<number> {
  const totals = (await kiosk.device('payment-terminal')).state?.['totals'] as { readonly refunded: number };
  return totals.refunded;
}

async function untilCredited(kiosk: Kiosk, amount: number): Promise<void> {
  const deadline = Date.now() + reconciledWithinMs;
  while ((await creditedToCards(kiosk)) < amount) {
    if (Date.now() > deadline) throw new Error(`the card was not credited with ${amount} cents`);
    await new Promise((resolve) => setTimeout(resolve, askAgainMs));
  }
}

const unanswered: Story = {
  id: 'unanswered',
  title: 'Le terminal de carte débite, et ne répond plus',
  lead: 'Personne ne sait si la carte a été débitée : rien n’est imprimé, un bon le dit. Le terminal répond plus tard, et l’argent revient tout seul.',
  labels: 0,
  receipts: 1,
  paid: 7_60,
  issued: 0,
  returned: 7_60,
  async play(stage) {
    const { kiosk, customer, photograph } = stage;
    await chooseStamps(stage, 5);
    await kiosk.turn('payment-terminal', { answer: 'manual', resetAfterApproval: true });
    await customer.touches('basket.paid');
    await customer.sees('pay');
    await kiosk.awaitsCard();
    await kiosk.turn('payment-terminal', { supportsStatus: false, supportsDuplicate: false, present: 'contactless' });
    await customer.page.locator('.terminal-dots').waitFor();
    await photograph('pay-checking', 'Sans réponse, la machine demande : elle ne débite pas une seconde fois.');
    await customer.sees('farewell', { timeout: 60_000 });
    await customer.page.locator('.incident-reference').waitFor();
    await photograph('farewell', 'Ce qui reste à régler, jusqu’à quelle heure la machine essaie, et qui règle ensuite.');
    await customer.touches('session.finished');
    await customer.sees('attract');
    await kiosk.turn('payment-terminal', { answer: 'approve', resetAfterApproval: false, supportsStatus: true, supportsDuplicate: true });
    await untilCredited(kiosk, this.returned);
    await photograph('attract', 'Le terminal a fini par répondre : la carte est créditée, le dossier est clos.');
  },
};

const lastLabels: Story = {
  id: 'last-labels',
  title: 'Trois étiquettes pour cinq timbres',
  lead: 'Le rouleau touche à sa fin : la machine le dit avant le paiement, et vend ce qu’elle peut imprimer.',
  configuration: { labelRoll: { nearEnd: 3 } },
  labels: 3,
  receipts: 0,
  paid: 4_56,
  issued: 4_56,
  returned: 0,
  async play(stage) {
    const { kiosk, customer, photograph } = stage;
    await kiosk.turn('label-printer', { media: 'near-end' });
    await chooseStamps(stage, 5);
    await customer.page.locator('.impossible-key').filter({ hasText: 'Payer' }).waitFor();
    await photograph('basket-labels-low', 'Combien il en reste, et ce qu’on peut faire.');
    for (const left of [4, 3]) {
      await customer.chooses('less');
      await customer.page.locator('.quantity', { hasText: String(left) }).waitFor();
    }
    await photograph('basket', 'Trois timbres : cela suffit, et se paie.');
    await customer.touches('basket.paid');
    await customer.sees('deposit', { timeout: 30_000 });
    await photograph('deposit', 'Les trois sont sortis.');
    await customer.chooses('none');
    await customer.sees('farewell');
    await customer.touches('session.finished');
    await customer.sees('attract');
  },
};

const halfAMachine: Story = {
  id: 'half-a-machine',
  title: 'Le terminal de carte est éteint',
  lead: 'Une fonction manque, pas toutes : l’accueil dit lesquelles, et qui vient déposer un envoi le dépose.',
  labels: 0,
  receipts: 1,
  paid: 0,
  issued: 0,
  returned: 0,
  async play({ kiosk, customer, photograph }) {
    const { page } = customer;
    await customer.sees('attract');
    await kiosk.turn('payment-terminal', { powered: false });
    await page.locator('.send-key.impossible').waitFor({ timeout: 60_000 });
    await photograph('attract-no-card', 'Ce qui ne va pas, et pourquoi, avant le premier geste.');
    await kiosk.scan('9V20524752032');
    await customer.sees('drop-off');
    await customer.touches('dropoff.accepted');
    await page.locator('[data-intent="papers.chosen"]').first().waitFor();
    await customer.touches('papers.chosen', 'proof');
    await customer.sees('farewell', { timeout: 30_000 });
    await photograph('farewell', 'Déposé, prouvé : il n’y avait rien à payer.');
    await kiosk.turn('payment-terminal', { powered: true });
    await customer.touches('session.finished');
    await page.locator('.send-key.press').waitFor({ timeout: 60_000 });
    await customer.touches('service.started', 'send');
    await customer.sees('weigh');
    await kiosk.turn('scale', { grams: 1_240 });
    await customer.sees('destination');
    await customer.touches('back');
    await customer.chooses('cancel');
    await customer.touches('session.cancelled');
    await customer.sees('attract');
    await page.locator('[data-left="item"]').waitFor({ timeout: 30_000 });
    await photograph('attract-item-left', 'Quelqu’un est parti sans son colis : c’est dit avant que le suivant commence.');
    await kiosk.turn('scale', { grams: 0 });
    await page.locator('.left-behind').waitFor({ state: 'detached' });
  },
};

const school: Story = {
  id: 'school',
  title: 'À l’école',
  lead: 'Tout s’essaie, rien ne se vend : l’écran et chaque papier le disent, et aucun code ne peut être lu.',
  configuration: { training: true },
  labels: 5,
  receipts: 1,
  paid: 0,
  issued: 0,
  returned: 0,
  async play(stage) {
    const { customer, photograph } = stage;
    await customer.sees('attract');
    await photograph('attract', 'Le bandeau est sur chaque écran.');
    await chooseStamps(stage, 5);
    await photograph('basket', 'Un panier comme un vrai.');
    await customer.touches('basket.paid');
    await customer.sees('deposit', { timeout: 30_000 });
    await customer.touches('papers.chosen', 'receipt');
    await customer.sees('farewell', { timeout: 30_000 });
    await photograph('farewell', 'Aucune carte n’a été débitée.');
  },
};

export const failures: readonly Story[] = [unanswered, lastLabels, halfAMachine, school];
