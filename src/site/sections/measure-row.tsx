import { sparkline } from '../charts/sparkline.js';
import { hatching, ticks } from '../charts/ticks.js';
import { countedText } from '../counted-text.js';
import { measureOf } from '../figures/measures.js';
import { newestFigure } from '../figures/newest.js';
import { newestOfPlaces, wholeOf } from '../figures/places.js';
import { areaKind, type SeriesFigures } from '../figures/series-figures.js';
import { list, literal, pageAnchor } from '../layout/components.js';
import type { View } from '../view.js';

/** A text about areas, from the kind of the areas or neutral. */
export const areaText = (view: View, key: 'places' | 'noWhole' | 'key'): string =>
  view.ownText(`cards.${key}`, areaKind(view.site) ?? '') ?? view.words.cards[key];

/** Measures with a picture and the newest figure of each: code and name | picture | value, year and trend. */
export const measureRows = (view: View, things: readonly string[]) =>
  things.length > 0 && list('measure-rows', things, (thing) => measureRow(view, thing));

/** The script of the page replaces picture and value if the reader chooses an area. */
function measureRow(view: View, thing: string) {
  const { graph, site } = view;
  const { headline, figures } = measureOf(site, thing);
  const direction = figures?.direction;
  return (
    <div
      class="measure"
      data-series={headline && graph.pathOf(headline)}
      data-direction={direction === 'neither' ? undefined : direction}
    >
      <span class="measure-name">
        {pageAnchor(view, thing, [
          graph.codes(thing).length > 0 && (
            <>
              <bdi class="code" dir="ltr">
                {graph.codes(thing).join(' · ')}
              </bdi>{' '}
            </>
          ),
          <span>{literal(view, view.shortNameOf(thing))}</span>,
        ])}
        {graph.isRetired(thing) && <span class="badge">{view.words.retired}</span>}
      </span>
      {figures === undefined ? withoutFigures(view, thing) : withFigures(view, thing, figures)}
    </div>
  );
}

function withFigures(view: View, thing: string, figures: SeriesFigures) {
  const { site } = view;
  const points = wholeOf(site, figures);
  // Short names contain the unit.
  const unit =
    view.shortOf(thing) === undefined && view.shortOf(figures.series) === undefined ? figures.unit : undefined;
  if (points !== undefined)
    return [
      <span class="measure-picture">{sparkline(points)}</span>,
      <span class="measure-value">{newestFigure(view, { points, direction: figures.direction, unit })}</span>,
    ];
  const newest = newestOfPlaces(site, figures);
  const count = countedText(areaText(view, 'places'), { count: newest.size }, view.words.language);
  return [
    <span class="measure-picture">{ticks([...newest.values()].map(({ value }) => value))}</span>,
    <span class="measure-value">
      {pageAnchor(view, figures.series, count)} <span class="when">{areaText(view, 'noWhole')}</span>
    </span>,
  ];
}

/** Says that there are no figures, and whether there is a series. */
function withoutFigures(view: View, thing: string) {
  const { words, site } = view;
  const reason = measureOf(site, thing).series.length === 0 ? words.cards.noSeries : words.cards.onlySeries;
  return [
    <span class="measure-picture">{hatching()}</span>,
    <span class="measure-value none">
      {words.cards.noFigures} <span class="when">{reason}</span>
    </span>,
  ];
}
