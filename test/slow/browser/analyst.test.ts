import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../support/gcm.js';
import { noBrowser, type Opened, useBrowser } from './browser.js';

const open = useBrowser();

/** Ten questions of an analyst, by the names of saved queries. Five of them need figures that the graph does not contain. */
const questions = [
  'objective-10',
  'most-connected-targets',
  'country-profile',
  'latest-figures-objective-10',
  'migrants-and-remittances',
  'injuries-of-migrants',
  'largest-falls-in-remittance-costs',
  'migration-policies-of-a-country',
  'trafficking-by-form-and-sex',
  'unemployment-by-sex',
];

describe.skipIf(noBrowser)('questions of an analyst', () => {
  let opened: Opened;
  const run = async (name: string): Promise<void> => {
    await opened.page.locator(`button[data-saved="${name}"]`).dispatchEvent('click');
    await opened.page.locator('#query-tool[aria-busy="false"]').waitFor();
  };
  beforeAll(async () => {
    opened = await open('en/query.html');
    await run('goal-coverage'); // loads the graph
  });
  afterAll(() => opened.close());

  it.each(questions)('%s has the answer of the store in Node', async (name) => {
    await run(name);
    const { page } = opened;
    const [download] = await Promise.all([page.waitForEvent('download'), page.locator('#query-csv').click()]);
    const text = readFileSync(await download.path(), 'utf8').replaceAll('\r\n', '\n');
    expect(text).toBe(readFileSync(path.join(root, 'test/examples', `${name}.csv`), 'utf8'));
  });
});
