import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { runInNewContext } from 'node:vm';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { wordsOfQuery } from '../src/text/search/normalize.js';
import {
  createFinder,
  createSearch,
  type Entry,
  indexFile,
  indexPath,
  readIndexFile,
  type Search,
  type SearchIndex,
} from '../src/text/search/search.js';
import { languages } from './support/languages.js';
import { property } from './support/property.js';
import { realRelease } from './support/releases.js';

// The order of results depends on all data, so these tests use the real data.
const site = path.join(await realRelease(), 'site');
const indexes = new Map<string, SearchIndex>();
const searches = new Map<string, Search>();

beforeAll(() => {
  for (const language of languages) {
    const index = readIndexFile(readFileSync(path.join(site, indexPath(language)), 'utf8'));
    indexes.set(language, index);
    searches.set(language, createSearch(index));
  }
});

const search = (language: string, query: string): Entry[] => (searches.get(language) as Search)(query);
const paths = (language: string, query: string): string[] => search(language, query).map((entry) => entry.path);
const indexOf = (language: string): SearchIndex => indexes.get(language) as SearchIndex;

describe('the first result', () => {
  it.each([
    ['en', 'trafficking', 'objective/10'],
    ['fr', 'traite', 'objective/10'],
    ['es', 'trata', 'objective/10'],
    ['ar', 'الاتجار', 'objective/10'],
    ['zh', '贩运', 'objective/10'],
    ['ru', 'торговля людьми', 'objective/10'],
    ['en', 'Éradicate TRAFFICKING', 'objective/10'], // accents and capitals do not matter
    ['en', 'traff', 'objective/10'], // an incomplete word
    ['en', 'trafiking', 'objective/10'], // a typing mistake
    ['en', 'remitances', 'objective/20'],
    ['en', 'trafficking of unicorns', 'objective/10'], // with an unknown word
    ['ar', 'للإتجارِ', 'objective/10'], // another form of alef, a preposition, a vowel sign
    ['zh', '贩运人口', 'objective/10'], // words in another order than in the name
    ['zh', '贩', 'objective/10'],
    ['en', 'Targets', 'kind/target'], // the list of a kind
    ['en', 'world', 'area/001'],
    ['en', 'IOM', 'agent/iom'], // a search word
    ['ru', 'МОМ', 'agent/iom'],
    ['en', 'statelessness', 'objective/4'],
    ['en', 'kenya', 'area/404'],
    ['ar', 'كينيا', 'area/404'],
    ['en', 'Turkey', 'area/792'], // an earlier name
    ['en', 'remittance', 'objective/20'],
  ])('in %s for "%s" is %s', (language, query, expected) => {
    expect(paths(language, query)[0]).toBe(expected);
  });

  it.each([
    ['16.2.2', 'sdg/C160202'],
    ['16.02.02', 'sdg/C160202'],
    ['16.2.02', 'sdg/C160202'], // not in the data in this form
    ['SDG 16.2.2', 'sdg/C160202'],
    ['sdg16.2', 'sdg/16.2'],
    ['c160202', 'sdg/C160202'],
    ['15.c.1', 'sdg/C200206'], // one of two codes
    ['10.c', 'sdg/10.c'],
    ['10.c.1', 'sdg/C100c01'],
    ['SI_RMT_COST', 'sdg/SI_RMT_COST'],
    ['10.C', 'sdg/10.c'],
    ['10', 'objective/10'],
    ['goal 10', 'sdg/10'],
    ['objective 10', 'objective/10'],
    ['Target 16', 'sdg/16.1'],
    ['16 days', 'objective/16'],
    ['5 per cent', 'sdg/10.c'], // a number in a name
    ['principle a', 'principle/a'],
    ['a', 'principle/a'],
    ['vc_htf_detv', 'sdg/VC_HTF_DETV'],
  ])('for the code "%s" is %s', (query, expected) => expect(paths('en', query)[0]).toBe(expected));

  it('for the beginning of a word is about what the word probably means', () => {
    const found = paths('en', 'traff');
    const place = (path: string): number => found.indexOf(path);
    expect(found.slice(0, 5)).toEqual(expect.arrayContaining(['objective/10', 'sdg/16.2', 'sdg/C160202']));
    for (const about of ['sdg/16.2', 'sdg/C160202', 'sdg/5.2', 'sdg/8.7'])
      for (const other of ['sdg/3.6', 'sdg/C030601', 'sdg/C200206', 'sdg/IS_RDP_PORFVOL'])
        expect(place(about), `${about} before ${other}`).toBeLessThan(place(other));
  });

  it('for an agency is the agency, followed by what it is the custodian of', () => {
    expect(paths('en', 'IOM').slice(0, 3)).toEqual(['agent/iom', 'sdg/C100703', 'sdg/C100702']);
    expect(paths('en', 'UNODC')).toContain('sdg/C160202');
  });

  it('for codes in the digits and terms of each language', () => {
    expect(paths('ar', '١٦٫٢٫٢')[0]).toBe('sdg/C160202');
    expect(paths('ar', 'الهدف ١٠')[0]).toBe('objective/10');
    expect(paths('zh', '具体目标16.2')[0]).toBe('sdg/16.2');
  });

  it('for a code is followed by the codes below it, in order', () =>
    expect(paths('en', '16.1').slice(0, 6)).toEqual(
      ['16.1', 'C160101', 'C160102', 'C160103', 'C160105', '16.10'].map((code) => `sdg/${code}`),
    ));

  it('lists include every resource for each of its codes', () => {
    for (const { codes = [], moreCodes = [], path: own } of indexOf('en').entries)
      for (const code of [...codes, ...moreCodes]) expect(paths('en', code), code).toContain(own);
  });

  it('lists include every resource for its name', () =>
    property(fc.constantFrom(...languages), fc.nat(), (language, n) => {
      const { entries } = indexOf(language);
      const { name, path: own } = entries[n % entries.length] as Entry;
      expect(paths(language, name), name).toContain(own);
    }));
});

