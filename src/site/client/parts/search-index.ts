import { sharedFolder } from '../../../publish/release-files.js';
import { directionOf } from '../../../text/languages.js';
import {
  createFinder,
  type Entry,
  type Found,
  indexPath,
  receiver,
  type SearchIndex,
} from '../../../text/search/search.js';
import { createShardedSearch, type ShardedIndex, shardPath } from '../../../text/search/shards.js';
import { make } from './dom.js';

/** Loads the search index, searches it, and shows results as links. */

/** A loaded index with its search, and the URL that the paths of its entries are relative to. */
export interface Searcher {
  index: SearchIndex;
  address: URL;
  find: (query: string) => Promise<Found[]>;
}

/** Loads the index of a search box when it is first needed. */
export function createSearcher(form: HTMLFormElement): () => Promise<Searcher> {
  const { index: file = '', languages = '' } = form.dataset;
  const address = new URL(file, document.baseURI);
  let loading: Promise<Searcher> | undefined;
  const load = async (): Promise<Searcher> => {
    const index = await loadIndex(address);
    const find =
      'starts' in index
        ? shardedFinder(index as ShardedIndex, address)
        : createFinder(index, () => loadOthers(index, languages.split(' '), address));
    return { index, address, find };
  };
  return () => {
    loading ??= load().catch((error) => {
      loading = undefined; // the next letter tries again
      throw error;
    });
    return loading;
  };
}

/** Searches the files of a large site, without the other languages. */
function shardedFinder(index: ShardedIndex, address: URL): (query: string) => Promise<Found[]> {
  const load = async (at: number): Promise<Entry[]> => {
    const shard = await loadIndex(new URL(`../${shardPath(index.language, at)}`, address));
    return shard.entries;
  };
  const search = createShardedSearch(index, load);
  return async (query) => (await search(query)).map((entry) => ({ entry }));
}

/** The indexes of the other languages; files that fail to load are skipped. */
async function loadOthers(own: SearchIndex, languages: string[], address: URL): Promise<SearchIndex[]> {
  const others = languages.filter((language) => language !== own.language);
  const loaded = await Promise.allSettled(
    others.map((language) => loadIndex(new URL(`../${indexPath(language)}`, address))),
  );
  return loaded.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
}

let received: SearchIndex | undefined;
Object.assign(globalThis, {
  [receiver]: (index: SearchIndex) => {
    received = index;
  },
});

/** Loads an index with a script element, because pages from a disk cannot fetch; rejects if the index is missing. */
function loadIndex(address: URL): Promise<SearchIndex> {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    // No other script runs between a script and its load event, so the last received index is from this script.
    script.onload = () => {
      if (received) resolve(received);
      else reject(new Error(address.href));
      received = undefined;
    };
    script.onerror = reject;
    script.src = address.href;
    document.head.append(script);
  });
}

/** The URL and the content of a result. Names are inserted as text, never as HTML. */
export function shownResult({ entry, foundAs }: Found, { index, address }: Searcher) {
  const { language: own, words, kinds } = index;
  const { path, name, codes = [], kind, language = own, retired, unofficial } = entry;
  const isShared = 'starts' in index && kind !== undefined;
  const href = new URL(isShared ? `../${sharedFolder}/${path}.html?lang=${own}` : `${path}.html`, address).href;
  const other = language === 'en' ? words.inEnglish : words.inOthers?.[language];
  const mark = unofficial ? words.unofficial : language === own ? undefined : other;
  const badge = (text: string): HTMLElement => make('span', { class: 'badge' }, text);
  const parts = [
    codes.length > 0 && make('span', { class: 'code', dir: 'ltr' }, codes.join(' · ')),
    make('bdi', turned(language), name),
    mark !== undefined && badge(mark),
    retired && badge(words.retired),
    foundAs && make('bdi', { class: 'found-as', ...turned(foundAs.language) }, foundAs.text),
    kind !== undefined && make('span', { class: 'kind' }, kinds[kind] ?? ''),
  ];
  return { href, content: parts.flatMap((part) => (part ? [part, ' '] : [])) };
}

/** The attributes for a name in a language; "" if the language is unknown. */
const turned = (language: string) =>
  language === '' ? { dir: 'auto' } : { lang: language, dir: directionOf(language) };
