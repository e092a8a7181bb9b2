import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { askUnseen } from './ask.ts';
import { runStaffCommand } from './cli.ts';
import { provisionDemonstrators } from './demonstration.ts';
import { openStaffStore } from './store.ts';

let directory: string;
let pin: string | null;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'moulin-staff-cli-'));
  pin = '294617';
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

async function staff(...words: readonly string[]): Promise<{ code: number; said: string }> {
  const said: string[] = [];
  const code = await runStaffCommand([...words, '--data', directory], { out: (line) => void said.push(line), askPin: () => Promise.resolve(pin) });
  return { code, said: said.join('\n') };
}

const addNadia = ['add', 'A1', '--name', 'Nadia', '--role', 'agent', '--badge', '04:a1:b2:c3'];

describe('npm run staff', () => {
  test('adds, lists, resets and revokes', async () => {
    expect(await staff(...addNadia)).toEqual({ code: 0, said: 'A1 (Nadia, agent) can sign in now.' });
    pin = '50418265';
    expect((await staff('add', 'M1', '--name', 'Karim', '--role', 'manager', '--number', '7302')).code).toBe(0);
    expect((await staff('list')).said).toBe('A1  Nadia  agent  badge\nM1  Karim  manager  number');
    expect((await staff('reset-pin', 'A1')).said).toContain('not locked out');
    expect((await staff('revoke', 'M1')).said).toContain('revoked');
    expect((await staff('list')).said).toContain('M1  Karim  manager  number  revoked');
  });

  test.each([
    [[...addNadia], /A1 is there already/],
    [['add', 'A2', '--name', 'Anne', '--role', 'agent', '--badge', '04A1B2C3'], /Somebody else has that badge/],
    [['revoke', 'Z9'], /There is no Z9/],
    [['reset-pin'], /There is no ID/],
  ])('refuses %j', async (words, why) => {
    await staff(...addNadia);
    const { code, said } = await staff(...words);
    expect([code, said]).toEqual([1, expect.stringMatching(why) as string]);
  });

  test.each([
    [[], /usage/],
    [['promote', 'A1'], /usage/],
    [['add', 'A1', 'B1'], /usage/],
    [['add', 'Nadia Martin', '--name', 'Nadia', '--role', 'agent', '--badge', '04A1B2C3'], /no name/],
    [['add', 'A1', '--role', 'agent', '--badge', '04A1B2C3'], /--name is missing/],
    [['add', 'A1', '--name', 'Nadia', '--role', 'chief', '--badge', '04A1B2C3'], /--role is one of agent, manager, technician/],
    [['add', 'A1', '--name', 'Nadia', '--role', 'agent', '--badge', '04A1'], /8, 14 or 20/],
    [['add', 'A1', '--name', 'Nadia', '--role', 'agent', '--number', '12'], /4 to 12 digits/],
    [['add', 'A1', '--name', 'Nadia', '--role', 'agent'], /--badge or --number/],
    [['list'], /no list of staff/],
    [['list', '--colour'], /--colour/],
    [['import', 'staff.json'], /staff\.publicKey/],
    [['hash', '--pin-file', '/nowhere/pin'], /ENOENT/],
    [['sign'], /--key is missing/],
  ])('does not understand %j, and says what it takes', async (words, why) => {
    const { code, said } = await staff(...words);
    expect([code, said]).toEqual([2, expect.stringMatching(why) as string]);
  });

  test.each([
    ['123456', /counts up/],
    ['12', /6 to 12/],
  ])('takes no PIN such as %s', async (typed, why) => {
    pin = typed;
    expect(await staff(...addNadia)).toEqual({ code: 1, said: expect.stringMatching(why) as string });
  });

  test('asks for a longer PIN where there is a number, and for a file where nobody can be asked', async () => {
    pin = '294617';
    expect((await staff('add', 'A1', '--name', 'Nadia', '--role', 'agent', '--number', '7302')).said).toContain('8 to 12 digits');
    pin = null;
    expect(await staff(...addNadia)).toEqual({ code: 2, said: expect.stringContaining('--pin-file') as string });
    const file = join(directory, 'pin');
    writeFileSync(file, '294617\n');
    expect((await staff(...addNadia, '--pin-file', file)).code).toBe(0);
  });

  test('the first real worker ends the demonstration, and a badge of somebody revoked can be given on', async () => {
    const store = openStaffStore({ directory });
    if (!store.ok) throw new Error(store.error);
    provisionDemonstrators(store.value, { virtual: true });
    store.value.close();
    expect((await staff('list')).said).toContain('DEMO-M1  Karim  manager  badge or number  demonstration');
    await staff(...addNadia);
    expect((await staff('list')).said).toBe('A1  Nadia  agent  badge');
    await staff('revoke', 'A1');
    expect((await staff('add', 'A2', '--name', 'Anne', '--role', 'agent', '--badge', '04A1B2C3')).code).toBe(0);
  });

  test('makes, signs and takes over a list, with the key that terminal.json names', async () => {
    const keys = generateKeyPairSync('ed25519');
    const at = (name: string, content: string): string => {
      writeFileSync(join(directory, name), content);
      return join(directory, name);
    };
    const secret = at('key.pem', keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
    const config = at('terminal.json', JSON.stringify({ staff: { publicKey: at('pub.pem', keys.publicKey.export({ type: 'spki', format: 'pem' }).toString()) } }));
    const hashed: unknown = JSON.parse((await staff('hash')).said);
    const list = at('staff.json', JSON.stringify({ serial: 1, staff: [{ staff: 'A1', name: 'Nadia', role: 'agent', badge: '04A1B2C3', pin: hashed }] }));
    expect((await staff('import', list, '--config', config)).code).toBe(1);
    expect((await staff('sign', list, '--key', secret)).code).toBe(0);
    expect(await staff('import', list, '--config', config)).toEqual({ code: 0, said: 'List 1: 1 can sign in now.' });
    expect((await staff('import', list, '--config', config)).said).toContain('taken over already');
    expect((await staff('import', list, '--config', secret)).code).toBe(2);
    expect((await staff('sign', list, '--key', config)).code).toBe(1);
  });

  test('helps', async () => {
    expect(await staff('--help')).toMatchObject({ code: 0, said: expect.stringContaining('usage') as string });
  });

  test('keeps neither badge, number nor PIN as they are, and shows the file to its owner alone', async () => {
    pin = '50418265';
    await staff('add', 'A1', '--name', 'Nadia', '--role', 'agent', '--badge', '04A1B2C3D4E5F6', '--number', '7302');
    const bytes = readFileSync(join(directory, 'staff.db')).toString('latin1');
    for (const secret of ['04A1B2C3D4E5F6', '7302', '50418265']) expect(bytes).not.toContain(secret);
    for (const file of ['staff.db', 'staff.key']) expect(statSync(join(directory, file)).mode & 0o077).toBe(0);
  });
});

describe('a list of staff', () => {
  test.each<[string, () => void, RegExp]>([
    ['whose key is gone', () => rmSync(join(directory, 'staff.key')), /missing/],
    ['whose key others can read', () => writeFileSync(join(directory, 'staff.key'), '', { mode: 0o644 }), /damaged/],
    ['whose key is damaged', () => writeFileSync(join(directory, 'staff.key'), 'x'), /damaged/],
    ['that is no database', () => writeFileSync(join(directory, 'staff.db'), 'x'.repeat(5_000)), /cannot be read/],
  ])('%s is not opened, with the remedy', async (_, harm, why) => {
    await staff(...addNadia);
    harm();
    expect(await staff('list')).toEqual({ code: 2, said: expect.stringMatching(why) as string });
  });
});

describe('a PIN typed at a keyboard', () => {
  class Keyboard extends EventEmitter {
    isTTY = true;
    raw: boolean[] = [];
    setRawMode(raw: boolean): never {
      this.raw.push(raw);
      return this as never;
    }
    resume = (): never => this as never;
    pause = (): never => this as never;
  }

  test.each([
    ['294617\r', '294617'],
    ['2946\u007f617\n', '294617'],
    ['29\u0003', null],
    ['\u0004', null],
  ])('%j is %s, and none of it is seen', async (keys, typed) => {
    const keyboard = new Keyboard();
    const seen: string[] = [];
    const asked = askUnseen('PIN: ', keyboard as never, { write: (text: string) => (seen.push(text), true) });
    keyboard.emit('data', Buffer.from(keys));
    expect(await asked).toBe(typed);
    expect([seen.join(''), keyboard.raw]).toEqual(['PIN: \n', [true, false]]);
  });

  test('cannot be asked for where there is no keyboard', async () => {
    expect(await askUnseen('PIN: ', { isTTY: false } as never, { write: () => true })).toBeNull();
  });
});
