import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, inject, it } from 'vitest';
import { linksOf, siteFiles } from '../../support/site.js';
import { noBrowser, useBrowser } from './browser.js';
import { languages, looserPages, samplePaths } from './page-samples.js';

const site = path.join(inject('release'), 'site');
const kilobytes = 1000;
const open = useBrowser();
const compressed = (file: string): number => gzipSync(readFileSync(path.join(site, file))).length;

it('a page has at most 60 KB compressed', () => {
  // Compression takes time, so small files are skipped.
  const large = siteFiles(site, '.html').filter((file) => statSync(path.join(site, file)).size > 60 * kilobytes);
  expect(large.filter((file) => compressed(file) > 60 * kilobytes)).toEqual([]);
});

it('a page of an area has at most 45 KB before compression', () => {
  const pages = languages.flatMap((language) =>
    siteFiles(site, '.html').filter((file) => file.startsWith(`${language}/area/`)),
  );
  expect(pages.length).toBeGreaterThan(300 * languages.length);
  expect(pages.filter((file) => statSync(path.join(site, file)).size > 45 * kilobytes)).toEqual([]);
});

it('a first visit loads at most 150 KB, except on the query page', () => {
  const paths = samplePaths.filter((page) => !looserPages.includes(page));
  for (const file of paths.flatMap((page) => languages.map((language) => `${language}/${page}.html`))) {
    const html = readFileSync(path.join(site, file), 'utf8');
    const shared = linksOf(html)
      .filter((link) => /\.(?:css|js|woff2|svg)$/.test(link))
      .map((link) => path.posix.join(path.posix.dirname(file), link));
    expect(shared.length).toBeGreaterThan(1);
    const all = new Set([file, ...shared, ...shared.flatMap(imported)]);
    const bytes = [...all].map(compressed).reduce((sum, size) => sum + size);
    expect(bytes, file).toBeLessThan(150 * kilobytes);
  }
});

/** The static imports of a script in the format of the bundler: import{a as b}from"./shared-1a2b.js". */
const imported = (file: string): string[] =>
  !file.endsWith('.js')
    ? []
    : [...readFileSync(path.join(site, file), 'utf8').matchAll(/(?:from|import)\s*"(\.\/[^"]+\.js)"/g)]
        .map(([, name]) => path.posix.join(path.posix.dirname(file), name as string))
        .flatMap((script) => [script, ...imported(script)]);

it.each(languages)('the search index of %s has at most 300 KB compressed', (language) => {
  const index = `${language}/search-index.js`;
  expect(existsSync(path.join(site, index))).toBe(true);
  expect(compressed(index)).toBeLessThan(300 * kilobytes);
});

it('the scripts of a chart have at most 80 KB compressed', () => {
  const scripts = ['assets/chart.js', ...imported('assets/chart.js')];
  const bytes = [...new Set(scripts)].map(compressed).reduce((sum, size) => sum + size);
  expect(bytes).toBeLessThan(80 * kilobytes);
});

it('the workbench loads at most 400 KB at first, without the query engine and the data of the language identifier', () => {
  const scripts = ['workbench.js', 'workbench-worker.js'].map((name) => `assets/${name}`);
  const first = [...new Set(scripts.flatMap((script) => [script, ...imported(script)]))];
  expect(first.map(compressed).reduce((sum, size) => sum + size)).toBeLessThan(400 * kilobytes);
  expect(first.filter((file) => /franc|oxigraph|shapes|jsonld/.test(file))).toEqual([]);
});

it('the site has at most 15,000 files and 300 MB', () => {
  const files = readdirSync(site, { recursive: true, encoding: 'utf8' })
    .map((file) => statSync(path.join(site, file)))
    .filter((file) => file.isFile());
  expect(files.length).toBeLessThanOrEqual(15_000);
  expect(files.reduce((sum, { size }) => sum + size, 0)).toBeLessThanOrEqual(300_000 * kilobytes);
});

describe.skipIf(noBrowser)('the header on a phone', () => {
  it.each(languages)('takes at most 96 pixels in %s', async (language) => {
    const { page, close } = await open(`${language}/index.html`, { viewport: { width: 360, height: 800 } });
    for (const path of ['index', 'query', 'search', 'objective/10', 'area/404', 'sdg/SI_RMT_COST']) {
      await page.goto(new URL(`${language}/${path}.html`, inject('address')).href);
      const height = await page.evaluate('document.querySelector("header.top").getBoundingClientRect().height');
      expect(height, path).toBeGreaterThan(40);
      expect(height, path).toBeLessThanOrEqual(96);
    }
    await close();
  });
});
