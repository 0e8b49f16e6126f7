import { appendFileSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { gcm, newProject } from '../support/gcm.js';
import { ask, serveRelease } from '../support/serving.js';
import { linksOf, readPage, siteFiles } from '../support/site.js';
import { noApache, noNginx, openTo, startApache, startNginx } from '../support/web-servers.js';

let build: string;
let site: string;
beforeAll(async () => {
  const project = await newProject('--template', 'thesaurus', '--base', 'https://example.org/crafts/');
  const rows = Array.from(
    { length: 5100 },
    (_, i) => `c${i},craft ${i},métier ${i},,,,,${i < 3 ? '' : `c${i % 3}`},\n`,
  );
  appendFileSync(path.join(project, 'data/concepts.csv'), rows.join(''));
  const { code, stderr, stdout } = await gcm(['build'], { cwd: project });
  expect({ code, stderr, stdout }).toMatchObject({ code: 0 });
  build = path.join(project, 'build/current');
  site = path.join(build, 'site');
  openTo(path.dirname(project));
});

it('a large site has a page per thing, and data, lists and the search in parts', () => {
  const files = siteFiles(site, '');
  expect(files.filter((file) => /^things\/concept\/c\d+\.html$/.test(file))).toHaveLength(5100);
  expect(files.filter((file) => file.endsWith('.ttl'))).toHaveLength(18);
  expect(files).toEqual(expect.arrayContaining(['en/kind/concept/11.html', 'fr/search/1.js', 'words/fr.js']));
  const sizes = siteFiles(site, '.html').map((file) => statSync(path.join(site, file)).size);
  expect(Math.max(...sizes)).toBeLessThan(300_000);
});

it('a large site has no broken links', () => {
  const files = new Set(siteFiles(site, ''));
  const pages = siteFiles(site, '.html').filter((file, i) => !file.startsWith('things/') || i % 50 === 0);
  for (const file of pages)
    for (const link of linksOf(readPage(site, file)).filter((one) => !/^(?:https?:|#|\?)/.test(one))) {
      const target = path.posix.join(path.posix.dirname(file), link.replace(/[?#].*/, ''));
      if (!target.startsWith('../')) expect(files.has(target), `${file}: ${link}`).toBe(true);
    }
});

it.skipIf(noNginx ?? noApache).each([
  ['nginx', 'nginx.conf', startNginx],
  ['Apache', 'apache.conf', startApache],
])('the rules for %s lead to the pages', async (_name, file, start) => {
  const { address, stop } = await start(realpathSync(build), readPage(site, `hosting/${file}`));
  const french = { 'accept-language': 'fr' };
  for (const path of ['/concept/c7', '/concept/c7.html'])
    expect(await ask(address, path, french)).toMatchObject({
      status: 303,
      headers: { location: expect.stringMatching(/\/site\/things\/concept\/c7\.html\?lang=fr$/) },
    });
  expect((await ask(address, '/site/things/concept/c7.html?lang=fr')).status).toBe(200);
  expect((await ask(address, '/concept/c99999')).status).toBe(404);
  await stop();
});

it('the server leads to the pages of a large site, and describes and finds its things', async () => {
  const { address } = await serveRelease(build);
  const page = await ask(address, '/concept/c7', { accept: 'text/html', 'accept-language': 'fr' });
  expect(page).toMatchObject({ status: 303, headers: { location: '/site/things/concept/c7.html?lang=fr' } });
  const turtle = await ask(address, '/concept/c7.ttl');
  expect(turtle.body).toContain('"métier 7"@fr');
  const found = JSON.parse((await ask(address, '/search?q=craft%204321&lang=en')).body);
  expect(found.results[0]).toMatchObject({
    iri: 'https://example.org/crafts/concept/c4321',
    page: '/site/things/concept/c4321.html?lang=en',
  });
});
