import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import jsonld from 'jsonld';
import { Parser, type Quad } from 'n3';
import { beforeAll, describe, expect, it } from 'vitest';
import { canonicalOrder, toNQuads } from '../src/graph/quad-lines.js';
import { allowMarkup, replace } from './support/edit.js';
import { gcm, smallProject, temporaryFolder } from './support/gcm.js';
import { languages } from './support/languages.js';
import { releaseOf } from './support/releases.js';
import { linksOf, readPage, schemasOf, siteFiles } from './support/site.js';

const project = smallProject();
const site = path.join(project, 'build/current/site');
const hostile = [
  '<img src=x onerror=alert(1)>',
  '</script><script>alert(2)</script>',
  '\u202eturned\u202c &amp; "quoted"',
];

beforeAll(async () => {
  const data = path.join(project, 'data');
  allowMarkup(data, 'objectives.csv');
  allowMarkup(data, 'targets.csv');
  replace(
    data,
    'objectives.csv',
    'Collect and utilize accurate',
    `"${hostile[1]} ${hostile[2]?.replaceAll('"', '""')} accurate`,
  );
  replace(data, 'objectives.csv', 'as a basis for evidence-based policies', 'as a basis"');
  // Long names have their short name in titles.
  replace(data, 'objectives.csv', ',Data,', `,"${hostile[2]?.replaceAll('"', '""')}",`);
  replace(
    data,
    'targets.csv',
    'Significantly reduce all forms of violence and related death rates everywhere',
    `${hostile[0]}`,
  );
  await releaseOf(project);
});

describe('a hostile name', () => {
  const pages = (): string[] => siteFiles(site, '.html').map((file) => readPage(site, file));

  it('appears as text on every page', () => {
    expect(pages().some((html) => html.includes('&lt;img src=x onerror=alert(1)>'))).toBe(true);
    for (const html of pages()) {
      for (const [image] of html.matchAll(/<img[^>]*>/g))
        expect(image).toMatch(/^<img src="[^":]*assets\/favicon\.svg" alt width="32" height="32"\/>$/);
      const allowed =
        /<script (?:(?:(?:defer|type="module") )?src="[^":]*">|type="application\/json">[^<]*)<\/script>/g;
      expect(html.replace(allowed, '').match(/<script/g) ?? []).toHaveLength(schemasOf(html).length);
    }
  });

  it('is unchanged in the data for search engines', () =>
    expect(schemasOf(readPage(site, 'en/objective/1.html'))[0]?.['name']).toContain('</script><script>alert(2)'));

  it('cannot change the direction of other text', () => {
    const html = readPage(site, 'en/objective/1.html');
    expect(html).toMatch(/<h1><bdi>[^<]*\u202e[^<]*<\/bdi><\/h1>/);
    expect(/<title>(.*?)<\/title>/s.exec(html)?.[1]).toContain('turned');
    expect(/<head>.*?<\/head>/s.exec(html)?.[0]).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
    const outside = html.replace(/<bdi[^>]*>.*?<\/bdi>/gs, '');
    expect(outside).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
  });
});

