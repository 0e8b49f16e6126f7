import type { JSX } from 'preact';
import type { View } from '../view.js';
import { shortTerm, termAnchor } from './vocabulary-terms.js';

/** A class or property by its short name; where the ontology describes it, with a link to the place. */
export function TermLink({ view, iri }: { view: View; iri: string }): JSX.Element {
  const { site } = view;
  const shown = <code dir="ltr">{shortTerm(site, iri)}</code>;
  const anchor = termAnchor(site, iri);
  if (anchor !== undefined) return <a href={`${view.pageLink('ontology')}#${anchor}`}>{shown}</a>;
  return /^https?:\/\//.test(iri) ? <a href={iri}>{shown}</a> : shown;
}
