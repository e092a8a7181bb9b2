import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{flows,devices,electron,renderer}/**/*.test.{ts,tsx}', 'test/**/*.test.ts'],
    pool: 'forks',
    environment: 'node',
    coverage: {
      provider: 'v8',
      include: ['flows/**/*.ts', 'devices/**/*.ts'],
      exclude: ['**/*.test.ts', '**/conformance.ts'],
    },
  },
});
