import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import type { AreaFile } from '../src/site/areas/area-files.js';
import { figureText } from '../src/site/figures/figure-text.js';
import { wordsOf } from '../src/site/words.js';
import { root } from './support/gcm.js';
import { realRelease } from './support/releases.js';
import { readPage } from './support/site.js';

const release = await realRelease();
const site = path.join(release, 'site');
const rowsOf = (file: string): Record<string, string>[] =>
  parse(readFileSync(path.join(root, 'data', file)), { columns: true });
const areas = rowsOf('areas.csv').map(({ area }) => area as string);

describe('the pages of areas', () => {
  it('exist for every area, in all languages, with a data file', () => {
    expect(areas.length).toBeGreaterThan(300);
    for (const area of areas) {
      for (const language of ['en', 'fr', 'es', 'ar', 'zh', 'ru'])
        expect(existsSync(path.join(site, `${language}/area/${area}.html`)), area).toBe(true);
      expect(existsSync(path.join(site, `data/areas/${area}.json`)), area).toBe(true);
    }
  });

  it('name the table of their figures in a link and in the markup, if it exists', () => {
    const named = areas.filter((area) => readPage(site, `en/area/${area}.html`).includes(`figures/areas/${area}.csv`));
    expect(named.length).toBeGreaterThan(300);
    expect(named.filter((area) => !existsSync(path.join(release, `figures/areas/${area}.csv`)))).toEqual([]);
    const page = readPage(site, `en/area/${named[0]}.html`);
    expect(page).toContain(`href="../../../figures/areas/${named[0]}.csv"`);
    expect(page).toContain(`"contentUrl":"../../../figures/areas/${named[0]}.csv"`);
  });
});

describe('the page of Kenya', () => {
  const data = JSON.parse(readPage(site, 'data/areas/404.json')) as AreaFile;
  const page = readPage(site, 'en/area/404.html');
  const rowsOfPage = (): string[] =>
    [...page.matchAll(/<ul class="profile">(.*?)<\/ul>/gs)].flatMap(([, rows = '']) => rows.split('<li>').slice(1));

  it('has the figures of the files', () => {
    let compared = 0;
    for (const { series = '', slice = '', headline } of rowsOf('series.csv')) {
      if (headline !== 'yes') continue;
      const parts = slice
        .split(';')
        .filter(Boolean)
        .map((part) => part.split('='));
      const expected = rowsOf(`figures/${series}.csv`)
        .filter((row) => row['area'] === '404' && parts.every(([name = '', code]) => (row[name] ?? code) === code))
        .filter(({ value }) => value !== '' && value !== undefined)
        .map(({ year, value }) => [Number(year), Number(value)])
        .sort(([a = 0], [b = 0]) => a - b);
      const found = (data.series[`sdg/${series}`] ?? []).filter(([, , sign]) => sign === undefined);
      expect(found, series).toEqual(expected);
      compared += expected.length > 0 ? 1 : 0;
    }
    expect(compared).toBeGreaterThan(60);
  });

  it('shows the newest figure of each row with its year', () => {
    const words = wordsOf('en');
    const rows = rowsOfPage();
    const newest = Object.values(data.series).map((points) => points.at(-1));
    const shown = new Set(newest.map((point) => point && `<p><b>${figureText(point[1], words)}</b> ${point[0]}`));
    expect(rows.length).toBeGreaterThan(60);
    expect(rows.filter((row) => ![...shown].some((one) => one && row.includes(one)))).toEqual([]);
    expect(page).toContain(`<h3>${rows.length} of 94 connected indicators have figures</h3>`);
  });

  it('counts each row once in the bar', () => {
    const counts = [...page.matchAll(/<span class="(?:better|steady|worse|undirected|single)">(\d+)/g)];
    expect(counts.reduce((sum, [, count]) => sum + Number(count), 0)).toBe(rowsOfPage().length);
  });
});

it('the index lists every area that has a broader one, and the groups', () => {
  const index = readPage(site, 'en/kind/area.html');
  const linked = new Set([...index.matchAll(/href="\.\.\/area\/(\d+)\.html"/g)].map(([, code]) => code));
  const countries = rowsOf('areas.csv').filter(({ kind }) => kind === 'country');
  expect(countries.filter(({ area }) => area !== '010' && !linked.has(area as string))).toEqual([]);
});
