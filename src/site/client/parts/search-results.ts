import { fill, formatNumber } from '../../words.js';
import { make } from './dom.js';
import { type Searcher, shownResult } from './search-index.js';

/** The page of results: all results of a query, and filters by kind. Its address contains both: `?q=…&kind=…`. */

/** The address of the page of results for a query. */
export const resultsAddress = (form: HTMLFormElement, query: string): string => {
  const address = new URL(form.dataset['page'] ?? '', document.baseURI);
  address.search = `${new URLSearchParams({ q: query })}`;
  return address.href;
};

/** Fills the page of results, if the document is this page. */
export function showResultsPage(form: HTMLFormElement, load: () => Promise<Searcher>): void {
  const place = document.getElementById('results');
  if (place === null) return;
  const [list, filters, status] = ['ol', '.filters', '[role=status]'].map((one) => place.querySelector(one)) as [
    HTMLElement,
    HTMLElement,
    HTMLElement,
  ];
  const language = document.documentElement.lang;
  const asked = new URLSearchParams(location.search);
  const query = (asked.get('q') ?? '').trim();
  const input = form.querySelector('input') as HTMLInputElement;
  input.value = query;
  if (query === '') return;
  place.hidden = false;
  document.getElementById('instead')?.remove();
  document.querySelector('h1')?.append(' – ', make('bdi', {}, query));
  document.title = `${query} – ${document.title}`;

  async function show(): Promise<void> {
    const searcher = await load();
    const { kinds, entries, words } = searcher.index;
    const found = await searcher.find(query);
    const names = kinds.map((_, kind) => entries[kind]?.path.replace(/^.*\//, '') ?? '');
    const items = found.map((one) => {
      const { href, content } = shownResult(one, searcher);
      return { kind: one.entry.kind, item: make('li', {}, make('a', { href }, ...content)) };
    });
    const counts = kinds.map((_, kind) => items.filter((one) => one.kind === kind).length);
    const buttons = [undefined, ...kinds.keys()]
      .filter((kind) => kind === undefined || (counts[kind] ?? 0) > 0)
      .map((kind) => {
        const text = kind === undefined ? words.allKinds : (kinds[kind] ?? '');
        const count = formatNumber(kind === undefined ? items.length : (counts[kind] ?? 0), language);
        return { kind, button: make('button', { type: 'button' }, text, ' ', make('span', { class: 'count' }, count)) };
      });
    const choose = (chosen: number | undefined): void => {
      for (const { kind, button } of buttons) button.setAttribute('aria-pressed', `${kind === chosen}`);
      const shown = items.filter(({ kind }) => chosen === undefined || kind === chosen);
      list.replaceChildren(...shown.map(({ item }) => item));
      status.textContent = shown.length === 0 ? words.none : fill(words.found, { count: shown.length }, language);
      const name = chosen === undefined ? undefined : names[chosen];
      if (name === undefined) asked.delete('kind');
      else asked.set('kind', name);
      if (location.protocol !== 'file:') history.replaceState(null, '', `?${asked}`);
    };
    for (const { kind, button } of buttons) button.addEventListener('click', () => choose(kind));
    filters.append(...buttons.map(({ button }) => button));
    filters.hidden = buttons.length < 3;
    const wanted = names.indexOf(asked.get('kind') ?? '');
    choose((counts[wanted] ?? 0) > 0 ? wanted : undefined);
  }
  show().catch(() => {
    status.textContent = form.dataset['failed'] ?? '';
  });
}
