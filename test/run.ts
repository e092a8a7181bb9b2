import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';

/**
 * `npm test`: everything CI runs. Types and lint first (cheap, and they fail often), then the build, the unit tests with
 * coverage, and the journeys in a real browser. What failed is named at the end, and the last line counts what both
 * runners executed.
 *
 * All that is drawn by chance in the unit tests comes from one seed, which is printed: `MOULIN_SEED=N npm test` draws the
 * same again. A unit test that failed is run once more by itself, with the same seed: what only fails on a machine that is
 * too busy passes then, and is named; what is wrong fails again.
 */

const reports = 'out/test';
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });

function run(name: string, command: string, words: readonly string[], environment: Record<string, string> = {}): boolean {
  console.log(`\n── ${name}`);
  const { status } = spawnSync(command, words, { stdio: 'inherit', env: { ...process.env, ...environment } });
  if (status !== 0) console.log(`${name}: failed`);
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

interface Count {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
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

/** A report that was not written counts as one failure: a runner that died must not look like one that passed. */
function readCount(file: string, read: (report: never) => Count): Count {
  try {
    return read(JSON.parse(readFileSync(file, 'utf8')) as never);
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

interface UnitReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string; readonly failureMessages?: readonly string[] }[];
  }[];
}

interface Suite {
  readonly suites?: readonly Suite[];
  readonly specs?: readonly { readonly title: string; readonly file: string; readonly tests: readonly { readonly status: string }[] }[];
}

function readUnitReport(file: string): UnitReport | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as UnitReport;
  } catch {
    return undefined;
  }
}

/** Each test that failed, with the first line of why; a file that could not be read at all counts as one. */
function unitFailures(report: UnitReport | undefined): string[] {
  return (report?.testResults ?? []).flatMap(({ name, status, assertionResults }) => {
    const failed = assertionResults.filter((test) => test.status === 'failed').map(({ fullName, failureMessages }) => `${fullName}: ${failureMessages?.[0]?.split('\n')[0] ?? ''}`);
    return status === 'failed' && failed.length === 0 ? [`${name} could not be run`] : failed;
  });
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

const seed = process.env['MOULIN_SEED'] ?? String(randomInt(0x7f_ff_ff_ff));
const sound = [run('types', 'tsc', ['-b']), run('lint', 'npm', ['run', '--silent', 'lint']), run('build', 'npm', ['run', '--silent', 'build'])].every(Boolean);

obtainSocat();
const chance = { MOULIN_SEED: seed };
const reporting = (file: string): string[] => ['--reporter=dot', '--reporter=json', `--outputFile.json=${file}`];
console.log(`\nchance is drawn from MOULIN_SEED=${seed}`);
const unitPassed = run('unit tests', 'vitest', ['run', '--coverage', ...reporting(`${reports}/vitest.json`)], chance);
const unitReport = readUnitReport(`${reports}/vitest.json`);
const atFirst = unitFailures(unitReport);
const again = [...new Set((unitReport?.testResults ?? []).filter(({ status }) => status === 'failed').map((file) => file.name))];
if (again.length > 0) run('what failed, by itself', 'vitest', ['run', '--maxWorkers=1', ...reporting(`${reports}/vitest-again.json`), ...again], chance);
const failedTests = again.length > 0 ? unitFailures(readUnitReport(`${reports}/vitest-again.json`) ?? unitReport) : atFirst;
// With failures the runner does not end well whatever its thresholds say: then the figure itself is looked at.
const unit = unitPassed || (atFirst.length > 0 && failedTests.length === 0 && linesCovered() >= leastLines);

const journeys = run('journeys', 'playwright', ['test', '--reporter=list,json'], { PLAYWRIGHT_JSON_OUTPUT_NAME: `${reports}/playwright.json`, MOULIN_JOURNEYS: 'short' });

const counts = [
  readCount(`${reports}/vitest.json`, ({ numPassedTests, numFailedTests, numPendingTests }: UnitReport) => ({
    passed: numPassedTests + numFailedTests - failedTests.length,
    failed: failedTests.length,
    skipped: numPendingTests,
  })),
  readCount(`${reports}/playwright.json`, ({ stats, suites }: { stats: { expected: number; unexpected: number; flaky: number; skipped: number }; suites: readonly Suite[] }) => {
    name('journeys that failed:', journeysThatEnded('unexpected', { suites }));
    name('journeys that only passed when they were run again:', journeysThatEnded('flaky', { suites }));
    return { passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped: stats.skipped };
  }),
];
name('unit tests that failed:', failedTests);
name('unit tests that only passed by themselves:', atFirst.filter((test) => !failedTests.includes(test)));
const total = (of: keyof Count) => counts.reduce((sum, count) => sum + count[of], 0);

// Types, lint, build and coverage thresholds are no tests of a runner, but a submission in which they fail is not sound.
const checks = [sound, unit || total('failed') > 0, journeys || total('failed') > 0].filter((passed) => !passed).length;
console.log('');
console.log(`${total('passed')} passed, ${total('failed') + checks} failed, ${total('skipped')} skipped`);
process.exit(sound && unit && journeys ? 0 : 1);
