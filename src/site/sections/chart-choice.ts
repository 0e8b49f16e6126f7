import type { Section } from '../../roles/roles.js';
import { figuresOf, hasFigures, isPreferred, wholeAreas } from '../figures/series-figures.js';
import { textsIn } from '../graph-index.js';
import { follow, step } from '../steps.js';
import { perSite, type Site } from '../view.js';
import { names } from '../vocabulary.js';
import { bestAssignment } from './assignment.js';

/** The one chart of a page that could show many: it is about the thing, and pages have different charts if these fit. */

interface Candidate {
  series: string;
  score: number;
}

/** The score of a preferred candidate, and of one with figures of the whole. A rare word that two names share counts more. */
const worth = { preferred: 8, whole: 4 };

/** The loss of score for each other page with the same chart. */
const repeated = 12;

/** Words are compared by their beginning, so that "trafficked" and "trafficking" are the same. */
const stem = 5;

const stemsOf = (texts: readonly string[]): Set<string> =>
  new Set(
    texts.flatMap((text) =>
      [...text.toLowerCase().matchAll(/\p{L}+/gu)].flatMap(([word]) => (word.length < stem ? [] : word.slice(0, stem))),
    ),
  );

const knownStems = perSite(() => new Map<string, Set<string>>());

/** The words of the names of a thing in the first language of the site. */
function wordsOf(site: Site, thing: string): Set<string> {
  const { graph, languages } = site;
  const [language = 'en'] = languages;
  const others = textsIn(graph.objects(thing, names.altLabel)).filter((one) => one.language === language);
  const known = knownStems(site);
  const found =
    known.get(thing) ?? stemsOf([graph.label(thing, language)?.text ?? '', ...others.map(({ text }) => text)]);
  known.set(thing, found);
  return found;
}

function countWords(site: Site, things: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const thing of things) for (const word of wordsOf(site, thing)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

const wordsOfAll = perSite((site) => countWords(site, site.graph.things));

/** How much two things have in common: words that are rare among the pages, and among all things, count most. */
function relevanceAmong(site: Site, things: readonly string[]): (thing: string, other: string) => number {
  const [near, far] = [countWords(site, things), wordsOfAll(site)];
  const weight = (word: string): number =>
    (Math.log((things.length + 1) / (near.get(word) ?? things.length)) *
      Math.log(site.graph.things.length / (far.get(word) ?? 1)) ** 2) /
    5;
  return (thing, other) => {
    const own = wordsOf(site, thing);
    return [...wordsOf(site, other)].reduce((sum, word) => sum + (own.has(word) ? weight(word) : 0), 0);
  };
}

/** The series that represent what is at the end of the first step, the most relevant first. */
function candidatesOf(site: Site, { path }: Section, thing: string, relevance: (one: string, other: string) => number) {
  const { graph } = site;
  const [first = '', ...rest] = path;
  const best = new Map<string, number>();
  for (const via of step(site, thing, first)) {
    const all = follow(site, via, rest).filter((one) => hasFigures(site, one));
    const headlines = all.filter((one) => isPreferred(site, one));
    for (const series of headlines.length > 0 ? headlines : all.slice(0, 1)) {
      const words = Math.max(relevance(thing, via), relevance(thing, series));
      const hasWhole = wholeAreas(site).some((area) => figuresOf(site, series)?.byArea.has(area));
      const score = words + (isPreferred(site, via) ? worth.preferred : 0) + (hasWhole ? worth.whole : 0);
      best.set(series, Math.max(best.get(series) ?? 0, score));
    }
  }
  return [...best]
    .map(([series, score]): Candidate => ({ series, score }))
    .sort((a, b) => b.score - a.score || graph.byCode(a.series, b.series));
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
  const relevance = relevanceAmong(site, all);
  const candidates = new Map(all.map((thing) => [thing, candidatesOf(site, section, thing, relevance)]));
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
