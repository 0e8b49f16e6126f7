import type { Quad } from 'n3';
import { readQuads, toNQuads, toNTriples } from '../graph/quad-lines.js';
import { provenanceGraph } from '../graph/traced-statements.js';
import type { Statistics } from '../publish/catalogue/statistics.js';
import { cutChunks } from '../publish/chunks.js';
import type { Source } from '../publish/publish.js';
import type { Page, Written } from '../publish/release-files.js';
import { readRoles } from '../roles/roles.js';
import { wasDerivedFrom } from './charts/sources.js';
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

/** Written pages, and the long lists that they refer to for the first time. */
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
export function orderFor(site: Site): SiteOrder {
  const { release, statistics, files, address, figures, areaTables } = site;
  const { name, version, licence, base, context, vocabulary, chunks, copies } = release;
  return {
    ...{ name, version, licence, base, context, statistics },
    copies: copies.filter(({ file }) => changesFiles.includes(file)),
    quads: toNQuads(chunks.flatMap(({ quads }) => withoutFigures(site, quads))),
    vocabulary: toNTriples(vocabulary),
    site: { files, address, figures, areaTables },
  };
}

/** Leaves out the figures that no page needs, because a file has them: they have neither a page nor a sheet. */
function withoutFigures(site: Site, quads: readonly Quad[]): Quad[] {
  const { FigureSeries } = site.roles.parts;
  const inFile = filesBySeries(site);
  const figures = new Set<string>();
  for (const { subject, predicate, object } of quads)
    if (FigureSeries.includes(predicate.value) && inFile.has(object.value)) figures.add(subject.value);
  for (const { subject, predicate } of quads) if (predicate.value === wasDerivedFrom) figures.delete(subject.value);
  return quads.filter(({ subject: { value } }) => !figures.has(value) || site.graph.pathOf(value) !== undefined);
}

/** True if another thread can have a copy of the graph. The copy of a large site takes too much memory. */
function canShare({ isLarge, release }: Site): boolean {
  const isNested = ({ subject, object }: Quad): boolean =>
    [subject, object].some(({ termType }: { termType: string }) => termType === 'Quad');
  return !isLarge && !release.vocabulary.some(isNested); // our reader of N-Triples does not know RDF-star
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

/** Makes pages in their order, while another thread makes them from the end. The pages of a thing follow each other. */
export async function* shareOut(site: Site, pages: readonly ThingPage[], maker?: PageMaker): AsyncGenerator<Page> {
  if (maker === undefined || pages.length < fewPages || !canShare(site)) return yield* makePages(site, pages);
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
    let start = Math.max(from, to - Math.min(pagesPerBlock, Math.ceil((to - from) / 4)));
    while (start > from && pages[start]?.thing === pages[start - 1]?.thing) start--; // one thread makes all pages of a thing
    const block = give(pages.slice(start, to));
    block.catch(() => {}); // it is awaited below
    blocks.push(block);
    to = start;
  }
  for (const block of blocks) yield* await block;
}
