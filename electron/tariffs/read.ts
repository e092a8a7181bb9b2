import type { KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { tariffSchema, type Tariff } from '../../flows/postage/tariff.ts';
import { err, ok, type Result } from '../../flows/result.ts';
import { faultsOf } from './faults.ts';
import { signatureFault } from './signature.ts';
import { complaints, said, type TariffTrouble } from './trouble.ts';

/** One price list from its file: signed when a key is given, of the right form, and without fault. */
export function readTariff(file: string, key: KeyObject | null): Result<Tariff, TariffTrouble[]> {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    return err([{ file, key: '(whole file)', problem: `it cannot be read (${said(error)})`, remedy: 'correct the path, or the rights of the file' }]);
  }
  // Before anything is made of its content.
  const unsigned = key === null ? null : signatureFault(file, bytes, key);
  if (unsigned !== null) return err([unsigned]);
  let content: unknown;
  try {
    content = JSON.parse(bytes.toString('utf8'));
  } catch (error) {
    return err([{ file, key: '(whole file)', problem: `it is not readable JSON (${said(error)})`, remedy: 'generate or import the file again' }]);
  }
  const tariff = tariffSchema.safeParse(content);
  if (!tariff.success) return err(complaints(file, tariff.error));
  const faults = faultsOf(file, tariff.data);
  return faults.length > 0 ? err(faults) : ok(tariff.data);
}
