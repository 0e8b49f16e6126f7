import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { describe, expect, inject, it } from 'vitest';
import { noBrowser, useBrowser } from './browser.js';

const open = useBrowser();
const box = (page: Page) => page.locator('form.search').getByRole('combobox');
const results = (page: Page) => page.locator('form.search').getByRole('option');
/** Browsers do not load modules and pictures in other files from a disk, and report it. */
const onlyFromServers = [
  /^Access to script at 'file:\S+\.js' from origin 'null' has been blocked by CORS policy/,
  /^file:\S+\.js: net::ERR_FAILED$/,
  /^Failed to load resource: net::ERR_FAILED$/,
  /^Unsafe attempt to load URL file:\S+\.svg#/,
  /^file:\S+\.svg: origin$/,
];

/** Types a query into the search box and waits for the first result. */
async function type(page: Page, words: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.keyboard.type(words);
  await results(page).first().waitFor();
}

describe.skipIf(noBrowser).concurrent('the search', () => {
  it.each([
    ['en', 'trafficking', /trafficking/i],
    ['es', 'trata', /\btrata\b/i],
    ['ar', 'الاتجار', /الاتجار/],
    ['zh', '贩运', /贩运|贩卖/],
    ['fr', 'traite', /traite/i],
    ['ru', 'торговл', /торговл/i],
    ['en', '16.2.2', /human trafficking/],
    ['ar', '16.2.2', /الاتجار/],
    ['zh', 'C160202', /贩运|贩卖/],
  ])('in %s opens a page for %s with the keyboard', async (language, words, expected) => {
    const { page, errors, elsewhere, close } = await open(`${language}/about.html`);
    await type(page, words);
    await page.keyboard.press('ArrowDown');
    expect(await results(page).first().getAttribute('aria-selected')).toBe('true');
    expect(await box(page).getAttribute('aria-activedescendant')).toBe(await results(page).first().getAttribute('id'));
    await Promise.all([page.waitForURL((url) => !url.pathname.endsWith('about.html')), page.keyboard.press('Enter')]);
    expect(page.url()).toContain(`/${language}/`);
    expect(await page.locator('main').textContent()).toMatch(expected);
    if (/^C?\d/.test(words)) expect(page.url()).toMatch(/\/C160202\.html$/);
    expect({ errors, elsewhere }).toEqual({ errors: [], elsewhere: [] });
    await close();
  });

  it('loads its index on first use', async () => {
    const { page, close } = await open('en/index.html');
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await page.reload({ waitUntil: 'networkidle' });
    expect(asked.filter((path) => path.includes('search-index'))).toEqual([]);
    await type(page, 'a');
    expect(asked.filter((path) => path.includes('search-index'))).toEqual(['/site/en/search-index.js']);
    await close();
  });

  it('closes with Escape, reports missing results, and wraps around with arrow keys', async () => {
    const { page, close } = await open('en/index.html');
    await type(page, 'trafficking');
    await page.keyboard.press('ArrowUp');
    expect(await results(page).last().getAttribute('aria-selected')).toBe('true');
    await page.keyboard.press('Escape');
    expect(await results(page).count()).toBe(0);
    expect(await box(page).getAttribute('aria-expanded')).toBe('false');
    await box(page).fill('qqqxyzzy');
    await page.locator('form.search [role=status]').filter({ hasText: /\w/ }).waitFor();
    expect(await results(page).count()).toBe(0);
    await close();
  });

  it('has a page with all results, filters by kind, and an address for both', async () => {
    const { page, errors, close } = await open('en/about.html');
    await type(page, 'trafficking');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/en\/search\.html\?q=trafficking$/);
    const lines = page.locator('#results li');
    await lines.first().waitFor();
    const all = await lines.count();
    expect(all).toBeGreaterThan(8);
    expect(await lines.first().textContent()).toMatch(/eradicate trafficking/);
    await page.getByRole('button', { name: /^Target/ }).click();
    expect(await lines.count()).toBeLessThan(all);
    expect(page.url()).toMatch(/\?q=trafficking&kind=target$/);
    const shown = await lines.allTextContents();
    await page.reload();
    await lines.first().waitFor();
    expect(await lines.allTextContents()).toEqual(shown);
    expect(errors).toEqual([]);
    await close();
  });

  it('works on a page that was opened from a disk', async () => {
    const { page, errors, close } = await open(`${pathToFileURL(inject('release')).href}/site/en/objective/10.html`);
    await type(page, '16.2.2');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL(/C160202\.html$/);
    expect(await page.locator('main').textContent()).toMatch(/human trafficking.*All values as a table/s);
    expect(errors.filter((one) => !onlyFromServers.some((known) => known.test(one)))).toEqual([]);
    await close();
  });
});
