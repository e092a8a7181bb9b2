import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import { join } from 'node:path';
import type { Backroom, Ports } from '../../flows/ports.ts';
import type { Config } from '../config.ts';
import { fiscalVersion } from '../ledger/fiscal-version.ts';
import { readPublicKey } from '../ledger/keys.ts';
import type { OpenLedger } from '../ledger/ledger.ts';
import { FRANKING_KEY } from '../ports/authority.ts';
import { version } from '../version.ts';

/** What runs here, told to a technician on the telephone. */

export interface VersionsOptions {
  readonly config: Pick<Config, 'office'>;
  readonly tariffs: Ports['tariffs'];
  readonly destinations: Pick<Ports['destinations'], 'id'>;
  readonly dataDirectory: string;
  readonly journal: Pick<OpenLedger, 'publicKey'> | null;
  readonly now: number;
}

/** What is not known, such as a key while the ledger is refused. */
const unknown = '–';

export function versionsOf({ config, tariffs, destinations, dataDirectory, journal, now }: VersionsOptions): ReturnType<Backroom['versions']> {
  return [
    { what: 'terminal', value: config.office.terminal },
    { what: 'software', value: version },
    { what: 'fiscal', value: fiscalVersion },
    { what: 'tariff', value: tariffs.at(now)?.id ?? unknown },
    { what: 'destinations', value: destinations.id },
    { what: 'journal-key', value: journal === null ? unknown : fingerprintOf(createPublicKey(journal.publicKey)) },
    { what: 'mark-key', value: markKeyOf(dataDirectory) },
  ];
}

/** Of sixteen digits, in fours, as people read them out; the first eight stand in the name of every archive. */
export function fingerprintOf(key: KeyObject): string {
  const digest = createHash('sha256').update(key.export({ type: 'spki', format: 'der' })).digest('hex');
  return (digest.slice(0, 16).match(/.{4}/gu) ?? []).join(' ');
}

function markKeyOf(directory: string): string {
  try {
    return fingerprintOf(readPublicKey(join(directory, `${FRANKING_KEY}.pub`)));
  } catch {
    return unknown;
  }
}
