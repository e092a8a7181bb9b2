import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { DEPOSIT_PREFIX, FRANKING_KEY, PROOF_PREFIX, verifyDeposit, verifyMark, verifyProof, type MarkFault } from '../ports/authority.ts';
import type { RawRecord } from './evidence.ts';
import { exportJournal } from './export.ts';
import { readPublicKey } from './keys.ts';
import { ledgerFiles } from './ledger.ts';
import { openForReading, readExport, readManifest, sha256OfFile, type ReadOnlyLedger } from './read.ts';
import { Refused } from './refusal.ts';
import { reportDays } from './report.ts';
import { StoreError } from './store.ts';
import { checkTables } from './verify-tables.ts';
import { verifyRecords, type Verification } from './verify.ts';

/** `npm run ledger -- …`: for the technician and the auditor. Reads only; a running terminal is not disturbed. */

const usage = `usage: npm run ledger -- COMMAND [options]
  verify              check the chain, every signature, every sale
      --from DIR      an export instead of the terminal's own data
      --since FILE    manifest.json of an earlier export: what it held must still be there
      --public-key FILE   a key kept apart from the data, so that data and key cannot be replaced together
  export --out DIR    journal.jsonl, public key and manifest, for an auditor
  verify-mark TEXT    check a franking mark as scanned
  report              what was sold, day by day
  closures            daily, monthly and annual closures
options:
  --data DIR          the terminal's data directory (default: data)`;

/** 0: sound or done. 1: something was found. 2: could not be looked at, or asked wrongly. */
export type ExitCode = 0 | 1 | 2;
export type Say = (line: string) => void;

interface Asked {
  readonly data: string;
  readonly words: readonly string[];
  readonly from: string | undefined;
  readonly since: string | undefined;
  readonly publicKey: string | undefined;
  readonly out: string | undefined;
}

const commands: Readonly<Record<string, (asked: Asked, say: Say) => ExitCode>> = {
  verify,
  export: exportAll,
  'verify-mark': markOf,
  report,
  closures(_asked, say) {
    say('Closures are not made by this version yet: they come with the fiscal journal (third issue). Every sale is in the journal; see: npm run ledger -- report');
    return 2;
  },
};

