import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readQuads } from '../src/graph/quad-lines.js';
import { provenanceGraph } from '../src/graph/traced-statements.js';
import { createPagesWriter } from '../src/node/pages-thread.js';
import { cutChunks } from '../src/publish/chunks.js';
import type { Page } from '../src/publish/release-files.js';
import { filesBySeries } from '../src/site/figures/series-figures.js';
import { knownLists } from '../src/site/long-lists.js';
import { makePages, orderFor, shareOut, siteOf, type ThingPage } from '../src/site/page-maker.js';
import type { Site } from '../src/site/view.js';
import { temporaryFolder } from './support/gcm.js';
import { realSite } from './support/real-site.js';

const site = await realSite();

/** The site that another thread gets. */
const copyOf = (one: Site): Site => siteOf(structuredClone(orderFor(one)));

/** Pages of things of all kinds, in two languages. Some refer to long lists. */
const pages: ThingPage[] = site.kinds
  .flatMap(({ things }) => things.filter((_, at) => at % Math.ceil(things.length / 30) === 0))
  .flatMap((thing) => {
    const at = site.graph.pathOf(thing);
    if (at === undefined) return [];
    return ['en', 'ar'].map((language) => ({ file: `${language}/${at}.html`, thing, path: at, language }));
  });

async function* inFolder(made: AsyncIterable<Page>): AsyncGenerator<Page> {
  for await (const page of made) yield { ...page, file: `site/${page.file}` };
}

describe('the thread that makes pages', () => {
  it('does not get figures that are in a file', () => {
    const { quads } = orderFor(site);
    expect(quads.split('\n').length).toBeLessThan(site.statistics.triples / 5);
    expect(quads).toContain('<http://purl.org/linked-data/cube#DataSet>');
  });

  it('gets figures that have a page or a sheet', () => {
    const [series] = filesBySeries(site).keys();
    const [name] = site.roles.parts.FigureSeries;
    const figure = (iri: string, more: string): string =>
      `<urn:${iri}> <${name}> <${series}> .\n<urn:${iri}> ${more} .\n`;
    const label = '<http://www.w3.org/2000/01/rdf-schema#label> "named"';
    const sheet = `<http://www.w3.org/ns/prov#wasDerivedFrom> <urn:sheet> <${provenanceGraph(site.release.base)}>`;
    const quads = readQuads(figure('plain', '<urn:p> "1"') + figure('named', label) + figure('traced', sheet));
    const chunks = cutChunks(quads, { context: {}, frame: undefined, provenance: provenanceGraph(site.release.base) });
    const graph = { ...site.graph, pathOf: (iri: string) => (iri === 'urn:named' ? 'named' : undefined) };
    const order = orderFor({ ...site, graph, release: { ...site.release, chunks } });
    expect(order.quads).not.toContain('<urn:plain>');
    expect(order.quads.match(/^<urn:named>/gm)).toHaveLength(2);
    expect(order.quads.match(/^<urn:traced>/gm)).toHaveLength(2);
  });

  it('makes the same pages, with the same long lists', async () => {
    const folder = temporaryFolder();
    const { writerFor, maker } = createPagesWriter();
    const own = copyOf(site);
    const here: string[] = [];
    const shared = async function* (): AsyncGenerator<Page> {
      for await (const page of inFolder(shareOut(own, pages, maker))) {
        if (typeof page.content === 'string') here.push(page.file);
        yield page;
      }
    };
    const { hashes } = await writerFor(folder)(shared());
    expect(pages.length).toBeGreaterThan(250);
    expect([...hashes.keys()].sort()).toEqual(pages.map(({ file }) => `site/${file}`).sort());
    expect(here.length).toBeLessThan(pages.length);
    expect(here.length % 2).toBe(0); // the same thread makes both pages of a thing
    expect(here).toEqual(pages.slice(0, here.length).map(({ file }) => `site/${file}`));
    for (const { file, content } of makePages(site, pages))
      expect(readFileSync(path.join(folder, 'site', file), 'utf8'), file).toBe(content);
    expect(knownLists(site).length).toBeGreaterThan(3);
    expect(knownLists(own)).toEqual(knownLists(site));
  });

  it('fails if the other thread cannot write a page', async () => {
    const [page] = pages;
    const twice = [...pages, page, page] as ThingPage[];
    const { writerFor, maker } = createPagesWriter();
    const writing = writerFor(temporaryFolder())(inFolder(shareOut(copyOf(site), twice, maker)));
    await expect(writing).rejects.toThrow(`same name: site/${page?.file}`);
  });
});
