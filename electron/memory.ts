import type { Clock } from '../devices/clock.ts';
import type { FrankingAuthority, Ledger, LedgerTrouble, PreAdvice } from '../flows/ports.ts';
import { err, ok, type Result } from '../flows/result.ts';
import type { Config } from './config.ts';
import { rangesOf } from './config/numbering.ts';
import { openLedger, refusingLedger, type OpenLedger } from './ledger/ledger.ts';
import type { OpenStore } from './ledger/store.ts';
import { troubleOfRefusal, type LedgerRefusal } from './ledger/refusal.ts';
import type { Log } from './log/entries.ts';
import { openVoidAuthority } from './ports/authority.ts';
import { keepPurged, openPreAdvice, refusingPreAdvice } from './pre-advice/store.ts';

/**
 * What must survive a power failure: the ledger, the key of the franking marks, and customs data until it is taken over.
 * The ports are there from the beginning and stay the same; what stands behind them is opened when it can be.
 */
export interface Memory {
  readonly ledger: Ledger;
  /** The same journal on the training chain: no number of a range is taken, and no sale is kept open (FIS-14). */
  readonly training: Ledger;
  readonly authority: FrankingAuthority;
  readonly preAdvice: PreAdvice;
  /** The journal itself, for what no flow asks of it; null while it is refused. */
  journal(): OpenLedger | null;
  /** Calls back when the journal is open: at once, or as soon as it could be opened. */
  onOpen(listener: (journal: OpenLedger) => void): void;
  /** From now on the flows record nothing more; what they have begun is left to the next start. The journal itself stays open. */
  shut(): void;
  close(): void;
}

export interface MemoryOptions {
  readonly config: Config;
  readonly directory: string;
  readonly clock: Clock;
  readonly openStore: OpenStore;
  readonly log: Log;
}

/**
 * What was refused is tried again after so long, ms, as the flows look again at a ledger in trouble: a disk that has room
 * again, a file system mounted for writing, another Moulin that has ended, a directory put back. Nobody need start it anew.
 */
export const tryAgainAfter = 15_000;

/** What stands behind the ports once everything could be opened. */
interface Opened {
  readonly journal: OpenLedger;
  readonly authority: FrankingAuthority;
  readonly preAdvice: { readonly port: PreAdvice; close(): void };
}

/**
 * Without the ledger or the key the terminal sells nothing, but it starts, and says why to whoever comes: a refusing ledger
 * keeps every sale from beginning, so that no mark is ever asked for. Without a place for customs data it sells what needs
 * no declaration.
 */
export function openMemory(options: MemoryOptions): Memory {
  const { clock, log } = options;
  const began = clock.now();
  const listeners: ((journal: OpenLedger) => void)[] = [];
  let opened: Opened | null = null;
  let behind: { readonly ledger: Ledger; readonly training: Ledger } = refusing('closed');
  let callOff = (): void => {};
  let told = '';

  const tryToOpen = (): void => {
    const attempt = openBoth(options);
    if (!attempt.ok) {
      behind = refusing(troubleOfRefusal(attempt.error));
      // Once for each reason, not every fifteen seconds.
      if (attempt.error.message !== told) log({ event: 'ledger.refused', kind: attempt.error.kind, told: attempt.error.message });
      told = attempt.error.message;
      callOff = clock.after(tryAgainAfter, tryAgain);
      return;
    }
    const { journal, authority } = attempt.value;
    opened = { journal, authority, preAdvice: openCustomsData(journal, options) };
    behind = { ledger: journal, training: journal.training };
    log({ event: 'ledger.opened', records: journal.head().seq, afterMilliseconds: clock.now() - began });
    for (const listener of listeners.splice(0)) listener(journal);
  };
  /** What no refusal foresees must not end a terminal that stands there and says why it sells nothing. */
  const tryAgain = (): void => {
    try {
      tryToOpen();
    } catch (error) {
      log({ event: 'fault', where: 'ledger', told: error instanceof Error ? error.message : String(error) });
      callOff = clock.after(tryAgainAfter, tryAgain);
    }
  };
  tryToOpen();

  return {
    ledger: standingFor(() => behind.ledger),
    training: standingFor(() => behind.training),
    authority: {
      mark: (request) => (opened?.authority ?? noAuthority).mark(request),
      seal: (text) => (opened?.authority ?? noAuthority).seal(text),
      labelOf: (mark) => (opened?.authority ?? noAuthority).labelOf(mark),
      isSealOf: (text, signature) => (opened?.authority ?? noAuthority).isSealOf(text, signature),
    },
    preAdvice: {
      keep: (record) => opened?.preAdvice.port.keep(record) ?? err('closed'),
      withdraw: (label) => opened?.preAdvice.port.withdraw(label),
      trouble: () => (opened === null ? behind.ledger.trouble() : opened.preAdvice.port.trouble()),
    },
    journal: () => opened?.journal ?? null,
    onOpen(listener) {
      if (opened === null) listeners.push(listener);
      else listener(opened.journal);
    },
    shut() {
      behind = refusing('closed');
    },
    close() {
      callOff();
      behind = refusing('closed');
      opened?.preAdvice.close();
      opened?.journal.close();
      opened = null;
    },
  };
}

function openBoth({ config, directory, clock, openStore }: MemoryOptions): Result<Pick<Opened, 'journal' | 'authority'>, LedgerRefusal> {
  const journal = openLedger({ directory, clock, openStore, ranges: rangesOf(config.numbering) });
  if (!journal.ok) return journal;
  const authority = openVoidAuthority(directory, config.office.terminal);
  if (authority.ok) return ok({ journal: journal.value, authority: authority.value });
  journal.value.close();
  return authority;
}

function openCustomsData(journal: OpenLedger, { config, directory, clock, log }: MemoryOptions): Opened['preAdvice'] {
  const store = openPreAdvice({ directory, clock });
  if (!store.ok) {
    log({ event: 'pre-advice.refused', told: store.error });
    return { port: refusingPreAdvice('corrupt'), close: () => {} };
  }
  const onPurged = (count: number): void => {
    journal.record({ type: 'data.purged', what: 'pre-advice', count });
    log({ event: 'data.purged', what: 'pre-advice', count });
  };
  const stopPurging = keepPurged(store.value, { clock, keepDays: config.preAdvice.keepDays, onPurged, log });
  return {
    port: store.value,
    close() {
      stopPurging();
      store.value.close();
    },
  };
}

function refusing(trouble: LedgerTrouble): { readonly ledger: Ledger; readonly training: Ledger } {
  const ledger = refusingLedger(trouble);
  return { ledger, training: ledger };
}

/** One ledger for the whole life of the terminal, whichever answers for it now. */
function standingFor(now: () => Ledger): Ledger {
  return {
    record: (fact) => now().record(fact),
    recordAll: (facts) => now().recordAll(facts),
    issue: (series, fact) => now().issue(series, fact),
    openSales: () => now().openSales(),
    remaining: (series) => now().remaining(series),
    trouble: () => now().trouble(),
    openIncidents: () => now().openIncidents(),
    left: (roll) => now().left(roll),
    clockChangedAt: () => now().clockChangedAt(),
    factsOf: (item) => now().factsOf(item),
    factsOfSale: (sale) => now().factsOfSale(sale),
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
