import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pagesFolder } from '../publish/pages.js';
import { indexPath, readIndexFile, type SearchIndex } from '../search/index-file.js';
import { languages } from './client-language.js';
import { perRelease } from './served-release.js';

/** The search indexes of a release by language, read when they are first asked for; none without a site. */
export const siteIndexes = perRelease(({ folder }): ReadonlyMap<string, SearchIndex> => {
  const found = languages.flatMap((language) => {
    const file = path.join(folder, pagesFolder, indexPath(language));
    return existsSync(file) ? [[language, readIndexFile(readFileSync(file, 'utf8'))] as const] : [];
  });
  return new Map(found);
});
