import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Refused } from './refusal.ts';

/**
 * A signing key kept beside what it signs. In production the private key belongs in a secure module (requirements.md
 * SEC-33, VAL-15); this one is a file that only its owner may read, and is refused when others may.
 */
export interface SigningKey {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  readonly publicPem: string;
}

/** Read and write for the owner only. */
const PRIVATE_MODE = 0o600;
const PUBLIC_MODE = 0o644;
const OTHERS = 0o077;

/**
 * A file that is there whole or not at all, whatever happens meanwhile: written under another name, then renamed. A power
 * cut that left half a key would keep the terminal out of service for good.
 */
export function writeDurably(file: string, content: string | Uint8Array, mode: number): void {
  const unfinished = `${file}.unfinished`;
  try {
    rmSync(unfinished, { force: true });
    writeFileSync(unfinished, content, { mode, flag: 'wx', flush: true });
    renameSync(unfinished, file);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  }
  syncDirectory(dirname(file));
}

export function syncDirectory(directory: string): void {
  const descriptor = openSync(directory, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/**
 * `NAME.key` and `NAME.pub` (PEM, Ed25519) of a directory. Made when neither exists and `mayCreate`.
 * @throws Refused when the key is missing, readable by others, not an Ed25519 key, or not the one of the public key.
 */
export function openSigningKey(directory: string, name: string, mayCreate: boolean): SigningKey {
  const keyFile = join(directory, `${name}.key`);
  const publicFile = join(directory, `${name}.pub`);
  if (!existsSync(keyFile)) {
    if (!mayCreate || existsSync(publicFile)) {
      throw new Refused('key-missing', keyFile, `${keyFile} is missing, but it has signed what is there. Put it back from its safe copy; a new key would break the chain.`);
    }
    const pair = generateKeyPairSync('ed25519');
    writeDurably(keyFile, pair.privateKey.export({ type: 'pkcs8', format: 'pem' }), PRIVATE_MODE);
  }
  const mode = statSync(keyFile).mode;
  if (process.platform !== 'win32' && (mode & OTHERS) !== 0) {
    const shown = (mode & 0o777).toString(8);
    throw new Refused('key-exposed', keyFile, `${keyFile} can be read by others (mode ${shown}). Find out who had access, then run: chmod 600 ${keyFile}`);
  }
  const privateKey = readPrivateKey(keyFile);
  const publicKey = createPublicKey(privateKey);
  const publicPem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  if (!existsSync(publicFile)) writeDurably(publicFile, publicPem, PUBLIC_MODE);
  if (readFileSync(publicFile, 'utf8').trim() !== publicPem.trim()) {
    throw new Refused('key-mismatch', keyFile, `${keyFile} is not the private key of ${basename(publicFile)}. Put back the pair that belongs together.`);
  }
  return { privateKey, publicKey, publicPem };
}

function readPrivateKey(file: string): KeyObject {
  try {
    const key = createPrivateKey(readFileSync(file));
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {
    // told below: what OpenSSL says about a damaged PEM helps nobody
  }
  throw new Refused('key-unreadable', file, `${file} is not an Ed25519 private key in PEM. Put it back from its safe copy.`);
}

/** @throws Refused when the file is missing, or not an Ed25519 public key in PEM. */
export function readPublicKey(file: string): KeyObject {
  if (!existsSync(file)) throw new Refused('key-missing', file, `There is no ${file}: give the terminal's data directory with --data DIR, or the key with --public-key FILE.`);
  try {
    const key = createPublicKey(readFileSync(file));
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {
    // told below
  }
  throw new Refused('key-unreadable', file, `${file} is not an Ed25519 public key in PEM. Give the right one with --public-key FILE.`);
}
