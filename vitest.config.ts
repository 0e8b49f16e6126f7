import { defineConfig } from 'vitest/config';

const results = process.env['GCM_TEST_RESULTS'];
const inBrowser = 'test/browser/**';

// Whole processes are started in most tests, so the time allowed is for a busy machine.
const times = { testTimeout: 120_000, hookTimeout: 120_000 };

// The tests in a browser share one release of the real data, which is built only when one of them runs.
export default defineConfig({
  test: {
    reporters: results ? ['default', ['json', { outputFile: results }]] : ['default'],
    projects: [
      { test: { ...times, name: 'node', include: ['test/**/*.test.ts'], exclude: [inBrowser] } },
      {
        test: {
          ...times,
          name: 'browser',
          include: [`${inBrowser}/*.test.ts`],
          globalSetup: ['test/browser/release.ts'],
        },
      },
    ],
  },
});
