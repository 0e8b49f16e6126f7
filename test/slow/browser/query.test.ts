import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readQueries } from '../../../src/graph/query-file.js';
import { diskFiles } from '../../../src/node/disk-files.js';
import { fragmentOf, queryIn } from '../../../src/site/query/query-text.js';
import { root } from '../../support/gcm.js';
import { noBrowser, type Opened, useBrowser } from './browser.js';

const open = useBrowser();
const answers = path.join(root, 'test/examples');
const saved = readQueries(diskFiles, path.join(root, 'queries/examples'))
  .filter(({ header }) => header['figures'] === undefined)
  .map(({ name }) => name);

/** Waits until the status text matches. */
const says = (page: Page, expected: RegExp): Promise<void> =>
  page.locator('#query-status').filter({ hasText: expected }).waitFor();

/** Opens the page with a query in its URL, like a shared link. */
async function openWith(query: string, language = 'en'): Promise<Opened> {
  const opened = await open(`${language}/query.html${fragmentOf(query)}`);
  await opened.page.locator('#query-run').waitFor();
  return opened;
}

/** A query that would run for years. */
const runaway = 'SELECT (COUNT(*) AS ?all) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER(?a != ?d && ?f != ?i) }';
const anObjective = 'SELECT ?name { <objective/10> skos:prefLabel ?name FILTER(LANG(?name) = "en") }';

describe.skipIf(noBrowser)('saved queries', () => {
  let opened: Opened;
  beforeAll(async () => {
    opened = await open('en/query.html');
  });
  afterAll(() => opened.close());

  it('all have an expected answer', async () => {
    const names = opened.page.locator('button[data-saved]');
    await names.first().waitFor();
    const found = (await names.all()).map((button) => button.getAttribute('data-saved'));
    expect((await Promise.all(found)).sort()).toEqual(saved.sort());
  });

  it.each(saved)('%s has the same answer as gcm query', async (name) => {
    const { page, errors, elsewhere } = opened;
    await page.locator(`button[data-saved="${name}"]`).click();
    await page.locator('#query-results').waitFor();
    const [download] = await Promise.all([page.waitForEvent('download'), page.locator('#query-csv').click()]);
    const text = readFileSync(await download.path(), 'utf8').replaceAll('\r\n', '\n');
    expect(text).toBe(readFileSync(path.join(answers, `${name}.csv`), 'utf8'));
    expect(await page.locator('#query-cells tbody tr').count()).toBe(Math.min(text.trim().split('\n').length - 1, 200));
    expect({ errors, elsewhere }).toEqual({ errors: [], elsewhere: [] });
  });
});

