import { counted, literal, pageNumbers, plainText, thingLink, thingList } from '../layout/components.js';
import { wholePage } from '../layout/document.js';
import { numberedPath, type ValueList } from '../long-lists.js';
import type { View } from '../view.js';
import { fill } from '../words.js';

/** A page of a list with all values of a property, or with all things that refer to a thing. */
export function valuesPage(view: View, { thing, property, path, pages }: ValueList, page: number) {
  const term = view.term(property);
  const title = `${plainText(view.label(thing))}${view.words.colon}${plainText(term)}`;
  const numbers =
    pages.length > 1 ? ` (${fill(view.words.pageOf, { page, pages: pages.length }, view.words.language)})` : '';
  const numbered = pageNumbers(view, page, pages.length, (one) => numberedPath(path, one));
  return wholePage(
    view,
    {
      title: `${title}${numbers}`,
      description: title,
      steps: [{ href: view.linkTo(thing) ?? '', shown: literal(view, view.label(thing)) }],
    },
    [
      <h1>{counted(view, literal(view, term), pages.flat().length)}</h1>,
      <p class="onward">{thingLink(view, thing)}</p>,
      numbered,
      thingList(view, pages[page - 1] ?? []),
      numbered,
    ],
  );
}
