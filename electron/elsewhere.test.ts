import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openForReading } from './ledger/read.ts';
import { temporaryDirectory } from './ledger/sample.fixture.ts';

/**
 * A terminal that was installed with another time zone, or another language of the system, sells at the same price and prints
 * the same papers: a post office in France keeps the time of Paris, and speaks French until a customer chooses otherwise.
 * Half an hour after midnight in Paris, on the day the prices change; in California it is still the day before.
 */
const instant = '2026-03-31T22:30:00Z';

interface Said {
  readonly locales: readonly string[];
  /** Minutes behind UTC, as the process believes. */
  readonly zone: number;
  readonly labels: readonly (readonly string[])[];
  readonly papers: readonly (readonly string[])[];
}

const directories: ReturnType<typeof temporaryDirectory>[] = [];
afterAll(() => directories.forEach((directory) => directory.remove()));

async function sells(environment: Record<string, string>): Promise<{ readonly said: Said; readonly directory: string }> {
  const directory = temporaryDirectory();
  directories.push(directory);
  const { stdout } = await promisify(execFile)(process.execPath, [join(import.meta.dirname, 'elsewhere.fixture.ts'), directory.path, instant], { env: { ...process.env, NODE_OPTIONS: '', ...environment } });
  return { said: JSON.parse(stdout) as Said, directory: directory.path };
}

/** What differs between two sales at the same instant: the card terminal's own number, and the signature of the record. */
const withoutChance = (lines: readonly string[]): readonly string[] => lines.filter((line) => !/^(?:N° d’autorisation|Journal) /u.test(line));

describe('a terminal that believes to be elsewhere', () => {
  const places = [
    ['Europe/Paris', 'fr_FR.UTF-8', -120],
    ['America/Los_Angeles', 'ja_JP.UTF-8', 420],
  ] as const;
  const sold = new Map<string, Awaited<ReturnType<typeof sells>>>();
  let atHome: Awaited<ReturnType<typeof sells>>;
  beforeAll(async () => {
    await Promise.all(places.map(async ([zone, language]) => sold.set(zone, await sells({ TZ: zone, LANG: language, LC_ALL: language, LANGUAGE: language }))));
    atHome = sold.get('Europe/Paris')!;
    // Two whole terminals and their twins, beside whatever else the machine does.
  }, 180_000);

  it('at home prints the time of Paris and the price of the new day', () => {
    expect(atHome.said.papers.flat()).toContain('Date et heure                 01/04/2026 à 00:30');
    expect(atHome.said.labels.flat()).toContainEqual(expect.stringMatching(/^18\sg · 01\/04\/2026$/u));
  });

  it.each(places)('in %s, with %s, prints the same, in French', (zone, _language, minutes) => {
    const { said, directory } = sold.get(zone)!;
    expect(said.zone).toBe(minutes);
    expect(said.locales).toEqual(['fr']);
    expect(said.labels).toEqual(atHome.said.labels);
    expect(said.papers.map(withoutChance)).toEqual(atHome.said.papers.map(withoutChance));
    const tariffs = (where: string): unknown[] => {
      const { store, records } = openForReading(where);
      const lines = [...records()].flatMap(({ fact }) => (JSON.parse(Buffer.from(fact).toString('utf8')) as { lines?: { tariff: string }[] }).lines ?? []);
      store.close();
      return lines.map(({ tariff }) => tariff);
    };
    expect(tariffs(directory)).toEqual(tariffs(atHome.directory));
    expect(tariffs(directory)).toEqual(['2026-04-01']);
  });
});
