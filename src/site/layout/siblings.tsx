import type { JSX } from 'preact';
import { kindOf } from '../kinds.js';
import type { View } from '../view.js';
import { ThingLink } from './links.js';

/** The neighbours of a thing among those of its kind, in the order of their codes. */
export function siblingsOf({ site, graph, thing }: View): { previous?: string | undefined; next?: string | undefined } {
  const things = site.kinds.find(({ type }) => type === kindOf(graph, thing))?.things ?? [];
  const at = site.places.get(thing) ?? -1;
  return at < 0 ? {} : { previous: things[at - 1], next: things[at + 1] };
}

export function Siblings({ view }: { view: View }): JSX.Element | null {
  const { previous, next } = siblingsOf(view);
  if (previous === undefined && next === undefined) return null;
  return (
    <nav class="siblings" aria-label={view.words.siblings}>
      {previous === undefined ? null : (
        <p class="previous">
          <span>{view.words.previous}</span> <ThingLink view={view} iri={previous} />
        </p>
      )}
      {next === undefined ? null : (
        <p class="next">
          <span>{view.words.next}</span> <ThingLink view={view} iri={next} />
        </p>
      )}
    </nav>
  );
}
