import { verify as verifySignature, type KeyObject } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { archiveHeaderSchema, beginningOf, signatureFile, signedText, type ArchiveHeader } from './archive-format.ts';
import { about, type Finding, type RawRecord } from './evidence.ts';
import { lineOf } from './export.ts';
import { linesOf, parseLine, readLine, sha256OfFile } from './read.ts';
import { verifyRecords, type Verification } from './verify.ts';

export interface ArchivesVerification extends Verification {
  readonly headers: readonly ArchiveHeader[];
}

/**
 * Verifies archives that follow one another, as one walk, with nothing but the files, their signatures and the public key
 * (FIS-10). What a record lacks is named by its number; what no record tells, the signature does.
 */
export function verifyArchives(files: readonly string[], publicKey: KeyObject): ArchivesVerification {
  const reading = new ArchivesReading(files);
  const begins = reading.begin();
  const walked: Verification =
    begins === null ? { records: 0, head: '', closedSales: 0, openSales: [], closures: 0, findings: [] } : verifyRecords(reading.records(), { publicKey, from: beginningOf(begins) });
  const unsigned = files.flatMap((file) => signatureFinding(file, publicKey) ?? []);
  return { ...walked, headers: reading.headers, findings: [...walked.findings, ...reading.findings, ...unsigned] };
}

/** What is wrong with the detached signature; null when it holds. */
function signatureFinding(file: string, publicKey: KeyObject): Finding | null {
  const finding = (what: string): Finding => ({ kind: 'archive', seq: 0n, message: `${basename(file)}: ${what}` });
  const beside = signatureFile(file);
  if (!existsSync(beside)) return finding(`its signature ${basename(beside)} is missing.`);
  const text = readFileSync(beside, 'latin1');
  const signature = Buffer.from(text, 'base64');
  // One signature has one spelling: a file in which a byte was changed is not the one that was signed.
  if (`${signature.toString('base64')}\n` !== text) return finding(`${basename(beside)} is not a signature.`);
  const holds = verifySignature(null, signedText(sha256OfFile(file)), publicKey, signature);
  return holds ? null : finding('its signature does not fit: the archive, its first line or the signature is not what was signed.');
}

/** Reads the files one after the other, and stops at the first line that cannot be what was written. */
class ArchivesReading {
  readonly #files: readonly string[];
  readonly headers: ArchiveHeader[] = [];
  readonly findings: Finding[] = [];
  #newest: RawRecord | null = null;

  constructor(files: readonly string[]) {
    this.#files = files;
  }

  /** The header of the first archive; null, and a finding, when it has none. */
  begin(): ArchiveHeader | null {
    const [first] = this.#files;
    if (first === undefined) return null;
    for (const line of linesOf(first)) return this.#header(first, line);
    return this.#header(first, '');
  }

  *records(): Iterable<RawRecord> {
    this.headers.length = 0;
    for (const file of this.#files) {
      let header: ArchiveHeader | null = null;
      let count = 0;
      for (const line of linesOf(file)) {
        if (header === null) {
          header = this.#header(file, line);
          if (header === null || !this.#follows(file, header)) return;
          this.headers.push(header);
          continue;
        }
        const record = this.#record(header, line, count);
        if (record === null) return;
        count += 1;
        this.#newest = record;
        yield record;
      }
      if (header === null || !this.#isWhole(file, header, count)) return;
    }
  }

  #header(file: string, line: string): ArchiveHeader | null {
    const parsed = archiveHeaderSchema.safeParse(parseLine(line));
    if (parsed.success && JSON.stringify(parsed.data) === line) return parsed.data;
    this.#find(file, 'its first line is not that of an archive of Moulin, or was changed.');
    return null;
  }

  /** An archive goes on where the one before it ended. */
  #follows(file: string, { first, before }: ArchiveHeader): boolean {
    const newest = this.#newest;
    if (newest === null) return true;
    if (BigInt(first) === newest.seq + 1n && before.hash === Buffer.from(newest.hash).toString('hex')) return true;
    this.#find(file, `it does not follow the one before it, which ends at record ${newest.seq}; it begins at record ${first}.`);
    return false;
  }

  #record({ first, last }: ArchiveHeader, line: string, count: number): RawRecord | null {
    const expected = BigInt(first + count);
    const record = readLine(line);
    if (expected > BigInt(last)) {
      this.findings.push(about('archive', expected, `it stands in an archive that ends at record ${last}: it was added.`));
      return null;
    }
    // Written by one program in one way: any other spelling of the same record is not what was signed.
    if (record !== null && lineOf(record) === line) return record;
    this.findings.push(about('archive', expected, `line ${count + 2} of its archive is not a record as it was written.`));
    return null;
  }

  #isWhole(file: string, { last, records }: ArchiveHeader, count: number): boolean {
    if (count === records && this.#newest?.seq === BigInt(last)) return true;
    this.#find(file, `it should hold ${records} records up to record ${last}, and holds ${count}: record ${this.#newest === null ? last : this.#newest.seq + 1n} is missing.`);
    return false;
  }

  #find(file: string, what: string): void {
    this.findings.push({ kind: 'archive', seq: this.#newest?.seq ?? 0n, message: `${basename(file)}: ${what}` });
  }
}
