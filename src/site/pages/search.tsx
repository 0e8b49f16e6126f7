import { list, toPage } from '../layout/components.js';
import { textPage } from '../layout/document.js';
import type { View } from '../view.js';

/** The page of search results. A script fills it; without a query or scripts, it links to the lists. */
export function searchPage(view: View) {
  const { words, site } = view;
  const { title, text, filter } = words.searchPage;
  return textPage(view, { title, description: text }, [
    <div id="results" class="results" hidden>
      <fieldset class="filters" hidden>
        <legend>{filter}</legend>
      </fieldset>
      <p role="status"></p>
      <ol></ol>
    </div>,
    <div id="instead">
      <p class="prose">{text}</p>
      {list('', site.kinds, ({ type, path }) => toPage(view, path, view.plural(type).text))}
    </div>,
  ]);
}
