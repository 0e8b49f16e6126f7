import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { explanations } from '../check/problem-catalogue.js';
import { checksOf, derivationsOf } from '../check/project-rules.js';
import { tokensOf } from '../check/rule-tokens.js';
import { fileIn } from '../files.js';
import { readQueries } from '../graph/query-file.js';
import type { Problem } from '../problem.js';
import type { Project } from '../project.js';
import type { Source } from '../publish/publish.js';
import { type Page, type PublishedFile, sharedFolder } from '../publish/release-files.js';
import { indexFile, indexPath, receiver } from '../search/search.js';
import { makeShards, shardPath } from '../search/shards.js';
import { compareCodePoints } from '../text/order.js';
import { allClaims } from './connected.js';
import { makeIndex, queryData } from './data-files.js';
import { hostingFiles } from './hosting/hosting.js';
import { knownLists, numberedPath } from './long-lists.js';
import { changesPage } from './pages/changes.js';
import { reportPage, rulesPage } from './pages/checks.js';
import { downloads } from './pages/downloads.js';
import { about, home, notFound } from './pages/home.js';
import { byNamePath, kindByName, kindList, pagesOfKind } from './pages/kind.js';
import { valuesPage } from './pages/long-list.js';
import { ontologyPage } from './pages/ontology.js';
import { queryPage } from './pages/query.js';
import { statisticsPage } from './pages/statistics.js';
import { thingPage } from './pages/thing.js';
import { treePage } from './pages/tree.js';
import { notFoundFile, pageNames } from './paths.js';
import { type Assets, withColours, withPictures } from './project-assets.js';
import { thingData } from './thing-files.js';
import { treesOf } from './tree.js';
import { createSite, createView, type Kind, type Site, type View } from './view.js';
import { wordsFiles } from './words-file.js';

/**
 * Makes the web site of a release, page by page. All input is read immediately, so later changes to the project have no
 * effect. `program`: style sheet, pictures and scripts of the program, by file name.
 */
export function sitePages(
  release: Source,
  project: Project,
  problems: Problem[],
  program: Assets,
): (files: PublishedFile[]) => AsyncGenerator<Page> {
  const address = project.base && new URL('site/', project.base).href;
  const examples = readQueries(project.files, fileIn(project.queries, 'examples'));
  const assets = withPictures(program, project);
  const rules = checksOf(project, tokensOf(release.roles));
  const checks = { codes: explanations(project, rules), rules, derivations: derivationsOf(project), problems };
  return async function* (files) {
    const site = createSite(release, files, address, checks, examples);
    for await (const { file, content } of filesOf(site, withColours(assets, site)))
      yield { file: `site/${file}`, content };
  };
}

async function* filesOf(site: Site, assets: Assets): AsyncGenerator<Page> {
  const used = [...assets].filter(([file]) => file !== 'language.js' || site.isLarge);
  for (const [file, content] of used.sort(([a], [b]) => compareCodePoints(a, b)))
    yield { file: `assets/${file}`, content };
  yield* thingData(site);
  const pageAt = (file: string, language: string, { thing, path, make }: SitePage): Page => {
    const page = renderToString(make(createView(site, thing, language, path, file)));
    return { file, content: `<!doctype html>\n${page}\n` };
  };
  const { languages } = site;
  const [first = 'en'] = languages;
  yield pageAt('index.html', first, { thing: 'index', path: 'index', make: home });
  yield pageAt(notFoundFile, first, { thing: '404', path: 'index', make: notFound });
  for (const language of languages) yield* searchFiles(site, language);
  if (site.isLarge) yield* wordsFiles(site);
  yield* queryData(site, assets);
  yield* hostingFiles(site);
  const pages = pagesOf(site);
  const isShared = ({ make }: SitePage): boolean => site.isLarge && make === thingPage;
  for (const page of pages.filter(isShared)) yield pageAt(`${sharedFolder}/${page.path}.html`, first, page);
  for (const language of languages)
    for (const page of pages.filter((one) => !isShared(one)))
      yield pageAt(`${language}/${page.path}.html`, language, page);
  const longLists = valuePages(site);
  for (const language of languages)
    for (const page of longLists) yield pageAt(`${language}/${page.path}.html`, language, page);
  if (site.address !== undefined)
    yield {
      file: 'sitemap.xml',
      content: sitemap(
        site.address,
        pages.filter(isShared),
        [...pages.filter((one) => !isShared(one)), ...longLists],
        languages,
      ),
    };
}

