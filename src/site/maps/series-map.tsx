import { figureGroups } from '../areas/shown-series.js';
import { seriesDataFile } from '../figures/series-data.js';
import { figuresOf } from '../figures/series-figures.js';
import { plainText } from '../layout/components.js';
import { perSite, type View } from '../view.js';
import { placesOf } from './places.js';
import { worldMap } from './world-map.js';

/** With fewer areas, a map shows nothing. */
const fewest = 5;

const mainSeries = perSite((site) => new Map(figureGroups(site).items.map(({ thing, series }) => [thing, series])));

/** The map of a series on the page of the thing that it represents; a series that represents nothing has it on its own page. */
export function seriesMap(view: View, series: string) {
  const { site, thing, isShared } = view;
  const isOwn = thing === series && ![...mainSeries(site).values()].includes(series);
  if (isShared || (mainSeries(site).get(thing) !== series && !isOwn)) return null;
  const { byArea } = figuresOf(site, series) ?? {};
  const values = [...(byArea?.keys() ?? [])].flatMap((area) => {
    const newest = placesOf(site).has(area) ? byArea?.newest(area) : undefined;
    return newest === undefined ? [] : [{ area, ...newest }];
  });
  if (values.length < fewest) return null;
  const title = plainText(view.shortLabel(series));
  return worldMap(view, { id: 'world', title, values, years: seriesDataFile(site, series) });
}
