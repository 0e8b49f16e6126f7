import type { Text } from '../graph-index.js';
import { plainText } from '../layout/links.js';
import { names } from '../names.js';
import type { View } from '../view.js';

/** What a thing is called where there is little room: its other name, if that is in the language of its name. */
export function shortText(view: View, iri: string): Text {
  const label = view.label(iri);
  const other = view.graph.text(iri, names.altLabel, view.language);
  return other?.language === label.language ? other : label;
}

/** The codes and the whole name, as a pointer that rests on something shows them. */
export const titleOf = (view: View, iri: string): string =>
  [view.graph.codes(iri).join(' · '), plainText(view.label(iri))].filter(Boolean).join(' ');

/** The first code of a thing; what has none goes by its name. */
export const codeOf = (view: View, iri: string): string => view.graph.codes(iri)[0] ?? plainText(view.label(iri));
