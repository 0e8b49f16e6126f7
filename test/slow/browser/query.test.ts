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
const saved = readQueries(diskFiles, path.join(root, 'queries/examples')).map(({ name }) => name);

/** Waits until the status text matches. */
const says = (page: Page, expected: RegExp): Promise<void> =>
  page.locator('#query-status').filter({ hasText: expected }).waitFor();

/** Opens the page with a query in its URL, like a shared link. */
async function openWith(query: string, language = 'en'): Promise<Opened> {
  const opened = await open(`${language}/query.html${fragmentOf(query)}`);
  await answered(opened.page);
  return opened;
}

/** Waits until the page has run its query. */
const answered = (page: Page): Promise<void> => page.locator('#query-tool[aria-busy="false"]').waitFor();

/** Puts another query into the URL, which the page then runs. */
async function ask(page: Page, query: string): Promise<void> {
  await page.evaluate(`location.hash = ${JSON.stringify(fragmentOf(query))}`);
  await page.locator('#query-tool[aria-busy="true"]').waitFor();
}

/** Runs a saved query; its group is folded. */
const runSaved = (page: Page, name: string): Promise<void> =>
  page.locator(`button[data-saved="${name}"]`).dispatchEvent('click');

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
    await names.first().waitFor({ state: 'attached' });
    const found = (await names.all()).map((button) => button.getAttribute('data-saved'));
    expect((await Promise.all(found)).sort()).toEqual(saved.sort());
  });

  it.each(saved)('%s has the same answer as gcm query', async (name) => {
    const { page, errors, elsewhere } = opened;
    await runSaved(page, name);
    await answered(page);
    const [download] = await Promise.all([page.waitForEvent('download'), page.locator('#query-csv').click()]);
    const text = readFileSync(await download.path(), 'utf8').replaceAll('\r\n', '\n');
    expect(text).toBe(readFileSync(path.join(answers, `${name}.csv`), 'utf8'));
    expect(download.suggestedFilename()).toBe(`${name}.csv`);
    expect(await page.locator('#query-cells tbody tr').count()).toBe(Math.min(text.trim().split('\n').length - 1, 200));
    expect({ errors, elsewhere }).toEqual({ errors: [], elsewhere: [] });
  });
});

