import type { Point } from '../figures/points.js';
import { figuresOf, hasFigures, type SeriesFigures, wholeAreas } from '../figures/series-figures.js';
import { chartsOf } from '../sections/chart-choice.js';
import { follow, step } from '../steps.js';
import { perSite } from '../view.js';

/** The figure of each thing of the first kind on the start page: the one of the chart on the page of the thing. */

/** A series that represents a thing. */
export interface Chosen {
  item: string; // the thing between: after the first step of the path
  figures: SeriesFigures;
  points: readonly Point[]; // of the whole, such as the world; empty without one
}

/** The figures of a thing on the start page. */
export interface RowFigures {
  items: readonly string[]; // the things after the first step of the path
  withFigures: number; // the items with figures
  chosen: Chosen | undefined;
}

/** The things of the first kind with their figures, on the path of the section of figures of their kind; empty without. */
export const rowFigures = perSite((site): ReadonlyMap<string, RowFigures> => {
  const [first] = site.kinds;
  const section = site.roles.sections
    .get(first?.type ?? '')
    ?.find(({ layout, path }) => layout === 'figures' && path.length > 1);
  if (first === undefined || section === undefined) return new Map();
  const [to = '', ...rest] = section.path;
  const charts = chartsOf(site, section);
  if (charts.size === 0) return new Map();
  const known = new Map<string, readonly string[]>();
  const seriesOf = (item: string): readonly string[] => {
    const found = known.get(item) ?? follow(site, item, rest).filter((series) => hasFigures(site, series));
    known.set(item, found);
    return found;
  };
  const chosenFor = (thing: string, items: readonly string[]): Chosen | undefined => {
    const series = charts.get(thing);
    const item = items.find((one) => series !== undefined && seriesOf(one).includes(series));
    const figures = series === undefined ? undefined : figuresOf(site, series);
    if (item === undefined || figures === undefined) return undefined;
    const [points = []] = wholeAreas(site).flatMap((area) => [figures.byArea.get(area) ?? []]);
    return { item, figures, points };
  };
  return new Map(
    first.things.map((thing) => {
      const items = step(site, thing, to);
      const withFigures = items.filter((one) => seriesOf(one).length > 0).length;
      return [thing, { items, withFigures, chosen: chosenFor(thing, items) }];
    }),
  );
});
