import type { Section } from '../../roles/roles.js';
import { connections } from '../connected.js';
import { extentOf, measureOf } from '../figures/measures.js';
import { isPreferred } from '../figures/series-figures.js';
import { relevance } from '../relevance.js';
import { follow, step } from '../steps.js';
import { perSite, type Site } from '../view.js';

/** A card: a thing and the things that its rows show. */
export interface Card {
  thing: string;
  rows: readonly string[];
}

/** Sorts by numbers, largest first, then by code. */
function ranked(site: Site, things: readonly string[], rankOf: (thing: string) => readonly number[]): string[] {
  const ranks = new Map(things.map((one) => [one, rankOf(one)]));
  return [...things].sort((a, b) => {
    const other = ranks.get(b) ?? [];
    for (const [i, rank] of (ranks.get(a) ?? []).entries()) if (rank !== other[i]) return (other[i] ?? 0) - rank;
    return site.graph.byCode(a, b);
  });
}

/** The rows about a thing: preferred ones first, then those with common words, then those with the most figures. */
export const sortedRows = (site: Site, thing: string, rows: readonly string[]): string[] =>
  ranked(site, rows, (row) => [
    Number(!site.graph.isRetired(row)),
    Number(isPreferred(site, row)),
    relevance(site, thing, row),
    extentOf(site, measureOf(site, row)),
  ]);

/** Preferred rows count more, but words in common decide. */
const preferredWeight = 4;

/** The cards of a thing, the most relevant first. Things connected to few others are more relevant than those connected to many. */
function rankedCards(site: Site, thing: string, { path }: Section): Card[] {
  const [first = '', ...rest] = path;
  const things = connections(site, thing, { property: first, isInverse: false }).map(([one]) => one);
  const rowsOf = new Map(things.map((one) => [one, sortedRows(site, thing, follow(site, one, rest))]));
  const { inverses = [], strength } = site.roles.properties.get(first) ?? {};
  const own = (one: string): Card => ({ thing: one, rows: rowsOf.get(one) ?? [] });
  if (strength === undefined) return things.map(own); // parts of a thing stay in their order
  return ranked(site, things, (one) => {
    const [row] = rowsOf.get(one) ?? [];
    const ofRow = row === undefined ? 0 : relevance(site, thing, row);
    const others = inverses.flatMap((property) => step(site, one, property)).length;
    const common = (relevance(site, thing, one) + ofRow) / Math.sqrt(Math.max(1, others));
    return [row !== undefined && isPreferred(site, row) ? common * preferredWeight : common, -others];
  }).map(own);
}

/** The cards of all things with a section; each thing begins with another row where that is possible. */
const allCards = perSite(() => new Map<string, ReadonlyMap<string, readonly Card[]>>());

/** The cards of a section on the page of a thing. */
export function cardsOf(site: Site, thing: string, section: Section): readonly Card[] {
  const known = allCards(site).get(section.iri) ?? differentBeginnings(site, section);
  allCards(site).set(section.iri, known);
  return known.get(thing) ?? [];
}

function differentBeginnings(site: Site, section: Section): ReadonlyMap<string, readonly Card[]> {
  const found = site.graph.ofType(section.of).map((thing) => [thing, rankedCards(site, thing, section)] as const);
  if (site.roles.properties.get(section.path[0] ?? '')?.strength === undefined) return new Map(found);
  const best = ([thing, cards]: (typeof found)[number]): number => relevance(site, thing, cards[0]?.rows[0] ?? '');
  const taken = new Set<string>();
  const isFree = ({ rows: [row] }: Card): boolean => row !== undefined && !taken.has(row);
  const bySection = new Map<string, readonly Card[]>();
  for (const [thing, cards] of [...found].sort((a, b) => best(b) - best(a))) {
    const first = cards.find(isFree) ?? cards[0];
    const [row] = first?.rows ?? [];
    if (row !== undefined) taken.add(row);
    bySection.set(thing, first === undefined ? [] : [first, ...cards.filter((one) => one !== first)]);
  }
  return bySection;
}
