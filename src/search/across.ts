import type { Entry, SearchIndex } from './index-file.js';
import { createSearch } from './search.js';

/** A result in the language of the reader. */
export interface Found {
  entry: Entry;
  /** The name by which it was found, when that is in another language than the reader's. */
  foundAs?: { text: string; language: string };
}

/** For a query that the reader's own language knows nothing of: what is called so in others, as the reader's calls it. */
export function searchAcross(own: SearchIndex, others: SearchIndex[]): (query: string) => Found[] {
  const byPath = new Map(own.entries.map((entry) => [entry.path, entry]));
  const searches = others.map(({ language, ...index }) => ({ language, search: createSearch({ language, ...index }) }));
  return (query) => {
    const found = new Map<string, Found>();
    for (const { language, search } of searches)
      for (const { path, name, language: nameLanguage = language } of search(query)) {
        const entry = byPath.get(path);
        if (entry && !found.has(path)) found.set(path, { entry, foundAs: { text: name, language: nameLanguage } });
      }
    return [...found.values()];
  };
}
