import { type Found, searchAcross } from '../../../search/across.js';
import { indexPath, type SearchIndex } from '../../../search/index-file.js';
import { createSearch } from '../../../search/search.js';
import { languages } from '../../languages.js';
import { loadIndex } from './load-index.js';

/** A search that is ready, with the index that it looks in. */
export interface Finder {
  index: SearchIndex;
  find(query: string): Promise<Found[]>;
}

/** Loads the index of the reader's language; those of the others only when a query finds nothing in it. */
export async function loadFinder(address: URL): Promise<Finder> {
  const index = await loadIndex(address);
  const search = createSearch(index);
  let others: Promise<(query: string) => Found[]> | undefined;
  return {
    index,
    find: async (query) => {
      const own = search(query);
      if (own.length > 0 || [...query.trim()].length < 2) return own.map((entry) => ({ entry }));
      others ??= loadOthers(index, address);
      return (await others)(query);
    },
  };
}

/** A language whose index does not load is searched no more than before. */
async function loadOthers(own: SearchIndex, address: URL): Promise<(query: string) => Found[]> {
  const loaded = await Promise.allSettled(
    languages
      .filter((language) => language !== own.language)
      .map((language) => loadIndex(new URL(`../${indexPath(language)}`, address))),
  );
  return searchAcross(
    own,
    loaded.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : [])),
  );
}
