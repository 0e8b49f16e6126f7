import type { ComponentChildren, JSX } from 'preact';
import { hasFigures } from '../charts/figures.js';
import { Figures } from '../charts/series.js';
import { Section, thingList } from '../layout/components.js';
import { agenda } from '../names.js';
import type { View } from '../view.js';
import { ThingFrame } from './thing.js';

/** A series of figures: the indicator it belongs to, and the figures as a picture and a table. */
export function SeriesPage({ view }: { view: View }): JSX.Element {
  const { graph, thing, words } = view;
  const indicators = graph.links(thing, agenda.isSeriesOf);
  return (
    <ThingFrame view={view} leaveOut={[agenda.isSeriesOf]}>
      {indicators.length > 0 && (
        <Section id="indicators" title={words.itsIndicator}>
          {thingList(view, indicators)}
        </Section>
      )}
      {seriesFigures(view, hasFigures(graph, thing) ? [thing] : [])}
    </ThingFrame>
  );
}

/** The figures of some series as pictures, and where else there are more; nothing where there are no series. */
export function seriesFigures(view: View, series: readonly string[], more?: ComponentChildren): JSX.Element | null {
  if (series.length === 0) return null;
  return (
    <Section id="figures" title={view.words.figures}>
      {series.map((iri) => (
        <Figures view={view} series={iri} />
      ))}
      {more && <p class="note">{more}</p>}
    </Section>
  );
}
