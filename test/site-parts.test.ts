import { DataFactory } from 'n3';
import { describe, expect, it } from 'vitest';
import { createIndex } from '../src/site/graph-index.js';
import { inScript } from '../src/site/layout/head.js';
import { pathsOf, relativeLink } from '../src/site/paths.js';
import { fill, languagesOfWords, wordsOf } from '../src/site/words.js';
import { directionOf } from '../src/text/languages.js';
import { compareNaturally } from '../src/text/order.js';

const { literal, namedNode, quad } = DataFactory;
const base = 'https://example.org/';
const skos = 'http://www.w3.org/2004/02/skos/core#';

describe('codes', () => {
  it('are in numerical order', () => {
    const codes = ['1.a', '1.10', '1.2', '10.1', '2', '1', '1.02', ''];
    expect(codes.sort(compareNaturally)).toEqual(['', '1', '1.02', '1.2', '1.10', '1.a', '2', '10.1']);
  });

  it('are compared without a limit to their length', () =>
    expect(compareNaturally('9007199254740993', '9007199254740992')).toBeGreaterThan(0));
});

describe('paths', () => {
  const paths = (...iris: string[]): string[] => {
    const all = pathsOf(iris, base, { sdg: 'http://metadata.un.org/sdg/' });
    return iris.map((iri) => all.get(iri) as string);
  };

  it('are the part after the base, or start with a prefix or the host', () =>
    expect(
      paths(`${base}a/1`, 'http://metadata.un.org/sdg/16.2', 'http://metadata.un.org/sdg', 'http://x.org/y'),
    ).toEqual(['a/1', 'sdg/16.2', 'sdg', 'x.org/y']));

  it('are unique regardless of case, and differ from the names of the site', () => {
    const iris = ['Sdg/16.2', 'sdg/16.2', 'index', 'kind/goal', 'About'].map((name) => base + name);
    const all = paths(...iris, 'http://metadata.un.org/sdg/16.2');
    expect(new Set(all.map((one) => one.toLowerCase())).size).toBe(all.length);
    expect(all).not.toContain('index');
    expect(all.filter((one) => one.startsWith('kind/'))).toEqual([]);
  });

  it('differ from the files of the site and from folders with file names', () => {
    const names = [
      'context',
      'a',
      'a.html/b',
      'a.ttl/b',
      'a.jsonld/b',
      'search-index.js/b',
      'sitemap.xml/b',
      'data/b',
      'Assets/b',
    ];
    const files = paths(...names.map((name) => base + name)).flatMap((one) => [
      `${one}.html`,
      `${one}.ttl`,
      `${one}.jsonld`,
    ]);
    const all = [...files, 'context.jsonld', 'search-index.js', 'sitemap.xml', 'data', 'assets'];
    expect(new Set(all).size).toBe(all.length);
    expect(all.filter((file) => all.some((other) => other.toLowerCase().startsWith(`${file}/`)))).toEqual([]);
  });

  it('are valid on Windows: without device names and folders that end with a dot', () =>
    expect(paths(...['con', 'Nul.x', 'lpt1/a', 'a./b', 'contents'].map((name) => base + name))).toEqual([
      '_con',
      '_Nul.x',
      '_lpt1/a',
      'a._/b',
      'contents',
    ]));

  it('stay inside the site and are short', () => {
    const all = paths(`${base}../../etc`, `${base}a//b`, `${base}${'x'.repeat(500)}`, `${base}الهدف`, 'urn:x:..');
    for (const one of all) expect(one).toMatch(/^[\w-][\w.-]{0,120}(\/[\w-][\w.-]{0,120})*$/);
  });

  it('are linked relative to one another', () => {
    expect(relativeLink('en/objective/10.html', 'assets/site.css')).toBe('../../assets/site.css');
    expect(relativeLink('en/objective/10.html', 'en/objective/9.html')).toBe('9.html');
    expect(relativeLink('index.html', 'en/index.html')).toBe('en/index.html');
    expect(relativeLink('en/downloads.html', '../a.ttl')).toBe('../../a.ttl');
  });
});

describe('a name', () => {
  const index = (...labels: [text: string, language: string][]) =>
    createIndex(
      labels.map(([text, language]) =>
        quad(namedNode(`${base}a`), namedNode(`${skos}prefLabel`), literal(text, language || undefined)),
      ),
      base,
      {},
      ['en', 'fr'],
    );

  it('is in the language of the reader or a variant, a language of the site, no language, or any other language', () => {
    const all: [string, string][] = [
      ['x', 'de'],
      ['plain', ''],
      ['two', 'en'],
      ['deux', 'fr-CA'],
      ['dos', 'es'],
    ];
    expect(index(...all).label(`${base}a`, 'es')?.text).toBe('dos');
    expect(index(...all).label(`${base}a`, 'fr')?.text).toBe('deux');
    expect(index(...all).label(`${base}a`, 'ru')?.text).toBe('two');
    expect(index(['x', 'de'], ['plain', '']).label(`${base}a`, 'ru')).toEqual({ text: 'plain', language: '' });
    expect(index(['x', 'de']).label(`${base}a`, 'ru')).toEqual({ text: 'x', language: 'de' });
    expect(index().label(`${base}a`, 'ru')).toBeUndefined();
  });
});

describe('words', () => {
  it('have the same placeholders in all translations', () => {
    const placeholders = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).sort();
    const flat = (texts: object, at = ''): [string, string[]][] =>
      Object.entries(texts).flatMap(([key, text]): [string, string[]][] =>
        typeof text === 'string' ? [[`${at}${key}`, placeholders(text)]] : flat(text, `${at}${key}.`),
      );
    const english = Object.fromEntries(flat(wordsOf('en')));
    for (const language of languagesOfWords)
      expect(Object.fromEntries(flat(wordsOf(language))), language).toEqual(english);
    expect(fill('and {count} more', { count: 3 }, 'en')).toBe('and 3 more');
  });

  it('are written from right to left in Arabic and its variants', () =>
    expect(['ar', 'ar-EG', 'fr', 'ru'].map(directionOf)).toEqual(['rtl', 'rtl', 'ltr', 'ltr']));

  it('cannot end a script element', () => {
    const text = inScript({ name: '</script><!--' });
    expect(text).not.toContain('<');
    expect(JSON.parse(text).name).toBe('</script><!--');
  });
});
