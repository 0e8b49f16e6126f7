import type { JSX } from 'preact';
import { counted, literal, plainText, thingList } from '../layout/components.js';
import { TextPage } from '../layout/document.js';
import { names } from '../names.js';
import type { View } from '../view.js';

/** All things of a kind, in the order of their codes, with what the ontology says of the kind. */
export function KindList({ view }: { view: View }): JSX.Element {
  const { thing: type, site } = view;
  const things = site.kinds.find((kind) => kind.type === type)?.things ?? [];
  const title = view.plural(type);
  const definition = site.vocabulary.text(type, names.definition, view.language);
  return (
    <TextPage
      view={view}
      title={plainText(title)}
      heading={counted(literal(view, title), things.length)}
      description={definition ? plainText(definition) : `${plainText(title)}: ${things.length}`}
      text={definition && literal(view, definition)}
    >
      {thingList(view, things)}
    </TextPage>
  );
}
