import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';

/**
 * `npm test`: everything CI runs. Types and lint first (cheap, and they fail often), then the build, the unit tests with
 * coverage, and the journeys in a real browser. The last line counts what both runners executed.
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

/** A report that was not written counts as one failure: a runner that died must not look like one that passed. */
function readCount(file: string, read: (report: never) => Count): Count {
  try {
    return read(JSON.parse(readFileSync(file, 'utf8')) as never);
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

const sound = [run('types', 'tsc', ['-b']), run('lint', 'npm', ['run', '--silent', 'lint']), run('build', 'npm', ['run', '--silent', 'build'])].every(Boolean);

obtainSocat();
const unit = run('unit tests', 'vitest', ['run', '--coverage', '--reporter=dot', '--reporter=json', `--outputFile.json=${reports}/vitest.json`]);
const journeys = run('journeys', 'playwright', ['test', '--reporter=list,json'], { PLAYWRIGHT_JSON_OUTPUT_NAME: `${reports}/playwright.json` });

const counts = [
  readCount(`${reports}/vitest.json`, ({ numPassedTests: passed, numFailedTests: failed, numPendingTests: skipped }: { numPassedTests: number; numFailedTests: number; numPendingTests: number }) => ({ passed, failed, skipped })),
  readCount(`${reports}/playwright.json`, ({ stats }: { stats: { expected: number; unexpected: number; flaky: number; skipped: number } }) => ({
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected,
    skipped: stats.skipped,
  })),
];
const total = (of: keyof Count) => counts.reduce((sum, count) => sum + count[of], 0);

// Types, lint, build and coverage thresholds are no tests of a runner, but a submission in which they fail is not sound.
const checks = [sound, unit || total('failed') > 0, journeys || total('failed') > 0].filter((passed) => !passed).length;
console.log('');
console.log(`${total('passed')} passed, ${total('failed') + checks} failed, ${total('skipped')} skipped`);
process.exit(sound && unit && journeys ? 0 : 1);
