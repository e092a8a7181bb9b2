import type { Clock } from '../../flows/ports.ts';
import { loadConfig } from '../config.ts';
import { openForReading, type ReadOnlyLedger } from './read.ts';

/** 0: sound or done. 1: something was found, or refused. 2: could not be looked at, or asked wrongly. */
export type ExitCode = 0 | 1 | 2;
export type Say = (line: string) => void;

/** What stood on the command line, whichever command it is for. */
export interface Asked {
  readonly data: string;
  readonly words: readonly string[];
  /** Of `verify` a directory, else a day. */
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly since: string | undefined;
  readonly publicKey: string | undefined;
  readonly out: string | undefined;
  readonly archives: readonly string[];
  readonly how: string | undefined;
  readonly config: string | undefined;
  readonly csv: boolean;
  readonly json: boolean;
  readonly accept: boolean;
  readonly write: boolean;
  readonly clock: Clock;
}

export type Command = (asked: Asked, say: Say) => ExitCode;

/** Reads beside a terminal that may be running, and does not disturb it. @throws Refused, StoreError */
export function reading<T>(directory: string, work: (ledger: ReadOnlyLedger) => T): T {
  const ledger = openForReading(directory);
  try {
    // One transaction: what a running terminal records meanwhile is not half seen.
    ledger.store.exec('BEGIN');
    return work(ledger);
  } finally {
    ledger.store.close();
  }
}

export function euros(cents: number): string {
  const sign = cents < 0 ? '-' : '';
  return `${sign}${Math.trunc(Math.abs(cents) / 100)}.${String(Math.abs(cents) % 100).padStart(2, '0')} EUR`;
}

/** For so long after an incident the terminal itself gives money back, ms: as its terminal.json says. */
export function retryForOf({ config }: Asked, say: Say): number | null {
  const loaded = loadConfig(config ?? null);
  if (loaded.ok) return loaded.value.incidents.retryMinutes * 60_000;
  for (const { message } of loaded.error) say(message);
  return null;
}
