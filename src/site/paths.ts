import { sortCodePoints } from '../text/order.js';

/** The paths of the pages that are not about a resource, in the order of the sitemap. */
export const pageNames = [
  'index',
  'query',
  'workbench/index',
  'search',
  'compare',
  'downloads',
  'statistics',
  'ontology',
  'rules',
  'report',
  'changes',
  'about',
] as const;

/** Names and folders that the paths of resources must not have. */
const reserved = [...pageNames, '404', 'context'];
const reservedFolders = /^(?:kind|tree|data|assets|workbench)(?=\/)/i;

/** The maximum length of a name: file systems allow 255 bytes, including extensions and numbers of duplicates. */
const longest = 100;

/**
 * The path of each page in the folder of a language, without extension: the part after the base ("topic/10"). For
 * other IRIs, the prefix and local name ("ex/16.2"), or the host and path. All paths differ by more than their case.
 */
export function pathsOf(
  things: readonly string[],
  base: string,
  prefixes: Record<string, string>,
): Map<string, string> {
  const taken = new Set<string>(reserved);
  const paths = new Map<string, string>();
  // Our own resources come first, so that other IRIs cannot change their paths.
  const isOwn = (iri: string): boolean => iri.startsWith(base);
  const sorted = sortCodePoints([...things]);
  for (const iri of [...sorted.filter(isOwn), ...sorted.filter((one) => !isOwn(one))]) {
    const wanted = safePath(isOwn(iri) ? iri.slice(base.length) : foreignPath(iri, prefixes));
    const path = freeName(wanted, (one) => !taken.has(one.toLowerCase()));
    taken.add(path.toLowerCase());
    paths.set(iri, path);
  }
  return paths;
}

/** The wanted name if it is free, otherwise the first free name with a number: "name-2". */
export function freeName(wanted: string, isFree: (name: string) => boolean): string {
  let name = wanted;
  for (let copy = 2; !isFree(name); copy++) name = `${wanted}-${copy}`;
  return name;
}

function foreignPath(iri: string, prefixes: Record<string, string>): string {
  const found = namespaceOf(`${iri}/`, prefixes);
  if (!found) return iri.replace(/^[a-z][a-z0-9+.-]*:(\/\/)?/i, '');
  const [prefix, namespace] = found;
  return iri.length < namespace.length ? prefix : `${prefix}/${iri.slice(namespace.length)}`;
}

/** The prefix and the namespace that match the longest part of an IRI. */
export const namespaceOf = (iri: string, by: Readonly<Record<string, string>>) =>
  Object.entries(by)
    .filter(([, namespace]) => iri.startsWith(namespace))
    .sort(([, a], [, b]) => b.length - a.length)[0];

/** A path that is valid in every file system, web server and URL. */
const safePath = (path: string): string =>
  path.split('/').map(safeName).join('/').replace(likeFile, '$&_').replace(reservedFolders, '_$&');

/** A folder whose name ends like a file name, because a page could have the same name, or ends with a dot. */
const likeFile = /\.(?:html|ttl|js|json|jsonld|xml)?(?=\/)/gi;

/** Reserved device names on Windows, with any extension. */
const device = /^(?=(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$))/i;

const safeName = (name: string): string =>
  name
    .replace(/[^A-Za-z0-9_.-]/g, (character) => `_${character.charCodeAt(0).toString(16)}`)
    .replace(/^(?=[.-]|$)/, '_')
    .replace(device, '_')
    .slice(0, longest);

/** The part of a path after the last slash. */
export const localPart = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** The relative link from one file of the site to another: "../../assets/site.css" from "en/topic/10.html". */
export function relativeLink(from: string, to: string): string {
  let shared = 0; // the length of the folders that both begin with
  for (let at = 0; at < from.length && from.charCodeAt(at) === to.charCodeAt(at); at++)
    if (from[at] === '/') shared = at + 1;
  return '../'.repeat(from.slice(shared).split('/').length - 1) + to.slice(shared);
}

/** The page that servers show for unknown URLs. */
export const notFoundFile = '404.html';

/** Links are relative, so that the site works in any folder. The 404 page has absolute paths, if they are known. */
export function linksFrom(file: string, address: string | undefined): (to: string) => string {
  if (file !== notFoundFile || address === undefined) return (to) => relativeLink(file, to);
  return (to) => new URL(to, address).pathname;
}
