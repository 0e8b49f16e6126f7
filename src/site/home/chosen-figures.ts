import {
  allSeries,
  figuresOf,
  isHeadline,
  type Point,
  type SeriesFigures,
  wholeAreas,
} from '../figures/series-figures.js';
import { follow, step } from '../steps.js';
import { kindOf, perSite, type Site } from '../view.js';
import { names } from '../vocabulary.js';

/** The figure of each thing of the first kind on the start page. No two things have the same one. */

/** A series that represents a thing. */
export interface Chosen {
  item: string; // the thing between: after the first step of the path
  figures: SeriesFigures;
  points: readonly Point[]; // of the whole, such as the world; empty without one
}

/** What the start page shows for a thing. */
export interface RowFigures {
  items: readonly string[]; // the things after the first step of the path
  withFigures: number; // the items with figures
  chosen: Chosen | undefined;
}

interface Candidate extends Chosen {
  thing: string;
  rank: number;
}

/** The things of the first kind with their figures: on the path of the section of figures of their kind. */
export const rowFigures = perSite((site): ReadonlyMap<string, RowFigures> => {
  const [first] = site.kinds;
  const path = site.roles.sections.get(first?.type ?? '')?.find(({ layout }) => layout === 'figures')?.path ?? [];
  const [to, ...rest] = path;
  if (first === undefined || to === undefined || allSeries(site).length === 0) return new Map();
  const itemsOf = new Map(first.things.map((thing) => [thing, step(site, thing, to)]));
  const sharedBy = new Map<string, number>();
  for (const item of [...itemsOf.values()].flat()) sharedBy.set(item, (sharedBy.get(item) ?? 0) + 1);
  const seriesOf = (item: string): SeriesFigures[] =>
    follow(site, item, rest).flatMap((series) => figuresOf(site, series) ?? []);
  const rarity = wordRarity(site, [...first.things, ...sharedBy.keys()]);
  const candidates = first.things.flatMap((thing) =>
    (itemsOf.get(thing) ?? []).flatMap((item) => {
      const likeness = likenessOf(rarity, thing, item);
      const shared = sharedBy.get(item) ?? 1;
      return seriesOf(item).map((figures): Candidate => {
        const points = wholeAreas(site).map((area) => figures.byArea.get(area) ?? [])[0] ?? [];
        const rank =
          (isPreferred(site, item) ? 8 : 0) / Math.sqrt(shared) +
          4 / shared +
          2 * likeness +
          (points.length > 0 ? 3 : 0) +
          (isHeadline(site, figures.series) ? 2 : 0) +
          Math.min(points.length, 5) / 5;
        return { thing, item, figures, points, rank };
      });
    }),
  );
  const chosen = new Map<string, Candidate>();
  const taken = new Set<string>();
  for (const one of candidates.sort((a, b) => b.rank - a.rank)) {
    if (chosen.has(one.thing) || taken.has(one.item)) continue;
    chosen.set(one.thing, one);
    taken.add(one.item);
  }
  const known = new Set([...sharedBy.keys()].filter((item) => seriesOf(item).length > 0));
  return new Map(
    [...itemsOf].map(([thing, items]) => [
      thing,
      { items, withFigures: items.filter((one) => known.has(one)).length, chosen: chosen.get(thing) },
    ]),
  );
});

/** True for a thing that its kind prefers. */
function isPreferred({ graph, roles }: Site, thing: string): boolean {
  const property = roles.kinds.get(kindOf(graph, thing) ?? '')?.preferred;
  return property !== undefined && graph.values(thing, property).some((value) => value === 'true' || value === '1');
}

/** The words of things in the first language, with a weight: the fewer things have a word, the more it says. */
function wordRarity({ graph, languages }: Site, things: readonly string[]): Map<string, Map<string, number>> {
  const [language = 'en'] = languages;
  const properties = [names.prefLabel, names.altLabel, names.scopeNote, names.description, names.definition];
  const wordsOf = (thing: string): Set<string> => {
    const texts = properties.flatMap((property) => graph.text(thing, property, language)?.text ?? []);
    const found =
      texts
        .join(' ')
        .toLowerCase()
        .match(/\p{L}{5,}/gu) ?? [];
    return new Set(found.map((word) => word.slice(0, 6)));
  };
  const words = new Map(things.map((thing) => [thing, wordsOf(thing)]));
  const counts = new Map<string, number>();
  for (const own of words.values()) for (const word of own) counts.set(word, (counts.get(word) ?? 0) + 1);
  const weightOf = (word: string): number => Math.log(things.length / (counts.get(word) ?? 1));
  return new Map([...words].map(([thing, own]) => [thing, new Map([...own].map((word) => [word, weightOf(word)]))]));
}

/** The weight of the words that a thing shares with an item; a long name of an item does not help it. */
function likenessOf(rarity: ReadonlyMap<string, ReadonlyMap<string, number>>, thing: string, item: string): number {
  const other = rarity.get(item) ?? new Map<string, number>();
  const shared = [...(rarity.get(thing) ?? [])].filter(([word]) => other.has(word));
  return shared.reduce((sum, [, weight]) => sum + weight, 0) / Math.sqrt(Math.max(1, other.size));
}
