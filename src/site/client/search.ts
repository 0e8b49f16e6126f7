import { fill } from '../words.js';
import { make } from './parts/dom.js';
import { createSearcher, type Searcher, shownResult } from './parts/search-index.js';
import { resultsAddress, showResultsPage } from './parts/search-results.js';

/** The maximum number of suggestions; another page lists all results. */
const most = 8;

/**
 * Starts a search box, a combobox as in the ARIA Authoring Practices. The index is loaded when the box is first used. A
 * single letter as a shortcut would disturb speech input (WCAG 2.1.4), so Ctrl+K or ⌘K moves the focus to the box.
 */
function startSearch(form: HTMLFormElement, load: () => Promise<Searcher>): void {
  const input = form.querySelector('input') as HTMLInputElement;
  const list = createList(form, input);
  let shown: Promise<void> = Promise.resolve();

  async function showResults(): Promise<void> {
    const query = input.value;
    if (query.trim() === '') return list.close();
    try {
      const { lines, message } = await suggestions(form, query, await load());
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
  input.addEventListener('focus', () => void load().catch(() => {}));
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
    const { value } = input;
    await shown; // Enter right after typing waits for the results of that text
    const chosen = list.chosen();
    if (chosen) chosen.click();
    else if (value.trim() !== '') location.assign(resultsAddress(form, value));
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
    /** The active line. */
    chosen: (): HTMLElement | undefined => lines()[active],
  };
}

/** The first results as lines of the list, and a line that leads to all of them. */
async function suggestions(form: HTMLFormElement, query: string, searcher: Searcher) {
  const { words } = searcher.index;
  const language = document.documentElement.lang;
  const found = await searcher.find(query);
  const line = (href: string, content: (Node | string)[], more = {}): HTMLElement =>
    make('a', { href, role: 'option', 'aria-selected': 'false', tabindex: '-1', ...more }, ...content);
  const lines = found.slice(0, most).map((one) => {
    const { href, content } = shownResult(one, searcher);
    return line(href, content);
  });
  const all = line(resultsAddress(form, query), [fill(words.all, { count: found.length }, language)], { class: 'all' });
  return {
    lines: found.length > most ? [...lines, all] : lines,
    message: fill(
      found.length === 0 ? words.none : words.found,
      { count: found.length },
      document.documentElement.lang,
    ),
  };
}

for (const form of document.querySelectorAll<HTMLFormElement>('form.search')) {
  const load = createSearcher(form);
  startSearch(form, load);
  showResultsPage(form, load);
}
