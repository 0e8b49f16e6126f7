import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { gcm, newProject } from './support/gcm.js';
import { linksOf, readPage, siteFiles } from './support/site.js';

describe('a project without objectives', () => {
  let site: string;
  beforeAll(async () => {
    const project = await newProject('--template', 'framework');
    expect((await gcm(['build', '--strict'], { cwd: project })).code).toBe(0);
    site = path.join(project, 'build/current/site');
  });

  it('has pages for its resources, checks and statistics', () => {
    const pages = siteFiles(path.join(site, 'en'), '.html');
    expect(pages).toEqual(expect.arrayContaining(['index.html', 'ontology.html', 'report.html', 'rules.html']));
    expect(readPage(site, 'en/statistics.html')).toContain('kind/goal.html');
    expect(readPage(site, 'fr/ontology.html')).toMatch(/id="Goal">.*But.*new:Goal/);
    expect(readPage(site, 'en/rules.html')).toContain('id="no-broader-cycle"');
    expect(readPage(site, 'en/report.html')).toContain('No problems found.');
  });

  it('does not mention another framework', () => {
    for (const file of ['en/index.html', 'en/statistics.html'])
      expect(readPage(site, file).replace(/<script.*?<\/script>/gs, '')).not.toMatch(
        /objective|principle|migration|sdg|2030/i,
      );
  });

  it('has no broken links', () => {
    const files = new Set(siteFiles(site, ''));
    for (const file of siteFiles(site, '.html'))
      for (const link of linksOf(readPage(site, file)).filter((one) => !/^(?:https?:|#)/.test(one))) {
        const [to = '', fragment] = link.replace(/\?[^#]*/, '').split('#');
        const target = path.posix.join(path.posix.dirname(file), to);
        if (!target.startsWith('../')) expect(files.has(target), `${file}: ${link}`).toBe(true);
        if (fragment !== undefined) expect(readPage(site, target), link).toContain(` id="${fragment}"`);
      }
  });
});
