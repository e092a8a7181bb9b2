import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { err, ok, type Result } from '../../flows/result.ts';
import { said, trouble, wholeFile, type TariffTrouble } from './trouble.ts';

/**
 * A price list can travel signed (`requirements.md` VAL-16): beside `2027-01-01.json` stands `2027-01-01.json.sig`, the
 * Ed25519 signature of the file's bytes in base64. The dates are inside what is signed and the name must agree with them,
 * so a signed list cannot be passed off as another day's.
 */

export function signatureFileOf(file: string): string {
  return `${file}.sig`;
}

/** Null when the list bears the operator's signature. */
export function signatureFault(file: string, bytes: Uint8Array, key: KeyObject): TariffTrouble | null {
  const signatureFile = signatureFileOf(file);
  const remedy = `ask the operator for the signed list, or sign it: npm run tariffs -- sign ${file} --key PRIVATE.pem`;
  let text: string;
  try {
    text = readFileSync(signatureFile, 'utf8').trim();
  } catch {
    return trouble(file, 'signature', `it is not signed: there is no ${signatureFile}`, remedy);
  }
  const signature = Buffer.from(text, 'base64');
  // Node takes anything for base64 and drops what is not: only what comes back unchanged was.
  const holds = signature.toString('base64') === text && verify(null, bytes, key, signature);
  return holds ? null : trouble(file, 'signature', `${signatureFile} is not the signature of this file by the configured key`, remedy);
}

/** Returns the name of the signature file. @throws when a file cannot be read or written. */
export function signFile(file: string, privateKey: KeyObject): string {
  const signatureFile = signatureFileOf(file);
  writeFileSync(signatureFile, `${sign(null, readFileSync(file), privateKey).toString('base64')}\n`, { flush: true });
  return signatureFile;
}

export function readPublicKey(file: string): Result<KeyObject, TariffTrouble> {
  return readKey(file, 'public', createPublicKey);
}

export function readPrivateKey(file: string): Result<KeyObject, TariffTrouble> {
  return readKey(file, 'private', createPrivateKey);
}

function readKey(file: string, which: 'public' | 'private', read: (pem: string) => KeyObject): Result<KeyObject, TariffTrouble> {
  const fault = (problem: string) => err(trouble(file, wholeFile, problem, 'give the right file, or make a pair: npm run tariffs -- keys DIR'));
  let pem: string;
  try {
    pem = readFileSync(file, 'utf8');
  } catch (error) {
    return fault(`the ${which} key cannot be read (${said(error)})`);
  }
  // A private key would do as a public one, and would then lie on a terminal, where it must never be.
  if (which === 'public' && pem.includes('PRIVATE KEY')) return fault('it is a private key, which stays with the operator');
  try {
    const key = read(pem);
    if (key.asymmetricKeyType === 'ed25519') return ok(key);
  } catch {
    // told below: what OpenSSL says about a damaged PEM helps nobody
  }
  return fault(`it is not an Ed25519 ${which} key in PEM`);
}

/** Read and write for the owner only. */
const privateMode = 0o600;

/** A pair that is there already is never replaced: lists in the field bear its signature. @throws when the folder cannot be written. */
export function makeKeys(folder: string): Result<{ privateFile: string; publicFile: string }, TariffTrouble> {
  const files = { privateFile: join(folder, 'tariffs.key.pem'), publicFile: join(folder, 'tariffs.pub.pem') };
  const there = Object.values(files).find((file) => existsSync(file));
  if (there !== undefined) return err(trouble(there, wholeFile, 'it is there already', 'give another folder'));
  const pair = generateKeyPairSync('ed25519');
  writeFileSync(files.privateFile, pair.privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: privateMode, flag: 'wx', flush: true });
  writeFileSync(files.publicFile, pair.publicKey.export({ type: 'spki', format: 'pem' }), { flag: 'wx', flush: true });
  return ok(files);
}
