import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { areaIndex } from '../../../src/site/areas/area-index.js';
import { pagesAboutAll } from '../../../src/site/page-list.js';
import { kindByName, kindList } from '../../../src/site/pages/kind.js';
import { valuesPage } from '../../../src/site/pages/long-list.js';
import { thingPage } from '../../../src/site/pages/thing.js';
import { treePage } from '../../../src/site/pages/tree.js';
import { colourRules, narrow, overflowOf, violationsOf } from './accessibility.js';
import { noBrowser, type Opened, useBrowser } from './browser.js';
import { languages, samplePaths, samples, states } from './page-samples.js';

const open = useBrowser();

/** Opens a page and waits until its scripts have started. */
async function openReady(path: string, language: string, options = {}): Promise<Opened> {
  const opened = await open(`${language}/${path}.html`, options);
  if (path === 'query') {
    await opened.page.locator('#query-tool[aria-busy="false"]').waitFor();
    await opened.page.locator('#query-text').focus(); // loads the editor
    await opened.page.locator('.cm-content').waitFor();
  }
  return opened;
}

/** The number of pixels by which the header overlaps the content. */
const overlapOf = (page: Page): Promise<number> =>
  page.evaluate(`Math.max(0, ...[...document.querySelectorAll('header.top *:not(.skip, .unseen, .found *)')].map((part) =>
    part.getBoundingClientRect().bottom - document.querySelector('main').getBoundingClientRect().top))`);

it('each type of page has a sample', () => {
  const makers = [...Object.values(pagesAboutAll), areaIndex, kindList, kindByName, treePage, valuesPage, thingPage];
  expect(Object.keys(samples).sort()).toEqual(makers.map(({ name }) => name).sort());
});

/** Checks an open page in the light and in the dark theme and on a small phone, and closes it. */
async function expectGood({ page, errors, elsewhere, close }: Opened, language: string): Promise<void> {
  expect(await page.getAttribute('html', 'lang')).toBe(language);
  expect(await violationsOf(page)).toEqual([]);
  const light = await backgroundOf(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await backgroundOf(page)).not.toBe(light);
  expect(await violationsOf(page, colourRules)).toEqual([]);
  await page.setViewportSize(narrow);
  expect(await overflowOf(page)).toBe(0);
  expect(await overlapOf(page)).toBe(0);
  expect({ errors, elsewhere }).toEqual({ errors: [], elsewhere: [] });
  await close();
}

const backgroundOf = (page: Page): Promise<string> => page.evaluate('getComputedStyle(document.body).backgroundColor');

describe.skipIf(noBrowser).concurrent.each(languages)('in %s', (language) => {
  it.each(samplePaths)('%s is accessible, loads only its own files and fits a phone', async (path) => {
    await expectGood(await openReady(path, language), language);
  });

  it.each(states)('$address is accessible, loads only its own files and fits a phone', async ({ address, part }) => {
    const opened = await open(`${language}/${address}`);
    await opened.page.locator(part).first().waitFor();
    await expectGood(opened, language);
  });
});

describe.skipIf(noBrowser).concurrent('on a phone', () => {
  it.each(samplePaths)('%s is accessible', async (path) => {
    const { page, close } = await openReady(path, 'ar', { viewport: { width: 360, height: 800 }, hasTouch: true });
    expect(await overflowOf(page)).toBe(0);
    expect(await violationsOf(page)).toEqual([]);
    await close();
  });
});

it.skipIf(noBrowser).each(['index.html', '404.html'])('%s in the root folder is accessible', async (file) => {
  const { page, errors, elsewhere, close } = await open(file);
  expect(await violationsOf(page)).toEqual([]);
  expect({ errors, elsewhere }).toEqual({ errors: [], elsewhere: [] });
  await close();
});
