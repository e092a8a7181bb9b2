import { basename } from 'node:path';
import type { Fact } from '../flows/facts.ts';
import type { Config } from './config.ts';
import type { ConfiguredPart } from './config/digests.ts';
import type { Known } from './ledger/latest.ts';
import type { TariffTrouble } from './tariffs/trouble.ts';

export interface Beginning {
  readonly version: string;
  readonly config: Pick<Config, 'office' | 'training'>;
  readonly digests: Readonly<Record<ConfiguredPart, string>>;
  readonly troubles: readonly TariffTrouble[];
}

/** What the journal is told when the terminal begins: that it does, and everything that is not as it was the last time (FIS-9, FIS-17). */
export function factsOfBeginning({ version, config, digests, troubles }: Beginning, known: Pick<Known, 'version' | 'digests'>): Fact[] {
  const changed = (Object.entries(digests) as [ConfiguredPart, string][]).filter(([part, digest]) => known.digests[part] !== digest);
  return [
    { type: 'terminal.started', version, configuration: config.office.terminal },
    ...(known.version === null || known.version === version ? [] : [{ type: 'software.changed' as const, from: known.version, to: version }]),
    ...changed.map(([part, digest]) => ({ type: 'configuration.changed' as const, part, digest })),
    ...troubles.filter(({ key }) => key === 'signature').map(({ file }) => ({ type: 'integrity.failed' as const, what: 'tariffs' as const, detail: `${basename(file)} is not signed by the configured key`.slice(0, 120) })),
    ...(config.training ? [{ type: 'training.begun' as const }] : []),
  ];
}

/** What it is told when the terminal ends in order. */
export function factsOfEnd({ training }: Pick<Config, 'training'>): Fact[] {
  return [...(training ? [{ type: 'training.ended' as const }] : []), { type: 'terminal.stopped' as const }];
}
