import { readFileSync } from 'node:fs';
import { destinationBookSchema, type DestinationBook } from '../../flows/destinations/book.ts';
import { err, ok, type Result } from '../../flows/result.ts';
import { jsonFault } from '../config/json-fault.ts';

/**
 * The book of destinations, from its file: the bundled one, or the operator's. A book with a fault is not taken at all, for
 * a place that fell out of it silently would be sold as another.
 * Errors are sentences with the remedy.
 */
export function loadDestinations(file: string): Result<DestinationBook, readonly string[]> {
  let content: string;
  try {
    content = readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    return err([`${file} cannot be read (${(error as Error).message}): give the right path in destinations.file of terminal.json, or leave the key out for the bundled book.`]);
  }
  const fault = jsonFault(content);
  if (fault) return err([`${file}:${fault.line}:${fault.column} is not JSON (${fault.what}): mend line ${fault.line}, column ${fault.column}.`]);
  const parsed = destinationBookSchema.safeParse(JSON.parse(content));
  if (!parsed.success) return err(parsed.error.issues.map((issue) => `${file}: ${issue.path.join('.') || 'the whole'}: ${issue.message}. Correct it (the form is flows/destinations/book.ts).`));
  const faults = faultsOf(parsed.data);
  return faults.length > 0 ? err(faults.map((one) => `${file}: ${one}`)) : ok(parsed.data);
}

/** What the schema cannot see: names that lead nowhere, or to two places. */
function faultsOf({ entries, rules, frequent, overseas, sources }: DestinationBook): string[] {
  const codes = new Set<string>();
  const faults: string[] = [];
  for (const { code, postcodes, sources: from } of entries) {
    if (codes.has(code)) faults.push(`entries: ${code} stands twice. Keep one.`);
    codes.add(code);
    if (postcodes !== null && !isPattern(postcodes)) faults.push(`entries: ${code}.postcodes is no regular expression: ${postcodes}. Correct it.`);
    for (const source of from) if (!Object.hasOwn(sources, source)) faults.push(`entries: ${code} names the source ${source}, which "sources" lacks. Add it there.`);
  }
  const named = [...rules.flatMap(({ id, where }) => where.map((code) => [`rules: ${id}`, code] as const)), ...frequent.map((code) => ['frequent', code] as const), ...overseas.map((code) => ['overseas', code] as const)];
  for (const [where, code] of named) if (!codes.has(code)) faults.push(`${where} names ${code}, which has no entry. Add one, or take it out.`);
  return faults;
}

function isPattern(text: string): boolean {
  try {
    return new RegExp(text) instanceof RegExp;
  } catch {
    return false;
  }
}
