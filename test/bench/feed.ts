import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { assetsDirectory } from '../../electron/assets.ts';
import { tariffsCommand } from '../../electron/tariffs/cli.ts';
import { tariffSchema } from '../../flows/postage/tariff.ts';
import { compared, median, type Bench } from './figure.ts';
import { root, workDirectory } from './place.ts';

const rounds = 60;
const warmUp = 20;
const feed = join(root, 'electron', 'tariffs', 'feed.fixture.json');
const mapping = join(assetsDirectory(), 'feed', 'mapping.json');
const from = '2027-01-01';
/** The day of the import: the list must be for a later one. */
const today = Date.parse('2026-12-01T11:00:00Z');

/** The least that anybody would do: read the feed, parse it, look at the fields it is known to have, and write a list as long as ours. */
const feedSchema = z.object({
  total: z.int(),
  results: z.array(z.object({ produit: z.string(), type_denvoi: z.string().nullish(), poids_max_en_g_avec_supplement: z.int().nullish(), tarifs_nets_unitaires_en_euro: z.number() })),
});

const parsed = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));
const rows = feedSchema.parse(parsed(feed)).total;

function timed(work: () => void): number {
  const begun = performance.now();
  work();
  return performance.now() - begun;
}

/** As the operator types it; its words are not printed. */
function command(...words: string[]): void {
  const said: string[] = [];
  if (tariffsCommand(words, (line) => said.push(line), () => today) !== 0) throw new Error(said.join('\n'));
}

interface Times {
  readonly importing: number[];
  readonly plainFeed: number[];
  readonly checking: number[];
  readonly plainLists: number[];
}

function measure(folder: string): Times {
  const lists = join(assetsDirectory(), 'tariffs');
  for (const name of readdirSync(lists).filter((one) => one.endsWith('.json'))) copyFileSync(join(lists, name), join(folder, name));
  const written = join(folder, `${from}.json`);
  const times: Times = { importing: [], plainFeed: [], checking: [], plainLists: [] };
  const text = readFileSync(join(folder, '2026-04-01.json'));
  for (let at = 0; at < warmUp + rounds; at += 1) {
    rmSync(written, { force: true });
    const round = {
      importing: timed(() => command('import', feed, '--out', folder, '--from', from, '--mapping', mapping)),
      plainFeed: timed(() => {
        feedSchema.parse(parsed(feed));
        writeFileSync(join(folder, 'plain'), text, { flush: true });
      }),
      checking: timed(() => command('check', folder)),
      plainLists: timed(() => readdirSync(folder).filter((name) => name.endsWith('.json')).forEach((name) => tariffSchema.parse(parsed(join(folder, name))))),
    };
    if (at < warmUp) continue;
    for (const one of ['importing', 'plainFeed', 'checking', 'plainLists'] as const) times[one].push(round[one]);
  }
  return times;
}

export const feedBench: Bench = {
  name: 'feed',
  method: `a full feed of the operator (${rows} rows) imported as \`npm run tariffs -- import\` does it: read, every row understood, set against the list in force, told line by line, written and flushed; then the folder of three lists checked; ${rounds} times, in turn with reading, JSON.parse and a schema of the same files (and as long a list written and flushed, where one is); medians`,
  run() {
    mkdirSync(workDirectory, { recursive: true });
    const folder = mkdtempSync(join(workDirectory, 'feed-'));
    try {
      const { importing, plainFeed, checking, plainLists } = measure(folder);
      return Promise.resolve([
        compared('price feed imported', median(importing), 'parse + schema of the feed, and a write', median(plainFeed), null),
        compared('price lists checked', median(checking), 'parse + schema of the lists', median(plainLists), null),
      ]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
