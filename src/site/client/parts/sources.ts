import { fill } from '../../fill.js';
import { originOf, type QuerySettings } from '../../query/query-text.js';
import { element, make } from './dom.js';

/** The list of sources that the reader has added; returns a function for their current URLs. */
export function openSources(words: QuerySettings['words'], say: (text: string) => void): () => string[] {
  const form = element('query-add-source');
  const input = element<HTMLInputElement>('query-source');
  const list = element('query-source-list');
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

const agreedKey = 'gcm-query-agreed';

/** The origins that the reader agreed to, kept until the window is closed. */
export const agreed = new Set<string>(keptOrigins());

function keptOrigins(): string[] {
  try {
    return [JSON.parse(sessionStorage.getItem(agreedKey) ?? '[]')].flat().map(String);
  } catch {
    return []; // the browser does not store data, or the value is not ours
  }
}

function keep(origins: string[]): void {
  for (const origin of origins) agreed.add(origin);
  try {
    sessionStorage.setItem(agreedKey, JSON.stringify([...agreed]));
  } catch {
    // The browser does not store data, so the agreement ends with the page.
  }
}

/** Asks the reader for consent to new origins; false if the reader refuses. */
export async function agreeTo(addresses: string[]): Promise<boolean> {
  const asked = new Set(addresses.map((address) => originOf(address) ?? address));
  const unknown = [...asked].filter((origin) => !agreed.has(origin));
  if (unknown.length === 0) return true;
  const dialog = element<HTMLDialogElement>('query-consent');
  const list = element('query-consent-list');
  list.replaceChildren(...unknown.map((origin) => make('li', {}, make('code', { dir: 'ltr' }, origin))));
  dialog.returnValue = 'refuse'; // also after Escape
  dialog.showModal();
  await new Promise((resolve) => dialog.addEventListener('close', resolve, { once: true }));
  if (dialog.returnValue !== 'send') return false;
  keep(unknown);
  return true;
}
