import { addTo } from '../text/order.js';
import { fitsOnPage, inPagesBySize, numberedPath, sizeOf } from './long-lists.js';
import { freeName, localPart } from './paths.js';
import { findStep, stepBack } from './steps.js';
import { perSite, type Site, type View } from './view.js';
import { names } from './vocabulary.js';

/**
 * The hierarchy of a scheme. A thing with several parents has a place below each; what is below the thing is shown in
 * its first place only, the one nearest to the top. Therefore a cycle ends where it begins again.
 */
export interface Tree {
  scheme: string;
  path: string; // of its first page: "tree/plants"
  parents: ReadonlyMap<string, readonly string[]>;
  children: ReadonlyMap<string, readonly string[]>;
  first: ReadonlyMap<string, string | undefined>; // the parent of the first place; undefined at the top
  countOf: (thing: string) => number; // of all things below it, each once
  hasOwnPage: (thing: string) => boolean; // what is below it has its own pages
  pages: TreePage[];
  placeOf: ReadonlyMap<string, string>; // the path of the page with the first place of a thing
}

/** A page of a hierarchy: the top or the children of a thing, with everything below them that has no other page. */
export interface TreePage {
  path: string;
  thing: string | undefined; // undefined for the top
  entries: string[];
  page: number;
  pages: number;
}

/** The hierarchies of all schemes whose things are broader or narrower than others. */
export const treesOf = perSite((site): Tree[] => {
  const taken = new Set<string>();
  return site.graph.ofType(names.conceptScheme).flatMap((scheme) => {
    const path = site.graph.pathOf(scheme);
    if (path === undefined) return [];
    const tree = treeOf(site, scheme, (one) => {
      const free = freeName(`tree/${localPart(one)}`, (wanted) => !taken.has(wanted.toLowerCase()));
      taken.add(free.toLowerCase());
      return free;
    });
    return tree === undefined ? [] : [tree];
  });
});

/** The hierarchy of a scheme; undefined if nothing in it is broader than anything else. */
export const treeFor = (site: Site, scheme: string): Tree | undefined =>
  treesOf(site).find((tree) => tree.scheme === scheme);

/** A link to the first place of a thing. Browsers open the parts of the page around it. */
export const placeIn = ({ graph, pageLink }: View, { placeOf, path }: Tree, thing: string): string =>
  `${pageLink(placeOf.get(thing) ?? path)}#${graph.pathOf(thing)}`;

/** Subtrees above this size have their own pages, if the hierarchy does not fit on one page; in bytes. */
const mostInline = 12_000;

function treeOf(site: Site, scheme: string, pathFor: (path: string) => string): Tree | undefined {
  const { graph } = site;
  const { members, declared } = membersOf(site, scheme);
  const children = new Map<string, readonly string[]>();
  const parents = new Map<string, string[]>();
  for (const one of members) {
    const below = narrowerOf(site, one).filter((other) => members.has(other));
    if (below.length > 0) children.set(one, below);
    for (const other of below) addTo(parents, other, one);
  }
  if (children.size === 0) return undefined;
  const inOrder = [...members].sort(graph.byCode);
  const roots = inOrder.filter((one) => declared.has(one) || !parents.has(one));
  const first = firstPlaces(roots, inOrder, children);
  const [count, bytes] = [new Map<string, number>(), new Map<string, number>()];
  for (const one of [...first.keys()].reverse())
    for (const child of children.get(one) ?? []) {
      const isFirst = first.get(child) === one;
      count.set(one, (count.get(one) ?? 0) + 1 + (count.get(child) ?? 0));
      bytes.set(one, (bytes.get(one) ?? 0) + sizeOf(site, child) + (isFirst ? (bytes.get(child) ?? 0) : 0));
    }
  const haveOneParent = [...parents.values()].every(({ length }) => length === 1);
  const countOf = (one: string): number => (haveOneParent ? (count.get(one) ?? 0) : thingsBelow(one, children).size);
  const whole = roots.reduce((sum, one) => sum + sizeOf(site, one) + (bytes.get(one) ?? 0), 0);
  const hasOwnPage = (one: string): boolean => !fitsOnPage(whole) && (bytes.get(one) ?? 0) > mostInline;
  const bytesOf = (one: string): number => sizeOf(site, one) + (hasOwnPage(one) ? 0 : (bytes.get(one) ?? 0));
  const path = pathFor(graph.pathOf(scheme) ?? '');
  const pages: TreePage[] = [];
  const placeOf = new Map<string, string>();
  const place = (one: string, page: string): void => {
    placeOf.set(one, page);
    if (!hasOwnPage(one)) for (const child of children.get(one) ?? []) if (first.get(child) === one) place(child, page);
  };
  const add = (thing: string | undefined, own: string, entries: readonly string[]): void => {
    const divided = inPagesBySize(entries, bytesOf);
    for (const [at, some] of divided.entries()) {
      const page = { path: numberedPath(own, at + 1), thing, entries: some, page: at + 1, pages: divided.length };
      pages.push(page);
      for (const one of some) if (first.get(one) === thing) place(one, page.path);
    }
  };
  add(undefined, path, roots);
  const used = new Set<string>();
  for (const one of first.keys()) {
    if (!hasOwnPage(one)) continue;
    const own = freeName(`${path}/of-${localPart(graph.pathOf(one) ?? '')}`, (name) => !used.has(name.toLowerCase()));
    used.add(own.toLowerCase());
    add(one, own, children.get(one) ?? []);
  }
  return { scheme, path, parents, children, first, countOf, hasOwnPage, pages, placeOf };
}

/** All things below a thing, without the thing itself, which a cycle contains too. */
function thingsBelow(thing: string, children: Tree['children']): Set<string> {
  const found = new Set(children.get(thing));
  for (const one of found) for (const child of children.get(one) ?? []) found.add(child);
  found.delete(thing);
  return found;
}

/** The things of a scheme with pages, also things that belong to no scheme but are below things of this one. */
function membersOf(site: Site, scheme: string): { members: Set<string>; declared: Set<string> } {
  const { graph } = site;
  const declared = new Set([
    ...findStep(site, scheme, names.hasTopConcept),
    ...stepBack(site, scheme, names.topConceptOf),
  ]);
  const own = [...declared, ...stepBack(site, scheme, names.inScheme)];
  const members = new Set(own.filter((one) => graph.pathOf(one) !== undefined));
  for (const one of members)
    for (const other of narrowerOf(site, one))
      if (graph.objects(other, names.inScheme).length === 0) members.add(other);
  return { members, declared };
}

/** The things directly below a thing, sorted by code. */
function narrowerOf(site: Site, thing: string): string[] {
  const { graph } = site;
  const found = new Set([...findStep(site, thing, names.narrower), ...stepBack(site, thing, names.broader)]);
  return [...found].filter((one) => one !== thing && graph.pathOf(one) !== undefined).sort(graph.byCode);
}

/** The parent of the first place of each thing, from the top down. Things that only a cycle leads to come last. */
function firstPlaces(
  roots: string[],
  inOrder: readonly string[],
  children: ReadonlyMap<string, readonly string[]>,
): Map<string, string | undefined> {
  const first = new Map<string, string | undefined>();
  const fill = (start: readonly string[]): void => {
    for (const one of start) first.set(one, undefined);
    const queue = [...start];
    for (const one of queue)
      for (const child of children.get(one) ?? [])
        if (!first.has(child)) {
          first.set(child, one);
          queue.push(child);
        }
  };
  fill(roots);
  for (const one of inOrder)
    if (!first.has(one)) {
      roots.push(one);
      fill([one]);
    }
  return first;
}
