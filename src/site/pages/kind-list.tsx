import type { JSX } from 'preact';
import { Breadcrumbs } from '../layout/breadcrumbs.js';
import { Document } from '../layout/document.js';
import { Literal, plainText, ThingList } from '../layout/links.js';
import { names } from '../names.js';
import type { View } from '../view.js';

/** All things of a kind, in the order of their codes, with what the ontology says of the kind. */
export function KindList({ view }: { view: View }): JSX.Element {
  const { thing: type, site } = view;
  const things = site.kinds.find((kind) => kind.type === type)?.things ?? [];
  const title = view.plural(type);
  const definition = site.vocabulary.text(type, names.definition, view.language);
  return (
    <Document
      view={view}
      title={plainText(title)}
      description={definition ? plainText(definition) : `${plainText(title)}: ${things.length}`}
    >
      <Breadcrumbs view={view} steps={[]} />
      <h1>
        <Literal view={view} text={title} /> <span class="count">{things.length}</span>
      </h1>
      {definition ? (
        <p class="prose">
          <Literal view={view} text={definition} />
        </p>
      ) : null}
      <ThingList view={view} iris={things} />
    </Document>
  );
}
