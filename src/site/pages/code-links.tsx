import type { JSX } from 'preact';
import { plainText } from '../layout/literal.js';
import { Code, otherName } from '../layout/thing-link.js';
import type { View } from '../view.js';
import { PageAnchor } from './page-anchor.js';

/** Things by their codes alone, whose short names a pointer shows, in one line: "Indicators: 16.2.1 16.2.2". */
export function CodeLinks(props: { view: View; word: string; iris: readonly string[] }): JSX.Element | null {
  const { view, word, iris } = props;
  if (iris.length === 0) return null;
  return (
    <p class="codes">
      {word}:{' '}
      {iris.map((iri) => (
        <PageAnchor view={view} iri={iri} title={otherName(view, iri)}>
          {view.graph.codes(iri).length > 0 ? <Code view={view} iri={iri} /> : plainText(view.label(iri))}
        </PageAnchor>
      ))}
    </p>
  );
}
