import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { beforeAll, describe, expect, it } from 'vitest';
import { formerData } from '../../support/frameworks.js';
import { gcm, projectWithFewFigures, temporaryFolder } from '../../support/gcm.js';
import { languages } from '../../support/languages.js';
import { type Serving, serveRelease } from '../../support/serving.js';
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
      const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
      const { violations } = await new AxeBuilder({ page }).withTags(rules).setLegacyMode().analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
      await page.setViewportSize({ width: 320, height: 640 });
      expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(
        0,
      );
      expect(errors).toEqual([]);
      await close();
    }
  });
});
