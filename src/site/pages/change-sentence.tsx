import type { JSX } from 'preact';
import type { Change } from '../changes.js';
import { turned } from '../layout/links.js';
import type { View } from '../view.js';

/** The sentence that tells of a change, in English; what it calls by code and name leads to its page, where it has one. */
export function ChangeSentence({ view, change }: { view: View; change: Change }): JSX.Element {
  const pages = new Map(
    mentionedIn(change).flatMap((iri) => {
      const href = view.linkTo(iri);
      return href === undefined ? [] : [[calledIn(iri), href] as const];
    }),
  );
  return (
    <bdi {...turned('en', view.language)}>
      {cut(change.sentence.replace(/\s+/g, ' '), [...pages.keys()]).map((piece) => {
        const href = pages.get(piece);
        return href === undefined ? piece : <a href={href}>{piece}</a>;
      })}
    </bdi>
  );
}

/** All that a change speaks of by address. */
const mentionedIn = ({ subject, others = [], before, after }: Change): string[] => [
  subject,
  ...others,
  ...[...before, ...after].flatMap((term) => ('iri' in term ? term.iri : [])),
];

/** What a sentence calls a thing before it gives the name: "C170602"; "objective/10", where the end alone says too little. */
function calledIn(iri: string): string {
  const [last = iri, before] = iri.split(/[/#]/).filter(Boolean).reverse();
  return before !== undefined && /^(?:[0-9]+|[a-z])$/.test(last) ? `${before}/${last}` : last;
}

/** A sentence with these forms as pieces of their own, wherever a name in quotation marks follows. */
function cut(sentence: string, forms: string[]): string[] {
  if (forms.length === 0) return [sentence];
  const longestFirst = [...forms].sort((a, b) => b.length - a.length);
  const pattern = longestFirst.map((form) => form.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')).join('|');
  return sentence.split(new RegExp(`(?<![^\\s(])(${pattern})(?= “)`, 'u'));
}