describe.skipIf(noBrowser)('the query page', () => {
  it('stays responsive during an endless query, stops it, and runs the next query', async () => {
    const { page, errors, close } = await openWith(anObjective);
    await page.locator('#query-run').click();
    await page.locator('#query-results').waitFor(); // the graph is loaded by now
    await page.evaluate(`location.hash = ${JSON.stringify(fragmentOf(runaway))}`);
    await page.locator('.cm-content').filter({ hasText: 'COUNT' }).waitFor();
    await page.locator('#query-run').click();
    await says(page, /running/i);
    await page.locator('summary:visible').first().click();
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Search' }).fill('16.2.2');
    await page.getByRole('option').first().waitFor();
    expect(await page.locator('#query-status').textContent()).toMatch(/running/i);
    await page.locator('#query-stop').click();
    await says(page, /stopped/i);
    await page.locator('button[data-saved="objective-10"]').click();
    await page.locator('#query-results').waitFor();
    expect(errors).toEqual([]);
    await close();
  });

  it('runs queries on the server without loading the graph', async () => {
    const { page, errors, elsewhere, close } = await openWith(
      'CONSTRUCT { ?s a "\\"é\\\\n\\n"@fr } WHERE { <objective/10> a ?s } LIMIT 1',
    );
    const loaded: string[] = [];
    page.on('request', (request) => loaded.push(new URL(request.url()).pathname));
    await page.locator('#query-by-server').check();
    await page.locator('#query-run').click();
    await page.locator('#query-results').waitFor();
    expect(await page.locator('#query-cells td').last().textContent()).toContain('"é\\n\n');
    await page.locator('button[data-saved="objective-10"]').click();
    await says(page, /answered in/i);
    const [download] = await Promise.all([page.waitForEvent('download'), page.locator('#query-csv').click()]);
    const text = readFileSync(await download.path(), 'utf8').replaceAll('\r\n', '\n');
    expect(text).toBe(readFileSync(path.join(answers, 'objective-10.csv'), 'utf8'));
    expect(loaded).toContain('/sparql');
    expect(loaded.filter((one) => /wasm|graph|worker/.test(one))).toEqual([]);
    await page.evaluate(`location.hash = ${JSON.stringify(fragmentOf(runaway))}`);
    await page.locator('.cm-content').filter({ hasText: 'COUNT' }).waitFor();
    await page.locator('#query-run').click();
    await says(page, /running/i);
    await page.locator('#query-stop').click();
    await says(page, /stopped/i);
    expect({ errors, elsewhere }).toEqual({ errors: [], elsewhere: [] });
    await close();
  });

  it('keeps the query in the URL, adds prefixes, and links to pages', async () => {
    const { page, close } = await openWith('SELECT ?target { <objective/10> gcm:connectedTarget ?target }');
    await page.locator('#query-run').click();
    await page.locator('#query-results').waitFor();
    expect(queryIn(new URL(page.url()).hash)).toMatch(/^PREFIX gcm:/);
    await page.locator('#query-cells').getByRole('link', { name: 'sdg:16.2' }).click();
    await page.waitForURL(/\/en\/sdg\/16\.2\.html$/);
    await close();
  });

  it('shows the position of a syntax error, and Escape leaves the editor', async () => {
    const { page, close } = await openWith('SELECT ?x {\n ?x ??? }');
    await page.locator('#query-run').click();
    await says(page, /line 2/i);
    await page.locator('.cm-content').focus();
    await page.keyboard.press('Escape');
    expect(await page.evaluate('document.activeElement.closest(".cm-editor")')).toBe(null);
    await close();
  });

  it('shows names in a table as text', async () => {
    const { page, errors, close } = await openWith('SELECT ("<img src=x onerror=alert(1)>" AS ?name) {}');
    await page.locator('#query-run').click();
    await page.locator('#query-results').waitFor();
    expect(await page.locator('#query-cells td').textContent()).toBe('<img src=x onerror=alert(1)>');
    expect(await page.locator('#query-results img').count()).toBe(0);
    expect(errors).toEqual([]);
    await close();
  });

  it('sends nothing to other servers without consent', async () => {
    const { page, elsewhere, close } = await openWith(
      'SELECT ?s { SERVICE <https://sparql.example/query> { ?s ?p ?o } }',
    );
    await page.locator('#query-run').click();
    const dialog = page.locator('#query-consent');
    await dialog.waitFor();
    expect(await dialog.textContent()).toContain('https://sparql.example');
    await page.locator('#query-refuse').click();
    await dialog.waitFor({ state: 'hidden' });
    expect(elsewhere).toEqual([]);
    await page.locator('#query-run').click();
    const asked = page.waitForEvent('requestfailed', (request) => request.url().startsWith('https://sparql.example/'));
    await page.locator('#query-send').click();
    await asked;
    expect(new Set(elsewhere.map((url) => new URL(url).origin))).toEqual(new Set(['https://sparql.example']));
    await close();
  });

  it('works in Arabic', async () => {
    const { page, errors, close } = await openWith(anObjective, 'ar');
    await page.locator('#query-run').click();
    await page.locator('#query-results').waitFor();
    expect(await page.locator('#query-cells td').textContent()).toMatch(/trafficking/);
    expect(errors).toEqual([]);
    await close();
  });
});
