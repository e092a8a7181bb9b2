import { createPrivateKey, createPublicKey } from 'node:crypto';
import { createVoidAuthority, PROOF_PREFIX, verifyDeposit, verifyMark, verifyProof } from '../../../electron/ports/authority.ts';
import { contactOf } from '../../../flows/addresses/contact.ts';
import { cents } from '../../../flows/money.ts';
import { recognise } from '../../../flows/tracking/recognise.ts';
import { grams } from '../../../flows/weight.ts';
import { bytesOf, latin1, must, utf8, type Subject } from '../subject.ts';

/** What people hold before the scanner. */

/** Of this test alone: 32 bytes of ones in PKCS #8 (RFC 8410). What it signs is the same in every run. */
const privateKey = createPrivateKey({ key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, 1)]), format: 'der', type: 'pkcs8' });
const publicKey = createPublicKey(privateKey);
const authority = createVoidAuthority('FUZZ-01', { privateKey });

const marks = ['E1', 'É:2'].map(
  (label) => authority.mark({ label, product: 'lettre_verte', value: cents(152), grams: grams(20), number: null, at: Date.UTC(2026, 10, 23) }).payload,
);
const proofs = [`${PROOF_PREFIX}:1:V1:E1,E2`].map((text) => `${text}:${authority.seal(text)}`);

export const codes: readonly Subject[] = [
  { name: 'barcode', room: 'flows', seeds: () => [...marks, ...proofs].map(bytesOf), check: barcode },
  { name: 'contact-card', room: 'flows', check: contactCard },
  { name: 'mark', room: 'electron', seeds: () => [...marks, ...proofs].map(bytesOf), check: mark },
];

function barcode(input: Uint8Array): void {
  const text = utf8(input);
  const found = recognise({ kind: 'code', symbology: 'qr', text });
  if (found.kind === 'number') {
    const { number, form } = found;
    must(text.replaceAll(' ', '').trim().toUpperCase() === number, 'a number that is not what was scanned');
    if (form === 's10') must(s10Key(number.slice(2, 10)) === Number(number[10]), `${number} has another key`);
  }
  if (found.kind === 'proof') must(text.trim().startsWith(found.text) && found.labels.length > 0, 'a proof that is not what was scanned');
}

/** UPU S10-12, 5.3: weights 8 6 4 2 3 5 9 7, modulo 11. */
function s10Key(serial: string): number {
  const sum = Array.from(serial).reduce((total, digit, place) => total + Number(digit) * Number('86423597'[place]), 0);
  const key = 11 - (sum % 11);
  return key === 10 ? 0 : key === 11 ? 5 : key;
}

function contactCard(input: Uint8Array): void {
  const text = utf8(input);
  const contact = contactOf(text);
  if (!contact.ok) return;
  const { country, name, company, phone, address } = contact.value;
  const fields = [country?.said ?? '', name, company, phone, ...Object.values(address ?? {})];
  must(fields.some((field) => field !== ''), 'a contact that says nothing');
  must(fields.every((field) => field.length <= 200), 'a field longer than a typed line');
}

/** One mark has one text, and one proof: whatever differs by a bit is not ours. */
function mark(input: Uint8Array): void {
  const text = latin1(input);
  const ours = [...marks, ...proofs].includes(text);
  for (const verify of [verifyMark, verifyProof, verifyDeposit]) must(!verify(text, publicKey).ok || ours, `takes for ours what was never signed: ${text}`);
}
