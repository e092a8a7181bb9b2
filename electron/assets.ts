import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** `assets/`, beside the sources in `electron/`, or two levels above the built `out/main/`. @throws Error when it is missing: a broken installation. */
export function assetsDirectory(): string {
  const candidates = [join(import.meta.dirname, '..', 'assets'), join(import.meta.dirname, '..', '..', 'assets')];
  const found = candidates.find((candidate) => existsSync(join(candidate, 'tariffs')));
  if (found === undefined) throw new Error(`the assets are missing: none of ${candidates.join(', ')} holds tariffs/; install Moulin again`);
  return found;
}
