import { describe, expect, it } from 'vitest';
import { noBrowser, useBrowser } from './browser.js';
import { languages, samplePaths } from './page-samples.js';

const open = useBrowser();

describe.skipIf(noBrowser)('without JavaScript', () => {
  it('every type of page has a heading, text and a menu', async () => {
    const { page, errors, close } = await open('en/index.html', { javaScriptEnabled: false });
    for (const path of samplePaths) {
      await page.goto(new URL(`${path}.html`, page.url().replace(/\/en\/.*/, '/en/')).href);
      expect(await page.locator('h1').textContent(), path).not.toBe('');
      expect(((await page.locator('main').textContent()) ?? '').length, path).toBeGreaterThan(50);
      expect(await page.locator('header nav a:visible').count(), path).toBeGreaterThan(5);
      expect(await page.locator('footer a[hreflang]:visible').count(), path).toBe(languages.length);
    }
    expect(errors).toEqual([]);
    await close();
  });

  it('the saved queries are readable, and buttons are hidden', async () => {
    const { page, close } = await open('fr/query.html', { javaScriptEnabled: false });
    expect(await page.locator('main').locator('button:visible, select:visible').count()).toBe(0);
    await page.locator('main summary:visible').first().click();
    await page.locator('.saved-list summary:visible').first().click();
    expect(await page.locator('main pre:visible').textContent()).toContain('SELECT');
    await close();
  });

  it('links lead from the start page to a target, its indicators, and the page in Arabic', async () => {
    const { page, close } = await open('en/index.html', { javaScriptEnabled: false });
    await page
      .locator('main')
      .getByRole('link', { name: /eradicate trafficking/i })
      .first()
      .click();
    expect(page.url()).toMatch(/\/en\/objective\/10\.html$/);
    await page.locator('main a[href$="sdg/16.2.html"]').first().click();
    expect(page.url()).toMatch(/\/en\/sdg\/16\.2\.html$/);
    await page.locator('main a[href$="C160202.html"]').first().click();
    expect(await page.locator('h1').textContent()).toContain('human trafficking');
    await page.getByRole('link', { name: 'العربية' }).click();
    expect(page.url()).toMatch(/\/ar\/sdg\/C160202\.html$/);
    expect(await page.getAttribute('html', 'dir')).toBe('rtl');
    await close();
  });
});

describe.skipIf(noBrowser)('with the keyboard', () => {
  it('the first link skips the menu', async () => {
    const { page, close } = await open('en/objective/10.html');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.getAttribute("href")')).toBe('#content');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.closest("main") !== null')).toBe(true);
    await close();
  });
});
