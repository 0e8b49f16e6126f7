import { type ComponentType, h } from 'preact';
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
import { hostingFiles } from './hosting/hosting.js';
import { type Language, languages } from './languages.js';
import { type PageComponent, pageTypes } from './page-types.js';
import { NotFound } from './pages/about.js';
import { Home } from './pages/home.js';
import { queryData } from './query-data.js';
import { makeIndex } from './search-index.js';
import { createSite, type Site } from './site-model.js';
import { thingData } from './thing-data.js';
import { createView, notFoundFile } from './view.js';

/**
 * The web site of a project's release, page by page: pure functions of the graph and of what the other files of the
 * release are. All that it is made of is read at once. `assets` are its style, pictures and scripts by name.
 */
export function sitePages(
  release: Source,
  project: Project,
  problems: Problem[],
  assets: ReadonlyMap<string, Uint8Array>,
): (files: PublishedFile[]) => AsyncGenerator<Page> {
  const address = project.base && new URL('site/', project.base).href;
  const queriesIn = (folder: string): QueryFile[] => readQueries(project.files, fileIn(project.queries, folder), []);
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
  yield { file: 'index.html', content: pageAt(site, Home, 'home', 'en', 'index', 'index.html') };
  yield { file: notFoundFile, content: pageAt(site, NotFound, '404', 'en', 'index', notFoundFile) };
  for (const language of languages) yield { file: indexPath(language), content: indexFile(makeIndex(site, language)) };
  yield* queryData(site, assets);
  yield* hostingFiles(site);
  const pages = pagesOf(site);
  for (const language of languages)
    for (const { thing, path, Page } of pages) {
      const file = `${language}/${path}.html`;
      yield { file, content: pageAt(site, Page, thing, language, path, file) };
    }
  const { address } = site;
  if (address !== undefined) {
    const paths = pages.map(({ path }) => path);
    yield { file: 'sitemap.xml', content: sitemap(address, paths) };
  }
}

/** Every page once, whatever the language: a thing has the page of the first sort that wants it. */
function pagesOf(site: Site): { thing: string; path: string; Page: PageComponent }[] {
  const taken = new Set<string>();
  return pageTypes.flatMap(({ things, path, Page }) => {
    const pages = things(site).map((thing) => ({ thing, path: path(site, thing), Page }));
    const own = pages.filter((page) => !taken.has(page.path));
    for (const page of own) taken.add(page.path);
    return own;
  });
}

function pageAt(site: Site, Page: PageComponent, thing: string, language: Language, path: string, file: string) {
  const view = createView(site, thing, language, path, file);
  return `<!doctype html>\n${renderToString(h(Page as ComponentType<{ view: typeof view }>, { view }))}\n`;
}

/** Every page in every language (sitemaps.org 0.9); the paths hold nothing that XML would have to escape. */
function sitemap(address: string, paths: string[]): string {
  const place = address.replaceAll('&', '&amp;');
  const entries = languages.flatMap((language) =>
    paths.map((path) => `<url><loc>${place}${language}/${path}.html</loc></url>\n`),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${entries.join('')}</urlset>\n`;
}
