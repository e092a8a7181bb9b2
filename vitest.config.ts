import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      // What is pure leaves nothing behind: its files share a process, and read the programme once (half the processor time).
      { extends: true, test: { name: 'flows', include: ['flows/**/*.test.ts'], isolate: false } },
      { extends: true, test: { name: 'machine', include: ['{devices,electron,renderer}/**/*.test.{ts,tsx}', 'test/**/*.test.ts'] } },
    ],
    pool: 'forks',
    // Devices that fall silent and printers that are slow leave the processor alone: two cores carry four files.
    maxWorkers: 4,
    environment: 'node',
    // Property tests on a busy machine: a limit is there to end a hang, not to time anything.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    setupFiles: ['test/chance.ts'],
    coverage: {
      provider: 'v8',
      include: ['flows/**/*.ts', 'devices/**/*.ts'],
      exclude: ['**/*.test.ts', '**/*.fixture.ts', '**/conformance.ts'],
      reporter: ['text-summary', 'json-summary'],
      reportsDirectory: 'out/coverage',
      reportOnFailure: true,
      // What is not covered is named in CONTRIBUTING.md, not hidden in a lower number.
      thresholds: { lines: 95 },
    },
  },
});
