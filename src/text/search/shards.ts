import { compareCodePoints } from '../order.js';
import { codeKey, codesInQuery, wordsOfQuery, wordsToFind } from './normalize.js';
import { createSearch, type Entry, type Search, type SearchIndex } from './search.js';

/** The index of a large site: its entries are in files, sorted by their words. */
export interface ShardedIndex extends SearchIndex {
  starts: string[]; // the first word of each file
}

/** The approximate maximum size of a file in characters, and the maximum number of files that a word needs. */
const most = { size: 60_000, files: 3 };

/** The path of a file with entries: "fr/search/1.js". */
export const shardPath = (language: string, at: number): string => `${language}/search/${at + 1}.js`;

/** The words under which an entry is found, with its codes. */
const wordsOf = ({ name, also = [], terms = [], codes = [], moreCodes = [] }: Entry): Set<string> =>
  new Set([...wordsToFind([name, ...also, ...terms].join(' · ')), ...[...codes, ...moreCodes].map(codeKey)]);

/** Divides the entries of an index. An entry is in the files of all its words; often found entries come first. */
export function makeShards(index: SearchIndex): { index: ShardedIndex; shards: Generator<Entry[]> } {
  const sizes = index.entries.map((entry) => JSON.stringify(entry).length + 1);
  const byWord = new Map<string, number[]>();
  for (const [at, entry] of index.entries.entries())
    for (const word of wordsOf(entry)) {
      const places = byWord.get(word);
      if (places === undefined) byWord.set(word, [at]);
      else places.push(at);
    }
  const weight = (at: number): number => index.entries[at]?.referredBy ?? 0;
  const starts: string[] = [];
  const shards: Set<number>[] = [];
  let size = most.size;
  for (const word of [...byWord.keys()].sort(compareCodePoints)) {
    for (const at of (byWord.get(word) ?? []).sort((a, b) => weight(b) - weight(a) || a - b)) {
      if (size >= most.size) {
        starts.push(word);
        shards.push(new Set());
        size = 0;
      }
      const shard = shards.at(-1) as Set<number>;
      if (!shard.has(at)) size += sizes[at] ?? 0;
      shard.add(at);
    }
    byWord.delete(word);
  }
  const lists = index.entries.filter(({ kind }) => kind === undefined);
  const entriesOf = function* (): Generator<Entry[]> {
    for (const shard of shards) yield [...shard].sort((a, b) => a - b).map((at) => index.entries[at] as Entry);
  };
  return { index: { ...index, entries: lists, starts }, shards: entriesOf() };
}

/** The files with words that begin like this, first the shortest words. */
function filesFor(starts: readonly string[], word: string): number[] {
  const after = starts.findIndex((start) => compareCodePoints(start, word) >= 0);
  const first = Math.max(0, (after < 0 ? starts.length : after) - 1);
  const files: number[] = [];
  for (let at = first; at < starts.length; at++) {
    const start = starts[at] ?? '';
    if (at > first && compareCodePoints(start, word) > 0 && !start.startsWith(word)) break;
    files.push(at);
  }
  return files;
}

/**
 * Searches a large site. Only the files of the rarest word are loaded, because each entry contains all its words; for a
 * spelling mistake, the files of words with the same beginning.
 */
export function createShardedSearch(
  index: ShardedIndex,
  load: (at: number) => Promise<Entry[]>,
): (query: string) => Promise<Entry[]> {
  const known = new Map<string, Promise<Search>>();
  const searchIn = (files: readonly number[]): Promise<Search> => {
    const key = files.join();
    const found = known.get(key) ?? prepare(files);
    known.set(key, found);
    found.catch(() => known.delete(key));
    return found;
  };
  const prepare = async (files: readonly number[]): Promise<Search> => {
    const loaded = (await Promise.all(files.map(load))).flat();
    const byPath = new Map(loaded.map((entry) => [entry.path, entry]));
    return createSearch({ ...index, entries: [...index.entries, ...byPath.values()] });
  };
  return async (query) => {
    const words = wordsOfQuery(query);
    const codes = codesInQuery(query).flatMap(({ key }) => (/\d/.test(key) ? key : []));
    const chosen = [...new Set([...words, ...codes])]
      .map((word) => filesFor(index.starts, word))
      .sort((a, b) => a.length - b.length);
    const [rarest = []] = chosen;
    const found = (await searchIn(rarest.slice(0, most.files)))(query);
    if (found.length > 0) return found;
    const alike = words.flatMap((word) => filesFor(index.starts, word.slice(0, 3)).slice(0, most.files));
    return (await searchIn([...new Set(alike)].slice(0, most.files * 2)))(query);
  };
}
