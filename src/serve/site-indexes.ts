import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pagesFolder } from '../publish/release-files.js';
import { indexPath, readIndexFile, type SearchIndex } from '../search/search.js';
import { languages } from './client-language.js';
import { perRelease } from './served-release.js';
import { languagesOf } from './site-languages.js';

/** The search indexes of a release by language, read when they are first asked for; none without a site. */
export const siteIndexes = perRelease((release): ReadonlyMap<string, SearchIndex> => {
  const read = (language: string): SearchIndex =>
    readIndexFile(readFileSync(path.join(release.folder, pagesFolder, indexPath(language)), 'utf8'));
  const there = languages.filter((language) => languagesOf(release).includes(language));
  return new Map(there.map((language) => [language, read(language)]));
});
