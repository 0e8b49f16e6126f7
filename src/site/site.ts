import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { explanations } from '../check/problem-catalogue.js';
import { fileIn } from '../files.js';
import { type QueryFile, readQueries } from '../graph/query-file.js';
import type { Problem } from '../problem.js';
import type { Project } from '../project.js';
import type { Source } from '../publish/publish.js';
import type { Page, PublishedFile } from '../publish/release-files.js';
import { indexFile, indexPath } from '../search/search.js';
import { compareCodePoints } from '../text/order.js';
import { makeIndex, queryData, thingData } from './data-files.js';
import { hostingFiles } from './hosting/hosting.js';
import { changesPage } from './pages/changes.js';
import { reportPage, rulesPage } from './pages/checks.js';
import { sourcePage, statusPage } from './pages/connections.js';
import { downloads } from './pages/downloads.js';
import { about, home, kindList, notFound } from './pages/home.js';
import { indicatorPage, seriesPage } from './pages/indicator.js';
import { goalPage, objectivePage, targetPage } from './pages/objective.js';
import { ontologyPage } from './pages/ontology.js';
import { queryPage } from './pages/query.js';
import { statisticsPage } from './pages/statistics.js';
import { plainThingPage } from './pages/thing.js';
import { pageNames } from './paths.js';
import { createSite, createView, notFoundFile, type Site, type View } from './view.js';
import { agenda } from './vocabulary.js';

/**
 * Makes the web site of a release, page by page. All input is read immediately, so later changes to the project have no
 * effect. `assets`: style sheet, pictures and scripts by file name.
 */
export function sitePages(
  release: Source,
  project: Project,
  problems: Problem[],
  assets: ReadonlyMap<string, Uint8Array>,
): (files: PublishedFile[]) => AsyncGenerator<Page> {
  const address = project.base && new URL('site/', project.base).href;
  const queriesIn = (folder: string): QueryFile[] => readQueries(project.files, fileIn(project.queries, folder));
  const examples = queriesIn('examples');
  const codes = explanations(project);
  const checks = { codes, rules: queriesIn('checks'), derivations: queriesIn('derive'), problems };
  return async function* (files) {
    const site = createSite(release, files, address, checks, examples);
    for await (const { file, content } of filesOf(site, assets)) yield { file: `site/${file}`, content };
  };
}

async function* filesOf(site: Site, assets: ReadonlyMap<string, Uint8Array>): AsyncGenerator<Page> {
  for (const [file, content] of [...assets].sort(([a], [b]) => compareCodePoints(a, b)))
    yield { file: `assets/${file}`, content };
  yield* thingData(site);
  const pageAt = (file: string, language: string, { thing, path, make }: SitePage): Page => {
    const page = renderToString(make(createView(site, thing, language, path, file)));
    return { file, content: `<!doctype html>\n${page}\n` };
  };
  const { languages } = site;
  yield pageAt('index.html', 'en', { thing: 'index', path: 'index', make: home });
  yield pageAt(notFoundFile, 'en', { thing: '404', path: 'index', make: notFound });
  for (const language of languages) yield { file: indexPath(language), content: indexFile(makeIndex(site, language)) };
  yield* queryData(site, assets);
  yield* hostingFiles(site);
  const pages = pagesOf(site);
  for (const language of languages)
    for (const page of pages) yield pageAt(`${language}/${page.path}.html`, language, page);
  if (site.address !== undefined) yield { file: 'sitemap.xml', content: sitemap(site.address, pages, languages) };
}

/** The sitemap of all pages in all languages (sitemaps.org 0.9). Paths contain no characters that XML must escape. */
function sitemap(address: string, pages: SitePage[], languages: readonly string[]): string {
  const place = address.replaceAll('&', '&amp;');
  const entries = languages.flatMap((language) =>
    pages.map(({ path }) => `<url><loc>${place}${language}/${path}.html</loc></url>\n`),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${entries.join('')}</urlset>\n`;
}

type MakePage = (view: View) => VNode;

/** A page that exists in every language. */
interface SitePage {
  thing: string;
  path: string; // in the folder of a language, without extension: "objective/10"
  make: MakePage;
}

/** The pages that are not about a resource. */
export const pagesAboutAll: Record<(typeof pageNames)[number], MakePage> = {
  index: home,
  query: queryPage,
  downloads,
  statistics: statisticsPage,
  ontology: ontologyPage,
  rules: rulesPage,
  report: reportPage,
  changes: changesPage,
  about,
};

/** Special pages by class; resources of all other classes have the plain page. */
export const pagesOfClass: Record<string, MakePage> = {
  [agenda.objective]: objectivePage,
  [agenda.goal]: goalPage,
  [agenda.target]: targetPage,
  [agenda.indicator]: indicatorPage,
  [agenda.series]: seriesPage,
  [agenda.source]: sourcePage,
  [agenda.status]: statusPage,
};

/** All pages; a resource has the page of the first matching class. */
function pagesOf({ graph, kinds, changes }: Site): SitePage[] {
  const pagesAbout = (things: readonly string[], make: MakePage): SitePage[] =>
    things.flatMap((thing) => {
      const path = graph.pathOf(thing);
      return path === undefined ? [] : [{ thing, path, make }];
    });
  const pages = [
    ...pageNames
      .filter((path) => path !== 'changes' || changes !== undefined)
      .map((path) => ({ thing: path, path, make: pagesAboutAll[path] })),
    ...kinds.map(({ type, path }) => ({ thing: type, path, make: kindList })),
    ...Object.entries(pagesOfClass).flatMap(([type, make]) => pagesAbout(graph.ofType(type), make)),
    ...pagesAbout(graph.things, plainThingPage),
  ];
  const taken = new Set<string>();
  return pages.filter(({ path }) => !taken.has(path) && taken.add(path));
}
