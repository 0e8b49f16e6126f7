import type { JSX } from 'preact';
import { ThingLink } from '../layout/thing-link.js';
import type { View } from '../view.js';

/** Things one below the other, each with a link to its page. */
export function ThingList({ view, iris }: { view: View; iris: readonly string[] }): JSX.Element {
  return (
    <ul class="list">
      {iris.map((iri) => (
        <li>
          <ThingLink view={view} iri={iri} />
        </li>
      ))}
    </ul>
  );
}
