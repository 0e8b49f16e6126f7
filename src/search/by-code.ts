import { compareNaturally } from '../text/natural-order.js';
import { codeKey, codesInQuery } from './codes.js';
import type { Entry, SearchIndex } from './index-file.js';
import { wordsOfQuery } from './tokens.js';

/** What a query says by codes. */
export interface CodeHits {
  hits: Entry[]; // best first
  isSure: boolean; // nothing else is in the query, or only what kind of thing is meant
}

/**
 * Prepares the search by codes. What has the very code comes first, then what stands under it: "16.2", "16.2.1",
 * "16.2.2". A word beside it that is the name of a kind decides between kinds: "goal 10", "objective 10".
 */
export function createCodeSearch({ entries, kinds }: SearchIndex): (query: string) => CodeHits {
  const keyed = entries.flatMap((entry, place) =>
    [...(entry.codes ?? []), ...(entry.moreCodes ?? [])].map((code) => ({ key: codeKey(code), entry, place })),
  );
  const kindWords = kinds.map(wordsOfQuery);
  const isOfKind = ({ kind }: Entry, words: string[]): boolean =>
    words.length > 0 && words.every((word) => kindWords[kind ?? -1]?.some((one) => one.startsWith(word)));

  return (query) => {
    for (const { key, rest } of codesInQuery(query)) {
      const words = wordsOfQuery(rest);
      const isNumber = /[0-9_]/.test(key);
      // Letters alone are the whole of a code or none, and words beside them must say so: "principle a", but not "in a".
      const isMeant = (code: string, entry: Entry): boolean =>
        isNumber ? code.startsWith(key) : code === key && (rest === '' || isOfKind(entry, words));
      const found = keyed.filter((one) => isMeant(one.key, one.entry));
      const rank = ({ key: own, entry }: (typeof found)[number]): number =>
        (isOfKind(entry, words) ? 0 : 4) + (own === key ? 0 : own[key.length] === '.' ? 1 : 2);
      const isSure = rest === '' || found.some((one) => isOfKind(one.entry, words));
      found.sort((a, b) => rank(a) - rank(b) || compareNaturally(a.key, b.key) || a.place - b.place);
      // Beside words that name no kind, as in "SDG 16.2.2" or "16 days", only the very code is likely to be meant.
      const hits = (isSure ? found : found.filter((one) => one.key === key)).map(({ entry }) => entry);
      if (hits.length > 0) return { hits: [...new Set(hits)], isSure };
    }
    return { hits: [], isSure: false };
  };
}
