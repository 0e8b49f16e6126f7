import type { JSX } from 'preact';
import { Figures } from '../charts/series.js';
import type { View } from '../view.js';

/** The figures of some series as pictures, under a heading of their own; nothing where there are none. */
export function SeriesFigures({
  view,
  series,
  more,
}: {
  view: View;
  series: readonly string[];
  more?: { text: string; anchor: string } | undefined; // where else on the page there are ways to more
}): JSX.Element | null {
  if (series.length === 0) return null;
  return (
    <section aria-labelledby="figures">
      <h2 id="figures">{view.words.figures}</h2>
      {series.map((iri) => (
        <Figures view={view} series={iri} />
      ))}
      {more === undefined ? null : (
        <p class="note">
          <a href={`#${more.anchor}`}>{more.text}</a>
        </p>
      )}
    </section>
  );
}
