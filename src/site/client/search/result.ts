import type { Found } from '../../../search/across.js';
import type { SearchIndex } from '../../../search/index-file.js';
import { directionOf } from '../../languages.js';

/** One result as a line of the list: code, name and kind, with a link to its page. Whatever names hold stays text. */
export function resultElement({ entry, foundAs }: Found, index: SearchIndex, address: URL): HTMLAnchorElement {
  const { path, name, codes = [], kind, language = index.language, retired } = entry;
  const link = document.createElement('a');
  link.href = new URL(`${path}.html`, address).href;
  link.setAttribute('role', 'option');
  link.setAttribute('aria-selected', 'false');
  link.tabIndex = -1;
  if (codes.length > 0) link.append(element('span', 'code', codes.join(' · '), ''), ' ');
  link.append(element('bdi', '', name, language));
  if (language === 'en' && index.language !== 'en') link.append(' ', element('span', 'badge', index.words.inEnglish));
  if (retired) link.append(' ', element('span', 'badge', index.words.retired));
  if (foundAs) link.append(' ', element('bdi', 'found-as', foundAs.text, foundAs.language));
  if (kind !== undefined) link.append(' ', element('span', 'kind', index.kinds[kind] ?? ''));
  return link;
}

/** `language`: of the text; "" where it has none, as a code, and undefined where it is that of the page. */
function element(name: 'span' | 'bdi', className: string, text: string, language?: string): HTMLElement {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  if (language) made.lang = language;
  if (language !== undefined) made.dir = language === '' && name === 'bdi' ? 'auto' : directionOf(language);
  return made;
}
