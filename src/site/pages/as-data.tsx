import type { JSX } from 'preact';
import type { View } from '../view.js';

/** The address of the thing, and the files beside the page that hold the same for programs. */
export function AsData({ view }: { view: View }): JSX.Element {
  const { words, thing, path, link } = view;
  return (
    <section aria-labelledby="data">
      <h2 id="data">{words.asData}</h2>
      <p>
        {words.address}: <code dir="ltr">{thing}</code>
      </p>
      <p class="onward">
        <a href={link(`${path}.ttl`)}>Turtle</a> · <a href={link(`${path}.jsonld`)}>JSON-LD</a>
      </p>
    </section>
  );
}
