import { readdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ExampleName, exampleNames, exampleProject } from '../../support/examples.js';
import { gcm, temporaryFolder } from '../../support/gcm.js';
import { type Serving, serveRelease } from '../../support/serving.js';
import { narrow, overflowOf, violationsOf } from './accessibility.js';
import { noBrowser, useBrowser } from './browser.js';

/** The sites of other frameworks are as accessible as ours, also from right to left. */

const open = useBrowser();

/** A new project from a template, in Spanish and Arabic. */
async function newProject(): Promise<string> {
  const folder = temporaryFolder();
  const args = ['--template', 'framework', '--languages', 'es,ar', '--base', 'https://example.org/plan/'];
  expect((await gcm(['init', 'plan', ...args], { cwd: folder })).code).toBe(0);
  return path.join(folder, 'plan');
}

const projects: [name: string, make: () => Promise<string>][] = [
  ...exampleNames.map((name: ExampleName): [string, () => Promise<string>] => [name, async () => exampleProject(name)]),
  ['a new project', newProject],
];

describe.skipIf(noBrowser).each(projects)('the site of %s', (_, make) => {
  let server: Serving;
  let pages: string[] = [];
  beforeAll(async () => {
    const cwd = await make();
    const { code, stdout, stderr } = await gcm(['build'], { cwd });
    expect(code, stdout + stderr).toBe(0);
    const site = path.join(cwd, 'build/current/site');
    const languages = readdirSync(site).filter((one) => /^[a-z]{2}$/.test(one));
    // One page of each folder: each kind of thing, each list, each hierarchy, and the pages about the whole.
    pages = languages.flatMap((language) => {
      const files = readdirSync(path.join(site, language), { recursive: true, encoding: 'utf8' });
      const html = files.filter((file) => file.endsWith('.html') && file !== 'query.html').sort();
      const folders = new Map(html.map((file) => [path.dirname(file) === '.' ? file : path.dirname(file), file]));
      return [...folders.values()].map((file) => `${language}/${file}`);
    });
    server = await serveRelease(path.join(cwd, 'build/current'));
  });
  afterAll(() => server?.close());

  it('is accessible in all its languages, light and dark, and fits a phone', async () => {
    expect(pages.length).toBeGreaterThan(10);
    const first = (pages[0] as string).slice(0, 3); // "de/"
    const { page, errors, elsewhere, close } = await open(`${server.address}site/${pages[0]}`);
    for (const file of pages) {
      await page.emulateMedia({ colorScheme: 'light' });
      await page.setViewportSize({ width: 1280, height: 800 });
      await page.goto(`${server.address}site/${file}`);
      expect(await page.getAttribute('html', 'dir'), file).toBe(file.startsWith('ar/') ? 'rtl' : 'ltr');
      expect(await violationsOf(page), file).toEqual([]);
      await page.emulateMedia({ colorScheme: 'dark' });
      await page.setViewportSize(narrow);
      expect(await overflowOf(page), file).toBe(0);
      if (file.startsWith(first)) expect(await violationsOf(page), `${file}, dark`).toEqual([]); // with the same colours
    }
    expect({ errors, elsewhere }).toEqual({ errors: [], elsewhere: [] });
    await close();
  }, 300_000);
});

describe.skipIf(noBrowser)('the hierarchy of the thesaurus', () => {
  it('opens and closes with the keyboard, and a link opens the parts around its place', async () => {
    const cwd = exampleProject('thesaurus');
    expect((await gcm(['build'], { cwd })).code).toBe(0);
    const server = await serveRelease(path.join(cwd, 'build/current'));
    const { page, close } = await open(`${server.address}site/de/tree/concepts.html`);
    const strings = page.locator('li:has(> a[href$="/saite.html"]) > details');
    const isOpen = (): Promise<boolean> => strings.evaluate((one) => one.hasAttribute('open'));
    expect(await isOpen()).toBe(false);
    await strings.locator('> summary').focus();
    await page.keyboard.press('Enter');
    expect(await isOpen()).toBe(true);
    await page.keyboard.press('Tab'); // to the first link below it
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Klavier');
    await strings.locator('> summary').focus();
    await page.keyboard.press('Space');
    expect(await isOpen()).toBe(false);
    await page.goto(`${server.address}site/de/tree/concepts.html#concept/cembalo`);
    expect(await page.locator('[id="concept/cembalo"]').isVisible()).toBe(true);
    await close();
    await server.close();
  });
});
