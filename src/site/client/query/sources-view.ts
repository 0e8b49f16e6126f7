import { fill } from '../../languages.js';
import { originOf } from '../../query/services.js';
import type { QuerySettings } from '../../query/settings.js';
import { element, make } from '../parts/dom.js';

/** The list of other sources that the reader adds; gives the addresses as they stand. */
export function openSources(words: QuerySettings['words'], say: (text: string) => void): () => string[] {
  const form = element('query-add-source', HTMLFormElement);
  const input = element('query-source', HTMLInputElement);
  const list = element('query-source-list', HTMLUListElement);
  const addresses = new Set<string>();
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const address = input.value.trim();
    if (originOf(address) === undefined) return say(words.badAddress);
    if (!addresses.has(address)) list.append(createEntry(address));
    addresses.add(address);
    input.value = '';
    say(words.sourceAdded);
  });
  function createEntry(address: string): HTMLLIElement {
    const label = fill(words.remove, { address });
    const button = make('button', { type: 'button', 'aria-label': label }, '×');
    const entry = make('li', {}, make('code', { dir: 'ltr' }, address), ' ', button);
    button.addEventListener('click', () => {
      addresses.delete(address);
      entry.remove();
      input.focus();
    });
    return entry;
  }
  return () => [...addresses];
}
