import type { KeyObject } from 'node:crypto';
import { tariffSchema, type Tariff } from '../../flows/postage/tariff.ts';
import { err, ok, type Result } from '../../flows/result.ts';
import { faultsOf } from './faults.ts';
import { parseJson, readBytes } from './json.ts';
import { signatureFault } from './signature.ts';
import { complaints, type TariffTrouble } from './trouble.ts';

/** One price list from its file: signed when a key is given, of the right form, and without fault. */
export function readTariff(file: string, key: KeyObject | null): Result<Tariff, TariffTrouble[]> {
  const bytes = readBytes(file);
  if (!bytes.ok) return err([bytes.error]);
  // Before anything is made of its content.
  const unsigned = key === null ? null : signatureFault(file, bytes.value, key);
  if (unsigned !== null) return err([unsigned]);
  const content = parseJson(file, bytes.value, 'generate or import the file again');
  if (!content.ok) return err([content.error]);
  const tariff = tariffSchema.safeParse(content.value);
  if (!tariff.success) return err(complaints(file, tariff.error));
  const faults = faultsOf(file, tariff.data);
  return faults.length > 0 ? err(faults) : ok(tariff.data);
}
