import { perSite, type Site } from './view.js';

/** How much the names of two things have in common, by words. Rare words count more than frequent ones. */

/** Words are compared by their beginning, so that "trafficked" and "trafficking" are the same. */
const stem = 6;
const shortest = 4;

const stemsOf = (text: string): Set<string> =>
  new Set(
    [...text.toLowerCase().matchAll(/\p{L}+/gu)].flatMap(([word]) =>
      word.length < shortest ? [] : [word.slice(0, stem)],
    ),
  );

/** The words of each thing in the first language of the site, and the number of things with each word. */
const wordsOfThings = perSite(({ graph, languages: [language = 'en'] }) => {
  const frequency = new Map<string, number>();
  const byThing = new Map<string, Set<string>>();
  for (const thing of graph.things) {
    const stems = stemsOf(graph.label(thing, language)?.text ?? '');
    byThing.set(thing, stems);
    for (const one of stems) frequency.set(one, (frequency.get(one) ?? 0) + 1);
  }
  return { byThing, frequency, count: graph.things.length };
});

/** A number without unit: the sum of the weights of the words that both names contain. */
export function relevance(site: Site, thing: string, other: string): number {
  const { byThing, frequency, count } = wordsOfThings(site);
  const own = byThing.get(thing) ?? new Set();
  let sum = 0;
  for (const one of byThing.get(other) ?? [])
    if (own.has(one)) sum += Math.log(count / (frequency.get(one) ?? count)) ** 2;
  return Math.round(sum * 1000) / 1000;
}
