import type { Things } from '../../publish/things.js';

/** Where things stand, told so briefly that the rules of a web server can say it. */
export interface Places {
  folders: Folder[];
  others: { path: string; iri: string }[]; // those whose IRI no folder tells, and those outside of all folders
  retired: { path: string; successors: string[] }[]; // what took its place: where it stands on the same host, else its IRI
}

/** A folder whose things all have the IRI that `prefix` and their name make: "sdg", "http://metadata.un.org/sdg/". */
export interface Folder {
  name: string;
  prefix: string;
}

/** What the names of things are made of (paths.ts). */
export const nameOfThing = '[A-Za-z0-9_.-]+';

export function placesOf(things: Things): Places {
  const entries = Object.entries(things).map(([path, thing]) => ({ path, ...split(path), ...thing }));
  const folders: Folder[] = [];
  for (const { folder, name, iri } of entries) {
    const isNew = folder !== '' && !folders.some((one) => one.name === folder);
    if (isNew && iri.endsWith(name)) folders.push({ name: folder, prefix: iri.slice(0, iri.length - name.length) });
  }
  const isTold = ({ folder, name, iri }: (typeof entries)[number]): boolean =>
    folders.some((one) => one.name === folder && one.prefix + name === iri);
  const paths = new Map(entries.map(({ iri, path }) => [iri, path]));
  return {
    folders: folders.sort((a, b) => (a.name < b.name ? -1 : 1)),
    others: entries.filter((entry) => !isTold(entry)).map(({ path, iri }) => ({ path, iri })),
    retired: entries
      .filter(({ retired }) => retired)
      .map(({ path, successors = [] }) => ({
        path,
        successors: successors.map((iri) => (paths.has(iri) ? `/${paths.get(iri)}` : iri)),
      })),
  };
}

function split(path: string): { folder: string; name: string } {
  const at = path.lastIndexOf('/');
  return { folder: path.slice(0, Math.max(at, 0)), name: path.slice(at + 1) };
}

/** In the letters that a header may have (RFC 3987, section 3.1). */
export const asAddress = (iri: string): string => iri.replace(/[^!#-~]/gu, encodeURIComponent);

/** A regular expression for the paths of all things, without the slash in front; others in the same folders fit too. */
export function patternOf({ folders, others }: Places): string {
  const single = others.filter(({ path }) => !folders.some(({ name }) => path.startsWith(`${name}/`)));
  const inFolders =
    folders.length > 0 ? [`(?:${folders.map(({ name }) => escapePattern(name)).join('|')})/${nameOfThing}`] : [];
  return [...inFolders, ...single.map(({ path }) => escapePattern(path))].join('|') || '(?!)';
}

/** A text in a regular expression. */
export const escapePattern = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
