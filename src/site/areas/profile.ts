import { wholeOf } from '../figures/places.js';
import type { Point } from '../figures/points.js';
import { type Direction, figuresOf, type SeriesFigures, wholeAreas } from '../figures/series-figures.js';
import { type Trend, trendOf } from '../figures/trend.js';
import { perSite, type Site } from '../view.js';
import { type Rank, rankOf } from './rank.js';
import { countriesIn, isCountry, subRegionOf } from './regions.js';
import { contextSeries, figureGroups, type Item } from './shown-series.js';

/** The figures of an area for a measured thing. */
export interface Row {
  item: Item;
  series: string;
  direction: Direction;
  points: readonly Point[]; // at least one
  whole: Point | undefined; // the newest figure of the whole, unless it is a sum
  rank: Rank | undefined;
}

/** The parts of the bar at the top of the page of an area. */
export const outcomes = ['better', 'steady', 'worse', 'undirected', 'single'] as const;
export type Outcome = (typeof outcomes)[number];

/** The content of the page of an area, for all languages. */
export interface Profile {
  rows: ReadonlyMap<Item, Row>; // of the things that have figures of this area, in the order of the page
  counts: Readonly<Record<Outcome, number>>;
  context: readonly { series: string; points: readonly Point[] }[];
  region: string | undefined; // that ranks are about
}

const latest = perSite((): { area?: string; profile?: Profile } => ({}));

/** The profile of an area. Only the latest one stays in memory, for the pages of the area in all languages. */
export function profileOf(site: Site, area: string): Profile {
  const known = latest(site);
  if (known.area !== area || known.profile === undefined)
    Object.assign(known, { area, profile: makeProfile(site, area) });
  return known.profile as Profile;
}

function makeProfile(site: Site, area: string): Profile {
  const region = isCountry(site, area) ? subRegionOf(site, area) : undefined;
  const rows = new Map<Item, Row>();
  const counts: Record<Outcome, number> = { better: 0, steady: 0, worse: 0, undirected: 0, single: 0 };
  const { shared, groups } = figureGroups(site);
  for (const item of [...shared, ...groups.flatMap(({ own }) => own)]) {
    const figures = item.series === undefined ? undefined : figuresOf(site, item.series);
    const points = figures?.byArea.get(area);
    const newest = points?.at(-1);
    if (figures === undefined || points === undefined || newest === undefined) continue;
    const { series, direction } = figures;
    const rank = region === undefined ? undefined : rankOf(newest, newestIn(site, series, region), direction);
    const isWhole = wholeAreas(site).includes(area);
    rows.set(item, {
      item,
      series,
      direction,
      points,
      whole: isWhole ? undefined : comparableWhole(site, figures),
      rank,
    });
    counts[outcomeOf(trendOf(points, direction))]++;
  }
  const context = contextSeries(site).flatMap((series) => {
    const points = figuresOf(site, series)?.byArea.get(area) ?? [];
    return points.length === 0 ? [] : [{ series, points }];
  });
  return { rows, counts, context, region };
}

function outcomeOf(trend: Trend | undefined): Outcome {
  if (trend === undefined) return 'single';
  return trend.is === 'rising' || trend.is === 'falling' ? 'undirected' : trend.is;
}

const knownNewest = perSite(() => new Map<string, readonly Point[]>());

/** The newest figures of the countries of a region. */
function newestIn(site: Site, series: string, region: string): readonly Point[] {
  const key = `${series} ${region}`;
  const known = knownNewest(site);
  const byArea = figuresOf(site, series)?.byArea;
  const found = known.get(key) ?? countriesIn(site, region).flatMap((one) => byArea?.newest(one) ?? []);
  known.set(key, found);
  return found;
}

const knownWholes = perSite(() => new Map<string, Point | undefined>());

/** The newest figure of the whole. A value above the largest one of a country is a sum, which cannot be compared with a country. */
function comparableWhole(site: Site, figures: SeriesFigures): Point | undefined {
  const known = knownWholes(site);
  if (known.has(figures.series)) return known.get(figures.series);
  const found = wholeOf(site, figures)?.at(-1);
  const values = [...figures.byArea].flatMap(([area, points]) =>
    isCountry(site, area) ? points.map(({ value }) => value) : [],
  );
  const comparable = found !== undefined && found.value <= Math.max(...values) ? found : undefined;
  known.set(figures.series, comparable);
  return comparable;
}
