import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { languages } from '../../support/languages.js';
import { noBrowser, useBrowser } from './browser.js';

describe.skipIf(noBrowser)('the choice of an area on cards', () => {
  const open = useBrowser();
  const row = '.measure[data-series="sdg/SM_DTH_MIGR"]';

  it.each(languages)('changes all cards, is in the address, and holds on the next page in %s', async (language) => {
    const { page, errors, close } = await open(`${language}/objective/8.html`);
    const before = await page.locator(`${row} .value`).first().textContent();
    await page.locator('.figures-for select').selectOption('404');
    await page.waitForURL(/area=404/);
    const file = path.join(inject('release'), 'site/data/areas/404.json');
    const { series } = JSON.parse(readFileSync(file, 'utf8')) as { series: Record<string, [number, number][]> };
    const newest = series['sdg/SM_DTH_MIGR']?.at(-1);
    await expect.poll(() => page.locator(`${row} .when`).first().textContent()).toContain(String(newest?.[0]));
    await expect.poll(() => page.locator(`${row} .value`).first().textContent()).toBe(String(newest?.[1]));
    await page.locator('.siblings a').first().click();
    await expect.poll(() => page.locator('.figures-for select').inputValue()).toBe('404');
    await page.goto(new URL(`${language}/objective/8.html?area=404`, inject('address')).href);
    await page.locator('.figures-for select').selectOption('');
    await expect.poll(() => page.locator(`${row} .value`).first().textContent()).toBe(before);
    expect(page.url()).not.toContain('area=');
    expect(errors).toEqual([]);
    await close();
  });

  it('is a link to the list of areas without scripts', async () => {
    const { page, close } = await open('en/objective/8.html', { javaScriptEnabled: false });
    expect(await page.locator('.figures-for a').getAttribute('href')).toBe('../kind/area.html');
    await close();
  });

  it('all cards of objective 10 end above 900 pixels in a window of 1,440', async () => {
    const { page, close } = await open('en/objective/10.html', { viewport: { width: 1440, height: 900 } });
    const ends = await page
      .locator('.card')
      .evaluateAll((cards) => cards.map((one) => one.getBoundingClientRect().bottom));
    expect(ends).toHaveLength(6);
    expect(Math.max(...ends)).toBeLessThan(960);
    await close();
  });
});
