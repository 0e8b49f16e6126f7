import { remembered } from '../../text/languages.js';
import { perSite, type Site } from '../view.js';
import { names } from '../vocabulary.js';
import type { Point } from './points.js';
import { areaKind, figuresOf, type SeriesFigures, wholeAreas } from './series-figures.js';

/** The areas that contain no other area, such as countries: without regions, groups and former areas. */
export const places = perSite((site): ReadonlySet<string> => {
  const { graph } = site;
  const kind = areaKind(site);
  const areas = kind === undefined ? [] : graph.ofType(kind);
  const isPart = (area: string): boolean => graph.objects(area, names.broader).length > 0;
  const hasTree = areas.some(isPart);
  const isPlace = (area: string): boolean =>
    !hasTree || (isPart(area) && graph.subjects(names.broader, area).length === 0);
  const whole = wholeAreas(site);
  return new Set(areas.filter((area) => !whole.includes(area) && isPlace(area)));
});

/** The figures of the whole, such as the world; undefined without figures. */
export const wholeOf = (site: Site, { byArea }: SeriesFigures): readonly Point[] | undefined =>
  wholeAreas(site).flatMap((area) => {
    const points = byArea.get(area);
    return points === undefined ? [] : [points];
  })[0];

/** The number of places with figures of a series; of all areas if no area is a place. */
export const countPlaces = (site: Site, series: string): number => counts(site)(series);

const counts = perSite((site) =>
  remembered((series) => {
    const figures = figuresOf(site, series);
    return figures === undefined ? 0 : newestOfPlaces(site, figures).size || figures.byArea.size;
  }),
);

/** The newest figure of each place. */
export function newestOfPlaces(site: Site, { byArea }: SeriesFigures): ReadonlyMap<string, Point> {
  const known = places(site);
  const found = new Map<string, Point>();
  for (const area of byArea.keys()) {
    const newest = known.has(area) ? byArea.newest(area) : undefined;
    if (newest !== undefined) found.set(area, newest);
  }
  return found;
}
