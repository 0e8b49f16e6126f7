import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { areaTable } from '../src/site/areas/area-files.js';
import { allAreas } from '../src/site/areas/regions.js';
import type { ChartConfig } from '../src/site/charts/chart-config.js';
import { seriesFigure } from '../src/site/charts/series.js';
import { seriesData, seriesDataFile, seriesFiles } from '../src/site/figures/series-data.js';
import { allSeries } from '../src/site/figures/series-figures.js';
import { pointsOf } from '../src/site/figures/series-values.js';
import { chartsOf } from '../src/site/sections/chart-choice.js';
import { keyFigures } from '../src/site/sections/key-figures.js';
import type { Site } from '../src/site/view.js';
import { all, base, cellsOf, drawn, sdg } from './support/charts.js';
import { root } from './support/gcm.js';
import { realSite } from './support/real-site.js';

/** Charts and data files of all figures, compared with the files of figures. */
let site: Site;
beforeAll(async () => {
  site = await realSite();
}, 300_000);

/** The rows of a file of figures, by the names of its columns. */
function rowsOf(code: string): Record<string, string>[] {
  const [head = '', ...lines] = readFileSync(path.join(root, 'data/figures', `${code}.csv`), 'utf8')
    .trim()
    .split('\n');
  const names = head.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, i) => [names[i] ?? '', cell])));
}

const charted = ['SI_RMT_COST', 'VC_HTF_DETVR', 'SM_DTH_MIGR'];

