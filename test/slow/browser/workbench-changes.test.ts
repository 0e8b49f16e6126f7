import { describe, expect, inject, it } from 'vitest';
import { serveRelease } from '../../support/serving.js';
import { noBrowser, useBrowser } from './browser.js';

const name = 'A shorter name';
const patience = { timeout: 60_000 };

describe.skipIf(noBrowser)('a change that a page proposes', () => {
  const open = useBrowser();

  it('begins at the rows of the page, and shows the changes, the new page and the new graph', async () => {
    const { page, errors, elsewhere, close } = await open('en/objective/10.html');
    await page.getByRole('link', { name: 'Propose a change' }).click();
    const field = page.locator('#rows [data-cell=short_en]').first();
    await field.waitFor(patience);
    expect(await page.locator('#rows h2').textContent()).toMatch(/^Rows about .*trafficking/);
    await field.fill(name);
    await field.press('Enter');
    await page.locator('.bench-corrections').waitFor(patience);
    await page.locator('#to-changes').click();
    const line = page.locator('#changes .changes li');
    await line.waitFor(patience);
    expect(await line.textContent()).toMatch(/^10 .*: “Eradicate trafficking” → “A shorter name”$/);

    await line.getByRole('link').click();
    const frame = page.frameLocator('.bench-preview iframe');
    await frame.getByRole('heading', { level: 1 }).waitFor(patience);
    expect(await page.locator('.bench-preview h3').textContent()).toMatch(/^Draft, not published: /);
    await frame.locator('.siblings a').last().click();
    await frame.getByText(name).first().waitFor(patience);

    const [query] = await Promise.all([
      page.waitForEvent('popup', patience),
      page.getByRole('button', { name: 'Query the new graph' }).click(),
    ]);
    await query.locator('#query-draft').waitFor(patience);
    await query.evaluate((text) => {
      location.hash = new URLSearchParams({ query: text }).toString();
    }, `ASK { ?thing ?property "${name}"@en }`);
    await query.getByText('Yes, the pattern matches.').waitFor(patience);
    expect([errors, elsewhere]).toEqual([[], []]);
    await close();
  });

  it('also works without a server after the first visit', async () => {
    const server = await serveRelease(inject('release'));
    const { page, close } = await open(`${server.address}site/en/workbench/index.html`);
    await page.locator('#bench-offline:not(:empty)').waitFor(patience);
    await server.close();
    await page.goto(`${page.url()}?thing=objective/10`);
    await page.locator('#rows [data-cell=short_en]').first().waitFor(patience);
    await close();
  });
});
