import { execFileSync } from 'node:child_process';
import { cpus } from 'node:os';
import { findChromium } from '../../electron/browser.ts';
import { build, buildState } from '../../electron/start/build.ts';
import { ageBench } from './age.ts';
import { badgeBench } from './badge.ts';
import { bundleBench } from './bundle.ts';
import { feedBench } from './feed.ts';
import { table, verdict, type Bench, type Figure } from './figure.ts';
import { journalBench } from './journal.ts';
import { papersBench } from './papers.ts';
import { root } from './place.ts';
import { quotesBench } from './quotes.ts';
import { searchBench } from './search.ts';
import { sessionsBench } from './sessions.ts';
import { soakBench } from './soak.ts';
import { speechBench } from './speech.ts';
import { startBench } from './start.ts';
import { tapBench } from './tap.ts';
import { weightBench } from './weight.ts';

/**
 * `npm run bench` prints the figures; `npm run bench -- journal papers` only those named. Ratios are within one run, so
 * that they can be compared between machines; the absolute values beside them cannot. A figure over its aim says so and
 * is no failure: what breaks is told by tests. What takes many minutes runs only when it is named.
 */
const benches: readonly Bench[] = [tapBench, weightBench, badgeBench, speechBench, startBench, bundleBench, journalBench, ageBench, papersBench, sessionsBench, quotesBench, feedBench, searchBench, soakBench];

/** Those that take many minutes. */
const long: ReadonlySet<string> = new Set([soakBench.name]);

/** Those that run the built terminal. */
const built: ReadonlySet<string> = new Set([tapBench.name, weightBench.name, badgeBench.name, speechBench.name, startBench.name, bundleBench.name]);

function machine(): string {
  const [processor] = cpus();
  const chromium = findChromium();
  const browser = chromium === null ? 'no Chromium' : execFileSync(chromium.executable, ['--version'], { encoding: 'utf8' }).trim();
  return `${processor?.model.trim() ?? 'unknown processor'}, ${cpus().length} cores · Node ${process.version} · ${browser}`;
}

function chosenBy(names: readonly string[]): readonly Bench[] {
  return benches.filter((bench) => (names.length === 0 ? !long.has(bench.name) : names.includes(bench.name)));
}

async function main(names: readonly string[]): Promise<void> {
  const unknown = names.filter((name) => benches.every((bench) => bench.name !== name));
  if (unknown.length > 0) {
    console.error(`there is no bench ${unknown.join(', ')}: they are ${benches.map((bench) => bench.name).join(', ')}`);
    process.exitCode = 1;
    return;
  }
  const chosen = chosenBy(names);
  if (chosen.some((bench) => built.has(bench.name)) && buildState(root) !== 'fresh') {
    console.log('building …');
    const made = await build(root);
    if (!made.ok) throw new Error(`the build failed:\n${made.error}`);
  }
  const figures: Figure[] = [];
  for (const bench of chosen) {
    console.log(`\n${bench.name}: ${bench.method}`);
    for (const figure of await bench.run()) {
      figures.push(figure);
      const against = figure.against === null ? '' : `; ${figure.against}; ${figure.ratio?.toFixed(2)}× ${verdict(figure).replaceAll('*', '')}`;
      console.log(`  ${figure.what}: ${figure.moulin}${against}`);
    }
  }
  console.log(`\n${machine()}\n\n${table(figures)}`);
}

await main(process.argv.slice(2));
