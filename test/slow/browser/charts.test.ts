import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { noBrowser, type Opened, useBrowser } from './browser.js';

const open = useBrowser();
const series = 'en/sdg/VC_HTF_DETVR.html'; // has parts by sex and age
const remittances = 'en/sdg/SI_RMT_COST.html'; // has figures of the world

const indicator = 'en/sdg/C100c01.html'; // has a map

async function opened(address: string, options = {}): Promise<Opened> {
  const found = await open(address, options);
  await found.page.locator('.chart-actions button').first().waitFor();
  return found;
}

const chips = (page: Page): Promise<string[]> => page.locator('.area-chip > bdi').allTextContents();
const query = (page: Page): string => new URL(page.url()).search;

/** Saves what a button offers and returns its bytes. */
async function download(page: Page, name: string): Promise<Buffer> {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.locator('.chart-actions').getByRole('button', { name, exact: true }).click(),
  ]);
  return readFileSync(await file.path());
}

describe.skipIf(noBrowser)('a chart', () => {
  it('shows the values at the pointer and with the arrow keys, the largest first', async () => {
    const { page, errors, close } = await opened(remittances);
    const plot = page.locator('.pointing');
    await plot.scrollIntoViewIfNeeded();
    await plot.hover({ position: { x: 300, y: 100 } });
    const values = (await page.locator('.pointer-values .value').allTextContents()).map(Number);
    expect(values.length).toBeGreaterThan(3);
    expect(values).toEqual([...values].sort((a, b) => b - a));
    await page.mouse.move(0, 0);
    await page.locator('.pointer-values').waitFor({ state: 'detached' });
    await plot.focus();
    await page.keyboard.press('End');
    expect(await plot.getAttribute('aria-valuenow')).toBe('2021');
    await page.keyboard.press('ArrowLeft');
    expect(await plot.getAttribute('aria-valuetext')).toMatch(/^2020: .*World 6\.75/);
    await page.keyboard.press('Escape');
    expect(await page.locator('.pointer-values').count()).toBe(0);
    expect(errors).toEqual([]);
    await close();
  });

  it('removes and adds areas, and an address restores all choices', async () => {
    const { page, errors, close } = await opened(series);
    const [first = ''] = await chips(page);
    await page.locator('.area-chip button').first().click();
    expect(await chips(page)).not.toContain(first);
    await page.locator('datalist option').first().waitFor({ state: 'attached' });
    await page.locator('.area-add').fill('Kenya');
    expect(await chips(page)).toContain('Kenya');
    expect(await page.locator('.figures-chart [role=status]').textContent()).toBe('Added: Kenya');
    await page.getByRole('button', { name: 'Female', exact: true }).click();
    await page.getByRole('button', { name: 'Logarithmic' }).click();
    const from = page.getByRole('slider', { name: 'From', exact: true });
    while ((await from.getAttribute('aria-valuetext')) !== '2012') await from.press('ArrowRight');
    await expect.poll(() => query(page)).toMatch(/^\?areas=404,[\d,]+&sex=FEMALE&from=2012&log=1$/);
    const [chosen, link] = [await chips(page), query(page)];
    const drawn = await page.locator('svg.lines').innerHTML();
    await close();
    const again = await opened(`${series}${link}`);
    await again.page.waitForFunction(
      (html) => document.querySelector('svg.lines')?.innerHTML.length === html.length,
      drawn,
    );
    expect(await chips(again.page)).toEqual(chosen);
    expect(await again.page.locator('svg.lines').innerHTML()).toBe(drawn);
    expect([...errors, ...again.errors, ...again.elsewhere]).toEqual([]);
    await again.close();
  });

  it('can be saved as CSV with all digits, SVG and PNG', async () => {
    const { page, errors, close } = await opened(`${remittances}?areas=404`);
    await page.locator('text=Kenya').first().waitFor();
    const csv = (await download(page, 'CSV')).toString();
    expect(csv.split('\r\n')[0]).toBe('area,name,year,value');
    expect(csv).toContain('\r\n404,Kenya,2021,');
    const svg = (await download(page, 'SVG')).toString();
    expect(svg).toMatch(/^<svg xmlns.*Kenya.*<\/svg>\n$/s);
    expect(svg).toContain('stroke="rgb(');
    expect(svg).not.toMatch(/class=|var\(/);
    expect((await download(page, 'PNG')).subarray(1, 4).toString()).toBe('PNG');
    expect(errors).toEqual([]);
    await close();
  });

  it('has two handles for the years, which do not pass each other', async () => {
    const { page, close } = await opened(remittances);
    const [from, to] = ['From', 'To'].map((name) => page.getByRole('slider', { name, exact: true }));
    await to?.press('Home');
    expect(await to?.getAttribute('aria-valuetext')).toBe('2011');
    await to?.press('End');
    await from?.press('End');
    await from?.press('ArrowLeft');
    expect(await from?.getAttribute('aria-valuetext')).toBe('2020');
    await expect.poll(() => query(page)).toBe('?from=2020');
    await close();
  });

  it('has tabs for the picture, the map and the table, which are all visible without scripts', async () => {
    const parts = ['.chart-card', 'figure.map', '.chart-table'];
    const visible = (page: Page): Promise<boolean[]> =>
      Promise.all(parts.map((one) => page.locator(`.figures-chart ${one}`).isVisible()));
    const { page, errors, close } = await opened(indicator);
    expect(await visible(page)).toEqual([true, false, false]);
    await page.getByRole('tab', { name: 'Chart' }).press('ArrowRight');
    expect(await visible(page)).toEqual([false, true, false]);
    await page.getByRole('tab', { name: 'Table' }).click();
    expect(await visible(page)).toEqual([false, false, true]);
    await expect.poll(() => query(page)).toBe('?tab=table');
    await page.reload();
    await page.getByRole('tab', { name: 'Table', selected: true }).waitFor();
    expect(errors).toEqual([]);
    await close();
    const plain = await open(indicator, { javaScriptEnabled: false });
    expect(await visible(plain.page)).toEqual([true, true, true]);
    await plain.close();
  });

  it('gives code to embed it, and the page of the code contains only the chart', async () => {
    const { page, close } = await opened(`${series}?areas=404&sex=FEMALE`);
    await page.getByRole('button', { name: 'Embed' }).click();
    const code = await page.locator('.chart-actions textarea').inputValue();
    const [, address = ''] = /src="([^"]*)"/.exec(code) ?? [];
    const url = new URL(address.replaceAll('&amp;', '&'));
    expect(url.searchParams.get('sex')).toBe('FEMALE');
    await close();
    const frame = await opened(series + url.search);
    await frame.page.locator('.embedded .figures-chart').waitFor();
    expect(await frame.page.locator('header, footer, h1').count()).toBe(0);
    expect(frame.errors).toEqual([]);
    await frame.close();
  });

  it('is readable without scripts, and on a phone without scrolling sideways', async () => {
    const plain = await open(series, { javaScriptEnabled: false });
    expect(await plain.page.locator('svg.lines .end').count()).toBeGreaterThan(3);
    await plain.close();
    const { page, errors, close } = await opened(series, { viewport: { width: 360, height: 800 } });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    expect(await page.locator('.chart-more').getAttribute('open')).toBe(null);
    expect(errors).toEqual([]);
    await close();
  });
});
