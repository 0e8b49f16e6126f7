import { readdirSync, readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import Negotiator from 'negotiator';
import { describe, expect, it } from 'vitest';
import { formChoices, languageChoices, patternOf, placesOf } from '../src/site/hosting/hosting.js';
import { property } from './support/property.js';
import { type Dialect, follow } from './support/redirects-file.js';
import { smallSite } from './support/releases.js';

const release = await smallSite();

const chosen = (choices: typeof formChoices, header: string): string | undefined =>
  choices.find(({ pattern }) => new RegExp(pattern, 'i').test(header))?.choice;

describe('the choice by regular expressions', () => {
  const forms = { 'text/turtle': 'ttl', 'application/ld+json': 'jsonld', 'text/html': 'html' } as const;
  const names = [...Object.keys(forms), '*/*', 'text/*', 'application/*', 'application/pdf', 'image/png', 'text/html5'];
  const space = fc.constantFrom('', ' ');
  const entry = fc.record({ name: fc.constantFrom(...names), before: space, after: space, capitals: fc.boolean() });
  // Media ranges come after media types, because the rules do not compare their weights.
  const byBreadth = <T extends { name: string }>(entries: T[]): T[] =>
    [...entries].sort((a, b) => breadthOf(a.name) - breadthOf(b.name));
  const breadthOf = (name: string): number => name.split('*').length;
  const headers = fc
    .tuple(fc.uniqueArray(entry, { minLength: 1, selector: ({ name }) => name }), fc.nat(9), fc.nat(3))
    .map(([entries, best, equals]) =>
      byBreadth(entries)
        .map(({ name, before, after, capitals }, i) => {
          // The best comes first; weights below 1 are all different.
          const weight = i < best % entries.length ? 1 : 0.9 - i / 100;
          const written = weight === 1 ? ['', ';q=1', ';q=1.0', ';level=1'][equals] : `;${after}q=${weight}`;
          return `${before}${capitals ? name.toUpperCase() : name}${after}${written}`;
        })
        .join(','),
    );

  it('matches gcm serve if the best entry comes first', () =>
    property(headers, (header) => {
      const bare = header.replace(/;level=1/g, '');
      const expected = new Negotiator({ headers: { accept: bare } }).mediaType(Object.keys(forms));
      expect(chosen(formChoices, header), header).toBe(expected && forms[expected as keyof typeof forms]);
    }));

  it('matches gcm serve for languages too', () => {
    const languages = ['en', 'fr', 'es', 'ar', 'zh', 'ru'];
    const tag = fc.constantFrom('en', 'EN-gb', 'fr', 'fr-CH', 'de', 'pt-BR', 'zh-Hant-TW', 'ru', 'a', 'english');
    const list = fc.uniqueArray(tag, { minLength: 1, selector: (one) => one.slice(0, 2).toLowerCase() });
    property(list, (tags) => {
      const header = tags.map((one, i) => `${one}${i === 0 ? '' : `; q=${1 - i / 20}`}`).join(', ');
      const expected = new Negotiator({ headers: { 'accept-language': header } }).language(languages);
      expect(chosen(languageChoices(languages), header), header).toBe(expected);
    });
  });

  it('refuses entries with weight 0, and is fast for long headers', () => {
    expect(chosen(formChoices, 'text/html;q=0, text/turtle;q=0.5')).toBe('ttl');
    expect(chosen(formChoices, 'text/html; q=0.0')).toBeUndefined();
    for (const header of ['a, '.repeat(5000), ';'.repeat(10_000), ' '.repeat(8000), 'text/htm; '.repeat(900)])
      expect(chosen(formChoices, `${header}x`)).toBeUndefined();
    expect(chosen(formChoices, 'text/html; '.repeat(900))).toBe('html');
  });
});

describe('paths of resources', () => {
  const things = {
    'a/1': { iri: 'https://example.org/a/1' },
    'a/2': { iri: 'https://example.org/a/2', retired: true, successors: ['https://example.org/a/1', 'urn:x'] },
    'a/x_20y': { iri: 'https://example.org/a/x y' },
    top: { iri: 'https://example.net/' },
    'b.c/d/e': { iri: 'urn:b:e' },
  } as const;

  it('are grouped by folder, and listed individually if the name differs', () => {
    const places = placesOf(structuredClone(things) as never);
    expect(places).toEqual({
      folders: [
        { name: 'a', prefix: 'https://example.org/a/' },
        { name: 'b.c/d', prefix: 'urn:b:' },
      ],
      others: [
        { path: 'a/x_20y', iri: 'https://example.org/a/x y' },
        { path: 'top', iri: 'https://example.net/' },
      ],
      retired: [{ path: 'a/2', successors: ['/a/1', 'urn:x'] }],
    });
    const pattern = new RegExp(`^(?:${patternOf(places)})$`);
    for (const one of Object.keys(things)) expect(one).toMatch(pattern);
    for (const one of ['a', 'bxc/d/e', 'a/1/2', 'topp', '']) expect(one).not.toMatch(pattern);
  });

  it('match nothing in an empty release', () => expect('').not.toMatch(new RegExp(patternOf(placesOf({})))));
});

describe.each<Dialect>(['netlify', 'cloudflare'])('_redirects at %s', (dialect) => {
  const filesOf = (): Set<string> =>
    new Set(
      readdirSync(realpathSync(release), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => `/${path.relative(realpathSync(release), path.join(entry.parentPath, entry.name))}`),
    );
  const read = (file: string): string => readFileSync(path.join(release, 'site', file), 'utf8');

  it('redirects each resource to its page, and the root to the start page', () => {
    const files = filesOf();
    const rules = read('hosting/_redirects');
    const go = (asked: string, language: string) => follow(rules, dialect, asked, language, (one) => files.has(one));
    for (const language of ['en', 'zh', 'pt']) {
      const served = dialect === 'netlify' && language === 'zh' ? 'zh' : 'en';
      expect(go('/', language)).toEqual({ status: 302, location: `/site/${served}/index.html` });
      for (const thing of [...Object.keys(JSON.parse(read('things.json'))), 'ontology']) {
        const location = `/site/${served}/${thing}.html`;
        expect(go(`/${thing}`, language)).toEqual({ status: 303, location });
        expect(files).toContain(location);
      }
    }
  });

  it('does not redirect files', () => {
    const rules = read('hosting/_redirects');
    for (const file of filesOf())
      expect(
        follow(rules, dialect, file, 'en', () => false),
        file,
      ).toBeUndefined();
  });
});

it('nginx refuses formats of a vocabulary other than Turtle and HTML', () => {
  const rules = readFileSync(path.join(release, 'site/hosting/nginx.conf'), 'utf8');
  const vocabularies = [...rules.matchAll(/^ {2}location = \/\S+ \{\n.*?^ {2}\}/gms)].map(([text]) => text);
  const served = vocabularies.filter((text) => text.includes('$gcm_thing'));
  expect(served.length).toBeGreaterThan(0);
  for (const text of served) expect(text).toContain('if ($gcm_form != ttl) { return 406; }');
});
