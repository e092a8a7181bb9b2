import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { systemClock } from '../../devices/clock.ts';
import type { Clock } from '../../flows/ports.ts';
import { archive, clock, roll, settle } from './cli-acts.ts';
import type { Command, ExitCode, Say } from './cli-asked.ts';
import { catalogue, closures, counters, exportAll, incidents, report } from './cli-books.ts';
import { verify, verifyAnyMark } from './cli-check.ts';
import { fiscalVersion } from './cli-fiscal-version.ts';
import { Refused } from './refusal.ts';
import { StoreError } from './store.ts';

/** `npm run ledger -- …`: for the technician and the auditor. What only reads does not disturb a running terminal. */

const usage = `usage: npm run ledger -- COMMAND [options]
 to check
  verify              check the chains, every signature, every sale, every closure
      --from DIR      an export instead of the terminal's own data
      --archive FILE  an archive, with its signature beside it; several, in order, are checked as a row
      --since FILE    manifest.json of an earlier export: what it held must still be there
      --public-key FILE   a key kept apart from the data, so that data and key cannot be replaced together
  verify-mark TEXT    check a franking mark as scanned
 to read
  export --out DIR    journal.jsonl, tables of closures and tickets, public key and manifest, for an auditor
  report              what was sold, day by day
  closures [--csv]    days, months and years that are closed, with both perpetual totals
  incidents           what is still to be settled, and how it may be
  counters [--from DAY --to DAY] [--json]   of each function: sessions, completions, interventions, uptime
  catalogue [--write] every event that is recorded: code, chain, when, fields
  fiscal-version [--write]   version of the fiscal kernel and the digest of its files
 to record; the terminal must be stopped
  archive --from DAY --to DAY --out DIR   a signed archive of at most a year
  settle INCIDENT --how HOW   paid-out, refunded, not-owed or delivered
  roll LABELS         how many labels the roll holds, when a half used one was put in
  clock --accept      the clock is right, though the journal cannot believe it
options:
  --data DIR          the terminal's data directory (default: data)
  --config FILE       the terminal's terminal.json, for incidents and settle`;

const commands: Readonly<Record<string, Command>> = {
  verify,
  export: exportAll,
  'verify-mark': verifyAnyMark,
  report,
  closures,
  incidents,
  counters,
  catalogue,
  'fiscal-version': fiscalVersion,
  archive,
  settle,
  roll,
  clock,
};

/** @param words the arguments without the program's own name. */
export function runLedgerCommand(words: readonly string[], say: Say, now: Clock = systemClock): ExitCode {
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        data: { type: 'string', default: 'data' },
        from: { type: 'string' },
        to: { type: 'string' },
        since: { type: 'string' },
        'public-key': { type: 'string' },
        out: { type: 'string' },
        archive: { type: 'string', multiple: true, default: [] },
        how: { type: 'string' },
        config: { type: 'string' },
        csv: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        accept: { type: 'boolean', default: false },
        write: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    const [name, ...rest] = positionals;
    if (values.help) {
      say(usage);
      return 0;
    }
    const command = name !== undefined && Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (!command) {
      say(name === undefined ? usage : `"${name}" is not a command: choose from ${Object.keys(commands).join(', ')}.`);
      return 2;
    }
    const { 'public-key': publicKey, archive: archives, from, to, since, out, how, config, ...given } = values;
    return command({ ...given, words: rest, publicKey, archives, from, to, since, out, how, config, clock: now }, say);
  } catch (error) {
    return told(error, say);
  }
}

function told(error: unknown, say: Say): ExitCode {
  const { code, message } = error as NodeJS.ErrnoException;
  if (error instanceof Refused) {
    say(error.message);
    // A damaged file is a finding; a missing one is a wrong question.
    return error.refusal.kind === 'corrupt' ? 1 : 2;
  }
  if (error instanceof StoreError) {
    say(`The database cannot be read (${message}). Keep it for the auditor, and restore the directory from its last good copy.`);
    return 1;
  }
  if (code === undefined) throw error;
  say(code.startsWith('ERR_PARSE_ARGS') ? `${message}\n${usage}` : `${message}. Check the path and the right to use it.`);
  return 2;
}

const invoked = process.argv[1];
if (invoked !== undefined && realpathSync(invoked) === fileURLToPath(import.meta.url)) {
  // A closed pipe (`… | head`) is no fault of the journal.
  process.stdout.on('error', () => undefined);
  process.exitCode = runLedgerCommand(process.argv.slice(2), (line) => console.log(line));
}
