import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createStore, type Store } from '../src/graph/store.js';
import { aroundOf, dots } from '../src/site/charts/dots.js';
import { seriesFigure } from '../src/site/charts/series.js';
import type { Site } from '../src/site/view.js';
import { all, base, cellsOf, drawn, matrix, ownOntology, sdg, siteOf } from './support/charts.js';
import { root } from './support/gcm.js';
import { languages } from './support/languages.js';
import { realRelease } from './support/releases.js';

/** Compares the charts of the real data with the answers of the saved queries. */
const store: Store = createStore(base);
let nquads: string;
let site: Site;

beforeAll(async () => {
  nquads = readFileSync(path.join(await realRelease(), 'gcm-sdg.nq'), 'utf8');
  store.load(nquads);
  site = siteOf(nquads, ownOntology);
});
afterAll(() => store.close());

function answer(name: string): string[][] {
  const text = readFileSync(path.join(root, 'queries/examples', `${name}.rq`), 'utf8');
  return store.table(text).rows.map((row) => row.map((term) => term?.value ?? ''));
}

const objectives = Array.from({ length: 23 }, (_, i) => `${base}objective/${i + 1}`);

describe('the matrix', () => {
  const expected = (): number[][] => answer('objective-goal-matrix').map((row) => row.slice(2).map(Number));

  it('has the counts of the saved query', () => {
    const [, ...rows] = cellsOf(drawn(matrix, site));
    expect(rows.map((row) => row.slice(1, -1).map(Number))).toEqual(expected());
    expect(rows.map((row) => Number(row.at(-1)))).toEqual(expected().map((row) => row.reduce((a, b) => a + b)));
  });

  it('names the items of each cell, and the statuses and sources of their connections', () => {
    const cell = /<a href="objective\/10\.html#goal-16" title="([^"]*)"/.exec(drawn(matrix, site))?.[1];
    expect(cell?.split('\n')[0]).toBe('16.2, 16.3');
    expect(cell).toMatch(/^Stated – Implementing the Global Compact/m);
  });

  it('has dashed cells where all connections are only proposed', () => {
    const cells = all(drawn(matrix, site), /<td class="level-\d proposed[^"]*"><a href="objective\/(\d+)/g);
    expect(cells.filter((row) => row === '2')).toHaveLength(5);
    expect(cells).not.toContain('10');
  });

  it('links each cell to the targets of its goal', () => {
    const html = drawn(matrix, site);
    expect(all(html, /<td[^>]*><a href="(objective\/10\.html#[^"]*)/g)).toEqual(
      [5, 8, 10, 16].map((goal) => `objective/10.html#goal-${goal}`),
    );
  });
});

describe('the objectives around an objective', () => {
  it('are the same as in the saved query', () => {
    const rows = answer('objectives-sharing-a-target');
    const found = aroundOf({ site, thing: `${base}objective/10` });
    const code = (iri: string): string => site.graph.codes(iri)[0] ?? '';
    expect(
      found?.close.flatMap(({ thing, shared }) => shared.map((target) => `${code(target)} ${code(thing)}`)).sort(),
    ).toEqual(rows.map(([target, , objective]) => `${target} ${objective}`).sort());
    expect(found?.close[0]?.thing).toBe(`${base}objective/7`);
  });

  it.each(objectives)('%s: a dot for each connection, with dashes for mere proposals', (objective) => {
    const html = drawn(dots, site, { thing: objective });
    const found = aroundOf({ site, thing: objective });
    const shared = found?.close.reduce((sum, one) => sum + one.shared.length, 0) ?? 0;
    expect(all(html, /class="(dot)[ "]/g)).toHaveLength(shared + (found?.rows.length ?? 0));
  });
});

describe('the figures of a series', () => {
  interface Config {
    whole: { points: { year: number; value: number }[] }[];
    drawn: { key: string }[];
  }
  const htmlOf = (series: string, thing?: string): string =>
    drawn((view) => seriesFigure(view, sdg + series), site, thing === undefined ? {} : { thing });
  const configOf = (html: string): Config =>
    JSON.parse(all(html, /type="application\/json">(.*?)<\/script>/gs)[0] ?? '');

  it('match the saved query and show their source', () => {
    const html = htmlOf('SM_DTH_MIGR');
    const expected = answer('figures-10-7-3').filter((row) => row[3] === 'SM_DTH_MIGR');
    const [whole] = configOf(html).whole;
    expect(whole?.points).toEqual(expected.map(([year, value]) => ({ year: Number(year), value: Number(value) })));
    const [, world] = cellsOf(html);
    expect(world?.slice(0, 3)).toEqual([
      'World',
      Number(expected.at(-1)?.[1]).toLocaleString('en'),
      expected.at(-1)?.[0],
    ]);
    expect(html).toContain('href="source/unsd-api-2023-12.html"');
    expect(html.match(/2023-12-17/g), 'the name of the source contains its date').toBe(null);
  });

  it('have a second table with all areas on the page of the series', () => {
    expect(cellsOf(htmlOf('SM_DTH_MIGR', `${sdg}SM_DTH_MIGR`))).toHaveLength(1 + 5 + 1 + 165);
    expect(cellsOf(htmlOf('SM_DTH_MIGR'))).toHaveLength(1 + 5);
  });

  it('have a line for the whole and at most five others: a division, or the largest areas without parts', () => {
    const drawnAreas = (series: string): string[] => configOf(htmlOf(series)).drawn.map(({ key }) => key);
    expect(drawnAreas('SM_DTH_MIGR').sort()).toEqual(['002', '019', '142', '150']);
    expect(drawnAreas('SI_RMT_COST')).toHaveLength(5);
    expect(drawnAreas('VC_DTH_TOTR')).toEqual([]);
  });
});

describe('every picture', () => {
  const pictures = (from: Site, language: (typeof languages)[number]): string[] => [
    ...['BX_TRF_PWKR', 'SI_COV_BENFTS'].map((code) =>
      drawn((view) => seriesFigure(view, sdg + code), from, { language }),
    ),
  ];

  it('is the same when it is made again', () =>
    expect(pictures(siteOf(nquads, ownOntology), 'ar')).toEqual(pictures(site, 'ar')));

  it.each(languages)('has a title, a description, no colours and rounded numbers in %s', (language) => {
    for (const html of pictures(site, language)) {
      const [title, description] = all(html, /aria-labelledby="([^"]*-title [^"]*-desc)"/g)[0]?.split(' ') ?? [];
      expect(html).toMatch(new RegExp(`<title id="${title}"(?: lang="en")?>[^<]{4,}</title>`));
      expect(html).toMatch(new RegExp(`<desc id="${description}">[^<]{4,}</desc>`));
      expect(html).not.toMatch(/\sstyle=|\sfill=|\sstroke="|NaN|undefined/);
      const drawing = (html.match(/<svg.*?<\/svg>/gs) ?? []).join('').replace(/<(title|desc)[^>]*>.*?<\/\1>/gs, '');
      expect(drawing).toContain('<path');
      expect(drawing).not.toMatch(/[\s"M,LC]\d+\.\d\d+[\s",LC]/);
      expect(html).not.toMatch(/<td[^>]*>[1-9]\d*\.\d{3,}</);
      const ids = all(html, /\sid="([^"]*)"/g);
      expect(new Set(ids).size).toBe(ids.length);
    }
  });
});
