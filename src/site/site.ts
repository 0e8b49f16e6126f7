import type { ComponentType } from 'preact';
import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { QueryFile } from '../graph/query-file.js';
import type { PublishedFile } from '../publish/files.js';
import type { Page } from '../publish/pages.js';
import type { Source } from '../publish/publish.js';
import { indexFile, indexPath } from '../search/search.js';
import { compareCodePoints } from '../text/order.js';
import type { Checks } from './checks.js';
import { hostingFiles } from './hosting/hosting.js';
import { type Language, languages } from './languages.js';
import { pageTypes } from './page-types.js';
import { Home } from './pages/home.js';
import { NotFound } from './pages/not-found.js';
import { queryData } from './query-data.js';
import { makeIndex } from './search-index.js';
import { createSite, type Site } from './site-model.js';
import { sitemap } from './sitemap.js';
import { thingData } from './thing-data.js';
import { createView, notFoundFile } from './view.js';

/**
 * The web site of a release, page by page: pure functions of the graph and of what the other files of the release are.
 * `address` is where it will stand on the web ("https://example.org/site/"), if that is known. `assets` are its style,
 * pictures and scripts by name.
 */
export async function* writeSite(
  release: Source,
  files: PublishedFile[],
  address: string | undefined,
  checks: Checks,
  examples: QueryFile[],
  assets: ReadonlyMap<string, Uint8Array>,
): AsyncGenerator<Page> {
  const site = createSite(release, files, address, checks, examples);
  for (const [file, content] of [...assets].sort(([a], [b]) => compareCodePoints(a, b)))
    yield { file: `site/assets/${file}`, content };
  for await (const { file, content } of thingData(site)) yield { file: `site/${file}`, content };
  yield { file: 'site/index.html', content: pageAt(site, Home, 'home', 'en', 'index', 'index.html') };
  yield { file: `site/${notFoundFile}`, content: pageAt(site, NotFound, '404', 'en', 'index', notFoundFile) };
  for (const language of languages)
    yield { file: `site/${indexPath(language)}`, content: indexFile(makeIndex(site, language)) };
  for (const { file, content } of queryData(site, assets)) yield { file: `site/${file}`, content };
  for (const { file, content } of hostingFiles(site)) yield { file: `site/${file}`, content };
  const pages = pagesOf(site);
  for (const language of languages)
    for (const { thing, path, Page } of pages) {
      const file = `${language}/${path}.html`;
      yield { file: `site/${file}`, content: pageAt(site, Page, thing, language, path, file) };
    }
  if (address !== undefined)
    yield {
      file: 'site/sitemap.xml',
      content: sitemap(
        address,
        pages.map(({ path }) => path),
      ),
    };
}

type PageComponent = (typeof pageTypes)[number]['Page'];

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

function pageAt(
  site: Site,
  Page: PageComponent,
  thing: string,
  language: Language,
  path: string,
  file: string,
): string {
  const view = createView(site, thing, language, path, file);
  return `<!doctype html>\n${renderToString(h(Page as ComponentType<{ view: typeof view }>, { view }))}\n`;
}
