import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pagesFolder, type Thing, type Things, thingsFile } from '../publish/release-files.js';
import { localPath } from './local-path.js';
import { perRelease } from './served-release.js';

/** The things of a release that have pages, by where those stand, and where each IRI's stands. */
export interface ThingIndex {
  byPath: Map<string, Thing>;
  pathOf: Map<string, string>; // of an IRI
  local: Map<string, string>; // of what follows the base in an IRI of our own
}

export const thingsOf = perRelease(({ folder, manifest }): ThingIndex => {
  const things: Things = manifest.site ? readThings(path.join(folder, pagesFolder, thingsFile)) : {};
  const entries = Object.entries(things);
  const pathOf = new Map(entries.map(([at, { iri }]) => [iri, at]));
  const own = [...pathOf].flatMap(([iri, at]): [string, string][] => {
    const tail = localPath(manifest.base, iri);
    return tail === undefined ? [] : [[tail, at]];
  });
  return { byPath: new Map(entries), pathOf, local: new Map(own) };
});

const readThings = (file: string): Things => JSON.parse(readFileSync(file, 'utf8'));
