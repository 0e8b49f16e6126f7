import { utf8 } from '../bytes.js';
import { compareCodePoints } from '../text/order.js';
import { freeName } from './paths.js';
import { perSite, type Site } from './view.js';
import { localName } from './vocabulary.js';

/** The maximum number of entries on a page of a long list. */
export const mostEntries = 500;

/** The maximum size of the entries of a page, and the size of an entry without its name, in bytes. */
const mostBytes = 200_000;
const entryBytes = 200;

const knownSizes = perSite(() => new Map<string, number>());

/** The size of an entry of a list in bytes, in the language with the longest name. */
export function sizeOf(site: Site, thing: string): number {
  const known = knownSizes(site);
  const found =
    known.get(thing) ??
    entryBytes +
      Math.max(...site.languages.map((language) => utf8(site.graph.label(thing, language)?.text ?? thing).length));
  known.set(thing, found);
  return found;
}

const divided = new WeakMap<readonly string[], string[][]>();

/** Divides entries into pages. The number of pages depends neither on their order nor on the language. */
export function inPages(site: Site, things: readonly string[]): string[][] {
  const known = divided.get(things);
  if (known !== undefined) return known;
  const average = things.reduce((sum, one) => sum + sizeOf(site, one), 0) / Math.max(1, things.length);
  const perPage = Math.max(1, Math.min(mostEntries, Math.floor(mostBytes / average)));
  const pages = Array.from({ length: Math.max(1, Math.ceil(things.length / perPage)) }, (_, at) =>
    things.slice(at * perPage, (at + 1) * perPage),
  );
  divided.set(things, pages);
  return pages;
}

/** Divides entries of different sizes into pages, in their order. */
export function inPagesBySize(things: readonly string[], bytesOf: (thing: string) => number): string[][] {
  const pages: string[][] = [[]];
  let sum = 0;
  for (const one of things) {
    const bytes = bytesOf(one);
    if (sum > 0 && sum + bytes > mostBytes) {
      pages.push([]);
      sum = 0;
    }
    pages.at(-1)?.push(one);
    sum += bytes;
  }
  return pages;
}

/** True if entries of this size fit on one page. */
export const fitsOnPage = (bytes: number): boolean => bytes <= mostBytes;

/** The path of a page of a long list: "kind/topic", "kind/topic/2". */
export const numberedPath = (path: string, page: number): string => (page === 1 ? path : `${path}/${page}`);

/** All values of a property of a thing, as a list with its own pages. `isInverse`: the things that refer to this one. */
export interface ValueList {
  key: string; // direction, properties and thing
  thing: string;
  property: string;
  isInverse: boolean;
  path: string;
  pages: string[][];
}

/** The paths of the pages of a list, for comparison on disks that ignore case. */
const pathsOf = ({ path, pages }: Pick<ValueList, 'path' | 'pages'>): string[] =>
  pages.map((_, at) => numberedPath(path, at + 1).toLowerCase());

/** The lists that pages refer to. */
const valueLists = perSite(({ graph }) => ({
  byKey: new Map<string, ValueList>(),
  taken: new Set(graph.things.map((one) => graph.pathOf(one)?.toLowerCase() ?? '')),
}));

/** The list of all things at the end of a path of properties from a thing. From now on it has pages. */
export function valueList(
  site: Site,
  thing: string,
  steps: readonly string[],
  isInverse: boolean,
  things: readonly string[],
): ValueList {
  const { byKey, taken } = valueLists(site);
  const key = [isInverse, ...steps, thing].join(' ');
  const known = byKey.get(key);
  if (known !== undefined) return known;
  const property = steps.at(-1) ?? '';
  const local =
    localName(property)
      .replace(/[^A-Za-z0-9]/g, '')
      .toLowerCase() || 'values';
  const pages = inPages(site, things);
  const wanted = `${site.graph.pathOf(thing)}/${isInverse ? `from-${local}` : local}`;
  const path = freeName(wanted, (one) => !pathsOf({ path: one, pages }).some((each) => taken.has(each)));
  const list = { key, thing, property, isInverse, path, pages };
  addLists(site, [list]);
  return list;
}

/** Adds lists that the pages of another thread have referred to. */
export function addLists(site: Site, lists: readonly ValueList[]): void {
  const { byKey, taken } = valueLists(site);
  for (const list of lists) {
    if (byKey.has(list.key)) continue;
    byKey.set(list.key, list);
    for (const one of pathsOf(list)) taken.add(one);
  }
}

/** All lists that pages have referred to so far, sorted by path. */
export const knownLists = (site: Site): ValueList[] =>
  [...valueLists(site).byKey.values()].sort((a, b) => compareCodePoints(a.path, b.path));