describe('the search', () => {
  it.each([
    ['migrants', 'migrant'],
    ['миграция', 'миграциями'],
    ['дети', 'детей'],
    ['المهاجرون', 'مهاجرين'],
    ['بالهجرة', 'هجرة'],
    ['والهجرة', 'الهجرة'],
    ['ﻻجئ', 'لاجئ'], // a ligature
    ['Œuvre', 'oeuvre'],
    ['۱۶', '16'], // Persian digits
    ['١٦', '16'], // Arabic digits
  ])('treats "%s" and "%s" as forms of one word', (one, other) =>
    expect(wordsOfQuery(one)).toEqual(wordsOfQuery(other)),
  );

  it('keeps letters that only look like an article or an ending', () =>
    expect(['البر', 'gas', 'мир'].map(wordsOfQuery)).toEqual([['البر'], ['gas'], ['мир']]));

  it('uses only the beginning of very long queries', () => {
    expect(paths('en', 'trafficking '.repeat(50_000))[0]).toBe('objective/10');
    expect(search('en', 'q'.repeat(100_000))).toEqual([]);
  });

  it('uses at most 16 different words, so that every query is fast', () => {
    const letters = [...'abcdefghijklmnopqrstuvwxyz'];
    const few = letters.slice(0, 16).join(' ');
    expect(paths('en', letters.join(' '))).toEqual(paths('en', few));
    expect(paths('en', `${few} ${few}`)).toEqual(paths('en', few));
    const russian = 'абвгдежзиклмнопрстуфхцчшщэюя';
    expect(paths('ru', [...russian].join(' '))).toEqual(paths('ru', [...russian.slice(0, 16)].join(' ')));
    // Words after 200 characters are ignored.
    expect(paths('en', `trafficking${' '.repeat(200)}education`)).toEqual(paths('en', 'trafficking'));
    expect(paths('en', 'trafficking')).not.toEqual(paths('en', 'trafficking education'));
  });

  it('returns no results for unknown words', () => expect(search('en', 'zzzzqq')).toEqual([]));

  it('lists each resource once for any query', () =>
    property(fc.string({ unit: 'grapheme', maxLength: 30 }), (query) => {
      const found = paths('zh', query);
      expect(new Set(found).size).toBe(found.length);
    }));

  it('finds names in other languages, and shows them in the language of the page', async () => {
    const others = languages.filter((language) => language !== 'en').map(indexOf);
    const find = createFinder(indexOf('en'), () => others);
    const [first] = await find('贩运');
    expect(first?.entry.path).toBe('objective/10');
    expect(first?.foundAs).toMatchObject({ language: 'zh', text: expect.stringContaining('贩运') });
    expect((await find('trata'))[0]?.entry.path).toBe('objective/10');
    expect(await find('zzzzqq')).toEqual([]);
  });
});

describe('an index', () => {
  it.each(languages)('in %s contains all resources, links only to pages, and is small', (language) => {
    const { entries } = indexOf(language);
    expect(entries.length).toBeGreaterThan(600);
    for (const entry of entries) expect(existsSync(path.join(site, `${language}/${entry.path}.html`))).toBe(true);
    expect(gzipSync(readFileSync(path.join(site, indexPath(language)))).length).toBeLessThan(80_000);
  });

  it('marks names in other languages and retired resources', () => {
    const entry = (language: string, own: string) => indexOf(language).entries.find((one) => one.path === own);
    expect(entry('ar', 'sdg/C010a04')).toMatchObject({ language: 'en', name: expect.stringMatching(/poverty/) });
    expect(entry('ar', 'objective/10')).toMatchObject({ unofficial: true, name: expect.stringContaining('الاتجار') });
    expect(entry('ar', 'sdg/VC_HTF_DETV')).toMatchObject({ name: expect.stringContaining('الاتجار') }); // a short name
    expect(entry('es', 'objective/10')?.language).toBeUndefined();
    expect(indexOf('en').entries.filter(({ retired }) => retired).length).toBeGreaterThan(10);
  });

  it('has the same content as a script and as a file, with any names', () => {
    const name = '</script><img onerror=alert(1)>) ("\u2028\u202e\\ \ud800';
    const index: SearchIndex = { ...indexOf('en'), entries: [{ path: 'a', name, codes: ['__proto__', ')'] }] };
    const received: unknown[] = [];
    runInNewContext(indexFile(index), { gcmSearchIndex: (own: unknown) => received.push(own) });
    expect(JSON.parse(JSON.stringify(received))).toEqual([index]);
    expect(readIndexFile(indexFile(index))).toEqual(index);
  });
});
