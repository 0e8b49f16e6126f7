import type { Section } from '../../roles/roles.js';
import { headlineAmong } from '../figures/measures.js';
import { figuresOf, isPreferred, wholeAreas } from '../figures/series-figures.js';
import { relevance } from '../relevance.js';
import { follow, step } from '../steps.js';
import { perSite, type Site } from '../view.js';
import { bestAssignment } from './assignment.js';

/** The one chart of a page that could show many: it is about the thing, and pages have different charts if these fit. */

interface Candidate {
  series: string;
  score: number;
}

/** The score of a preferred candidate, and of one with figures of the whole. A rare word that two names share counts more. */
const worth = { preferred: 8, whole: 4 };

/** The loss of score for each other page with the same chart. Pages repeat a chart only if they have no other one. */
const repeated = 1000;

/** The series that represent what is at the end of the first step, the most relevant first. */
function candidatesOf(site: Site, { path }: Section, thing: string): Candidate[] {
  const [first = '', ...rest] = path;
  const best = new Map<string, number>();
  for (const via of step(site, thing, first)) {
    const series = headlineAmong(site, follow(site, via, rest));
    if (series === undefined) continue;
    const words = Math.max(relevance(site, thing, via), relevance(site, thing, series));
    const hasWhole = wholeAreas(site).some((area) => figuresOf(site, series)?.byArea.has(area));
    const score = words + (isPreferred(site, via) ? worth.preferred : 0) + (hasWhole ? worth.whole : 0);
    best.set(series, Math.max(best.get(series) ?? 0, score));
  }
  return [...best]
    .map(([series, score]): Candidate => ({ series, score }))
    .sort((a, b) => b.score - a.score || site.graph.byCode(a.series, b.series));
}

const known = perSite(() => new Map<string, ReadonlyMap<string, string>>());

/** The series for the chart of each page with a section. */
export function chartsOf(site: Site, section: Section): ReadonlyMap<string, string> {
  const found = known(site).get(section.iri) ?? match(site, section);
  known(site).set(section.iri, found);
  return found;
}

/** The charts that are most relevant together. */
function match(site: Site, section: Section): Map<string, string> {
  const all = site.graph.ofType(section.of);
  const candidates = new Map(all.map((thing) => [thing, candidatesOf(site, section, thing)]));
  const things = all.filter((thing) => (candidates.get(thing) ?? []).length > 0);
  const series = [...new Set(things.flatMap((thing) => (candidates.get(thing) ?? []).map((one) => one.series)))];
  const none = -1e6;
  const weights = things.map((thing) => {
    const scores = new Map(candidates.get(thing)?.map((one) => [one.series, one.score]));
    // Each series has a column for every page: the first use costs nothing.
    return series.flatMap((one) => things.map((_, use) => (scores.get(one) ?? none) - use * repeated));
  });
  return new Map(
    bestAssignment(weights).map((column, row) => [
      things[row] as string,
      series[Math.floor(column / things.length)] as string,
    ]),
  );
}
