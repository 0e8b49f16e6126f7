import { follow } from '../steps.js';
import { perSite, type Site } from '../view.js';
import { names } from '../vocabulary.js';
import { wholeOf } from './places.js';
import { figuresOf, hasFigures, isPreferred, type SeriesFigures } from './series-figures.js';

/** The series about a thing and the figures that represent it. */
export interface Measure {
  series: readonly string[]; // all series, also without figures
  headline: string | undefined; // the series that represents the thing
  figures: SeriesFigures | undefined; // of the headline
}

const known = perSite(() => new Map<string, Measure>());

/** The series that represents all: a preferred one, otherwise the first one with figures. */
export function headlineAmong(site: Site, series: readonly string[]): string | undefined {
  const shown = series.filter((one) => hasFigures(site, one));
  return shown.find((one) => isPreferred(site, one)) ?? shown[0];
}

/** The last steps of the declared paths to figures, for things that only the pages of others lead to figures. */
const lastSteps = perSite(({ kinds, roles }): readonly string[] => [
  ...new Set(
    kinds
      .flatMap(({ type }) => roles.sections.get(type) ?? [])
      .flatMap(({ layout, path }) => (layout === 'figures' && path.length > 1 ? path.slice(-1) : [])),
  ),
]);

/** The measure of a thing: by the sections with charts on its page. A series without them is its own measure. */
export function measureOf(site: Site, thing: string): Measure {
  const found = known(site).get(thing) ?? findMeasure(site, thing);
  known(site).set(thing, found);
  return found;
}

function findMeasure(site: Site, thing: string): Measure {
  const { graph, roles } = site;
  const declared = graph
    .values(thing, names.type)
    .flatMap((type) => roles.sections.get(type) ?? [])
    .flatMap(({ layout, path }) => (layout === 'figures' ? [path] : []));
  const paths = declared.length > 0 ? declared : lastSteps(site).map((property) => [property]);
  const series = [...new Set(paths.flatMap((path) => follow(site, thing, path)))];
  const own = series.length === 0 && hasFigures(site, thing) ? [thing] : series;
  const headline = headlineAmong(site, own);
  return { series: own, headline, figures: headline === undefined ? undefined : figuresOf(site, headline) };
}

/** How much a measure can show: 2 with a figure of the whole, 1 with others only, otherwise 0. */
export const extentOf = (site: Site, { figures }: Measure): 0 | 1 | 2 =>
  figures === undefined ? 0 : wholeOf(site, figures) === undefined ? 1 : 2;
