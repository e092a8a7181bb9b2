import { createPrivateKey, createPublicKey } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ledgerFiles } from '../../electron/ledger/ledger.ts';
import { FRANKING_KEY } from '../../electron/ports/authority.ts';

/** The same keys in every run, so that the same seed signs the same bytes. Nobody's: they are printed here. */
const names = [ledgerFiles.key, FRANKING_KEY] as const;

/** What stands before the 32 bytes of an Ed25519 private key in PKCS #8 (RFC 8410, section 7). */
const head = Buffer.from('302e020100300506032b657004220420', 'hex');

export function writeKeys(directory: string): void {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  for (const [index, name] of names.entries()) {
    const key = createPrivateKey({ key: Buffer.concat([head, Buffer.alloc(32, index + 1)]), format: 'der', type: 'pkcs8' });
    writeFileSync(join(directory, `${name}.key`), key.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
    writeFileSync(join(directory, `${name}.pub`), createPublicKey(key).export({ type: 'spki', format: 'pem' }), { mode: 0o644 });
  }
}
