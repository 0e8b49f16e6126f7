import { sortCodePoints } from '../text/order.js';

/** The pages about no thing, by their paths, in the order of the site map; site.ts tells what makes each. */
export const pageNames = [
  'index',
  'query',
  'downloads',
  'statistics',
  'ontology',
  'rules',
  'report',
  'changes',
  'about',
] as const;

/** Names that no thing's page or data may have, and folders. */
const reserved = [...pageNames, '404', 'context'];
const reservedFolders = /^(?:kind|data|assets)(?=\/)/i;

/** No file system takes longer names; and what is added to tell two apart needs room. */
const longest = 100;

/**
 * Where each thing's page stands below the folder of a language, without extension. Own things by what follows the
 * base ("objective/10"), others by the prefix of their namespace ("sdg/16.2"), else by host and path. No two are the
 * same, even where upper and lower case are.
 */
export function pathsOf(
  things: readonly string[],
  base: string,
  prefixes: Record<string, string>,
): Map<string, string> {
  const taken = new Set<string>(reserved);
  const paths = new Map<string, string>();
  // Own things first, so that they keep their names whatever others are called.
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

/** The name that is wanted, or with a number behind it the first that is free. */
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

/** The longest of some namespaces that an IRI begins with, behind its prefix. */
export const namespaceOf = (iri: string, by: Readonly<Record<string, string>>) =>
  Object.entries(by)
    .filter(([, namespace]) => iri.startsWith(namespace))
    .sort(([, a], [, b]) => b.length - a.length)[0];

/** Folders and names that every file system, server and address can carry. */
const safePath = (path: string): string =>
  path.split('/').map(safeName).join('/').replace(likeFile, '$&_').replace(reservedFolders, '_$&');

/** A folder that is called like a file, as a page beside it may be, or that ends with a dot. */
const likeFile = /\.(?:html|ttl|js|json|jsonld|xml)?(?=\/)/gi;

/** Names that stand for devices (Windows), whatever their extension. */
const device = /^(?=(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$))/i;

const safeName = (name: string): string =>
  name
    .replace(/[^A-Za-z0-9_.-]/g, (character) => `_${character.charCodeAt(0).toString(16)}`)
    .replace(/^(?=[.-]|$)/, '_')
    .replace(device, '_')
    .slice(0, longest);

/** The way from one file of the site to another: from "en/objective/10.html" to "assets/site.css" by "../../assets/…". */
export function relativeLink(from: string, to: string): string {
  const here = from.split('/').slice(0, -1);
  const there = to.split('/');
  let shared = 0;
  while (shared < here.length && shared < there.length - 1 && here[shared] === there[shared]) shared++;
  return [...here.slice(shared).map(() => '..'), ...there.slice(shared)].join('/');
}
