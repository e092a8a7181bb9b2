import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import type { Failure, UnitReport } from './unit-report.ts';

/**
 * `npm test`: everything CI runs. Types and lint first (cheap, and they fail often), then the build, the unit tests, those of
 * `flows` and `devices` with coverage, and the journeys in a real browser. Whatever fails, the rest is run; what failed is named
 * at the very end, be it a test or not, and the last line counts what both runners executed.
 *
 * All that is drawn by chance in the unit tests comes from one seed, which is printed: `MOULIN_SEED=N npm test` draws the
 * same again. A unit test that failed is run once more by itself, with the same seed: what only fails on a machine that is
 * too busy passes then, and is named; what is wrong fails again.
 */

const reports = 'out/test';
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });

const started = Date.now();

function run(name: string, command: string, words: readonly string[], environment: Record<string, string> = {}): boolean {
  console.log(`\n── ${name}, after ${Math.round((Date.now() - started) / 1_000)} s`);
  const { status } = spawnSync(command, words, { stdio: 'inherit', env: { ...process.env, ...environment } });
  if (status !== 0) console.log(`\n████ ${name}: FAILED`);
  return status === 0;
}

/** Serial lines are tested over pseudo-terminals, which socat makes: got the way the machine allows, saying so. */
function obtainSocat(): void {
  if (spawnSync('socat', ['-V'], { stdio: 'ignore' }).status === 0) return;
  const root = process.getuid?.() === 0 && spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status === 0;
  if (!root) {
    console.log('socat is missing, and the serial tests will fail without it. Install it with: sudo apt-get install socat');
    return;
  }
  console.log('socat is missing: installing Debian’s package …');
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const words of [['update', '-qq'], ['install', '-y', '-qq', '--no-install-recommends', 'socat']]) spawnSync('apt-get', words, { stdio: 'ignore', env: environment });
}

/** What terminals under test write lies in memory where there is enough of it: they sync every record, and a disk is what four of them wait for. */
const enoughMemory = 2 * 1024 ** 3;

function temporary(): { readonly directory: string } | null {
  try {
    const { bavail, bsize } = statfsSync('/dev/shm');
    return bavail * bsize < enoughMemory ? null : { directory: mkdtempSync(join('/dev/shm', 'moulin-test-')) };
  } catch {
    return null;
  }
}

/** The threshold of the runner's own configuration, in per cent. */
const leastLines = 95;

function linesCovered(): number {
  try {
    return (JSON.parse(readFileSync('out/coverage/coverage-summary.json', 'utf8')) as { total: { lines: { pct: number } } }).total.lines.pct;
  } catch {
    return 0;
  }
}

/** Null when it was not written: the runner died. */
function readReport(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

interface Suite {
  readonly suites?: readonly Suite[];
  readonly specs?: readonly { readonly title: string; readonly file: string; readonly tests: readonly { readonly status: string }[] }[];
}

interface JourneyReport extends Suite {
  readonly stats: { readonly expected: number; readonly unexpected: number; readonly flaky: number; readonly skipped: number };
}

function journeysThatEnded(status: 'unexpected' | 'flaky', suite: Suite): string[] {
  return [
    ...(suite.specs ?? []).filter(({ tests }) => tests.some((test) => test.status === status)).map(({ file, title }) => `${file} › ${title}`),
    ...(suite.suites ?? []).flatMap((inner) => journeysThatEnded(status, inner)),
  ];
}

function name(heading: string, tests: readonly string[]): void {
  if (tests.length > 0) console.log(`\n${heading}\n${tests.map((test) => `  ${test}`).join('\n')}`);
}

/** What is no test of a runner, and fails a submission all the same. */
const checksThatFailed: string[] = [];
function check(what: string, command: string, words: readonly string[]): void {
  if (!run(what, command, words)) checksThatFailed.push(what);
}

check('types', 'tsc', ['-b']);
check('lint', 'npm', ['run', '--silent', 'lint']);
check('build', 'npm', ['run', '--silent', 'build']);

obtainSocat();
const seed = process.env['MOULIN_SEED'] ?? String(randomInt(0x7f_ff_ff_ff));
const inMemory = temporary();
const surroundings = { MOULIN_SEED: seed, ...(inMemory === null ? {} : { TMPDIR: inMemory.directory }) };
console.log(`\nchance is drawn from MOULIN_SEED=${seed}`);

/** A run whose report was not written counts as one failure: a runner that died must not look like one that passed. */
function unitTests(what: string, ...words: readonly string[]): UnitReport {
  const file = `${reports}/${what.replaceAll(/\W+/g, '-')}.json`;
  const passed = run(what, 'vitest', ['run', '--reporter=default', '--reporter=./test/unit-report.ts', ...words], { ...surroundings, MOULIN_UNIT_REPORT: file });
  const report = (readReport(file) as UnitReport | null) ?? { passed: 0, skipped: 0, failures: [{ file: null, what: `${what}: the runner ended without a report`, isTest: false }] };
  // Where every test passed the runner has nothing left to complain of but its thresholds.
  if (!passed && report.failures.length === 0 && linesCovered() >= leastLines) checksThatFailed.push(`${what}: the runner did not end well, and no test says why`);
  return report;
}

const units = [
  unitTests('unit tests of flows and devices', '--coverage', '--project=flows', '--project=devices'),
  unitTests('unit tests of the rest', '--project=renderer', '--project=machine'),
];
if (linesCovered() < leastLines) checksThatFailed.push(`coverage: ${linesCovered()} % of lines, of ${leastLines} %`);
const atFirst = units.flatMap(({ failures }) => failures);
const again = [...new Set(atFirst.flatMap(({ file }) => file ?? []))];
const failedUnits: readonly Failure[] = [
  ...atFirst.filter(({ file }) => file === null),
  ...(again.length > 0 ? unitTests('what failed, by itself', '--maxWorkers=1', ...again).failures : []),
];

run('journeys', 'playwright', ['test', '--reporter=list,json'], { ...surroundings, PLAYWRIGHT_JSON_OUTPUT_NAME: `${reports}/playwright.json` });
const journeys = (readReport(`${reports}/playwright.json`) as JourneyReport | null) ?? { stats: { expected: 0, unexpected: 1, flaky: 0, skipped: 0 }, suites: [] };
if (inMemory !== null) rmSync(inMemory.directory, { recursive: true, force: true });

const told = ({ file, what }: Failure): string => (file === null ? what : `${file} › ${what}`);
name('journeys that only passed when they were run again:', journeysThatEnded('flaky', journeys));
name('unit tests that only passed by themselves:', atFirst.map(told).filter((one) => !failedUnits.map(told).includes(one)));
name('journeys that FAILED:', journeysThatEnded('unexpected', journeys));
name('unit tests that FAILED:', failedUnits.map(told));
name('FAILED, and no test:', checksThatFailed);

const sum = (of: (report: UnitReport) => number): number => units.reduce((total, report) => total + of(report), 0);
const { expected, flaky, unexpected, skipped } = journeys.stats;
const tests = (failures: readonly Failure[]): number => failures.filter(({ isTest }) => isTest).length;
const passed = sum((report) => report.passed) + Math.max(0, tests(atFirst) - tests(failedUnits)) + expected + flaky;
const failed = failedUnits.length + unexpected + checksThatFailed.length;
console.log(`\n${Math.round((Date.now() - started) / 1_000)} s in all`);
console.log(`${passed} passed, ${failed} failed, ${sum((report) => report.skipped) + skipped} skipped`);
process.exit(failed === 0 ? 0 : 1);
