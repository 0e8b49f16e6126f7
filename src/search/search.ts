import MiniSearch, { type SearchOptions } from 'minisearch';
import { createCodeSearch } from './by-code.js';
import type { Entry, SearchIndex } from './index-file.js';
import { looser, wordsOfQuery, wordsToFind } from './tokens.js';

/** Finds the entries for a query, best first. */
export type Search = (query: string) => Entry[];

/**
 * What stands behind so many characters, or so many different words, is not looked for: each short word is the beginning of
 * thousands, and one character may stand for eighteen.
 */
const most = { characters: 200, words: 16 };

/** Prepares an index for searching, which takes less than 0.1 s; one search takes about 1 ms. */
export function createSearch(index: SearchIndex): Search {
  const byCode = createCodeSearch(index);
  const byWords = createWordSearch(index);
  return (whole) => {
    const query = whole.slice(0, most.characters);
    const { hits, isSure } = byCode(query);
    const named = byWords(query, hits.length > 0);
    return [...new Set(isSure ? [...hits, ...named] : [...named, ...hits])];
  };
}

/**
 * Prepares the search by words, each of which may go on: "traffick". All must be there; if nothing has them all, letters
 * may be wrong ("trafiking"), and if still nothing has, some may be missing. `isStrict` allows neither.
 */
function createWordSearch({ entries, kinds }: SearchIndex): (query: string, isStrict: boolean) => Entry[] {
  const words = new MiniSearch<{ id: number; name: string; also: string }>({
    fields: ['name', 'also'],
    tokenize: wordsToFind,
    processTerm: (word) => word,
  });
  words.addAll(entries.map(({ name, also = [] }, id) => ({ id, name, also: also.join(' · ') })));
  const weights = entries.map((entry) => weightOf(entry, kinds.length));
  const shared = {
    tokenize: (text: string) => firstOf(wordsOfQuery(text)),
    prefix: true,
    boostDocument: (id: number) => weights[id] ?? 1,
  };
  const mistakes = {
    ...shared,
    fuzzy: mistakesAllowed,
    tokenize: (text: string) => firstOf(wordsOfQuery(text).flatMap(looser)),
  };
  const tries: SearchOptions[] = [
    { ...shared, combineWith: 'AND' },
    { ...mistakes, combineWith: 'AND' },
    { ...mistakes, combineWith: 'OR' },
  ];
  return (query, isStrict) => {
    for (const options of isStrict ? tries.slice(0, 1) : tries) {
      const found = words.search(query, options);
      if (found.length > 0) return found.map(({ id }) => entries[id] as Entry);
    }
    return [];
  };
}

const firstOf = (words: string[]): string[] => [...new Set(words)].slice(0, most.words);

/** How much more than its words a thing counts: kinds and things that are looked for more do, what is out of use less. */
function weightOf({ kind, referredBy = 0, retired }: Entry, kinds: number): number {
  if (kind === undefined) return 6; // the list of a kind
  return (1 + 0.5 * (1 - kind / kinds)) * (1 + 0.5 * Math.log10(1 + referredBy)) * (retired ? 0.3 : 1);
}

/** Letters that may be wrong, missing or too many in a word. */
const mistakesAllowed = (word: string): number | false =>
  word.length < 5 || /\d/.test(word) ? false : word.length < 9 ? 1 : 2;
