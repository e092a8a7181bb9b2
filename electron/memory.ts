import type { Clock } from '../devices/clock.ts';
import type { FrankingAuthority, Ledger, PreAdvice } from '../flows/ports.ts';
import type { Config } from './config.ts';
import { rangesOf } from './config/numbering.ts';
import { openLedger, refusingLedger } from './ledger/ledger.ts';
import type { OpenStore } from './ledger/store.ts';
import { troubleOfRefusal } from './ledger/refusal.ts';
import { openVoidAuthority } from './ports/authority.ts';
import { keepPurged, openPreAdvice, refusingPreAdvice } from './pre-advice/store.ts';

/** What must survive a power failure: the ledger, the key of the franking marks, and customs data until it is taken over. */
export interface Memory {
  readonly ledger: Ledger;
  /** The same journal on the training chain: no number of a range is taken, and no sale is kept open (FIS-14). */
  readonly training: Ledger;
  readonly authority: FrankingAuthority;
  readonly preAdvice: PreAdvice;
  close(): void;
}

export interface MemoryOptions {
  readonly config: Config;
  readonly directory: string;
  readonly clock: Clock;
  readonly openStore: OpenStore;
  readonly log: (line: string) => void;
}

/**
 * Without the ledger or the key the terminal sells nothing, but it starts, and says why to whoever comes: a refusing ledger
 * keeps every sale from beginning, so that no mark is ever asked for. Without a place for customs data it sells what needs
 * no declaration.
 */
export function openMemory({ config, directory, clock, openStore, log }: MemoryOptions): Memory {
  const ledger = openLedger({ directory, clock, openStore, ranges: rangesOf(config.numbering) });
  const authority = openVoidAuthority(directory, config.office.terminal);
  if (ledger.ok && authority.ok) {
    const preAdvice = openCustomsData({ config, directory, clock, openStore, log });
    return {
      ledger: ledger.value,
      training: ledger.value.training,
      authority: authority.value,
      preAdvice: preAdvice.port,
      close() {
        preAdvice.close();
        ledger.value.close();
      },
    };
  }
  for (const refused of [ledger, authority]) if (!refused.ok) log(refused.error.message);
  const refusal = ledger.ok ? (authority.ok ? null : authority.error) : ledger.error;
  if (ledger.ok) ledger.value.close();
  const trouble = refusal === null ? 'corrupt' : troubleOfRefusal(refusal);
  return { ledger: refusingLedger(trouble), training: refusingLedger(trouble), authority: noAuthority, preAdvice: refusingPreAdvice(trouble), close: () => {} };
}

function openCustomsData({ config, directory, clock, log }: MemoryOptions): { readonly port: PreAdvice; close(): void } {
  const store = openPreAdvice({ directory, clock });
  if (!store.ok) {
    log(store.error);
    return { port: refusingPreAdvice('corrupt'), close: () => {} };
  }
  const stopPurging = keepPurged(store.value, { clock, keepDays: config.preAdvice.keepDays, log });
  return {
    port: store.value,
    close() {
      stopPurging();
      store.value.close();
    },
  };
}

const noAuthority: FrankingAuthority = {
  mark: neverAsked,
  seal: neverAsked,
  labelOf: () => null,
  isSealOf: () => false,
};

function neverAsked(): never {
  throw new Error('no mark without a ledger');
}
