import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FactOf } from '../../flows/facts.ts';
import { assetsDirectory } from '../assets.ts';
import type { Config } from '../config.ts';

export type ConfiguredPart = FactOf<'configuration.changed'>['part'];

/**
 * SHA-256 of everything that the terminal is told by files, part by part, so that the journal can say when any of it was
 * exchanged (FIS-9: "config/price-table change"). Of `terminal.json` what was understood of it, with its defaults and the command line: the
 * order of its keys changes nothing. A part that cannot be read has the digest of nothing.
 */
export function digestsOf(config: Config): Readonly<Record<ConfiguredPart, string>> {
  const assets = assetsDirectory();
  return {
    terminal: sha256([JSON.stringify(config)]),
    tariffs: ofFolder(config.tariffs.directory ?? join(assets, 'tariffs')),
    destinations: ofFile(config.destinations.file ?? join(assets, 'destinations', '2026.json')),
    customs: ofFolder(join(assets, 'customs')),
    'pick-up-points': config.pickUpPoints.file === null ? sha256([]) : ofFile(config.pickUpPoints.file),
  };
}

/** Names count: a list that is renamed holds on other days. */
function ofFolder(folder: string): string {
  return orNothing(() => {
    const names = readdirSync(folder)
      .filter((name) => /\.json(?:\.sig)?$/u.test(name))
      .toSorted();
    return sha256(names.flatMap((name) => [name, readFileSync(join(folder, name))]));
  });
}

function ofFile(file: string): string {
  return orNothing(() => sha256([readFileSync(file)]));
}

function orNothing(digest: () => string): string {
  try {
    return digest();
  } catch {
    return sha256([]);
  }
}

/** Each part with its length before it, so that nothing can move from one to the next unseen. */
function sha256(parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${Buffer.byteLength(part)}\n`).update(part);
  return hash.digest('hex');
}
