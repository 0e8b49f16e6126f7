import type { JSX } from 'preact';
import { TextPage } from '../layout/document.js';
import { literal, plainText, thingList } from '../layout/links.js';
import { names } from '../names.js';
import type { View } from '../view.js';

/** All things of a kind, in the order of their codes, with what the ontology says of the kind. */
export function KindList({ view }: { view: View }): JSX.Element {
  const { thing: type, site } = view;
  const things = site.kinds.find((kind) => kind.type === type)?.things ?? [];
  const title = view.plural(type);
  const definition = site.vocabulary.text(type, names.definition, view.language);
  const heading = (
    <>
      {literal(view, title)} <span class="count">{things.length}</span>
    </>
  );
  return (
    <TextPage
      view={view}
      title={plainText(title)}
      heading={heading}
      description={definition ? plainText(definition) : `${plainText(title)}: ${things.length}`}
      text={definition && literal(view, definition)}
    >
      {thingList(view, things)}
    </TextPage>
  );
}
