import { defineConfig } from 'vitest/config';
import { SlowFirst } from './test/slow-first.ts';

export default defineConfig({
  test: {
    projects: [
      // What is pure leaves nothing behind: its files share a process, and read the programme once (half the processor time).
      { extends: true, test: { name: 'flows', include: ['flows/**/*.test.ts'], isolate: false } },
      { extends: true, test: { name: 'devices', include: ['devices/**/*.test.ts'] } },
      { extends: true, test: { name: 'renderer', include: ['renderer/**/*.test.{ts,tsx}'], setupFiles: ['test/chance.ts', 'test/complaints.ts'] } },
      { extends: true, test: { name: 'machine', include: ['{electron,test}/**/*.test.ts'] } },
    ],
    pool: 'forks',
    // Devices that fall silent and printers that are slow leave the processor alone: two cores carry four files.
    maxWorkers: 4,
    sequence: { sequencer: SlowFirst },
    environment: 'node',
    // Property tests on a busy machine: a limit is there to end a hang, not to time anything.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    setupFiles: ['test/chance.ts'],
    // One line a file: what is slow is known, and stands in `test/slow-first.ts`.
    slowTestThreshold: 300_000,
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
