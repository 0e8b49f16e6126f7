import MiniSearch, { type SearchOptions, type SearchResult } from 'minisearch';
import { compareNaturally } from '../order.js';
import { codeKey, codesInQuery, looser, wordsOfQuery, wordsToFind } from './normalize.js';

/** A page in the search index. */
export interface Entry {
  path: string; // relative to the language folder, without extension: "topic/16.2"
  name: string;
  language?: string; // of the name, if it differs from the page
  unofficial?: true; // the name is an unofficial translation
  also?: string[]; // other names and words
  terms?: string[]; // facts for which it can be found, such as its custodian
  kind?: number; // index in `kinds`; undefined for a list
  codes?: string[]; // as shown: "16.2.2"
  moreCodes?: string[]; // other spellings: "16.02.02", "C160202"
  referredBy?: number; // number of pages that refer to it; they are searched more often
  preferred?: true; // shown before others of its kind
  retired?: true;
}

/** The texts of the result list. */
interface IndexWords {
  found: string;
  none: string;
  retired: string;
  inEnglish: string; // the mark of an English name
  unofficial: string; // the mark of an unofficial name
  all: string; // the link to the page of results
  allKinds: string; // the filter that is off
  inOthers?: Record<string, string>; // the marks of names in other languages
}

/** The index of one language. Entries that match equally well keep their order. */
export interface SearchIndex {
  language: string;
  kinds: string[]; // names of the kinds, most searched first: "Target"
  entries: Entry[];
  words: IndexWords;
}

/** Returns the path of a language's index file in the site. */
export const indexPath = (language: string): string => `${language}/search-index.js`;

/** The global function that an index file calls. */
export const receiver = 'gcmSearchIndex';

/** Writes an index as a script with JSON inside, because a page opened from the disk can load scripts but not fetch. */
export const indexFile = (index: SearchIndex): string => `${receiver}(${JSON.stringify(index)});\n`;

/** Reads an index file without running it. */
export const readIndexFile = (text: string): SearchIndex =>
  JSON.parse(text.slice(text.indexOf('(') + 1, text.lastIndexOf(')')));

/** Finds the entries for a query, best first. */
export type Search = (query: string) => Entry[];

/** Limits of a query. A short word is the beginning of thousands of words, and a character can expand to 18. */
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
 * Prepares the search by words or their beginnings: "traffick". All words must match. If no entry has all, spelling
 * mistakes are allowed ("trafiking"), then missing words. `isStrict` allows neither.
 */