/** @param words the arguments without the program's own name. */
export function runLedgerCommand(words: readonly string[], say: Say): ExitCode {
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        data: { type: 'string', default: 'data' },
        from: { type: 'string' },
        since: { type: 'string' },
        'public-key': { type: 'string' },
        out: { type: 'string' },
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
    return command({ data: values.data, words: rest, from: values.from, since: values.since, publicKey: values['public-key'], out: values.out }, say);
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

function verify(asked: Asked, say: Say): ExitCode {
  const key = readPublicKey(asked.publicKey ?? join(asked.from ?? asked.data, ledgerFiles.publicKey));
  const earlier = asked.since === undefined ? undefined : readManifest(asked.since).head;
  const check = (records: Iterable<RawRecord>): Verification =>
    verifyRecords(records, { publicKey: key, ...(earlier && { anchor: { seq: BigInt(earlier.seq), hash: earlier.hash } }) });
  return tell(asked.from === undefined ? verifyData(asked.data, check) : verifyExport(asked.from, check, say), say);
}

function reading<T>(directory: string, work: (ledger: ReadOnlyLedger) => T): T {
  const ledger = openForReading(directory);
  try {
    // One transaction: what a running terminal records meanwhile is not half seen.
    ledger.store.exec('BEGIN');
    return work(ledger);
  } finally {
    ledger.store.close();
  }
}

function verifyData(directory: string, check: (records: Iterable<RawRecord>) => Verification): Verification {
  return reading(directory, (ledger) => {
    const result = check(ledger.records());
    if (result.findings.length > 0) return result;
    return { ...result, findings: checkTables(ledger.records(), ledger.tables) };
  });
}

/** An export is whole when its file is the one of the manifest, and its last record too. */
function verifyExport(directory: string, check: (records: Iterable<RawRecord>) => Verification, say: Say): Verification {
  const manifest = readManifest(join(directory, 'manifest.json'));
  const result = check(readExport(directory));
  const whole = sha256OfFile(join(directory, manifest.journal.file)) === manifest.journal.sha256 && result.records === manifest.records && (result.records === 0 || result.head === manifest.head.hash);
  if (whole || result.findings.length > 0) return result;
  say(`${directory}: journal.jsonl is not the one that manifest.json describes.`);
  return { ...result, findings: [{ kind: 'anchor', seq: BigInt(manifest.head.seq), message: `The manifest speaks of ${manifest.records} records; ${result.records} are here.` }] };
}

function tell(result: Verification, say: Say): ExitCode {
  const [first] = result.findings;
  if (!first) {
    say(`The journal is intact: ${result.records} records, chain and signatures hold.`);
    say(`${result.closedSales} closed sales balance (paid = issued + given back + open incidents); ${result.openSales.length} open.`);
    say(`${result.closures} closures of days, months and years hold, with their perpetual totals.`);
    say(`Head: ${result.head}`);
    return 0;
  }
  say(`The journal is NOT intact. ${result.records} records read. Found:`);
  for (const { message } of result.findings) say(`  ${message}`);
  say('Keep the data directory as it is, take the terminal out of service, and tell whoever answers for the accounts.');
  return 1;
}

function exportAll({ data, out }: Asked, say: Say): ExitCode {
  if (out === undefined) {
    say('Where to? Give an empty directory: npm run ledger -- export --out DIR');
    return 2;
  }
  const manifest = exportJournal(data, out);
  say(`${manifest.records} records written to ${out}. Check them anywhere with: npm run ledger -- verify --from ${out}`);
  return 0;
}

const markFaults: Readonly<Record<MarkFault, string>> = {
  'not-a-mark': 'This is not a mark of Moulin.',
  'unknown-version': 'This mark was made by a version that this program does not know.',
  malformed: 'This mark is damaged: it lacks a part, or a character was changed.',
  forged: 'FORGED or of another terminal: the signature does not fit.',
};

function markOf({ data, words, publicKey }: Asked, say: Say): ExitCode {
  const [text] = words;
  if (text === undefined) {
    say('Which mark? Give the text of its Data Matrix: npm run ledger -- verify-mark TEXT');
    return 2;
  }
  const key = readPublicKey(publicKey ?? join(data, `${FRANKING_KEY}.pub`));
  if (text.startsWith(PROOF_PREFIX)) {
    const proof = verifyProof(text, key);
    say(proof.ok ? `Genuine proof of posting: sale ${proof.value.sale}, labels ${proof.value.labels.join(', ')}.` : markFaults[proof.error]);
    return proof.ok ? 0 : 1;
  }
  if (text.startsWith(DEPOSIT_PREFIX)) {
    const deposit = verifyDeposit(text, key);
    say(deposit.ok ? `Genuine proof of deposit: ${deposit.value.item}, left at ${deposit.value.terminal} on ${new Date(deposit.value.at).toISOString()}.` : markFaults[deposit.error]);
    return deposit.ok ? 0 : 1;
  }
  const result = verifyMark(text, key);
  if (!result.ok) {
    say(markFaults[result.error]);
    return 1;
  }
  const { terminal, label, product, value, grams, day, number } = result.value;
  say('Genuine, and VOID: a specimen without value.');
  say(`  terminal ${terminal} · label ${label} · ${product} · ${euros(value)} · ${grams} g · ${day} · ${number ?? 'no number'}`);
  return 0;
}

function euros(cents: number): string {
  return `${Math.trunc(cents / 100)}.${String(cents % 100).padStart(2, '0')} EUR`;
}

function report({ data }: Asked, say: Say): ExitCode {
  const days = reading(data, (ledger) => reportDays(ledger.records()));
  if (days.length === 0) say('Nothing was sold yet.');
  for (const { day, sales, open, labels, spoiled, paid, issued, returned, incidents, deposits, copies } of days) {
    say(`${day}  ${sales} sales${open > 0 ? ` (${open} still open)` : ''}`);
    for (const [product, { count, value }] of labels) say(`  ${product.padEnd(28)} ${String(count).padStart(5)}  ${euros(value).padStart(14)}`);
    if (spoiled > 0) say(`  spoiled labels               ${String(spoiled).padStart(5)}`);
    if (deposits.here + deposits.elsewhere > 0) say(`  left here                    ${String(deposits.here + deposits.elsewhere).padStart(5)}  of which franked elsewhere ${deposits.elsewhere}`);
    if (copies > 0) say(`  copies of papers             ${String(copies).padStart(5)}`);
    say(`  paid ${euros(paid)} = issued ${euros(issued)} + given back ${euros(returned)} + open incidents ${euros(incidents)}${open > 0 ? ' + what open sales still owe' : ''}`);
  }
  return 0;
}

const invoked = process.argv[1];
if (invoked !== undefined && realpathSync(invoked) === fileURLToPath(import.meta.url)) {
  // A closed pipe (`… | head`) is no fault of the journal.
  process.stdout.on('error', () => undefined);
  process.exitCode = runLedgerCommand(process.argv.slice(2), (line) => console.log(line));
}
