import { copyFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { generateKeyPairSync } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { tariffsCommand } from './cli.ts';
import { loadTariffs } from './tariffs.ts';
import { inWords } from './trouble.ts';

const name = '2026-04-01.json';
let folder: string;
let list: string;
let keys: string;
let publicKey: string;
let privateKey: string;
let said: string[];
const run = (...words: string[]) => {
  said = [];
  return tariffsCommand(words, (line) => said.push(line));
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lists-'));
  keys = mkdtempSync(join(tmpdir(), 'keys-'));
  list = join(folder, name);
  copyFileSync(join('assets/tariffs', name), list);
  run('keys', keys);
  [privateKey, publicKey] = [join(keys, 'tariffs.key.pem'), join(keys, 'tariffs.pub.pem')];
});
afterEach(() => [folder, keys].forEach((one) => rmSync(one, { recursive: true })));

const noon = Date.parse('2026-11-23T11:00:00Z');
const inForce = () => loadTariffs(folder, publicKey).tariffs.at(noon)?.id ?? null;
const troubles = () => loadTariffs(folder, publicKey).troubles.map(inWords).join('\n');

describe('a price list that must be signed', () => {
  test('one that the operator signed is sold from', () => {
    expect(run('sign', list, '--key', privateKey)).toBe(0);
    expect(said.join()).toContain(`${name}.sig`);
    expect([troubles(), inForce()]).toEqual(['', '2026-04-01']);
    expect(run('check', folder, '--key', publicKey)).toBe(0);
  });

  test('an unsigned one is refused by name, and nothing is sold from it', () => {
    expect(troubles()).toMatch(/2026-04-01\.json: signature: it is not signed: .+; .+npm run tariffs -- sign/);
    expect(inForce()).toBeNull();
    expect(run('check', folder, '--key', publicKey)).toBe(1);
    expect(run('check', folder)).toBe(0);
  });

  test.each([
    ['one cent was changed after it was signed', () => writeFileSync(list, readFileSync(list, 'utf8').replace('"price": 152', '"price": 151'))],
    ['nothing but a space was added', () => writeFileSync(list, `${readFileSync(list, 'utf8')} `)],
    ['the signature is empty', () => writeFileSync(`${list}.sig`, '')],
    ['the signature is another text', () => writeFileSync(`${list}.sig`, 'signed: me')],
    ['the signature is cut', () => writeFileSync(`${list}.sig`, readFileSync(`${list}.sig`, 'utf8').slice(0, 40))],
    ['somebody else signed it', () => {
      rmSync(keys, { recursive: true });
      run('keys', keys);
    }],
  ])('refused when %s', (_, change) => {
    run('sign', list, '--key', privateKey);
    change();
    expect(troubles()).toContain('is not the signature of this file by the configured key');
    expect(inForce()).toBeNull();
  });

  test.each([
    ['is not there', () => rmSync(publicKey), 'cannot be read'],
    ['is no key', () => writeFileSync(publicKey, 'key'), 'not an Ed25519 public key'],
    ['is of another kind', () => writeFileSync(publicKey, generateKeyPairSync('x25519').publicKey.export({ type: 'spki', format: 'pem' })), 'not an Ed25519 public key'],
    ['is the private one', () => copyFileSync(privateKey, publicKey), 'stays with the operator'],
  ])('nothing is sold when the configured key %s: nobody can say which list is the operator\'s', (_, change, problem) => {
    run('sign', list, '--key', privateKey);
    change();
    expect(troubles()).toContain(problem);
    expect(inForce()).toBeNull();
  });
});

describe('keeping the keys', () => {
  test('only its owner can read the private key, and no pair is replaced', () => {
    expect(statSync(privateKey).mode & 0o077).toBe(0);
    const before = readFileSync(privateKey, 'utf8');
    expect(run('keys', keys)).toBe(1);
    expect(said.join()).toContain('it is there already; give another folder');
    expect(readFileSync(privateKey, 'utf8')).toBe(before);
  });

  test('a list is signed with a private key, and with nothing else', () => {
    expect(run('sign', list, '--key', publicKey)).toBe(1);
    expect(said.join()).toContain('not an Ed25519 private key');
    expect(run('sign', join(folder, 'nowhere.json'), '--key', privateKey)).toBe(1);
    expect(run('sign', list)).toBe(2);
    expect(run('sign', '--key', privateKey)).toBe(2);
    expect(run('keys')).toBe(2);
  });
});
