import type { JSX } from 'preact';
import { Figures } from '../charts/charts.js';
import type { View } from '../view.js';
import { agenda } from './agenda-names.js';
import { ThingFrame } from './thing-frame.js';
import { ThingList } from './thing-list.js';

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
      <Figures view={view} series={thing} />
    </ThingFrame>
  );
}
