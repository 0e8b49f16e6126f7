import { renderToString } from 'preact-render-to-string';
import { beforeAll, describe, expect, it } from 'vitest';
import { byNamePath, kindByName, kindList, pagesOfKind } from '../src/site/pages/kind.js';
import { thingPage } from '../src/site/pages/thing.js';
import { makeIndex } from '../src/site/search-index.js';
import { thingData } from '../src/site/thing-files.js';
import { createView, type Kind, type Site } from '../src/site/view.js';
import { wordsFiles } from '../src/site/words-file.js';
import { createShardedSearch, makeShards } from '../src/text/search/shards.js';
import { all, siteWith } from './support/charts.js';

const base = 'https://example.org/';

/** A code list of 5,100 crafts in two languages. */
function crafts(): Site {
  const letters = 'klmnoprst';
  const lines = Array.from({ length: 5100 }, (_, i) => {
    const name = `${letters[i % 9]}ilt ${letters[(i * 7) % 9]}oom${i % 11 === 0 ? ' éclair' : ''} ${i}`;
    return `<craft/${i}> a <Craft> ; skos:notation "C${i}" ; skos:prefLabel "${name}"@en, "métier ${name}"@fr .`;
  });
  const prefix = `@base <${base}> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .`;
  return siteWith(`${prefix}\n${lines.join('\n')}`, '', base);
}

describe('a site of more than 5,000 things', () => {
  let site: Site;
  let kind: Kind;
  beforeAll(() => {
    site = crafts();
    [kind] = site.kinds as [Kind];
  });
  const pageOf = (number: number): string => {
    const path = `craft/${number}`;
    return renderToString(thingPage(createView(site, `${base}${path}`, 'en', path, `things/${path}.html`)));
  };

  it('has one page per thing with the names in all languages', () => {
    const html = pageOf(44);
    expect(html.length).toBeLessThan(8000);
    expect(html).toMatch(/<h1>.*<bdi lang="en" dir="ltr">.*<bdi lang="fr" dir="ltr" hidden>métier/);
    expect(html).toContain('<a href="?lang=fr" lang="fr" hreflang="fr"');
    expect(html).toContain('data-words="../../words/"');
    expect(html).toContain('href="../../data/shards/');
    const french = createView(site, 'index', 'fr', 'index', 'fr/index.html');
    expect(french.linkTo(`${base}craft/44`)).toBe('../things/craft/44.html?lang=fr');
  });

  it('has the interface texts of other languages in a file', () => {
    const [file] = [...wordsFiles(site)];
    expect(file?.file).toBe('words/fr.js');
    expect(file?.content).toContain('["In other languages","Dans d’autres langues"]');
  });

  it('has the data of 300 things in each file', async () => {
    const files = new Map<string, string>();
    for await (const { file, content } of thingData(site)) files.set(file, String(content));
    const list: [string, string][] = JSON.parse(files.get('data/shards.json') ?? '[]');
    expect(list).toHaveLength(17);
    const [, name = ''] = /href="\.\.\/\.\.\/(data\/shards\/\d+)\.ttl"/.exec(pageOf(44)) ?? [];
    expect(files.get(`${name}.ttl`)).toContain('craft/44>');
    expect(files.get(`${name}.jsonld`)).toContain('craft/44"');
    expect([...files.keys()].filter((one) => one.endsWith('.ttl'))).toHaveLength(17);
  });

  it('finds names, beginnings, codes and names with mistakes in few files', async () => {
    const whole = makeIndex(site, 'en');
    const { index, shards } = makeShards(whole);
    const files = [...shards];
    expect(Math.max(...files.map((one) => JSON.stringify(one).length))).toBeLessThan(200_000);
    const loaded: number[] = [];
    const search = createShardedSearch(index, async (at) => {
      loaded.push(at);
      return files[at] ?? [];
    });
    const first = async (query: string) => (await search(query))[0]?.path;
    expect(await first('C4711')).toBe('craft/4711');
    expect(await first('4711')).toBe('craft/4711');
    expect(await first('kilt 4500')).toBe('craft/4500');
    expect(loaded.length).toBeLessThan(10);
    expect((await search('ecla')).length).toBeGreaterThan(400);
    expect((await search('eclaie')).length).toBeGreaterThan(0);
    expect(await search('zzzz')).toEqual([]);
  });

  it('has lists by code and by name in pages', () => {
    const pages = pagesOfKind(site, kind);
    expect(pages).toBe(11);
    const view = (path: string) => createView(site, kind.type, 'en', path, `en/${path}.html`);
    const first = renderToString(kindList(view(kind.path)));
    expect(all(first, /href="\.\.\/\.\.\/things\/craft\/(\d+)\.html"/g).slice(0, 2)).toEqual(['0', '1']);
    expect(first).toContain('aria-label="Page 1 of 11"');
    expect(all(first, /#letter-[0-9a-f]+">(.)<\/a>/g).join('')).toBe('KLMNOPRST');
    const [, page = '1', anchor = ''] = /letters\/(\d+)\.html#(letter-4e)/.exec(first) ?? [];
    const path = byNamePath(kind, Number(page));
    expect(renderToString(kindByName(view(path), Number(page)))).toContain(`<h2 id="${anchor}">N</h2>`);
  });
});
