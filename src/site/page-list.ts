import type { VNode } from 'preact';
import { areaIndex } from './areas/area-index.js';
import { comparePage } from './areas/compare-page.js';
import { allAreas } from './areas/regions.js';
import { allClaims } from './connected.js';
import { knownLists, numberedPath } from './long-lists.js';
import { changesPage } from './pages/changes.js';
import { reportPage, rulesPage } from './pages/checks.js';
import { downloads } from './pages/downloads.js';
import { about, home } from './pages/home.js';
import { byNamePath, kindByName, kindList, pagesOfKind } from './pages/kind.js';
import { valuesPage } from './pages/long-list.js';
import { ontologyPage } from './pages/ontology.js';
import { queryPage } from './pages/query.js';
import { searchPage } from './pages/search.js';
import { statisticsPage } from './pages/statistics.js';
import { thingPage } from './pages/thing.js';
import { treePage } from './pages/tree.js';
import { workbenchPage } from './pages/workbench.js';
import { pageNames } from './paths.js';
import { treesOf } from './tree.js';
import type { Kind, Site, View } from './view.js';

/** The pages of a site in the order of the sitemap. */

type MakePage = (view: View) => VNode;

/** A page that exists in every language. */
export interface SitePage {
  thing: string;
  path: string; // in the folder of a language, without extension: "topic/10"
  make: MakePage;
}

/** The pages that are not about a resource. */
export const pagesAboutAll: Record<(typeof pageNames)[number], MakePage> = {
  index: home,
  query: queryPage,
  'workbench/index': workbenchPage,
  search: searchPage,
  compare: comparePage,
  downloads,
  statistics: statisticsPage,
  ontology: ontologyPage,
  rules: rulesPage,
  report: reportPage,
  changes: changesPage,
  about,
};

/** True if areas have pages in each language, which a large site does not have. */
const hasAreaPages = (site: Site): boolean => !site.isLarge && allAreas(site).length > 0;

/** The pages of the list of a kind; a long list is sorted by code and by name. */
function kindPages(site: Site, kind: Kind): SitePage[] {
  const { type: thing, path } = kind;
  if (hasAreaPages(site) && kind.things === allAreas(site)) return [{ thing, path, make: areaIndex }];
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
export function valuePages(site: Site): SitePage[] {
  return knownLists(site).flatMap((list) =>
    list.pages.map((_, at) => ({
      thing: list.thing,
      path: numberedPath(list.path, at + 1),
      make: (view) => valuesPage(view, list, at + 1),
    })),
  );
}

/** All pages. Things with sections come first, then the sources and statuses of connections. */
export function pagesOf(site: Site): SitePage[] {
  const { graph, kinds, changes, roles } = site;
  const supporting = new Set(allClaims(site).flatMap(({ source, status }) => [source, status]));
  const inOrder = [
    ...kinds.filter(({ type }) => roles.sections.has(type)),
    ...kinds.filter(({ things }) => things.some((one) => supporting.has(one))),
  ].flatMap(({ things }) => things);
  const pages = [
    ...pageNames
      .filter((path) => path !== 'changes' || changes !== undefined)
      .filter((path) => path !== 'compare' || hasAreaPages(site))
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
