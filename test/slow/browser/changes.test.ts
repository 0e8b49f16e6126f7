import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { formerData } from '../../support/frameworks.js';
import { gcm, projectWithFewFigures, temporaryFolder } from '../../support/gcm.js';
import { languages } from '../../support/languages.js';
import { type Serving, serveRelease } from '../../support/serving.js';
import { narrow, overflowOf, violationsOf } from './accessibility.js';
import { noBrowser, useBrowser } from './browser.js';

describe.skipIf(noBrowser)('the page of changes', () => {
  const open = useBrowser();
  let server: Serving;
  beforeAll(async () => {
    const out = temporaryFolder();
    const built = await gcm(['build', '--out', out, '--previous', formerData()], { cwd: projectWithFewFigures() });
    expect(built, built.stdout + built.stderr).toMatchObject({ code: 0 });
    server = await serveRelease(path.join(out, 'current'));
  }, 300_000);

  it.each(languages)('is accessible and fits a phone in %s', async (language) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page, errors, close } = await open(`${server.address}site/${language}/changes.html`, { colorScheme });
      expect(await violationsOf(page)).toEqual([]);
      await page.setViewportSize(narrow);
      expect(await overflowOf(page)).toBe(0);
      expect(errors).toEqual([]);
      await close();
    }
  });
});
