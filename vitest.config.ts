import { defineConfig } from 'vitest/config';

const results = process.env['GCM_TEST_RESULTS'];

// Whole processes are started in most tests, so the time allowed is for a busy machine.
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    reporters: results ? ['default', ['json', { outputFile: results }]] : ['default'],
  },
});
