import type { Customer } from './customer.ts';
import type { Kiosk } from './kiosk.ts';

/** Contacts as phones show them: vCards of several versions, and a MECARD. Nobody of these lives anywhere. */
export const contacts = {
  ottawa: 'BEGIN:VCARD\r\nVERSION:3.0\r\nN:Tremblay;Louise;;;\r\nFN:Louise Tremblay\r\nADR;TYPE=HOME:;;1234 Maple Street;Ottawa;ON;K1A 0B1;Canada\r\nTEL;TYPE=CELL:+16135550100\r\nEND:VCARD',
  saintDenis: 'BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Marie Payet\r\nADR;TYPE=home:;;5 rue de la Victoire;Saint-Denis;;97400;La Réunion\r\nTEL;VALUE=uri:tel:+262692000000\r\nEND:VCARD',
  lyon: 'BEGIN:VCARD\r\nVERSION:3.0\r\nN:Martin;Camille;;;\r\nFN:Camille Martin\r\nADR;TYPE=HOME:;;12 rue de la République;Lyon;;69007;France\r\nEND:VCARD',
  sender: 'MECARD:N:Petit,Dominique;ADR:,,3 place du Moulin à Vent,Ris-Orangis,,91130,France;;',
} as const;

/** Holds a phone with a contact before the scanner instead of typing; the address that it makes is on the screen. */
export async function holdsContact(kiosk: Kiosk, customer: Customer, contact: keyof typeof contacts): Promise<void> {
  await customer.page.locator('.contact-hint').waitFor();
  await kiosk.scan(contacts[contact], 'qr');
  await customer.control('address.confirmed').waitFor();
}

/** The same, and agrees to it. */
export async function showsContact(kiosk: Kiosk, customer: Customer, contact: keyof typeof contacts): Promise<void> {
  await holdsContact(kiosk, customer, contact);
  await customer.confirmsAddress();
}
