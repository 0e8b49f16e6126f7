import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterEach, describe, expect, inject, it } from 'vitest';
import { figureText } from '../../../src/site/figures/figure-text.js';
import { pointsOf, type SeriesData } from '../../../src/site/figures/series-values.js';
import { wordsOf } from '../../../src/site/words.js';
import { temporaryFolder } from '../../support/gcm.js';
import { noBrowser, type Opened, useBrowser } from './browser.js';

/** Questions of an officer, each answered from the start page in at most three actions, with the figures of the data files. */

const open = useBrowser();
const most = 3;
const release = inject('release');
const pictures = process.env['GCM_TEST_PICTURES'] ?? temporaryFolder();

const fileOf = <T>(file: string): T => JSON.parse(readFileSync(path.join(release, 'site/data', file), 'utf8')) as T;
const seriesOf = (area: string) =>
  fileOf<{ series: Record<string, [year: number, value: number][]> }>(`areas/${area}.json`).series;

/** The connections in the release: [objective, status, target, source]. */
const connections = readFileSync(path.join(release, 'links.sssom.tsv'), 'utf8')
  .split('\n')
  .flatMap((line): [string, string, string, string][] => {
    const [, from = '', , predicate = '', to = '', , , , , source = ''] = line.split('\t');
    const [, status] = /^gcm:(stated|proposed)Target$/.exec(predicate) ?? [];
    return status === undefined ? [] : [[from.replace(/.*\//, ''), status, to.replace('sdg:', ''), source]];
  });

/** A person at the start page who counts what they do. */
class Officer {
  actions = 0;
  constructor(readonly page: Page) {}
  /** Waits until the next page or the change is complete. */
  private async act(what: () => Promise<unknown>): Promise<void> {
    this.actions++;
    await what();
    await this.page.waitForLoadState('networkidle');
  }
  click = (what: Locator) => this.act(() => what.click());
  choose = (from: Locator, label: string) => this.act(() => from.selectOption({ label }));
  search = (words: string) =>
    this.act(async () => {
      await this.page.getByRole('combobox', { name: 'Search' }).first().fill(words);
      await Promise.all([this.page.waitForURL(/search\.html/), this.page.keyboard.press('Enter')]);
      await this.page.locator('#results li').first().waitFor();
    });
  objective = (code: number) =>
    this.click(this.page.locator(`main tbody th a[href="objective/${code}.html"]:visible`).first());
  /** Chooses a country and opens its page: two actions. */
  async country(name: string): Promise<void> {
    await this.choose(this.page.locator('form.choose select'), name);
    await this.click(this.page.locator('form.choose button'));
    await this.page.locator('h1', { hasText: name }).waitFor();
  }
}

/** The text of a part that is visible. */
async function textOf(part: Locator): Promise<string> {
  expect(await part.isVisible()).toBe(true);
  await part.scrollIntoViewIfNeeded(); // for the picture
  // biome-ignore lint/performance/useDomNodeTextContent: only the text that is visible counts
  return (await part.innerText()).replace(/\s+/g, ' ').trim();
}

describe.skipIf(noBrowser)('an officer asks', () => {
  let opened: Opened;
  let officer: Officer;
  const begin = async (): Promise<Officer> => {
    opened = await open('en/index.html');
    officer = new Officer(opened.page);
    return officer;
  };
  const group = (code: number): Locator => opened.page.locator(`details#g-${code}`);
  const measure = (series: string): Locator => opened.page.locator(`.measure[data-series="${series}"]`).first();
  afterEach(async ({ task }) => {
    await opened.page.screenshot({ path: path.join(pictures, `${task.name.slice(0, 40).replace(/\W+/g, '-')}.png`) });
    expect(officer.actions).toBeLessThanOrEqual(most);
    expect(opened.errors).toEqual([]);
    await opened.close();
  });

  it('which indicators of objective 10 have data for Kenya, and are they rising', async () => {
    const { page } = await begin();
    await officer.objective(10);
    await officer.choose(page.locator('.figures-for select'), 'Kenya');
    const figures = seriesOf('404');
    const rows = await page.locator('.measure[data-series]').all();
    expect(rows.length).toBeGreaterThan(10);
    let known = 0;
    for (const row of rows) {
      const points = figures[(await row.getAttribute('data-series')) ?? ''];
      const newest = points?.at(-1);
      const text = await textOf(row);
      if (points === undefined || newest === undefined) expect(text).toContain('no value');
      else {
        known++;
        expect(text).toContain(String(newest[0]));
        const [year, value] = newest;
        const before = points.find(([one]) => one >= year - 10 && one <= year - 2)?.[1];
        const change = before === undefined || before === 0 ? 0 : (value - before) / Math.abs(before);
        if (Math.abs(change) < 0.03) continue;
        const direction = await row.getAttribute('data-direction');
        const words = change > 0 ? ['rising', 'better', 'worse'] : ['falling', 'worse', 'better'];
        expect(text).toContain(words[direction === 'higher' ? 1 : direction === 'lower' ? 2 : 0]);
      }
    }
    expect(known).toBeGreaterThan(3);
    expect(known).toBeLessThan(rows.length);
  });

  it('what it costs to send money to Kenya, now and ten years ago', async () => {
    await begin();
    await officer.country('Kenya');
    await officer.click(group(20).locator('summary'));
    const points = seriesOf('404')['sdg/SI_RMT_COST'] ?? [];
    const [year = 0, value = 0] = points.at(-1) ?? [];
    const [, before = 0] = points.find(([one]) => one === year - 10) ?? [];
    expect(await textOf(group(20).locator('li', { hasText: '10.c.1' }))).toMatch(
      new RegExp(`${value.toFixed(2)}.* ${year} .*better.* from ${before.toFixed(1)} in ${year - 10}`),
    );
  });

  it('what it costs to send money from the United States', async () => {
    const { page } = await begin();
    await officer.search('remittance costs sending country');
    await officer.click(page.locator('#results a[href$="sdg/SI_RMT_COST_SND.html"]'));
    await officer.click(page.locator('.figures-chart details:has(a[href$="area/840.html"]) summary').last());
    const points = pointsOf(fileOf<SeriesData>('series/sdg/SI_RMT_COST_SND.json').areas['840']);
    const newest = points.at(-1);
    const before = points.find(({ year }) => year === (newest?.year ?? 0) - 10);
    const row = page.locator('details[open] tr:has(a[href$="area/840.html"])').last();
    expect(await textOf(row)).toMatch(
      new RegExp(`^United States.* ${newest?.value.toFixed(2)} ${newest?.year} ${before?.value.toFixed(2)} `),
    );
  });

  /** The codes of the groups of an area in which no indicator has figures. */
  async function withoutFigures(): Promise<string[]> {
    const groups = await opened.page.locator('.area-tables details summary').all();
    expect(groups).toHaveLength(23);
    const counts = await Promise.all(
      groups.map(
        async (one) => [await textOf(one.locator('h3 > bdi').first()), await textOf(one.locator('small'))] as const,
      ),
    );
    for (const [, text] of counts) expect(text).toMatch(/^\d+ of \d+$/);
    return counts.filter(([, text]) => text.startsWith('0 ')).map(([code]) => code);
  }

  it('which objectives have no data in Oceania', async () => {
    const { page } = await begin();
    await officer.click(page.locator('ul.home-areas a[href="area/009.html"]'));
    expect(await withoutFigures()).toEqual([]);
  });

  it('which objectives have no data in Tokelau', async () => {
    await begin();
    await officer.country('Tokelau');
    expect(await withoutFigures()).toEqual(['6', '10', '13']);
  });

  it('who states that objective 7 and target 10.7 are connected', async () => {
    const { page } = await begin();
    await officer.objective(7);
    const sources = page.locator('ul.who > li:has(a[href$="sdg/10.7.html"])');
    const known = connections.filter(([from, , to]) => from === '7' && to === '10.7');
    expect(known.map(([, status, , source]) => [status, source])).toEqual([['stated', 'gcmg:source/unnm-guide-2022']]);
    expect(await sources.count()).toBe(1);
    expect(await textOf(sources)).toMatch(/^Implementing the Global Compact for Migration: Guidance .* Stated .*10\.7/);
    expect(await textOf(page.locator('article.card:has(h3 a[href$="sdg/10.7.html"]) header'))).toMatch(
      /^10\.7.*Stated$/,
    );
  });

  it('which targets objective 16 is connected to', async () => {
    const { page } = await begin();
    await officer.objective(16);
    const cards = await Promise.all((await page.locator('article.card h3').all()).map(textOf));
    const known = connections.filter(([from]) => from === '16').map(([, , to]) => to);
    expect(cards.length).toBeGreaterThan(5);
    expect(cards.sort()).toEqual([...new Set(known)].sort());
  });

  it('how many victims of trafficking Bulgaria detects, by sex', async () => {
    const { page } = await begin();
    await officer.objective(10);
    const { areas, parts } = fileOf<SeriesData>('series/sdg/VC_HTF_DETVR.json');
    const newest = (values = areas['100']): string => String(pointsOf(values).at(-1)?.value);
    await officer.click(page.getByRole('tab', { name: 'Table' }));
    const row = page.locator('.chart-table tr:has(a[href$="area/100.html"])');
    expect(await textOf(row)).toContain(newest());
    const heads = await row.locator('xpath=ancestor::table').locator('thead th').allInnerTexts();
    const cells = await Promise.all((await row.locator('th, td').all()).map(textOf));
    for (const [name, part] of [
      ['Female', 'sex=FEMALE'],
      ['Male', 'sex=MALE'],
    ] as const)
      expect(cells[heads.indexOf(name)]).toBe(figureText(Number(newest(parts[part]?.['100'])), wordsOf('en')));
  });

  it('which objectives meet goal 5', async () => {
    const { page } = await begin();
    await officer.click(page.locator('main .entry a[href="sdg/5.html"]'));
    const links = await page.locator('article.card .codes a[href*="objective/"]').all();
    const shown = await Promise.all(links.map(textOf));
    const known = connections.filter(([, , to]) => to.startsWith('5.')).map(([from]) => from);
    expect(known.length).toBeGreaterThan(5);
    expect([...new Set(shown)].sort()).toEqual([...new Set(known)].sort());
  });

  it('how Nepal ranks in its part of Asia in the costs of remittances', async () => {
    const { page } = await begin();
    await officer.country('Nepal');
    await officer.click(group(20).locator('summary'));
    const southernAsia = ['004', '050', '064', '144', '356', '364', '462', '524', '586'];
    const values = southernAsia.flatMap((area) => {
      const newest = seriesOf(area)['sdg/SI_RMT_COST']?.at(-1);
      return newest === undefined ? [] : [{ area, value: newest[1] }];
    });
    const order = values.sort((a, b) => a.value - b.value).map(({ area }) => area);
    expect(order.indexOf('524') + 1).toBe(3);
    expect(await textOf(group(20).locator('li', { hasText: '10.c.1' }))).toContain(`3rd of ${order.length}`);
    expect(await textOf(page.locator('.area-tables > .note'))).toContain('Southern Asia');
  });

  it('how many migrants live in Germany', async () => {
    const { page } = await begin();
    await officer.country('Germany');
    const [year, value = 0] = seriesOf('276')['series/MIGRANT_STOCK']?.at(-1) ?? [];
    const line = page.locator('.area-context', { has: page.locator('a[href$="series/MIGRANT_STOCK.html"]') });
    expect(await textOf(line)).toContain(`${(value / 1e6).toFixed(1)} million ${year}`);
  });

  it('what objective 4 means for children without a birth certificate', async () => {
    await begin();
    await officer.objective(4);
    const [year, value = 0] = seriesOf('001')['sdg/SG_REG_BRTH']?.at(-1) ?? [];
    const text = await textOf(measure('sdg/SG_REG_BRTH'));
    expect(text).toMatch(/^16\.9\.1 Birth registration of children/);
    expect(text).toContain(`${value.toFixed(1)} ${year}`);
  });
});
