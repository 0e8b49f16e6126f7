import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Thing, type Things, thingsFile } from '../publish/things.js';
import { indexPath, readIndexFile, type SearchIndex } from '../search/index-file.js';
import { perRelease, type ServedRelease } from './served-release.js';

/** The languages of the site; the first is taken when a client asks for none of them. */
export const languages = ['en', 'fr', 'es', 'ru', 'ar', 'zh'] as const;

/** What the site of a release knows of its things. */
export interface SiteIndexes {
  indexes: ReadonlyMap<string, SearchIndex>; // by language
  things: ReadonlyMap<string, Thing>; // by path: "objective/10"
  pathOf: ReadonlyMap<string, string>; // the other way round
}

/** Reads the indexes of a release when they are first asked for. A release without a site has empty ones. */
export const siteIndexes = perRelease(({ folder }: ServedRelease): SiteIndexes => {
  const read = (file: string): string | undefined => {
    const full = path.join(folder, 'site', file);
    return existsSync(full) ? readFileSync(full, 'utf8') : undefined;
  };
  const indexes = languages.flatMap((language) => {
    const text = read(indexPath(language));
    return text === undefined ? [] : [[language, readIndexFile(text)] as const];
  });
  const things = Object.entries(JSON.parse(read(thingsFile) ?? '{}') as Things);
  return {
    indexes: new Map(indexes),
    things: new Map(things),
    pathOf: new Map(things.map(([place, { iri }]) => [iri, place])),
  };
});
