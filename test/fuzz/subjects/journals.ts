import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { KeyObject } from 'node:crypto';
import { afterAll } from 'vitest';
import { writeArchive } from '../../../electron/ledger/archive.ts';
import { signatureFile } from '../../../electron/ledger/archive-format.ts';
import { exportJournal } from '../../../electron/ledger/export.ts';
import { readPublicKey } from '../../../electron/ledger/keys.ts';
import { ledgerFiles } from '../../../electron/ledger/ledger.ts';
import { readExport, readManifest } from '../../../electron/ledger/read.ts';
import { Refused } from '../../../electron/ledger/refusal.ts';
import { openSample, soldParcel } from '../../../electron/ledger/sample.fixture.ts';
import { verifyArchives } from '../../../electron/ledger/verify-archives.ts';
import { verifyRecords } from '../../../electron/ledger/verify.ts';
import { must, refusedBy, utf8, type Subject } from '../subject.ts';

/** What an auditor is given. One byte that is not what was signed must be told. */

interface Written {
  readonly key: KeyObject;
  readonly archive: string;
  readonly archived: Uint8Array;
  readonly exported: Uint8Array;
  readonly manifest: Uint8Array;
  /** A folder for changed ones. */
  readonly folder: string;
}

const home = mkdtempSync(join(tmpdir(), 'moulin-fuzz-journal-'));
afterAll(() => rmSync(home, { recursive: true }));

let made: Written | null = null;

/** A terminal that sold two parcels in October, and its papers for the auditor in November. */
function written(): Written {
  made ??= write(home);
  return made;
}

function write(folder: string): Written {
  const data = join(folder, 'data');
  mkdirSync(data);
  const clock = { now: () => now };
  let now = Date.parse('2026-10-30T09:00:00Z');
  const ledger = openSample(data, { clock });
  for (const sale of ['V1', 'V2']) {
    for (const fact of soldParcel(sale, `E${sale}`, null)) must(ledger.record(fact).ok, 'the sample cannot be recorded');
    now += 86_400_000;
  }
  now = Date.parse('2026-11-02T09:00:00Z');
  ledger.record({ type: 'session.started', session: 'S1' });
  const archive = writeArchive(ledger, data, { from: '2026-10-01', to: '2026-10-31' }, { out: join(folder, 'archives'), clock });
  must(archive.ok, 'the sample cannot be archived');
  ledger.close();
  const out = join(folder, 'export');
  exportJournal(data, out);
  const changed = join(folder, 'changed');
  mkdirSync(changed);
  const name = basename(archive.value.file);
  copyFileSync(signatureFile(archive.value.file), signatureFile(join(changed, name)));
  const bytes = (file: string) => Uint8Array.from(readFileSync(file));
  return {
    key: readPublicKey(join(data, ledgerFiles.publicKey)),
    archive: name,
    archived: bytes(archive.value.file),
    exported: bytes(join(out, 'journal.jsonl')),
    manifest: bytes(join(out, 'manifest.json')),
    folder: changed,
  };
}

export const journals: readonly Subject[] = [
  { name: 'archive', room: 'electron', seeds: () => [written().archived], check: archive },
  { name: 'archive-signature', room: 'electron', seeds: () => [Uint8Array.from(readFileSync(signatureFile(join(written().folder, written().archive))))], check: archiveSignature },
  { name: 'journal-export', room: 'electron', seeds: () => [written().exported], check: journalExport },
  { name: 'export-manifest', room: 'electron', json: true, seeds: () => [written().manifest], check: exportManifest },
];

function archive(input: Uint8Array): void {
  const { key, archive: name, archived, folder } = written();
  const file = join(folder, name);
  writeFileSync(file, input);
  const { findings } = verifyArchives([file], key);
  const same = Buffer.from(input).equals(archived);
  must(same === (findings.length === 0), same ? `finds fault with what was written: ${findings[0]?.message}` : 'finds nothing in an archive that was changed');
}

function archiveSignature(input: Uint8Array): void {
  const { key, archive: name, archived, folder } = written();
  const file = join(folder, `signed-${name}`);
  const [signature] = journals[1]?.seeds?.() ?? [];
  writeFileSync(file, archived);
  writeFileSync(signatureFile(file), input);
  const { findings } = verifyArchives([file], key);
  must((findings.length === 0) === Buffer.from(input).equals(signature ?? new Uint8Array()), 'takes another signature than the one that was written');
}

/** An export may be cut after a record (its manifest tells); what is in it must be what was signed, in its order. */
function journalExport(input: Uint8Array): void {
  const { key, exported, folder } = written();
  writeFileSync(join(folder, 'journal.jsonl'), input);
  const verification = refusedBy(Refused, () => verifyRecords(readExport(folder), { publicKey: key }));
  if (verification === null || verification.findings.length > 0) return;
  const hashes = (bytes: Uint8Array) => [...utf8(bytes).matchAll(/"hash"\s*:\s*"([0-9a-f]{64})"/g)].map(([, hash]) => hash);
  const given = hashes(input).slice(0, verification.records);
  must(given.join() === hashes(exported).slice(0, verification.records).join(), 'finds nothing in a journal whose records were changed');
}

function exportManifest(input: Uint8Array): void {
  const file = join(written().folder, 'manifest.json');
  writeFileSync(file, input);
  const manifest = refusedBy(Refused, () => readManifest(file));
  must(manifest === null || Number.isSafeInteger(manifest.records), 'takes a manifest without a count');
}
