import { make } from './parts/dom.js';

/** Boxes that filter lists on the page: entries without the text disappear, and so do parts without entries. */

/** Lower case without accents: "cote d'ivoire" finds "Côte d’Ivoire". */
const plain = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('’', "'").toLocaleLowerCase();

function startFilter(place: HTMLElement): void {
  const lists = document.getElementById(place.dataset['filter'] ?? '');
  if (!lists) return;
  const box = make('input', { type: 'search', id: 'filter', autocomplete: 'off', spellcheck: 'false' });
  place.append(make('label', { for: 'filter' }, place.dataset['label'] ?? ''), ' ', box);
  const entries = [...lists.querySelectorAll('li')].map((entry) => ({ entry, text: plain(entry.textContent ?? '') }));
  const parts = [...lists.querySelectorAll('section')];
  box.addEventListener('input', () => {
    const wanted = plain(box.value.trim());
    for (const { entry, text } of entries) entry.hidden = !text.includes(wanted);
    for (const part of parts) part.hidden = part.querySelector('li:not([hidden])') === null;
  });
}

for (const place of document.querySelectorAll<HTMLElement>('[data-filter]')) startFilter(place);