describe.skipIf(noBrowser)('the query page', () => {
  it('stays responsive during an endless query, stops it at once, and runs the next query', async () => {
    const { page, errors, close } = await openWith(anObjective);
    await ask(page, runaway);
    await says(page, /running/i);
    await page.locator('summary:visible').first().click();
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Search' }).fill('16.2.2');
    await page.getByRole('option').first().waitFor();
    expect(await page.locator('#query-status').textContent()).toMatch(/running/i);
    await page.locator('#query-stop').click();
    await says(page, /stopped/i);
    await page.locator('#query-run').click();
    await says(page, /loading/i);
    await page.locator('#query-stop').click(); // while the graph is loaded again
    await says(page, /stopped/i);
    await page.waitForTimeout(2000);
    await says(page, /stopped/i);
    await runSaved(page, 'objective-10');
    await page.locator('#query-results').waitFor();
    expect(errors).toEqual([]);
    await close();
  });

  it('stops a query at the time limit', async () => {
    const { page, close } = await openWith(anObjective);
    await page.locator('#query-limit').selectOption('5');
    await ask(page, runaway);
    await says(page, /stopped after 5 seconds/i);
    await close();
  });

  it('runs queries on the server without loading the graph', async () => {
    const { page, errors, elsewhere, close } = await open('en/query.html');
    const loaded: string[] = [];
    page.on('request', (request) => loaded.push(new URL(request.url()).pathname));
    await page.locator('#query-sources summary').click();
    await page.locator('#query-by-server').check();
    await ask(page, 'CONSTRUCT { ?s a "\\"é\\\\n\\n"@fr } WHERE { <objective/10> a ?s } LIMIT 1');
    await page.locator('#query-results').waitFor();
    expect(await page.locator('#query-cells td').last().textContent()).toContain('"é\\n\n');
    for (const name of ['objective-10', 'largest-falls-in-remittance-costs']) {
      await runSaved(page, name);
      await says(page, /answered in/i);
      const [download] = await Promise.all([page.waitForEvent('download'), page.locator('#query-csv').click()]);
      const text = readFileSync(await download.path(), 'utf8').replaceAll('\r\n', '\n');
      expect(text).toBe(readFileSync(path.join(answers, `${name}.csv`), 'utf8'));
    }
    expect(loaded).toContain('/sparql');
    expect(loaded.filter((one) => /wasm|graph|worker/.test(one))).toEqual([]);
    await ask(page, runaway);
    await says(page, /running/i);
    await page.locator('#query-stop').click();
    await says(page, /stopped/i);
    expect({ errors, elsewhere }).toEqual({ errors: [], elsewhere: [] });
    await close();
  });

  it('runs the query in the URL, adds prefixes, and links names to pages', async () => {
    const { page, close } = await openWith(
      'SELECT * { ?zone gcm:connectedTarget ?target FILTER(?zone = <objective/10>) } ORDER BY ?target',
    );
    expect(queryIn(new URL(page.url()).hash)).toMatch(/^PREFIX gcm:/);
    const heads = await page.locator('#query-cells th button').allTextContents();
    expect(heads).toEqual(['zone', 'target']);
    await page.locator('#query-filter').fill('TRAFFICKING children');
    const link = page.locator('#query-cells td a').last();
    expect(await link.getAttribute('title')).toBe('http://metadata.un.org/sdg/16.2');
    await link.click();
    await page.waitForURL(/\/en\/sdg\/16\.2\.html$/);
    await close();
  });

  it('underlines a syntax error and explains it in the language of the page; Escape leaves the editor', async () => {
    const { page, close } = await openWith('SELECT ?x {\n ?x skso:broader ?y }', 'fr');
    await says(
      page,
      /ligne 2, colonne 5\s: «\sskso\s» n’est pas un préfixe déclaré. Vouliez-vous dire «\sskos\s»\s\?/i,
    );
    expect(await page.locator('.cm-content .fault').textContent()).toBe('skso:');
    await page.locator('.cm-content').focus();
    await page.keyboard.press('Escape');
    expect(await page.evaluate('document.activeElement.closest(".cm-editor")')).toBe(null);
    await close();
  });

  it('sorts by a column, and the arrow keys make it wider', async () => {
    const { page, close } = await openWith('SELECT ?n { VALUES ?n { 9 10 2 } }');
    const cells = (): Promise<string[]> => page.locator('#query-cells td').allTextContents();
    await page.locator('#query-cells th button').click();
    expect(await cells()).toEqual(['2', '9', '10']);
    await page.locator('#query-cells th button').click();
    expect(await cells()).toEqual(['10', '9', '2']);
    const width = async (): Promise<number> => (await page.locator('#query-cells th').boundingBox())?.width ?? 0;
    const before = await width();
    await page.locator('.widen').press('ArrowRight');
    expect(await width()).toBeGreaterThan(before + 20);
    await close();
  });

  it('shows names in a table as text', async () => {
    const { page, errors, close } = await openWith('SELECT ("<img src=x onerror=alert(1)>" AS ?name) {}');
    expect(await page.locator('#query-cells td').textContent()).toBe('<img src=x onerror=alert(1)>');
    expect(await page.locator('#query-results img').count()).toBe(0);
    expect(errors).toEqual([]);
    await close();
  });

  it('sends nothing to other servers without consent', async () => {
    const { page, elsewhere, close } = await open(
      `en/query.html${fragmentOf('SELECT ?s { SERVICE <https://sparql.example/query> { ?s ?p ?o } }')}`,
    );
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
    expect(await page.locator('#query-cells td').textContent()).toMatch(/trafficking/);
    expect(errors).toEqual([]);
    await close();
  });
});
