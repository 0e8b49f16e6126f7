import { readFileSync } from 'node:fs';
import path from 'node:path';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { gcm, ownRules, smallProject } from './support/gcm.js';
import { releaseOf, smallSite } from './support/releases.js';
import { readPage, schemasOf, siteFiles } from './support/site.js';

/** The metadata for search engines, feed readers and other programs. */

const address = 'https://example.org/compact/site/';
const project = smallProject();
const site = path.join(await releaseOf(project, '--site-address', address, '--previous', await smallSite()), 'site');
const unknown = path.join(await smallSite(), 'site');
const pages = siteFiles(site, '.html');

interface Element {
  name: string;
  text: string;
  attributes: Record<string, string>;
  inside: Element[];
}

/** Parses XML with an independent parser, which throws if the XML is not well-formed. */
function parseXml(xml: string): Element {
  const root: Element = { name: '', text: '', attributes: {}, inside: [] };
  const open = [root];
  const parser = new SaxesParser({ xmlns: false });
  parser.on('opentag', ({ name, attributes }) => {
    const element: Element = { name, text: '', attributes, inside: [] };
    open.at(-1)?.inside.push(element);
    open.push(element);
  });
  parser.on('text', (text) => {
    const last = open.at(-1);
    if (last) last.text += text;
  });
  parser.on('closetag', () => void open.pop());
  parser.write(xml).close();
  return root.inside[0] as Element;
}

const textsIn = ({ inside }: Element, name: string): string[] =>
  inside.filter((one) => one.name === name).map(({ text }) => text);

/** The address of a link with this relation and these attributes. */
const linkOf = (html: string, attributes: string): string | undefined =>
  new RegExp(`<link ${attributes}[^>]* href="([^"]*)"`).exec(html)?.[1];

const metaOf = (html: string, name: string): string | undefined =>
  new RegExp(`<meta (?:name|property)="${name}" content="([^"]*)"`).exec(html)?.[1];

