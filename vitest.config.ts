import path from 'node:path';
import { defineConfig, type Plugin } from 'vitest/config';

const results = process.env['GCM_TEST_RESULTS'];
const inBrowser = 'test/browser/**';
const source = path.resolve(import.meta.dirname, 'src');
const compiled = path.resolve(import.meta.dirname, 'dist');

/**
 * Tests name modules by their source, and get them compiled: as Node loads them for a user, and so once in a process for
 * all test files. Only what the browser's bundles are made of is not compiled to modules.
 */
const compiledModules: Plugin = {
  name: 'compiled-modules',
  enforce: 'pre',
  resolveId(name, importer) {
    if (!name.startsWith('.') || importer === undefined) return;
    const file = path.resolve(path.dirname(importer), name);
    const inside = path.relative(source, file);
    if (inside.startsWith('..') || inside.startsWith(path.join('site', 'client'))) return;
    return { id: path.join(compiled, inside), external: true };
  },
};

const shared = {
  plugins: [compiledModules],
  test: {
    // Whole processes are started in many tests, so the time allowed is for a busy machine.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    pool: 'forks' as const,
    isolate: false,
    server: { deps: { external: [/\/dist\//] } },
  },
};

// The tests in a browser share one release of the real data, which is built only when one of them runs.
export default defineConfig({
  test: {
    reporters: results ? ['default', ['json', { outputFile: results }]] : ['default'],
    maxWorkers: 2,
    projects: [
      { ...shared, test: { ...shared.test, name: 'node', include: ['test/**/*.test.ts'], exclude: [inBrowser] } },
      {
        ...shared,
        test: {
          ...shared.test,
          name: 'browser',
          include: [`${inBrowser}/*.test.ts`],
          globalSetup: ['test/browser/release.ts'],
        },
      },
    ],
  },
});