describe('the data of a page', () => {
  const turtle = (file: string): Quad[] => new Parser().parse(readPage(site, file));

  it('is the same in Turtle and in JSON-LD, which also names the linked resources', async () => {
    const files = siteFiles(site, '.ttl');
    expect(files.length).toBeGreaterThan(50);
    const dump = new Set(readFileSync(path.join(site, '../gcm-sdg.nt'), 'utf8').split('\n'));
    const more = new Set<string>();
    for (const file of files) {
      const inJson = (await readJsonLd(file.replace(/ttl$/, 'jsonld'))).trimEnd().split('\n');
      const inTurtle = toNQuads(canonicalOrder(turtle(file)))
        .trimEnd()
        .split('\n');
      const others = new Set(inJson);
      for (const line of inTurtle) expect(others.delete(line), `${file}: ${line}`).toBe(true);
      for (const line of others) more.add(line);
    }
    expect(more.size).toBeGreaterThan(50);
    for (const line of more) {
      expect(line).toMatch(/^<[^>]*> <[^>]*(?:#type|#prefLabel|#notation|#label|\/title|\/name)> /);
      expect(dump).toContain(line);
    }
  });

  it('contains all statements about the resource and the rows that connect it', () => {
    const lines = (text: string): string[] =>
      text
        .split('\n')
        .filter((line) => /gcm-graph\/(objective\/1|link\/1-[^/]*\/[^>]*)>/.test(line.split(' ')[0] ?? ''));
    const dump = readFileSync(path.join(site, '../gcm-sdg.nt'), 'utf8');
    const own = toNQuads(canonicalOrder(turtle('objective/1.ttl')));
    expect(lines(own)).toEqual(lines(dump));
    expect(own.trimEnd().split('\n')).toHaveLength(lines(dump).length);
    expect(own).toContain('<https://w3id.org/gcm-graph/link/1-17.18/unnm-guide-2022> ');
  });
});

/** Reads a file with an independent JSON-LD parser, which loads the context only from the URL in the file. */
async function readJsonLd(file: string): Promise<string> {
  const at = (name: string): string => new URL(name, 'https://example.org/').href;
  const documentLoader = async (url: string) => ({
    contextUrl: undefined,
    documentUrl: url,
    document: JSON.parse(readPage(site, url.replace('https://example.org/', ''))),
  });
  const rdf = await jsonld.toRDF(JSON.parse(readPage(site, file)), {
    base: at(file),
    documentLoader,
    format: 'application/n-quads',
  } as never);
  return toNQuads(canonicalOrder(new Parser().parse(rdf as unknown as string)));
}

it('keeps only existing files for the workbench without a connection', () => {
  for (const language of languages) {
    const script = readPage(site, `${language}/workbench/offline.js`);
    const kept = JSON.parse(/^self\.kept = (.*);$/m.exec(script)?.[1] ?? '') as { page: string; files: string[] };
    for (const file of [kept.page, ...kept.files])
      expect(existsSync(path.join(site, language, 'workbench', file)), file).toBe(true);
    const needed = [
      'worker.js',
      'read-worker.js',
      '../explanations.json',
      '../../data/project.zip',
      '../../assets/oxigraph.wasm.gz',
    ];
    expect(kept.files).toEqual(expect.arrayContaining(needed));
  }
});

describe('a site of another project', () => {
  it('has pages for its own resources, and a sitemap if its address is known', async () => {
    const folder = path.join(temporaryFolder(), 'mine');
    expect((await gcm(['init', folder, '--languages', 'en,fr'])).code).toBe(0);
    expect((await gcm(['build', '--site-address', 'https://example.org/mine/site/'], { cwd: folder })).code).toBe(0);
    const own = path.join(folder, 'build/current/site');
    expect(readPage(own, 'fr/kind/concept.html')).toMatch(/<h1>/);
    expect(existsSync(path.join(own, 'en/concept/1-1.html'))).toBe(true);
    const sitemap = readPage(own, 'sitemap.xml');
    const places = [...sitemap.matchAll(/<loc>https:\/\/example\.org\/mine\/site\/([^<]*)<\/loc>/g)].map(
      ([, place]) => place,
    );
    expect(places.sort()).toEqual(siteFiles(own, '.html').filter((file) => file.includes('/')));
    expect(readPage(own, 'concept/1-1.jsonld')).toContain('"@context": "https://example.org/mine/site/context.jsonld"');
    expect(existsSync(path.join(site, 'sitemap.xml'))).toBe(false);
    // Servers show this page for URLs at any depth.
    const links = linksOf(readPage(own, '404.html')).filter((link) => !/^(?:https?:|#)/.test(link));
    expect(links).toContain('/mine/site/assets/site.css');
    for (const link of links)
      expect(existsSync(path.join(own, link.replace('/mine/site/', '').replace(/#.*/, ''))), link).toBe(true);
  });
});
