import { expect, test } from 'vitest';
import type { TestModule } from 'vitest/node';
import { reportOf } from './unit-report.ts';

type Told = { readonly state: 'passed' | 'failed' | 'skipped'; readonly errors?: readonly { readonly message: string }[] };

/** A file as the runner hands it over, as far as a report looks at it. */
function module(file: string, tests: Readonly<Record<string, Told>>, errors: readonly { readonly message: string }[] = []): TestModule {
  const all = Object.entries(tests).map(([fullName, told]) => ({ fullName, result: () => told }));
  const allTests = (state?: string) => all.filter((one) => state === undefined || one.result().state === state);
  return { moduleId: `${process.cwd()}/${file}`, errors: () => errors, children: { allTests, allSuites: () => [] } } as unknown as TestModule;
}

test('what failed is named with its file and the first line of why, and the rest is counted', () => {
  const modules = [module('flows/a.test.ts', { 'a sum': { state: 'failed', errors: [{ message: 'expected 2\nto be 3' }] }, 'another': { state: 'passed' }, 'a third': { state: 'skipped' } })];
  expect(reportOf(modules, [])).toEqual({ passed: 1, skipped: 1, failures: [{ file: 'flows/a.test.ts', what: 'a sum: expected 2', isTest: true }] });
});

test('a file that cannot be read, and an error that nobody awaited, fail a run in which every test passed', () => {
  const modules = [module('flows/a.test.ts', {}, [{ message: 'no such module' }]), module('flows/b.test.ts', { 'it goes': { state: 'passed' } })];
  const unhandled = [{ message: 'too late', VITEST_TEST_PATH: `${process.cwd()}/flows/b.test.ts` }, { message: 'from nowhere' }];
  expect(reportOf(modules, unhandled).failures).toEqual([
    { file: 'flows/a.test.ts', what: 'no such module', isTest: false },
    { file: 'flows/b.test.ts', what: 'unhandled error: too late', isTest: false },
    { file: null, what: 'unhandled error: from nowhere', isTest: false },
  ]);
});
