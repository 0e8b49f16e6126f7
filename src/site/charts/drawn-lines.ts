import { places } from '../figures/places.js';
import type { Point } from '../figures/points.js';
import { type SeriesFigures, wholeAreas } from '../figures/series-figures.js';
import { perSite, type Site } from '../view.js';
import { names } from '../vocabulary.js';
import { mostLines } from './plot-layout.js';

/** The areas that a chart draws before the reader chooses others. */
export interface DrawnAreas {
  whole: string[]; // such as the world
  others: string[]; // at most five
}

/** The part of a division that must have figures. */
const leastShare = 0.8;

type Entry = [area: string, points: readonly Point[]];

/**
 * The whole, and the division with the best coverage that one chart can hold. Without a division, the areas with the most
 * years and the largest newest values. Areas that contain others are left out if possible.
 */
export function drawnAreas(site: Site, figures: SeriesFigures): DrawnAreas {
  const known = drawn(site);
  const found = known.get(figures) ?? choose(site, figures);
  known.set(figures, found);
  return found;
}

/** The choice of each series, for the pages in all languages. */
const drawn = perSite(() => new Map<SeriesFigures, DrawnAreas>());

function choose(site: Site, { byArea }: SeriesFigures): DrawnAreas {
  const { graph, roles } = site;
  const whole = wholeAreas(site).filter((area) => byArea.has(area));
  const rest = [...byArea].filter(([area]) => !whole.includes(area));
  const kinds = new Set(rest.flatMap(([area]) => graph.values(area, names.type)));
  const divisions = [...kinds]
    .flatMap((kind) => roles.kinds.get(kind)?.divisions ?? [])
    .map((codes) => {
      const found = codes.flatMap((code) => rest.filter(([area]) => graph.codes(area).includes(code)));
      return { found, share: found.length / codes.length };
    })
    .filter(({ found, share }) => found.length > 1 && found.length <= mostLines && share >= leastShare)
    .sort((a, b) => b.share - a.share);
  const known = places(site);
  const small = rest.filter(([area]) => known.has(area));
  const candidates = small.length > 0 ? small : rest;
  const chosen: Entry[] = divisions[0]?.found ?? candidates.sort(byYearsThenValue).slice(0, mostLines);
  const inOrder = chosen.sort((a, b) => newestValue(b) - newestValue(a));
  return { whole, others: inOrder.map(([area]) => area) };
}

const newestValue = ([, points]: Entry): number => points.at(-1)?.value ?? 0;

/** Areas with more years come first, then those with a larger newest value. */
const byYearsThenValue = (a: Entry, b: Entry): number => b[1].length - a[1].length || newestValue(b) - newestValue(a);
