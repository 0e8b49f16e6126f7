import type { JSX } from 'preact';
import { indexPath } from '../../search/search.js';
import type { View } from '../view.js';

/** Asleep until its script wakes it (client/search.ts); without scripts there is a way to the lists in its place. */
export function SearchBox({ view }: { view: View }): JSX.Element {
  const { words, link, language, pageLink } = view;
  return (
    <search class="search-place">
      <a class="search-instead" href={`${pageLink('index')}#contents`}>
        {words.allLists}
      </a>
      <form class="search" hidden data-index={link(indexPath(language))} data-failed={words.searchFailed}>
        <input
          type="text"
          enterkeyhint="search"
          role="combobox"
          aria-label={words.search}
          aria-autocomplete="list"
          aria-expanded="false"
          aria-controls="found"
          aria-keyshortcuts="Control+K Meta+K"
          placeholder={words.searchHint}
          autocomplete="off"
          spellcheck={false}
        />
        <div id="found" class="found" role="listbox" aria-label={words.search} hidden></div>
        <p class="unseen" role="status"></p>
      </form>
    </search>
  );
}
