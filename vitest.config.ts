import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { defineConfig, type Plugin } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const results = process.env['GCM_TEST_RESULTS'];
const inBrowser = 'test/slow/browser/**';
const source = path.resolve(import.meta.dirname, 'src');
const compiled = path.resolve(import.meta.dirname, 'dist');

/**
 * Tests import modules by their source path, but get the compiled modules, which Node loads once per process for all test
 * files. Only the sources of browser bundles are not compiled to modules.
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

/** Test files with random inputs. The fast suite runs them with a few fixed inputs, the slow suite with many new ones. */
const random = readdirSync('test')
  .filter((name) => name.endsWith('.test.ts'))
  .map((name) => `test/${name}`)
  .filter((file) => readFileSync(file, 'utf8').includes("'./support/property.js'"));

/** Test files that take a minute or more. The first ones take the longest time. */
const longest = [
  'cases',
  'command',
  'slow/browser/pages',
  'slow/browser/frameworks',
  'slow/workbench-cases',
  'slow/docs-commands',
  'slow/honest',
  'slow/crash-points',
  'slow/serve-attacks',
  'slow/figures-release',
  'slow/release-real',
  'slow/watch-same',
  'slow/push-virtuoso',
  'slow/crash-random',
  'slow/serve-sparql-faults',
  'slow/accidents',
  'slow/causes',
  'slow/crash-errors',
  'slow/browser/query',
  'slow/browser/workbench',
  'slow/workbook-read-bombs',
  'slow/workbook-roundtrip-office',
  'slow/interrupt',
].map((name) => path.resolve('test', `${name}.test.ts`));

/** Starts the longest files first, because a long file at the end would run alone. Vitest would start the largest files. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const placeOf = ({ moduleId }: TestSpecification): number => longest.indexOf(moduleId) + 1 || longest.length + 1;
    return (await super.sort(files)).sort((a, b) => placeOf(a) - placeOf(b));
  }
}

const shared = {
  // Slow tests start processes, so the timeouts allow for a busy machine.
  testTimeout: 120_000,
  hookTimeout: 300_000,
  pool: 'forks' as const,
  server: { deps: { external: [/\/dist\//] } },
};

const plugins = [compiledModules];

// The browser tests share one release of the real data, which is built only when one of them runs.
export default defineConfig({
  test: {
    reporters: results ? ['default', ['json', { outputFile: results }]] : ['default'],
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        plugins,
        test: {
          ...shared,
          name: 'fast',
          isolate: false,
          include: ['test/**/*.test.ts'],
          exclude: ['test/slow/**'],
          globalSetup: ['test/support/shared-folder.ts'],
          setupFiles: ['test/support/after-file.ts', 'test/support/few-runs.ts'],
        },
      },
      {
        plugins,
        test: {
          ...shared,
          name: 'slow',
          include: ['test/slow/**/*.test.ts', ...random],
          exclude: [inBrowser],
          globalSetup: ['test/support/shared-folder.ts'],
          setupFiles: ['test/support/after-file.ts', 'test/support/many-runs.ts'],
        },
      },
      {
        plugins,
        test: {
          ...shared,
          name: 'browser',
          include: [`${inBrowser}/*.test.ts`],
          globalSetup: ['test/slow/browser/release.ts'],
          setupFiles: ['test/support/after-file.ts'],
        },
      },
    ],
  },
});
