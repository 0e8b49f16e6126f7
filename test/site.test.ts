import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Parser } from 'n3';
import { describe, expect, it } from 'vitest';
import { gcm, smallProject, temporaryFolder } from './support/gcm.js';
import { releaseOf, smallSite } from './support/releases.js';
import { linksOf, readPage, siteFiles } from './support/site.js';

const languages = ['en', 'fr', 'es', 'ar', 'zh', 'ru'];
const release = await smallSite();
const site = path.join(release, 'site');
const page = (file: string): string => readPage(site, file);

const quads = new Parser().parse(readFileSync(path.join(release, 'gcm-sdg.nt'), 'utf8'));

const subjectsOf = (predicate: RegExp, object = /./): Set<string> =>
  new Set(
    quads
      .filter((quad) => predicate.test(quad.predicate.value) && object.test(quad.object.value))
      .map(({ subject }) => subject.value),
  );

/** The IRIs of the codes of figures, which have no pages. */
const codes = subjectsOf(/#type$/, /ontology#Code$/);

/** The edition itself and the parts that have their own addresses as data sets. */
const datasets = subjectsOf(/#type$/, /dcat#Dataset$/);

/** The IRIs of all resources with a name, except data sets and the codes of figures. */
const named = (): string[] =>
  [...subjectsOf(/(prefLabel|terms\/title)$/)].filter((iri) => !codes.has(iri) && !datasets.has(iri)).sort();

const pathOf = (iri: string): string =>
  iri.replace('https://w3id.org/gcm-graph/', '').replace('http://metadata.un.org/', '');

describe('the pages of the small project', () => {
  it('has a page for each resource in each language, and a data file', () => {
    expect(named().length).toBeGreaterThan(50);
    for (const iri of named()) {
      for (const language of languages)
        expect(existsSync(path.join(site, `${language}/${pathOf(iri)}.html`)), iri).toBe(true);
      expect(existsSync(path.join(site, `${pathOf(iri)}.ttl`)), iri).toBe(true);
    }
  });

  it('has no pages for the codes of figures', () => {
    expect(codes.size).toBe(4);
    for (const iri of codes) expect(existsSync(path.join(site, `en/${pathOf(iri)}.html`)), iri).toBe(false);
  });

  it('has only links to existing files and anchors', () => {
    const files = siteFiles(site, '.html');
    expect(files.length).toBeGreaterThan(languages.length * 50);
    const broken = files.flatMap((file) =>
      linksOf(page(file))
        .filter((link) => !/^https?:\/\//.test(link) && !leads(file, link))
        .map((link) => `${file}: ${link}`),
    );
    expect(broken).toEqual([]);
  });

  it('has only relative links, so that the site works in any folder', () => {
    for (const file of siteFiles(site, '.html'))
      expect(linksOf(page(file)).filter((link) => /^(?:\/|file:)/.test(link))).toEqual([]);
  });

  it.each(languages)('states language and direction in %s', (language) => {
    const direction = language === 'ar' ? 'rtl' : 'ltr';
    for (const file of siteFiles(path.join(site, language), '.html'))
      expect(page(`${language}/${file}`)).toContain(`<html lang="${language}" dir="${direction}">`);
  });

  it('links each page to its translations', () => {
    const hrefs = linksOf(page('en/objective/1.html'));
    for (const language of languages.slice(1))
      expect(hrefs.filter((link) => link === `../../${language}/objective/1.html`)).toHaveLength(2);
  });

  it('marks English text only if it replaces a translation', () => {
    const title = 'Proportion of sustainable development indicators';
    const inEnglish = new RegExp(`<h1[^>]*><bdi lang="en" dir="ltr">${title}[^<]*</bdi><span class="badge">`);
    expect(page('fr/sdg/C171801.html')).toMatch(inEnglish);
    expect(page('ar/sdg/C171801.html')).toMatch(inEnglish);
    expect(page('en/sdg/C171801.html')).toMatch(new RegExp(`<h1[^>]*><bdi>${title}`));
    // A short name in the language of the page is better than an English name.
    expect(page('fr/sdg/C100702.html')).toMatch(/<h1[^>]*><bdi>Pays facilitant des migrations/);
    expect(page('fr/sdg/10.7.html')).toMatch(/<h1[^>]*><bdi>Faciliter/);
    expect(page('en/sdg/10.7.html')).toMatch(/<bdi[^>]*>تيسير|<dd lang="ar" dir="rtl">/);
  });

  it('sets the direction of Arabic text, because it can begin with a number', () =>
    expect(page('ar/sdg/10.7.html')).toMatch(/<h1[^>]*><bdi dir="rtl">/));

  it('links to the next page in numerical order of the codes', () => {
    const next = (file: string): string | undefined => /<link rel="next" href="([^"]*)"/.exec(page(file))?.[1];
    expect(next('en/sdg/1.4.html')).toBe('10.7.html');
    expect(next('en/sdg/16.1.html')).toBe('16.10.html');
    expect(next('en/sdg/17.18.html')).toBeUndefined();
  });

  it('shows the source of a connection on the pages of both ends', () => {
    for (const [file, id, other] of [
      ['en/objective/1.html', 'targets', 'sdg/17.18.html'],
      ['en/sdg/17.18.html', 'objectives', 'objective/1.html'],
    ] as const) {
      const connections = new RegExp(`<h2 id="${id}">.*?<h2`, 's').exec(page(file))?.[0] ?? '';
      expect(connections).toContain(`href="../${other}"`);
      expect(connections).toContain('href="../status/theme.html"'); // it is mentioned too
      expect(connections).toContain('href="../source/migrationdataportal-sdgs.html"');
    }
  });

  it('allows only files of the site, without inline scripts and styles', () => {
    for (const file of siteFiles(site, '.html')) {
      expect(page(file)).toContain(`content="default-src 'none'; style-src 'self';`);
      expect(page(file)).not.toMatch(
        /<[a-z][^>]*\s(?:style|on[a-z]+)=|<style|<script(?! type="application\/(?:ld\+)?json">|(?: defer| type="module")? src="[^":]*"><\/script>)/,
      );
    }
  });
});

/** True if a link leads to a file of the release, and its fragment to an id in that file. */
function leads(file: string, link: string): boolean {
  const [to = '', fragment] = link.replace(/\?[^#]*/, '').split('#');
  const target = to === '' ? file : path.posix.join(path.posix.dirname(file), to);
  if (!existsSync(path.join(site, target))) return false;
  return fragment === undefined || page(target).includes(` id="${fragment}"`);
}

describe('a release', () => {
  it('is complete without a site', async () => {
    const bare = smallProject();
    await releaseOf(bare, '--no-site');
    expect(existsSync(path.join(bare, 'build/current/site'))).toBe(false);
    expect(readFileSync(path.join(bare, 'build/current/manifest.json'), 'utf8')).not.toContain('"site"');
    expect((await gcm(['verify'], { cwd: bare })).code).toBe(0);
  });

  it.each<[string, string, (file: string) => void]>([
    ['changed', 'en/objective/1.html', change],
    ['missing', 'en/objective/1.html', rmSync],
    ['unlisted', 'en/new.html', (file) => writeFileSync(file, '')],
  ])('is reported as changed if a page is %s', async (what, page, harm) => {
    const copy = temporaryFolder();
    cpSync(release, copy, { recursive: true, dereference: true });
    expect((await gcm(['verify', copy])).code).toBe(0);
    harm(path.join(copy, 'site', page));
    const { code, stdout } = await gcm(['verify', copy]);
    expect(code).toBe(1);
    expect(stdout).toContain(`site/${page} error [file-${what}]`);
  });
});

function change(file: string): void {
  const bytes = readFileSync(file);
  bytes[100] = (bytes[100] as number) ^ 1;
  writeFileSync(file, bytes);
}
