import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import type { Reporter, SerializedError, TestModule } from 'vitest/node';

/** What a run of the unit tests came to, written for whoever started it: `MOULIN_UNIT_REPORT` says where to. */
export interface UnitReport {
  readonly passed: number;
  readonly skipped: number;
  readonly failures: readonly Failure[];
}

export interface Failure {
  /** Null where nobody knows: then nothing can be run again. */
  readonly file: string | null;
  /** The test, and the first line of why. */
  readonly what: string;
  /** Else a file that could not be read, or an error that no test was there to catch. */
  readonly isTest: boolean;
}

/** The runner notes which file it was about. */
interface Unhandled {
  readonly message: string;
  readonly VITEST_TEST_PATH?: unknown;
}

export default class UnitReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    const file = process.env['MOULIN_UNIT_REPORT'];
    if (file !== undefined) writeFileSync(file, JSON.stringify(reportOf(modules, unhandled)));
  }
}

export function reportOf(modules: readonly TestModule[], unhandled: readonly Unhandled[]): UnitReport {
  const tests = modules.flatMap((module) => [...module.children.allTests()]);
  const count = (state: 'passed' | 'skipped') => tests.filter((test) => test.result().state === state).length;
  return { passed: count('passed'), skipped: count('skipped'), failures: [...modules.flatMap(failuresOf), ...unhandled.map(unhandledFailure)] };
}

function failuresOf(module: TestModule): readonly Failure[] {
  const file = relative(process.cwd(), module.moduleId);
  const failed = [...module.children.allTests('failed')].map((test) => ({ file, what: `${test.fullName}: ${firstLine(test.result().errors?.[0])}`, isTest: true }));
  // A file, or a suite in it, that could not be set up or read at all.
  const suites = [module, ...module.children.allSuites()].flatMap((suite) => suite.errors()).map((error) => ({ file, what: firstLine(error), isTest: false }));
  return [...failed, ...suites];
}

function unhandledFailure(error: Unhandled): Failure {
  const path = error.VITEST_TEST_PATH;
  return { file: typeof path === 'string' ? relative(process.cwd(), path) : null, what: `unhandled error: ${firstLine(error)}`, isTest: false };
}

function firstLine(error: { readonly message: string } | undefined): string {
  return error?.message.split('\n')[0] ?? '';
}
