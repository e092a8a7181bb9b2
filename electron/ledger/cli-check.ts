import { join } from 'node:path';
import { DEPOSIT_PREFIX, FRANKING_KEY, PROOF_PREFIX, verifyDeposit, verifyMark, verifyProof, type MarkFault } from '../ports/authority.ts';
import { euros, reading, type Asked, type Command, type ExitCode, type Say } from './cli-asked.ts';
import type { Finding, RawRecord } from './evidence.ts';
import { readPublicKey } from './keys.ts';
import { ledgerFiles } from './ledger.ts';
import { readExport, readManifest, sha256OfFile } from './read.ts';
import { damageOf } from './soundness.ts';
import { verifyArchives } from './verify-archives.ts';
import { checkTables } from './verify-tables.ts';
import { verifyRecords, type Verification } from './verify.ts';

/** Commands that say whether something is what it claims to be. */

export function verify(asked: Asked, say: Say): ExitCode {
  const key = readPublicKey(asked.publicKey ?? join(asked.from ?? asked.data, ledgerFiles.publicKey));
  if (asked.archives.length > 0) {
    const verified = verifyArchives(asked.archives, key);
    for (const { period, first, last, terminal } of verified.headers) {
      say(`Archive of ${terminal ?? 'an unnamed terminal'}, ${period.from} to ${period.to}: records ${first} to ${last}.`);
    }
    return tell(verified, say, asked.archives.length === 1 ? 'archive' : 'row of archives');
  }
  const earlier = asked.since === undefined ? undefined : readManifest(asked.since).head;
  const check = (records: Iterable<RawRecord>): Verification =>
    verifyRecords(records, { publicKey: key, ...(earlier && { anchor: { seq: BigInt(earlier.seq), hash: earlier.hash } }) });
  return tell(asked.from === undefined ? verifyData(asked.data, check) : verifyExport(asked.from, check, say), say, 'journal');
}

function verifyData(directory: string, check: (records: Iterable<RawRecord>) => Verification): Verification {
  return reading(directory, (ledger) => {
    const result = check(ledger.records());
    if (result.findings.length > 0) return result;
    const damage = damageOf(ledger.store).map((said): Finding => ({ kind: 'index', seq: BigInt(result.records), message: `The database is damaged outside of its records: ${said}.` }));
    return { ...result, findings: [...damage, ...checkTables(ledger.records(), ledger.tables)] };
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

function tell(result: Verification, say: Say, what: string): ExitCode {
  const [first] = result.findings;
  if (!first) {
    say(`The ${what} is intact: ${result.records} records, chain and signatures hold.`);
    say(`${result.closedSales} closed sales balance (paid = issued + given back + open incidents); ${result.openSales.length} open.`);
    say(`${result.closures} closures of days, months and years hold, with their perpetual totals.`);
    say(`Head: ${result.head}`);
    return 0;
  }
  say(`The ${what} is NOT intact. ${result.records} records read. Found:`);
  for (const { message } of result.findings) say(`  ${message}`);
  say(
    what === 'journal'
      ? 'Keep the data directory as it is, take the terminal out of service, and tell whoever answers for the accounts.'
      : 'Keep the files as they are, and ask for the archive again: the terminal can make the same one, byte for byte.',
  );
  return 1;
}

const markFaults: Readonly<Record<MarkFault, string>> = {
  'not-a-mark': 'This is not a mark of Moulin.',
  'unknown-version': 'This mark was made by a version that this program does not know.',
  malformed: 'This mark is damaged: it lacks a part, or a character was changed.',
  forged: 'FORGED or of another terminal: the signature does not fit.',
};

export const verifyAnyMark: Command = ({ data, words, publicKey }, say) => {
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
};
