import { fill } from '../../languages.js';
import { type Finder, loadFinder } from './finder.js';
import { createList, type ResultList } from './list.js';
import { resultElement } from './result.js';

/** More than this nobody reads; another letter is quicker. */
const most = 20;

/**
 * Brings a search box to life, as the combobox of the ARIA Authoring Practices: arrows go through the list, Enter opens
 * the page, Escape closes the list, and Ctrl or ⌘ with K leads here from anywhere (a single letter would take words from
 * those who speak to their machine: WCAG 2.1.4). The index is loaded when the box is first used.
 */
export function startSearch(form: HTMLFormElement): void {
  const input = form.querySelector('input') as HTMLInputElement;
  const list = createList(form, input);
  const search = createUpdate(form, input, list);
  let shown: Promise<void> = Promise.resolve();
  const update = (): void => {
    shown = search.update();
  };

  form.hidden = false;
  form.parentElement?.querySelector('.search-instead')?.remove();
  input.addEventListener('focus', search.prepare);
  input.addEventListener('input', update);
  input.addEventListener('keydown', (event) => {
    const key = event.isComposing ? 'none' : event.key; // while characters are chosen, keys belong to that choice
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
    await shown; // whoever types a code and Enter at once means what is about to be found
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

/** `update` looks for what is in the box and shows it; `prepare` does what takes time before. */
function createUpdate(form: HTMLFormElement, input: HTMLInputElement, list: ResultList) {
  const address = new URL(form.dataset['index'] as string, document.baseURI);
  let finder: Promise<Finder> | undefined;
  const load = (): Promise<Finder> => {
    finder ??= loadFinder(address).catch((error) => {
      finder = undefined; // the next letter tries again
      throw error;
    });
    return finder;
  };
  return {
    prepare: () => void load().catch(() => {}),
    update: async (): Promise<void> => {
      const query = input.value;
      if (query.trim() === '') return list.close();
      try {
        const { find, index } = await load();
        const found = await find(query);
        if (input.value !== query) return; // another letter has come meanwhile, and looks itself
        const message = found.length === 0 ? index.words.none : index.words.found;
        list.show(
          found.slice(0, most).map((one) => resultElement(one, index, address)),
          fill(message, { count: found.length }),
        );
      } catch {
        list.show([], form.dataset['failed'] as string);
      }
    },
  };
}
