import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { allowMarkup, append, replace } from '../../support/edit.js';
import { gcmProcess, newProject } from '../../support/gcm.js';
import { type Serving, serveRelease } from '../../support/serving.js';
import { noBrowser, useBrowser } from './browser.js';

/** Hostile names, which must appear on the pages as text. */
const image = '<img src="https://evil.example/x" onerror="document.title=1">';
const script = '</script><script>document.title=1</script>';
const title = '</title><svg onload=document.title=1>';
const attribute = `" onmouseover="document.title=1" x='`;
const entity = '&lt;b&gt; &amp;amp; {{7*7}} javascript:document.title=1';
const turned = '\u202egnikciffart\u202c and \u2066more\u2069';
const names = [image, script, title, attribute, entity, turned];
const long = 'w1'.repeat(2500); // a word of letters alone is refused

const open = useBrowser();
let project = '';
let server: Serving;
let address = '';

/** Puts the hostile names into the titles of the first items and of the edition. */
function spoil(): void {
  for (const file of ['concepts.csv', 'dataset.csv']) allowMarkup(path.join(project, 'data'), file);
  const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
  const rows = [...names, long].map((name, i) => `${i + 3},${quoted(name)},,,,,,1,\n`);
  append(path.join(project, 'data'), 'concepts.csv', rows.join('').trimEnd());
  replace(path.join(project, 'data'), 'dataset.csv', ',New,', `,${quoted(image + script)},`);
}

beforeAll(async () => {
  project = await newProject();
  spoil();
  const { code, stdout, stderr } = gcmProcess(['build'], { cwd: project });
  expect(code, stdout + stderr).toBe(0);
  server = await serveRelease(path.join(project, 'build/current'));
  address = `${server.address}site/`;
});

describe.skipIf(noBrowser)('names with markup', () => {
  it.each(names.map((name, i) => [i + 1, name] as const))('are text on the page of item %d: %s', async (i, name) => {
    const { page, errors, elsewhere, close } = await open(`${address}en/concept/${i + 2}.html`);
    expect((await page.locator('main').textContent()) ?? '').toContain(name);
    expect(await page.title()).not.toBe('1');
    expect(
      await page
        .locator('main img, script:not([src]):not([type="application/ld+json"]), [onmouseover], svg[onload]')
        .count(),
    ).toBe(0);
    for (const text of await page.locator('script[type="application/ld+json"]').allTextContents()) JSON.parse(text);
    expect({ errors, elsewhere }).toEqual({ errors: [], elsewhere: [] });
    await close();
  });

  it('are text in the lists, on the start page and in the search', async () => {
    const { page, errors, elsewhere, close } = await open(`${address}en/index.html`);
    expect(await page.locator('main').textContent()).toContain(image + script);
    await page.goto(`${address}en/kind/concept.html`);
    for (const name of names) expect(await page.locator('main').textContent()).toContain(name);
    await page.keyboard.press('Control+k');
    await page.keyboard.type('onerror');
    await page.getByRole('option').first().waitFor();
    expect(await page.getByRole('option').first().textContent()).toContain('<img src=');
    expect(await page.locator('.found img').count()).toBe(0);
    expect(await page.title()).not.toBe('1');
    expect({ errors, elsewhere }).toEqual({ errors: [], elsewhere: [] });
    await close();
  });

  it('of any length do not make a page wider than its window', async () => {
    const { page, close } = await open(`${address}en/concept/9.html`);
    for (const file of ['en/concept/9', 'en/concept/8', 'en/concept/1', 'fr/kind/concept']) {
      await page.goto(`${address}${file}.html`);
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), file).toBe(true);
    }
    await close();
  });

  it('cannot change the direction of other text', async () => {
    const { page, close } = await open(`${address}en/kind/concept.html`);
    const outside = await page.evaluate(`[...document.querySelectorAll('body *')].flatMap((element) =>
      [...element.childNodes].filter((node) => node.nodeType === 3 && /[\\u202a-\\u202e\\u2066-\\u2069]/.test(node.data) &&
        !element.closest('bdi')).map((node) => node.data))`);
    expect(outside).toEqual([]);
    expect(await page.title()).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
    await close();
  });
});
