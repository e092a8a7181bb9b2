import { holdsContact } from '../contacts.ts';
import { Keypad } from '../keypad.ts';
import { quickVoice } from '../listener.ts';
import type { Story } from './story.ts';

/** Eight keys under the fingers, and what the machine says: nothing of this story needs the screen, which is dark for most of it. */
export const unseen: Story = {
  id: 'unseen',
  title: 'Un colis, sans le voir',
  lead: 'Un clavier tactile et la voix de la machine : tout ce qui compte s’entend, et se lit ici sous les images.',
  // What is said is told to the page as text; nobody waits here for a voice.
  configuration: { speech: quickVoice() },
  labels: 1,
  receipts: 1,
  paid: 11_19,
  issued: 11_19,
  returned: 0,
  async play({ kiosk, customer, listener, photograph }) {
    const { page } = customer;
    await customer.sees('attract');
    const keypad = await Keypad.of(page);
    await keypad.presses('FocusNext');
    await listener.hears('Moulin');
    await photograph('attract', 'N’importe quelle touche du clavier : la machine se met à parler.');
    await kiosk.turn('scale', { grams: 1_240 });
    await customer.sees('destination');
    await keypad.goesTo(keypad.named('france'));
    await photograph('destination', 'La flèche avance, la touche ronde choisit ; ce qui est entendu est encadré.');
    await keypad.presses('Select');
    await customer.sees('format');
    await keypad.chooses('parcel');
    await customer.sees('offers');
    await listener.hears('11,19');
    await photograph('offers', 'Le prix, le délai, et pourquoi une offre est impossible.');
    await keypad.presses('Next');
    await customer.sees('address');
    await listener.means('ToggleScreen');
    await page.locator('.covered').waitFor();
    await photograph('address-dark', 'L’écran s’éteint pour qui ne veut pas être lu par-dessus l’épaule. L’adresse est dans le téléphone.');
    await holdsContact(kiosk, customer, 'lyon');
    await listener.hears('Texte privé');
    await keypad.presses('Next');
    await holdsContact(kiosk, customer, 'sender');
    await keypad.presses('Next');
    await customer.sees('basket');
    await listener.hears('11,19');
    await kiosk.turn('payment-terminal', { answer: 'manual' });
    await keypad.presses('Next');
    await listener.hears('à droite');
    await kiosk.awaitsCard();
    await kiosk.turn('payment-terminal', { present: 'contactless' });
    await customer.sees('deposit', { timeout: 30_000 });
    await listener.means('ToggleScreen');
    const label = (await kiosk.papers('label-printer')).at(-1);
    await kiosk.scan(label?.codes[0] ?? '');
    await page.locator('[data-piece][data-deposit="deposited"]').waitFor();
    await keypad.chooses('receipt-read');
    await page.locator('[data-dialog="receipt"]').waitFor();
    await listener.hears('numéro');
    await photograph('receipt', 'Ce qui a été acheté, lu à voix haute : l’envoi, son poids, son prix, son numéro.');
    await keypad.presses('Back');
    await page.locator('[data-dialog="receipt"]').waitFor({ state: 'detached' });
    await keypad.chooses('proof');
    await customer.sees('farewell', { timeout: 30_000 });
    await listener.hears('Merci');
    await listener.hearsOut();
    await photograph('farewell', 'La preuve sort au milieu, et la voix le dit.');
  },
};