function createWordSearch({ entries }: SearchIndex): (query: string, isStrict: boolean) => Entry[] {
  const words = new MiniSearch<{ id: number; name: string; also: string; terms: string }>({
    fields: ['name', 'also', 'terms'],
    tokenize: wordsToFind,
    processTerm: (word) => word,
  });
  words.addAll(
    entries.map(({ name, also = [], terms = [] }, id) => ({
      id,
      name,
      also: also.join(' · '),
      terms: terms.join(' · '),
    })),
  );
  const weights = entries.map(weightOf);
  const shared = {
    tokenize: (text: string) => firstOf(wordsOfQuery(text)),
    prefix: canContinue,
    boost: { terms: 0.3 },
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
  const weigh = weightByContinuation(entries, weights);
  return (query, isStrict) => {
    for (const options of isStrict ? tries.slice(0, 1) : tries) {
      const found = words.search(query, options);
      if (found.length === 0) continue;
      // Words with mistakes say nothing about their ends.
      return wholeNamesFirst(query, options === tries[0] ? weigh(found) : found.map(({ id }) => entries[id] as Entry));
    }
    return [];
  };
}

/**
 * Sorts by the score and by the ends of incomplete words: "traff" is probably the beginning of the word that the more
 * important entries contain.
 */
function weightByContinuation(entries: Entry[], weights: number[]): (found: SearchResult[]) => Entry[] {
  const importance = new Map<string, number>();
  for (const [id, { name, also = [] }] of entries.entries())
    for (const word of new Set(wordsToFind([name, ...also].join(' · '))))
      importance.set(word, (importance.get(word) ?? 0) + (weights[id] ?? 1) ** 2);
  return (found) => {
    const most = new Map<string, number>();
    const best = ({ terms }: SearchResult, start: string): number =>
      Math.max(
        0,
        ...terms.map((term) => (term === start ? Infinity : term.startsWith(start) ? (importance.get(term) ?? 0) : 0)),
      );
    const starts = new Set(found.flatMap(({ queryTerms }) => queryTerms));
    for (const start of starts) most.set(start, Math.max(...found.map((one) => best(one, start))));
    const share = (one: SearchResult, start: string): number => {
      const own = best(one, start);
      return own === Infinity ? 1 : own / Math.min(most.get(start) ?? 1, Number.MAX_VALUE);
    };
    return found
      .map((one) => ({
        entry: entries[one.id] as Entry,
        score: one.queryTerms.reduce((score, start) => score * (0.2 + share(one, start)), one.score),
      }))
      .sort((a, b) => b.score - a.score)
      .map(({ entry }) => entry);
  };
}

/** A name that has only the words of the query is probably meant: "World" before "World, regions and groups". */
function wholeNamesFirst(query: string, found: Entry[]): Entry[] {
  const words = wordsOfQuery(query).join(' ');
  const isWhole = (name: string): boolean => wordsOfQuery(name).join(' ') === words;
  const rank = ({ name, also = [] }: Entry): number => (isWhole(name) ? 0 : also.some(isWhole) ? 1 : 2);
  return found
    .map((entry) => ({ entry, rank: rank(entry) }))
    .sort((a, b) => a.rank - b.rank || (a.rank < 2 ? (a.entry.kind ?? -1) - (b.entry.kind ?? -1) : 0))
    .map(({ entry }) => entry);
}

/** A short word in the middle of a query is complete: it is the beginning of too many others. Chinese words are short. */
const canContinue = (word: string, index: number, words: string[]): boolean =>
  word.length > 2 || index === words.length - 1 || /\p{Script=Han}/u.test(word);

const firstOf = (words: string[]): string[] => [...new Set(words)].slice(0, most.words);

/** Returns the weight of an entry: higher for kinds and pages that are often searched, lower for retired pages. */
function weightOf({ kind, referredBy = 0, preferred, retired }: Entry): number {
  if (kind === undefined) return 6; // the list of a kind
  return 2 ** (-kind / 5) * (1 + 0.5 * Math.log10(1 + referredBy)) * (preferred ? 1.3 : 1) * (retired ? 0.3 : 1);
}

/** Returns the number of wrong, missing or extra letters that a word can have. */
const mistakesAllowed = (word: string): number | false =>
  word.length < 5 || /\d/.test(word) ? false : word.length < 9 ? 1 : 2;

/**
 * Prepares the search by codes. The exact code comes first, then codes below it: "16.2", "16.2.1", "16.2.2". A kind in
 * the query selects that kind: "theme 10", "topic 10". `isSure` means that the query contains only codes and a kind.
 */
function createCodeSearch({ entries, kinds }: SearchIndex): (query: string) => { hits: Entry[]; isSure: boolean } {
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
      // Letters must be a whole code, and other words must name its kind: "topic a", but not "in a".
      const isMeant = (code: string, entry: Entry): boolean =>
        isNumber ? code.startsWith(key) : code === key && (rest === '' || isOfKind(entry, words));
      const found = keyed.filter((one) => isMeant(one.key, one.entry));
      const rank = ({ key: own, entry }: (typeof found)[number]): number =>
        (isOfKind(entry, words) ? 0 : 4) + (own === key ? 0 : own[key.length] === '.' ? 1 : 2);
      const isSure = rest === '' || found.some((one) => isOfKind(one.entry, words));
      found.sort((a, b) => rank(a) - rank(b) || compareNaturally(a.key, b.key) || a.place - b.place);
      // If other words do not name a kind, as in "ISO 16.2.2" or "16 days", only the exact code is probably meant.
      const hits = (isSure ? found : found.filter((one) => one.key === key)).map(({ entry }) => entry);
      if (hits.length > 0) return { hits: [...new Set(hits)], isSure };
    }
    return { hits: [], isSure: false };
  };
}

const prepared = new WeakMap<SearchIndex, Search>();

/** Does the same as `createSearch`, but prepares each index only once. */
export function searchOf(index: SearchIndex): Search {
  const search = prepared.get(index) ?? createSearch(index);
  prepared.set(index, search);
  return search;
}

export interface Found {
  entry: Entry;
  /** The matching name, if it is in another language than the reader's. */
  foundAs?: { text: string; language: string };
}

/**
 * Searches the reader's language. If it has no result, loads and searches the other languages. Results have the names
 * of the reader's language.
 */
export function createFinder(
  own: SearchIndex,
  loadOthers: () => SearchIndex[] | Promise<SearchIndex[]>,
): (query: string) => Promise<Found[]> {
  const search = searchOf(own);
  const byPath = new Map(own.entries.map((entry) => [entry.path, entry]));
  let others: Promise<{ language: string; search: Search }[]> | undefined;
  const load = async () => (await loadOthers()).map((index) => ({ language: index.language, search: searchOf(index) }));
  return async (query) => {
    const found = new Map<string, Found>(search(query).map((entry) => [entry.path, { entry }]));
    if (found.size > 0 || [...query.trim()].length < 2) return [...found.values()];
    others ??= load();
    for (const { language, search } of await others)
      for (const { path, name, language: nameLanguage = language } of search(query)) {
        const entry = byPath.get(path);
        if (entry && !found.has(path)) found.set(path, { entry, foundAs: { text: name, language: nameLanguage } });
      }
    return [...found.values()];
  };
}
