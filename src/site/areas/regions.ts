import { places } from '../figures/places.js';
import { areaKind, hasFigures } from '../figures/series-figures.js';
import { perSite, type Site } from '../view.js';
import { names } from '../vocabulary.js';

/** The tree of areas: the world, regions, sub-regions and countries. */

/** All areas with a page, sorted by code. */
export const allAreas = perSite((site): readonly string[] => {
  const things = site.kinds.find(({ type }) => type === areaKind(site))?.things ?? [];
  return things.some((one) => hasFigures(site, one)) ? [] : things; // figures without an area are about their series
});

const areasAsSet = perSite((site): ReadonlySet<string> => new Set(allAreas(site)));

/** True if a thing is one of the areas that figures are about. */
export const isArea = (site: Site, thing: string): boolean => areasAsSet(site).has(thing);

/** True for countries and territories. */
export const isCountry = (site: Site, area: string): boolean => places(site).has(area);

/** The areas that contain an area, from the nearest to the whole. */
function above({ graph }: Site, area: string): string[] {
  const found: string[] = [];
  for (let one = broaderOf(graph, area); one && !found.includes(one); one = broaderOf(graph, one)) found.push(one);
  return found;
}

const broaderOf = (graph: Site['graph'], area: string): string | undefined => graph.links(area, names.broader)[0];

/** The areas directly below an area. */
export const partsOf = ({ graph }: Site, area: string): readonly string[] =>
  [...graph.subjects(names.broader, area)].sort(graph.byCode);

/** The areas without a broader area that contain others, such as the world. */
export const topAreas = (site: Site): readonly string[] =>
  allAreas(site).filter((one) => broaderOf(site.graph, one) === undefined && partsOf(site, one).length > 0);

/** The areas outside of the tree, such as groups of countries. */
export const otherAreas = (site: Site): readonly string[] =>
  allAreas(site).filter((one) => broaderOf(site.graph, one) === undefined && partsOf(site, one).length === 0);

/** The sub-region of a country: two steps below the whole; in a tree of fewer levels, the nearest area above. */
export function subRegionOf(site: Site, country: string): string | undefined {
  const areas = above(site, country);
  return areas[Math.max(0, areas.length - 3)];
}

/** The countries of an area. */
export const countriesIn = perSiteAndArea((site, area) => {
  const inside = (one: string): string[] => (isCountry(site, one) ? [one] : partsOf(site, one).flatMap(inside));
  return [...new Set(inside(area))];
});

function perSiteAndArea<T>(make: (site: Site, area: string) => T): (site: Site, area: string) => T {
  const known = perSite(() => new Map<string, T>());
  return (site, area) => {
    const all = known(site);
    const found = all.get(area) ?? make(site, area);
    all.set(area, found);
    return found;
  };
}
