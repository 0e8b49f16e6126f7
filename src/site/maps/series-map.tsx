import { figureGroups } from '../areas/shown-series.js';
import { seriesDataFile } from '../figures/series-data.js';
import { figuresOf } from '../figures/series-figures.js';
import { plainText, section } from '../layout/components.js';
import { perSite, type View } from '../view.js';
import { placesOf } from './places.js';
import { worldMap } from './world-map.js';

/** With fewer areas, a map shows nothing. */
const fewest = 5;

const mainSeries = perSite((site) => new Map(figureGroups(site).items.map(({ thing, series }) => [thing, series])));

/** The map of a series on the page of the thing that it represents; a series that represents nothing has it on its own page. */
export function seriesMap(view: View) {
  const { site, thing, words } = view;
  const series = mainSeries(site).get(thing) ?? thing;
  if (series === thing && [...mainSeries(site).values()].includes(series) && !mainSeries(site).has(thing)) return null;
  const figures = figuresOf(site, series);
  const values = [...(figures?.byArea ?? [])].flatMap(([area, points]) => {
    const newest = points.at(-1);
    return newest !== undefined && placesOf(site).has(area) ? [{ area, ...newest }] : [];
  });
  if (values.length < fewest) return null;
  const title = plainText(view.shortLabel(series));
  return section(
    'map',
    words.map.heading,
    worldMap(view, { id: 'world', title, values, years: seriesDataFile(site, series) }),
  );
}