describe('the data file of a series', () => {
  it.each(charted)(
    '%s has every figure of the whole, and every figure that differs from it in one dimension',
    (code) => {
      const data = seriesData(site, sdg + code);
      const file = readFileSync(path.join(root, 'data/series.csv'), 'utf8');
      const slice = (
        /^[^,]*,[^,]*,[^,]*,[^,]*,(?:"[^"]*"|[^,]*),([^,]*),/m.exec(file.slice(file.indexOf(`\n${code},`) + 1))?.[1] ??
        ''
      )
        .split(';')
        .filter(Boolean)
        .map((part) => part.split('=') as [string, string]);
      let count = 0;
      for (const row of rowsOf(code)) {
        const others = slice.filter(([name, whole]) => row[name] !== whole);
        if (others.length > 1 || row['value'] === '') continue;
        const [other] = others;
        const byArea = other === undefined ? data.areas : data.parts[`${other[0]}=${row[other[0]]}`];
        const found = pointsOf(byArea?.[row['area'] ?? '']).find(({ year }) => year === Number(row['year']));
        expect(found?.value, JSON.stringify(row)).toBe(Number(row['value']));
        count++;
      }
      expect(count).toBeGreaterThan(100);
    },
  );

  it('exists for each series with a file, and is small', () => {
    const files = new Map([...seriesFiles(site)].map(({ file, content }) => [file, content as string]));
    const wanted = allSeries(site).flatMap((series) => seriesDataFile(site, series) ?? []);
    expect(wanted.filter((file) => !files.has(file))).toEqual([]);
    expect(wanted.length).toBeGreaterThan(230);
    const sizes = [...files].map(([file, content]) => ({
      file,
      bytes: content.length,
      packed: gzipSync(Buffer.from(content)).length,
    }));
    expect(sizes.filter(({ packed }) => packed > 150_000)).toEqual([]);
    expect(sizes.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(40_000_000);
    const names = JSON.parse(files.get('ar/area-names.json') ?? '[]') as string[][];
    expect(names.find(([area]) => area === '404')?.slice(1)).toEqual(['كينيا', 'area/404']);
  });
});

describe('the chart of a series', () => {
  it('has the newest figures of both sexes for all areas on its own page', () => {
    const thing = `${sdg}VC_HTF_DETVR`;
    const html = drawn((view) => seriesFigure(view, thing), site, { thing });
    const table = html.slice(html.lastIndexOf('<details>'), html.lastIndexOf('</details>'));
    const heads = all(table, /<th scope="col">(.*?)<\/th>/g);
    const women = seriesData(site, thing).parts['sex=FEMALE'] ?? {};
    expect(Object.keys(women).length).toBeGreaterThan(50);
    const rows = all(table, /<tr>(<th>.*?)<\/tr>/g);
    for (const [area, values] of Object.entries(women)) {
      const row = rows.find((one) => one.includes(`area/${area}.html`)) ?? '';
      const cells = all(row, /<t[dh][^>]*>(.*?)<\/t[dh]>/g);
      const newest = pointsOf(values).at(-1)?.value ?? Number.NaN;
      const shown = Number(cells[heads.indexOf('Female')]?.replace(/,/g, ''));
      expect(Math.abs(shown - newest), area).toBeLessThanOrEqual(newest * 0.006 + 0.005);
    }
  });

  it.each(charted)('%s has the values of the file in its table and for its script', (code) => {
    const html = drawn((view) => seriesFigure(view, sdg + code), site);
    const config = JSON.parse(all(html, /type="application\/json">(.*?)<\/script>/gs)[0] ?? '') as ChartConfig;
    const data = seriesData(site, sdg + code);
    const shown = [...config.whole, ...config.drawn];
    expect(config.drawn.length).toBeLessThanOrEqual(5);
    for (const { key, points } of shown) expect(points, key).toEqual(pointsOf(data.areas[key]));
    const [, ...rows] = cellsOf(html);
    expect(rows.map((row) => row[2])).toEqual(shown.map(({ points }) => String(points.at(-1)?.year)));
    for (const [i, row] of rows.entries()) {
      const value = shown[i]?.points.at(-1)?.value ?? Number.NaN;
      expect(Math.abs(Number(row[1]?.replace(/,/g, '')) - value)).toBeLessThanOrEqual(Math.abs(value) * 0.006 + 0.005);
    }
  });
});

describe('the goal of a series', () => {
  it('is a line with words in the chart, and a figure of the indicator', () => {
    const html = drawn((view) => seriesFigure(view, `${sdg}SI_RMT_COST`), site);
    expect(html).toMatch(
      /<path class="goal" d="M[\d.]+ [\d.]+H[\d.]+"><\/path><text class="goal"[^>]*>To be reached by 2030: &lt;3</,
    );
    expect(drawn((view) => keyFigures(view) || null, site, { thing: `${sdg}C100c01` })).toMatch(
      /<dt>To be reached by 2030<\/dt><dd><bdi[^>]*>&lt;3</,
    );
    expect(drawn((view) => seriesFigure(view, `${sdg}SM_DTH_MIGR`), site)).not.toContain('class="goal"');
  });
});

describe('the one chart of a page', () => {
  const charts = (): ReadonlyMap<string, string>[] =>
    [...site.roles.sections.values()]
      .flat()
      .filter(({ layout, path: steps }) => layout === 'figures' && steps.length > 1)
      .map((section) => chartsOf(site, section));

  it('is about the thing of the page', () => {
    const [found] = charts();
    const chartOf = (number: number): string | undefined => found?.get(`${base}objective/${number}`)?.replace(sdg, '');
    expect([6, 8, 10, 11, 13, 14, 17, 20, 21, 22].map(chartOf)).toEqual([
      'SL_EMP_RCOST_MO',
      'SM_DTH_MIGR',
      'VC_HTF_DETVR',
      'SG_CPA_MIGRS',
      'VC_PRS_UNSNT',
      'SP_DISP_RESOL',
      'VC_VOV_GDSD',
      'SI_RMT_COST',
      'SM_POP_REFG_OR',
      'SI_COV_BENFTS',
    ]);
    expect(found?.size).toBe(23);
  });

  it('is another one on every page', () => {
    for (const found of charts()) expect(new Set(found.values()).size).toBe(found.size);
  });
});

it('an area has a table only if its figures are in files that are grouped by area', () => {
  const withTable = (one: Site): number => allAreas(one).filter((area) => areaTable(one, area) !== undefined).length;
  expect(withTable(site)).toBeGreaterThan(300);
  expect(withTable({ ...site, figures: site.figures.map((file) => ({ ...file, groupedBy: [] })) })).toBe(0);
});
