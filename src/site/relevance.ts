import { textsIn } from './graph-index.js';
import { kindOf, perSite, type Site } from './view.js';
import { names } from './vocabulary.js';

/** How much two things have in common, by the words of their names, short names and search words. */

/** Words are compared by their beginning, so that "trafficked" and "trafficking" are the same. */
const stem = 6;
const shortest = 4;

const known = perSite(() => new Map<string, ReadonlySet<string>>());

/** The words of a thing in the first language of the site. */
function wordsOf(site: Site, thing: string): ReadonlySet<string> {
  const found = known(site).get(thing) ?? readWords(site, thing);
  known(site).set(thing, found);
  return found;
}

function readWords({ graph, languages: [language = 'en'] }: Site, thing: string): ReadonlySet<string> {
  const others = [names.altLabel, names.hiddenLabel].flatMap((name) => textsIn(graph.objects(thing, name)));
  const texts = others.flatMap((one) => (one.language === language ? one.text : []));
  const all = [graph.label(thing, language)?.text ?? '', ...texts].join(' ').toLowerCase();
  return new Set(
    [...all.matchAll(/\p{L}+/gu)].flatMap(([word]) => (word.length < shortest ? [] : word.slice(0, stem))),
  );
}

function countWords(site: Site, things: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const thing of things) for (const word of wordsOf(site, thing)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

const ofAll = perSite((site) => countWords(site, site.graph.things));
const ofKinds = perSite(
  (site) => new Map(site.kinds.map(({ type, things }) => [type, { counts: countWords(site, things), things }])),
);

/** A number without unit. Words count more if they are rare among things of the same kind, and among all things. */
export function relevance(site: Site, thing: string, other: string): number {
  const own = wordsOf(site, thing);
  const kind = ofKinds(site).get(kindOf(site.graph, thing) ?? '');
  const size = kind?.things.length ?? 1;
  const weight = (word: string): number =>
    Math.log((size + 1) / (kind?.counts.get(word) ?? size)) *
    Math.log(site.graph.things.length / (ofAll(site).get(word) ?? 1)) ** 2;
  const sum = [...wordsOf(site, other)].reduce((all, word) => all + (own.has(word) ? weight(word) : 0), 0);
  return Math.round(sum * 200) / 1000;
}
