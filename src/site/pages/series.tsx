import type { JSX } from 'preact';
import { agenda } from '../agenda.js';
import { hasFigures } from '../charts/figures.js';
import { ThingList } from '../layout/links.js';
import type { View } from '../view.js';
import { SeriesFigures } from './series-figures.js';
import { ThingFrame } from './thing-frame.js';

/** A series of figures: the indicator it belongs to, and the figures as a picture and a table. */
export function SeriesPage({ view }: { view: View }): JSX.Element {
  const { graph, thing, words } = view;
  const indicators = graph.links(thing, agenda.isSeriesOf);
  return (
    <ThingFrame view={view} leaveOut={[agenda.isSeriesOf]}>
      {indicators.length === 0 ? null : (
        <section aria-labelledby="indicators">
          <h2 id="indicators">{words.itsIndicator}</h2>
          <ThingList view={view} iris={indicators} />
        </section>
      )}
      <SeriesFigures view={view} series={hasFigures(graph, thing) ? [thing] : []} />
    </ThingFrame>
  );
}
