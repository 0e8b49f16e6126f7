/** A class or property as the editor offers it: its short name, and what it is called in the reader's language. */
export type OfferedTerm = readonly [name: string, label: string];

/** What the query page knows of the graph before it is loaded; made when the site is built, once a language. */
export interface QueryTerms {
  bytes: number; // that are loaded before the first answer
  base: string; // what relative addresses of a query are read against
  prefixes: Record<string, string>;
  classes: OfferedTerm[];
  properties: OfferedTerm[];
  pages: PackedPages;
}

/** Things with pages by what their addresses and paths have in common: ["http://…/sdg/", "sdg/", "1 1.1 16.2"]. */
export type PackedPages = readonly (readonly [namespace: string, folder: string, names: string])[];

/** Packs the paths of pages: thousands of addresses in a few kilobytes. */
export function packPages(paths: Iterable<readonly [iri: string, path: string]>): PackedPages {
  const groups = new Map<string, { namespace: string; folder: string; names: string[] }>();
  for (const [iri, path] of paths) {
    const name = path.slice(path.lastIndexOf('/') + 1);
    // Where address and path end differently, as they do for unusual characters, each is a group by itself.
    const shared = name !== '' && iri.endsWith(name) ? name : '';
    const namespace = iri.slice(0, iri.length - shared.length);
    const folder = path.slice(0, path.length - shared.length);
    const key = JSON.stringify([namespace, folder]);
    const group = groups.get(key) ?? { namespace, folder, names: [] };
    group.names.push(shared);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ namespace, folder, names }) => [namespace, folder, names.join(' ')]);
}

/** From addresses to paths again. */
export function unpackPages(packed: PackedPages): Map<string, string> {
  return new Map(
    packed.flatMap(([namespace, folder, names]) =>
      names.split(' ').map((name) => [`${namespace}${name}`, `${folder}${name}`] as const),
    ),
  );
}
