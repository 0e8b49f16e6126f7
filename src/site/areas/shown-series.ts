import type { Section } from '../../roles/roles.js';
import { allSeries, isHeadline } from '../figures/series-figures.js';
import { kindOf, perSite, type Site } from '../view.js';

/** The series that pages of areas show. */

/** The longest declared path from things to their figures: the groups of the figures of an area are its first things. */
export const figurePath = perSite(({ roles, kinds }): Section | undefined => {
  const sections = kinds.flatMap(({ type }) => roles.sections.get(type) ?? []);
  const paths = sections.filter(({ layout, path }) => layout === 'figures' && path.length > 1);
  return paths.sort((a, b) => b.path.length - a.path.length)[0];
});

/** True for the kinds of series of which only some stand for what they belong to. */
const hasHeadlines = (site: Site, series: string): boolean =>
  site.roles.kinds.get(kindOf(site.graph, series) ?? '')?.preferred !== undefined;

/** The series that give the context of an area: no kind of thing leads to them. */
export const contextSeries = perSite((site): readonly string[] => {
  const isGrouped = figurePath(site) !== undefined;
  return allSeries(site).filter((one) => isGrouped && !hasHeadlines(site, one));
});

/** The series that pages of areas show: the main series of each thing, and context. */
export const shownSeries = perSite((site): readonly string[] =>
  allSeries(site).filter((one) => isHeadline(site, one) || !hasHeadlines(site, one)),
);