/** True if a URL is the address of a file of the release. */
function isFile(url: string): boolean {
  const file = path.join(site, '..', new URL(url).pathname.replace(/^\/compact\//, ''));
  return url.startsWith('https://example.org/compact/') && readFileSync(file).length > 0;
}

describe('a page of a site with a known address', () => {
  it('names its canonical address, and its translations with absolute addresses', () => {
    for (const file of pages.filter((one) => one.includes('/'))) {
      const html = readPage(site, file);
      expect(linkOf(html, 'rel="canonical"')).toBe(address + file);
      expect(metaOf(html, 'og:url')).toBe(address + file);
      for (const language of ['en', 'ar'])
        expect(linkOf(html, `rel="alternate" hreflang="${language}"`)).toBe(
          address + file.replace(/^[a-z]+/, language),
        );
    }
    expect(linkOf(readPage(site, 'index.html'), 'rel="canonical"')).toBe(`${address}en/index.html`);
    expect(linkOf(readPage(site, '404.html'), 'rel="canonical"')).toBeUndefined();
  });

  it('has a description and a picture for sharing', () => {
    for (const file of pages) {
      const html = readPage(site, file);
      expect(metaOf(html, 'og:description'), file).toMatch(/./);
      expect(metaOf(html, 'description')).toBe(metaOf(html, 'og:description'));
      expect(metaOf(html, 'og:image')).toBe(`${address}assets/preview.png`);
      expect(metaOf(html, 'twitter:card')).toBe('summary_large_image');
    }
    expect(isFile(`${address}assets/preview.png`)).toBe(true);
  });

  it('lacks all of this if the address is unknown', () => {
    const html = readPage(unknown, 'en/objective/1.html');
    expect(html).not.toMatch(/rel="canonical"|rel="alternate" hreflang|og:url|og:image|twitter/);
  });
});

it('an invalid address is reported', async () => {
  const { code, stderr } = await gcm(['build', ...ownRules, '--site-address', 'example.org'], { cwd: project });
  expect(code).toBe(2);
  expect(stderr).toContain('--site-address: "example.org" must be a URL that ends with a slash');
});

it('the sitemap lists every page with the day of the last change', () => {
  const { name, attributes, inside } = parseXml(readPage(site, 'sitemap.xml'));
  expect([name, attributes['xmlns']]).toEqual(['urlset', 'http://www.sitemaps.org/schemas/sitemap/0.9']);
  expect(inside.flatMap((url) => textsIn(url, 'loc')).sort()).toEqual(
    pages.filter((one) => one.includes('/')).map((file) => address + file),
  );
  for (const url of inside) expect(textsIn(url, 'lastmod')).toEqual([expect.stringMatching(/^\d{4}-\d\d-\d\d$/)]);
});

describe.each(['en', 'ar'])('the feed in %s', (language) => {
  const file = `${language}/feed.xml`;
  const feed = parseXml(readPage(site, file));
  const isTime = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);

  it('has what Atom requires of a feed and of each entry', () => {
    expect([feed.name, feed.attributes['xmlns']]).toEqual(['feed', 'http://www.w3.org/2005/Atom']);
    for (const one of [feed, ...feed.inside.filter(({ name }) => name === 'entry')]) {
      expect(textsIn(one, 'id')).toEqual([expect.stringMatching(/^https:\/\//)]);
      expect(textsIn(one, 'title')).toEqual([expect.stringMatching(/./)]);
      expect(textsIn(one, 'updated')).toEqual([isTime]);
    }
    expect(feed.inside.filter(({ name }) => name === 'entry')).toHaveLength(1);
    expect(feed.inside.flatMap((one) => (one.name === 'author' ? textsIn(one, 'name') : []))).toEqual(['gcm-graph']);
    const links = feed.inside.filter(({ name }) => name === 'link').map(({ attributes }) => attributes);
    expect(links.find(({ rel }) => rel === 'self')?.['href']).toBe(address + file);
    for (const { href = '' } of links) expect(isFile(href), href).toBe(true);
  });

  it('is linked from every page', () =>
    expect(
      linkOf(readPage(site, `${language}/objective/1.html`), 'rel="alternate" type="application/atom\\+xml"'),
    ).toBe('../feed.xml'));
});

describe('data sets for search engines', () => {
  // https://developers.google.com/search/docs/appearance/structured-data/dataset
  const required = ['name', 'description'];
  const recommended = [
    'license',
    'creator',
    'distribution',
    'temporalCoverage',
    'spatialCoverage',
    'variableMeasured',
    'isAccessibleForFree',
  ];
  const datasets = (file: string) => schemasOf(readPage(site, file)).filter((one) => one['@type'] === 'Dataset');

  it.each(['sdg/SM_DTH_MIGR', 'area/001'])('are complete on the page %s', (thing) => {
    for (const language of ['en', 'zh']) {
      const [dataset = {}, ...more] = datasets(`${language}/${thing}.html`);
      expect(more).toEqual([]);
      for (const property of [...required, ...recommended]) expect(dataset[property], property).toBeTruthy();
      expect((dataset['description'] as string).length).toBeGreaterThanOrEqual(language === 'zh' ? 25 : 50);
      expect(dataset['temporalCoverage']).toMatch(/^\d{4}\/\d{4}$/);
      const files = dataset['distribution'] as { contentUrl: string; encodingFormat: string }[];
      expect(files.length).toBeGreaterThan(0);
      for (const { contentUrl, encodingFormat } of files) {
        expect(encodingFormat).toMatch(/\//);
        expect(isFile(contentUrl), contentUrl).toBe(true);
      }
    }
  });
});

it('llms.txt names the site and links to lists and data', () => {
  const text = readPage(site, 'llms.txt');
  expect(text).toMatch(/^# Global Compact for Migration.*\n\n> /);
  const links = [...text.matchAll(/\]\(([^)]*)\)/g)].map(([, link]) => link as string);
  expect(links.length).toBeGreaterThan(15);
  for (const link of links) expect(isFile(link), link).toBe(true);
});
