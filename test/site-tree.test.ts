import { renderToString } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import { knownLists } from '../src/site/long-lists.js';
import { valuesPage } from '../src/site/pages/long-list.js';
import { thingPage } from '../src/site/pages/thing.js';
import { treePage } from '../src/site/pages/tree.js';
import { treesOf } from '../src/site/tree.js';
import { createView, type Site } from '../src/site/view.js';
import { all, siteWith } from './support/charts.js';
import { textOf } from './support/site.js';

const base = 'https://example.org/';
const skos = 'http://www.w3.org/2004/02/skos/core#';

/** A scheme of plants with these pairs of a narrower and a broader concept. */
function plants(pairs: string, also = ''): Site {
  const named = new Set(
    `${pairs} ${also}`
      .split(/\s+/)
      .flatMap((pair) => pair.split('<'))
      .filter(Boolean),
  );
  const lines = [
    `<plants> a skos:ConceptScheme ; skos:prefLabel "Plants"@en .`,
    ...[...named].map((one) => `<${one}> a skos:Concept ; skos:prefLabel "${one}"@en ; skos:inScheme <plants> .`),
    ...pairs
      .split(/\s+/)
      .filter(Boolean)
      .map((pair) => `<${pair.replace('<', '> skos:broader <')}> .`),
  ];
  return siteWith(`@base <${base}> . @prefix skos: <${skos}> . ${lines.join('\n')}`, '', base);
}

const viewOf = (site: Site, path: string, thing = `${base}plants`) =>
  createView(site, thing, 'en', path, `en/${path}.html`);

/** The pages of the only hierarchy of a site. */
function pagesOf(site: Site): { path: string; html: string }[] {
  const [tree] = treesOf(site);
  if (tree === undefined) return [];
  return tree.pages.map((page) => ({
    path: page.path,
    html: renderToString(treePage(viewOf(site, page.path, page.thing), tree, page)),
  }));
}

describe('the hierarchy of a scheme', () => {
  it('nests narrower concepts, and the browser opens them without a script', () => {
    const [page] = pagesOf(plants('rose<flowers tulip<flowers oak<trees'));
    expect(page?.path).toBe('tree/plants');
    const list = /<ul class="tree">.*<\/ul>/s.exec(page?.html ?? '')?.[0] ?? '';
    expect(
      all(list, /<summary>(.*?)<\/summary>/gs)
        .map(textOf)
        .map((one) => one.trim()),
    ).toEqual(['flowers: 2', 'trees: 1']);
    expect(all(list, /<li id="(\w+)"/g)).toEqual(['flowers', 'rose', 'tulip', 'trees', 'oak']);
  });

  it('shows a concept under each of its parents', () => {
    const [page] = pagesOf(plants('apple<fruit apple<trees'));
    const html = page?.html ?? '';
    expect(all(html, /<a href="\.\.\/(apple)\.html"/g)).toHaveLength(2);
    expect(textOf(html)).toMatch(/fruit: 1 apple · Also under: trees .*trees: 1 apple · Also under: fruit/);
    expect(all(html, /Also under: <a href="([^"]*)"/g)).toEqual(['plants.html#trees', 'plants.html#fruit']);
  });

  it('counts a concept with several parents once', () => {
    const [page] = pagesOf(plants('fruit<food trees<food apple<fruit apple<trees pip<apple'));
    const main = /<main.*<\/main>/s.exec(page?.html ?? '')?.[0] ?? '';
    const summaries = all(main, /<summary>(.*?)<\/summary>/gs).map((one) => textOf(one).trim());
    expect(summaries).toEqual(['food: 4', 'fruit: 2', 'apple: 1', 'trees: 2']);
  });

  it('ends a cycle where it begins again', () => {
    const [page] = pagesOf(plants('b<a c<b a<c d<c'));
    const html = page?.html ?? '';
    expect(all(html, /<li id="(\w)"/g)).toEqual(['a', 'b', 'c', 'd']);
    expect(all(html, /<a href="\.\.\/(a)\.html"/g)).toHaveLength(2);
  });

  it('is linked on the page of the scheme, and exists only if something is broader', () => {
    const pageOf = (site: Site): string => renderToString(thingPage(viewOf(site, 'plants')));
    expect(pageOf(plants('rose<flowers'))).toContain('<a href="tree/plants.html">Hierarchy</a>');
    expect(pageOf(plants('', 'rose'))).not.toContain('Hierarchy');
    expect(pagesOf(plants('', 'rose'))).toEqual([]);
  });

  it('is divided into pages of at most 300 KB, with one first place for each concept', () => {
    const leaves = Array.from({ length: 4000 }, (_, i) => `leaf-${i}<branch-${i % 3 === 0 ? 0 : i % 200}`).join(' ');
    const branches = Array.from({ length: 200 }, (_, i) => `branch-${i}<root`).join(' ');
    const pages = pagesOf(plants(`${branches} ${leaves}`));
    expect(pages.length).toBeGreaterThan(3);
    expect(Math.max(...pages.map(({ html }) => html.length))).toBeLessThan(300_000);
    const places = pages.flatMap(({ html }) => all(html, /<li id="([^"]*)"/g));
    expect(places).toHaveLength(4201);
    expect(new Set(places).size).toBe(4201);
    const files = new Set(pages.map(({ path }) => path));
    const links = pages.flatMap(({ path, html }) =>
      all(html, /href="([^"#]*of-[^"#]*)\.html/g).map((to) => new URL(to, `https://x/${path}`).pathname.slice(1)),
    );
    expect(links.filter((one) => !files.has(one))).toEqual([]);
  });
});

describe('a long list of values', () => {
  it('has other pages', () => {
    const site = plants(Array.from({ length: 1200 }, (_, i) => `kind-${i}<roses`).join(' '));
    const html = renderToString(thingPage(viewOf(site, 'roses', `${base}roses`)));
    expect(html).toContain('<a href="roses/from-broader.html">and 1,160 more</a>');
    const [list] = knownLists(site);
    expect(list?.pages.map(({ length }) => length)).toEqual([500, 500, 200]);
    const last = list && renderToString(valuesPage(viewOf(site, 'roses/from-broader/3', list.thing), list, 3));
    expect(last).toContain('<a href="../../kind-1199.html">');
    expect(last).toMatch(/<nav class="pages" aria-label="Page 3 of 3">.*href="\.\.\/from-broader\.html"/);
  });
});
