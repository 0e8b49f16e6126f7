import { sharedFolder } from '../../publish/release-files.js';
import { createFinder, type Entry, type Found, indexPath, receiver, type SearchIndex } from '../../search/search.js';
import { createShardedSearch, type ShardedIndex, shardPath } from '../../search/shards.js';
import { directionOf } from '../../text/languages.js';
import { fill } from '../words.js';
import { make } from './parts/dom.js';

/** The maximum number of results: typing another letter is faster than reading more. */
const most = 20;

/**
 * Starts a search box, a combobox as in the ARIA Authoring Practices. The index is loaded when the box is first used. A
 * single letter as a shortcut would disturb speech input (WCAG 2.1.4), so Ctrl+K or ⌘K moves the focus to the box.
 */
function startSearch(form: HTMLFormElement): void {
  const input = form.querySelector('input') as HTMLInputElement;
  const list = createList(form, input);
  const { prepare, find } = createSearcher(new URL(form.dataset['index'] as string, document.baseURI));
  let shown: Promise<void> = Promise.resolve();

  async function showResults(): Promise<void> {
    const query = input.value;
    if (query.trim() === '') return list.close();
    try {
      const { lines, message } = await find(query);
      if (input.value === query) list.show(lines, message); // otherwise a newer search is running
    } catch {
      list.show([], form.dataset['failed'] as string);
    }
  }
  const update = (): void => {
    shown = showResults();
  };

  form.hidden = false;
  form.parentElement?.querySelector('.search-instead')?.remove();
  input.addEventListener('focus', prepare);
  input.addEventListener('input', update);
  input.addEventListener('keydown', (event) => {
    const key = event.isComposing ? 'none' : event.key; // the input method handles the keys while it composes
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      if (list.isOpen()) list.move(key === 'ArrowDown' ? 1 : -1);
      else update();
    } else if (key === 'Escape') {
      if (!list.isMessageShown()) input.value = '';
      list.close();
    } else return;
    event.preventDefault();
  });
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    await shown; // Enter right after typing waits for the results of that text
    list.chosen()?.click();
  });
  form.addEventListener('focusout', ({ relatedTarget }) => {
    if (!form.contains(relatedTarget as Node | null)) list.close();
  });
  document.addEventListener('keydown', (event) => {
    if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    event.preventDefault();
    input.focus();
    input.select();
  });
}

/** The list of results and the status line. The focus stays in the input (`aria-activedescendant`). */
function createList(form: HTMLFormElement, input: HTMLInputElement) {
  const list = form.querySelector('[role=listbox]') as HTMLElement;
  const status = form.querySelector('[role=status]') as HTMLElement;
  const lines = (): HTMLElement[] => [...list.children] as HTMLElement[];
  let active = -1;

  function activate(place: number): void {
    active = place;
    for (const [i, line] of lines().entries()) line.setAttribute('aria-selected', String(i === place));
    const line = lines()[place];
    if (line) input.setAttribute('aria-activedescendant', line.id);
    else input.removeAttribute('aria-activedescendant');
    line?.scrollIntoView({ block: 'nearest' });
  }

  /** The message is visible only if there are no lines; otherwise it is for screen readers. */
  function show(shown: HTMLElement[], message: string): void {
    for (const [i, line] of shown.entries()) line.id = `${list.id}-${i}`;
    list.replaceChildren(...shown);
    list.hidden = shown.length === 0;
    list.scrollTop = 0;
    input.setAttribute('aria-expanded', String(!list.hidden));
    status.textContent = message;
    status.classList.toggle('unseen', message === '' || !list.hidden);
    activate(-1);
  }
  const close = (): void => show([], '');

  list.addEventListener('mousedown', (event) => event.preventDefault()); // keeps the focus in the input
  list.addEventListener('click', close);
  return {
    isOpen: (): boolean => !list.hidden,
    isMessageShown: (): boolean => status.textContent !== '',
    show,
    close,
    /** Activates the next or the previous line; after the last comes the first. */
    move(step: 1 | -1): void {
      const count = lines().length;
      activate(active < 0 && step < 0 ? count - 1 : (active + step + count) % count);
    },
    /** The active line, or the first. */
    chosen: (): HTMLElement | undefined => lines()[active] ?? lines()[0],
  };
}

/** Searches the index at a URL; `prepare` loads it. */
function createSearcher(address: URL) {
  let loading: ReturnType<typeof load> | undefined;
  const load = async () => {
    const index = await loadIndex(address);
    if ('starts' in index) return { index, find: shardedFinder(index as ShardedIndex, address) };
    return { index, find: createFinder(index, () => loadOthers(index, address)) };
  };
  const loaded = (): ReturnType<typeof load> => {
    loading ??= load().catch((error) => {
      loading = undefined; // the next letter tries again
      throw error;
    });
    return loading;
  };
  return {
    prepare: () => void loaded().catch(() => {}),
    async find(query: string): Promise<{ lines: HTMLElement[]; message: string }> {
      const { index, find } = await loaded();
      const found = await find(query);
      return {
        lines: found.slice(0, most).map((one) => resultLine(one, index, address)),
        message: fill(found.length === 0 ? index.words.none : index.words.found, { count: found.length }),
      };
    },
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
async function loadOthers(own: SearchIndex, address: URL): Promise<SearchIndex[]> {
  const links = [...document.querySelectorAll<HTMLAnchorElement>('.languages a[hreflang]')];
  const others = links.map(({ hreflang }) => hreflang).filter((language) => language !== own.language);
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

/** One result as a line of the list, with a link to its page. Names are inserted as text, never as HTML. */
function resultLine({ entry, foundAs }: Found, index: SearchIndex, address: URL) {
  const { language: own, words, kinds } = index;
  const { path, name, codes = [], kind, language = own, retired } = entry;
  const isShared = 'starts' in index && kind !== undefined;
  const href = new URL(isShared ? `../${sharedFolder}/${path}.html?lang=${own}` : `${path}.html`, address).href;
  const mark = language === own ? undefined : language === 'en' ? words.inEnglish : words.inOthers?.[language];
  const badge = (text: string): HTMLElement => make('span', { class: 'badge' }, text);
  const parts = [
    codes.length > 0 && make('span', { class: 'code', dir: 'ltr' }, codes.join(' · ')),
    make('bdi', turned(language), name),
    mark !== undefined && badge(mark),
    retired && badge(words.retired),
    foundAs && make('bdi', { class: 'found-as', ...turned(foundAs.language) }, foundAs.text),
    kind !== undefined && make('span', { class: 'kind' }, kinds[kind] ?? ''),
  ];
  const spaced = parts.flatMap((part) => (part ? [part, ' '] : []));
  return make('a', { href, role: 'option', 'aria-selected': 'false', tabindex: '-1' }, ...spaced);
}

/** The attributes for a name in a language; "" if the language is unknown. */
const turned = (language: string) =>
  language === '' ? { dir: 'auto' } : { lang: language, dir: directionOf(language) };

for (const form of document.querySelectorAll<HTMLFormElement>('form.search')) startSearch(form);
