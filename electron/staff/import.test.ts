import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { signFile } from '../tariffs/signature.ts';
import { importStaff } from './import.ts';
import { karim, nadia, Office } from './staff.fixture.ts';

const operator = generateKeyPairSync('ed25519');
const stranger = generateKeyPairSync('ed25519');
const pin = { salt: Buffer.alloc(16, 1).toString('base64'), hash: Buffer.alloc(32, 2).toString('base64') };
const lucie = { staff: 'M2', name: 'Lucie', role: 'manager', badge: '04000003', pin };

let office: Office;
afterEach(() => office.remove());

/** The list as it is sent, signed by whom. */
function sent(content: unknown, key: KeyObject | null = operator.privateKey): string {
  const file = join(office.directory, 'staff.json');
  writeFileSync(file, typeof content === 'string' || content instanceof Uint8Array ? content : JSON.stringify(content));
  rmSync(`${file}.sig`, { force: true });
  if (key) signFile(file, key);
  return file;
}

const takeOver = (file: string) => office.beside((store) => importStaff(store, file, operator.publicKey));
const everybody = () => office.beside((store) => store.list().map(({ staff, name, role, revoked }) => [staff, name, role, revoked]));
const before = [
  ['A1', 'Nadia', 'agent', false],
  ['M1', 'Karim', 'manager', false],
];

describe("the operator's list of staff", () => {
  test('is taken over whole: who is not in it is revoked, at the next act', () => {
    office = new Office();
    expect(office.book.current('M1')?.name).toBe('Karim');
    expect(takeOver(sent({ serial: 1, staff: [{ ...lucie, badge: karim.badge }, { ...lucie, staff: 'A1', role: 'technician', badge: null, number: '5501' }] }))).toEqual({ ok: true, value: { serial: 1, staff: 2, revoked: ['M1'] } });
    expect(everybody()).toEqual([
      ['A1', 'Lucie', 'technician', false],
      ['M1', 'Karim', 'manager', true],
      ['M2', 'Lucie', 'manager', false],
    ]);
    expect([office.book.current('M1'), office.book.current('A1')?.role]).toEqual([null, 'technician']);
  });

  test('is not taken over twice, and no older one after it', () => {
    office = new Office();
    expect(takeOver(sent({ serial: 7, staff: [lucie] })).ok).toBe(true);
    for (const serial of [7, 6, 1]) expect(takeOver(sent({ serial, staff: [lucie] }))).toEqual({ ok: false, error: expect.stringMatching(/7 was taken over already/) as string });
    expect(takeOver(sent({ serial: 8, staff: [lucie] })).ok).toBe(true);
  });

  test.each<[string, unknown, KeyObject | null, RegExp]>([
    ['unsigned', { serial: 1, staff: [lucie] }, null, /FILE\.sig/],
    ['signed by another', { serial: 1, staff: [lucie] }, stranger.privateKey, /not the signature/],
    ['not JSON', '{"serial": 1', operator.privateKey, /not JSON/],
    ['not UTF-8', Uint8Array.of(0x22, 0xff, 0x22), operator.privateKey, /not JSON/],
    ['a list in a list', [[]], operator.privateKey, /as a whole/],
    ['empty', { serial: 1, staff: [] }, operator.privateKey, /staff:/],
    ['without serial', { staff: [lucie] }, operator.privateKey, /serial/],
    ['with serial 0', { serial: 0, staff: [lucie] }, operator.privateKey, /serial/],
    ['with a field that is none', { serial: 1, staff: [{ ...lucie, admin: true }] }, operator.privateKey, /admin/],
    ['with a role that is none', { serial: 1, staff: [{ ...lucie, role: 'director' }] }, operator.privateKey, /staff\.0\.role/],
    ['with a name for an identifier', { serial: 1, staff: [{ ...lucie, staff: 'Lucie Martin' }] }, operator.privateKey, /staff\.0\.staff/],
    ['with a name that steers a terminal', { serial: 1, staff: [{ ...lucie, name: 'Lu\u001b[2Jcie' }] }, operator.privateKey, /staff\.0\.name/],
    ['with half a badge', { serial: 1, staff: [{ ...lucie, badge: '0400' }] }, operator.privateKey, /staff\.0\.badge/],
    ['with neither badge nor number', { serial: 1, staff: [{ ...lucie, badge: null }] }, operator.privateKey, /neither badge nor number/],
    ['with a PIN in plain digits', { serial: 1, staff: [{ ...lucie, pin: '294617' }] }, operator.privateKey, /staff\.0\.pin/],
    ['with a short hash', { serial: 1, staff: [{ ...lucie, pin: { ...pin, hash: pin.salt } }] }, operator.privateKey, /32 bytes/],
    ['with somebody twice', { serial: 1, staff: [lucie, { ...lucie, badge: '04000004' }] }, operator.privateKey, /the same staff/],
    ['with one badge for two', { serial: 1, staff: [lucie, { ...lucie, staff: 'M3' }] }, operator.privateKey, /the same badge/],
  ])('that is %s changes nothing, and says why', (_, content, key, why) => {
    office = new Office([nadia, karim]);
    expect(takeOver(sent(content, key))).toEqual({ ok: false, error: expect.stringMatching(why) as string });
    expect(everybody()).toEqual(before);
  });

  test('is refused with any byte of it changed, or of its signature', () => {
    office = new Office();
    const content = JSON.stringify({ serial: 1, staff: [lucie] });
    fc.assert(
      fc.property(fc.nat(content.length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const file = sent(content);
        const bytes = Buffer.from(content);
        bytes[at] = (bytes[at] ?? 0) ^ by;
        writeFileSync(file, bytes);
        expect(takeOver(file).ok).toBe(false);
      }),
      { numRuns: 30 },
    );
    expect(everybody()).toEqual(before);
  });
});
