import { describe, expect, it } from 'vitest';
import { noBrowser, useBrowser } from './browser.js';

const open = useBrowser();

async function openMap() {
  const opened = await open('en/sdg/C100c01.html');
  await opened.page.getByRole('tab', { name: 'Map' }).click();
  return opened;
}

describe.skipIf(noBrowser).concurrent('the map of a series', () => {
  it('shows name, value and year of an area under the pointer, and opens its page', async () => {
    const { page, errors, close } = await openMap();
    const kenya = page.locator('figure.map use[href$="#m404"]');
    await kenya.hover();
    expect(await page.locator('.map-tip').textContent()).toMatch(/^Kenya 9\.24 \(2021\)$/);
    await Promise.all([page.waitForURL(/\/area\/404\.html$/), kenya.click()]);
    expect(errors).toEqual([]);
    await close();
  });

  it('can be read with the keyboard', async () => {
    const { page, close } = await openMap();
    await page.locator('figure.map > svg').focus();
    await page.keyboard.press('ArrowRight');
    const first = await page.locator('.map-tip').textContent();
    await page.keyboard.press('ArrowDown');
    const second = await page.locator('.map-tip').textContent();
    expect(first).toMatch(/\(\d{4}\)$/);
    expect(second).not.toBe(first);
    await Promise.all([page.waitForURL(/\/area\/\d+\.html$/), page.keyboard.press('Enter')]);
    await close();
  });

  it('has a slider that stops only at years with values, and the legend counts them', async () => {
    const { page, close } = await openMap();
    const slider = page.locator('.map-years input');
    const counts = async (): Promise<number[]> =>
      (await page.locator('.map-legend tbody td').allTextContents()).map(Number);
    const before = await counts();
    await slider.focus();
    const years: string[] = [];
    for (let i = 0; i < 6; i++) {
      await page.keyboard.press('ArrowLeft');
      years.push((await page.locator('.map-years output').textContent()) ?? '');
    }
    expect(years.slice(0, 4)).toEqual(['2021', '2020', '2019', '2018']);
    expect(years).not.toContain('2016');
    const after = await counts();
    expect(after).not.toEqual(before);
    expect(after.reduce((sum, one) => sum + one)).toBe(before.reduce((sum, one) => sum + one));
    await close();
  });
});

describe.skipIf(noBrowser)('the comparison', () => {
  it('has its areas in the address', async () => {
    const { page, errors, close } = await open('en/compare.html?areas=404,566');
    const heads = page.locator('.compared thead th');
    await heads.nth(2).waitFor();
    expect(await heads.allTextContents()).toEqual(['Kenya', 'Nigeria', 'World']);
    await page.getByLabel('Add a country or area').selectOption({ label: 'Mexico' });
    await heads.nth(3).waitFor();
    expect(page.url()).toMatch(/areas=404,566,484$/);
    await page.getByRole('button', { name: 'Remove Kenya' }).click();
    await page.waitForURL(/areas=566,484$/);
    expect(await page.locator('tr[data-series="sdg/SI_RMT_COST"] td').first().textContent()).toMatch(/5\.44 \d{4}$/);
    expect(errors).toEqual([]);
    await close();
  });
});

describe.skipIf(noBrowser)('the index of areas', () => {
  it('has a filter without accents', async () => {
    const { page, close } = await open('en/kind/area.html');
    await page.getByLabel(/^Find/).fill('reunion');
    expect(await page.locator('#areas li:visible').allTextContents()).toEqual(['Réunion']);
    await close();
  });
});
