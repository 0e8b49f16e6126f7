import type { JSX } from 'preact';
import { kindOf } from '../kinds.js';
import { goalClass, isRetired, Literal } from '../layout/links.js';
import { names } from '../names.js';
import type { View } from '../view.js';

/** A name that is longer is a sentence, which would fill a screen in the letters of a title. */
const longest = 120;

/** Kind, code and name. */
export function Heading({ view }: { view: View }): JSX.Element {
  const { graph, thing, words } = view;
  const kind = kindOf(graph, thing);
  const codes = graph.codes(thing);
  const label = view.label(thing);
  const other = graph.text(thing, names.altLabel, view.language);
  return (
    <div class="heading">
      <p class="kind">
        {kind === undefined ? null : <Literal view={view} text={view.term(kind)} />}{' '}
        {codes.map((code) => (
          <>
            <bdi class={`code${goalClass(thing, [code])}`}>{code}</bdi>{' '}
          </>
        ))}
        {isRetired(view, thing) ? <span class="badge">{words.retired}</span> : null}
      </p>
      <h1 {...(label.text.length > longest ? { class: 'long' } : {})}>
        <Literal view={view} text={label} />
      </h1>
      {other?.language === label.language ? (
        <p class="also">
          {words.alsoCalled}: <Literal view={view} text={other} />
        </p>
      ) : null}
    </div>
  );
}
