import type { Quad } from 'n3';
import { readQuads, toNQuads, toNTriples } from '../graph/quad-lines.js';
import { provenanceGraph } from '../graph/traced-statements.js';
import type { Statistics } from '../publish/catalogue/statistics.js';
import { type Chunk, cutChunks } from '../publish/chunks.js';
import type { Source } from '../publish/publish.js';
import type { Page, Written } from '../publish/release-files.js';
import { readRoles } from '../roles/roles.js';
import { filesBySeries } from './figures/series-figures.js';
import { addLists, type ValueList } from './long-lists.js';
import { thingPage } from './pages/thing.js';
import { pageHtml } from './read-site.js';
import { changesFiles } from './release-changes.js';
import { createSite, type Site } from './view.js';

/** The pages of things, which two threads can make together: the calling thread the first ones, another thread the last ones. */

/** A page of a thing in a language. */
export interface ThingPage {
  file: string; // "en/topic/10.html", from which its links start
  thing: string;
  path: string; // in the folder of a language, without extension: "topic/10"
  language: string;
}

/** Makes and writes pages in another thread. */
export interface PageMaker {
  /** Gives the input of all pages. */
  begin(order: SiteOrder): void;
  make(pages: readonly ThingPage[]): Promise<MadePages>;
}

/** Written pages, and the long lists that pages have referred to so far. */
export interface MadePages {
  written: Written[];
  lists: ValueList[];
}

/** The input for the pages of things. It can be sent to a thread. */
export interface SiteOrder extends Pick<Source, 'name' | 'version' | 'licence' | 'base' | 'context' | 'copies'> {
  quads: string; // N-Quads, without figures that have a file
  vocabulary: string;
  statistics: Statistics;
  site: Pick<Site, 'files' | 'address' | 'figures' | 'areaTables'>;
}

/** Returns the input of a site for another thread. */
export function orderFor(whole: Site): SiteOrder {
  const { release, roles, statistics, ...site } = whole;
  const { name, version, licence, base, context, vocabulary, chunks, copies } = release;
  const { files, address, figures, areaTables } = site;
  const known = filesBySeries(whole);
  const isInFile = ({ predicate, object }: Quad): boolean =>
    roles.parts.FigureSeries.includes(predicate.value) && known.has(object.value);
  return {
    ...{ name, version, licence, base, context, statistics },
    copies: copies.filter(({ file }) => changesFiles.includes(file)),
    quads: toNQuads(chunks.flatMap((chunk) => withoutFigures(chunk, isInFile))),
    vocabulary: toNTriples(vocabulary),
    site: { files, address, figures, areaTables },
  };
}

/** The statements of a chunk without the figures that a file has too. */
function withoutFigures({ quads }: Chunk, isInFile: (quad: Quad) => boolean): Quad[] {
  const figures = new Set(quads.filter(isInFile).map(({ subject }) => subject.value));
  return quads.filter(({ subject }) => !figures.has(subject.value));
}

/** Returns the site of an order. It has neither checks nor saved queries, which pages of things do not show. */
export function siteOf({ quads, vocabulary, statistics, site, ...given }: SiteOrder): Site {
  const ontology = readQuads(vocabulary);
  const setting = { context: given.context, frame: undefined };
  const release: Source = {
    ...given,
    ...setting,
    vocabulary: ontology,
    roles: readRoles(ontology),
    chunks: cutChunks(readQuads(quads), { ...setting, provenance: provenanceGraph(given.base) }),
    statistics: () => statistics,
  };
  const checks = { explanationsOf: () => new Map(), rules: [], derivations: [], problems: [] };
  return createSite(release, site.files, site.address, checks, [], { files: site.figures, areas: site.areaTables });
}

/** Makes pages one after the other. */
export function* makePages(site: Site, pages: readonly ThingPage[]): Generator<Page> {
  for (const { file, language, ...page } of pages)
    yield { file, content: pageHtml(site, { ...page, make: thingPage }, language, file) };
}

const pagesPerBlock = 24;
const mostBlocks = 2; // that the other thread has
const fewPages = 200; // are made before the other thread has read its input

/** Makes pages in their order, while another thread makes them from the end. */
export async function* shareOut(site: Site, pages: readonly ThingPage[], maker?: PageMaker): AsyncGenerator<Page> {
  if (maker === undefined || pages.length < fewPages) return yield* makePages(site, pages);
  maker.begin(orderFor(site));
  const blocks: Promise<Page[]>[] = [];
  let waiting = 0;
  const give = async (block: readonly ThingPage[]): Promise<Page[]> => {
    waiting++;
    const { written, lists } = await maker.make(block);
    waiting--;
    addLists(site, lists);
    return block.map(({ file }, at) => ({ file, content: written[at] as Written }));
  };
  for (let from = 0, to = pages.length; from < to; ) {
    if (waiting === mostBlocks) {
      yield* makePages(site, pages.slice(from, from + 1));
      from++;
      continue;
    }
    const start = Math.max(from, to - Math.min(pagesPerBlock, Math.ceil((to - from) / 4)));
    const block = give(pages.slice(start, to));
    block.catch(() => {}); // it is awaited below
    blocks.push(block);
    to = start;
  }
  for (const block of blocks) yield* await block;
}
