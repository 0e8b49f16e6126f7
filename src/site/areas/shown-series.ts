import type { Section } from '../../roles/roles.js';
import { measureOf } from '../figures/measures.js';
import { allSeries, isPreferred } from '../figures/series-figures.js';
import { follow } from '../steps.js';
import { kindOf, perSite, type Site } from '../view.js';

/** The longest declared path from things to their figures. */
const figurePath = perSite(({ roles, kinds }): Section | undefined => {
  const sections = kinds.flatMap(({ type }) => roles.sections.get(type) ?? []);
  const paths = sections.filter(({ layout, path }) => layout === 'figures' && path.length > 1);
  return paths.sort((a, b) => b.path.length - a.path.length)[0];
});

/** True for the kinds of series of which only some represent what they belong to. */
const hasHeadlines = (site: Site, series: string): boolean =>
  site.roles.kinds.get(kindOf(site.graph, series) ?? '')?.preferred !== undefined;

/** The series that give the context of an area: no thing leads to them. */
export const contextSeries = perSite((site): readonly string[] => {
  const reached = new Set(figureGroups(site).items.flatMap(({ series }) => series ?? []));
  return allSeries(site).filter((one) => reached.size > 0 && !reached.has(one) && !hasHeadlines(site, one));
});

/** The series that the pages and files of areas have: the main series of each thing, and context. */
export const shownSeries = perSite((site): readonly string[] =>
  allSeries(site).filter((one) => isPreferred(site, one) || !hasHeadlines(site, one)),
);

/** A thing that is measured, such as a kind of crop, with its main series. */
export interface Item {
  thing: string;
  series: string | undefined; // undefined if it has no series with figures
}

/** A thing that others belong to. Each item has its row in one group; the other groups refer to this row. */
export interface Group {
  thing: string;
  own: readonly Item[];
  others: readonly Item[]; // their rows are in other groups
  shared: readonly Item[]; // of most groups
}

/** The measured things by the things that lead to them. `shared`: those in more than half of the groups. */
export interface FigureGroups {
  kind: string | undefined; // of the things of the groups
  groups: readonly Group[];
  shared: readonly Item[];
  items: readonly Item[];
}

/** The groups of the figures of all areas. Without a declared path, all series are one group without a thing. */
export const figureGroups = perSite((site): FigureGroups => {
  const declared = figurePath(site);
  if (declared === undefined) {
    const items = shownSeries(site).map((one) => ({ thing: one, series: one }));
    return { kind: undefined, groups: [], shared: items, items };
  }
  const itemOf = new Map<string, Item>();
  const members = (site.kinds.find(({ type }) => type === declared.of)?.things ?? []).map((thing) => {
    const items = follow(site, thing, declared.path.slice(0, -1)).map((one): Item => {
      const known = itemOf.get(one) ?? { thing: one, series: measureOf(site, one).headline };
      itemOf.set(one, known);
      return known;
    });
    return { thing, items };
  });
  const homes = (item: Item) => members.filter(({ items }) => items.includes(item));
  const shared = [...itemOf.values()].filter((item) => homes(item).length > members.length / 2);
  // The smallest group is the most specific one.
  const homeOf = new Map(
    [...itemOf.values()].map((item) => [item, homes(item).sort((a, b) => a.items.length - b.items.length)[0]?.thing]),
  );
  const groups = members.map(({ thing, items }): Group => {
    const single = items.filter((item) => !shared.includes(item));
    return {
      thing,
      own: single.filter((item) => homeOf.get(item) === thing),
      others: single.filter((item) => homeOf.get(item) !== thing),
      shared: items.filter((item) => shared.includes(item)),
    };
  });
  const byCode = (a: Item, b: Item): number => site.graph.byCode(a.thing, b.thing);
  return { kind: declared.of, groups, shared: shared.sort(byCode), items: [...itemOf.values()].sort(byCode) };
});