/** The search index of a language; on a large site in several files. */
function* searchFiles(site: Site, language: string): Generator<Page> {
  const whole = makeIndex(site, language);
  if (!site.isLarge) return yield { file: indexPath(language), content: indexFile(whole) };
  const { index, shards } = makeShards(whole);
  yield { file: indexPath(language), content: indexFile(index) };
  let at = 0;
  for (const entries of shards)
    yield { file: shardPath(language, at++), content: `${receiver}(${JSON.stringify({ entries })});\n` };
}

/** The sitemap of all pages in all languages (sitemaps.org 0.9). Paths contain no characters that XML must escape. */
function sitemap(address: string, shared: SitePage[], pages: SitePage[], languages: readonly string[]): string {
  const place = address.replaceAll('&', '&amp;');
  const entry = (folder: string, { path }: SitePage): string =>
    `<url><loc>${place}${folder}/${path}.html</loc></url>\n`;
  const entries = [
    ...shared.map((page) => entry(sharedFolder, page)),
    ...languages.flatMap((language) => pages.map((page) => entry(language, page))),
  ];
  return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${entries.join('')}</urlset>\n`;
}

type MakePage = (view: View) => VNode;

/** A page that exists in every language. */
interface SitePage {
  thing: string;
  path: string; // in the folder of a language, without extension: "topic/10"
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

/** The pages of the list of a kind; a long list is sorted by code and by name. */
function kindPages(site: Site, kind: Kind): SitePage[] {
  const { type: thing, path } = kind;
  const numbers = Array.from({ length: pagesOfKind(site, kind) }, (_, at) => at + 1);
  return [
    ...numbers.map((page) => ({ thing, path: numberedPath(path, page), make: (view: View) => kindList(view, page) })),
    ...(numbers.length > 1 ? numbers : []).map((page) => ({
      thing,
      path: byNamePath(kind, page),
      make: (view: View) => kindByName(view, page),
    })),
  ];
}

/** The pages of the lists that the other pages refer to. */
function valuePages(site: Site): SitePage[] {
  return knownLists(site).flatMap((list) =>
    list.pages.map((_, at) => ({
      thing: list.thing,
      path: numberedPath(list.path, at + 1),
      make: (view) => valuesPage(view, list, at + 1),
    })),
  );
}

/** All pages. Things with sections come first, then the sources and statuses of connections. */
function pagesOf(site: Site): SitePage[] {
  const { graph, kinds, changes, roles } = site;
  const supporting = new Set(allClaims(site).flatMap(({ source, status }) => [source, status]));
  const inOrder = [
    ...kinds.filter(({ type }) => roles.sections.has(type)),
    ...kinds.filter(({ things }) => things.some((one) => supporting.has(one))),
  ].flatMap(({ things }) => things);
  const pages = [
    ...pageNames
      .filter((path) => path !== 'changes' || changes !== undefined)
      .map((path) => ({ thing: path, path, make: pagesAboutAll[path] })),
    ...kinds.flatMap((kind) => kindPages(site, kind)),
    ...[...inOrder, ...graph.things].flatMap((thing) => {
      const path = graph.pathOf(thing);
      return path === undefined ? [] : [{ thing, path, make: thingPage }];
    }),
    ...treesOf(site).flatMap((tree) =>
      tree.pages.map((page) => ({
        thing: page.thing ?? tree.scheme,
        path: page.path,
        make: (view: View) => treePage(view, tree, page),
      })),
    ),
  ];
  const taken = new Set<string>();
  return pages.filter(({ path }) => !taken.has(path) && taken.add(path));
}
