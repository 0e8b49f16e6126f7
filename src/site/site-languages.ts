import { addCount, compareCodePoints } from '../text/order.js';
import { type GraphIndex, textsIn } from './graph-index.js';
import { names } from './vocabulary.js';

/**
 * The languages of a site, in their order. They are declared, or else the title of the data set has them, or else at
 * least half of the things of some kind have names in them. Without a declaration, the language with the most names comes
 * first. The first language replaces missing texts. The page at the address of the site is in this language.
 */
export function siteLanguages(
  declared: readonly string[],
  graph: GraphIndex,
  kinds: readonly { things: readonly string[] }[],
): string[] {
  const isFirst = (tag: string, at: number): boolean =>
    declared.findIndex((one) => one.toLowerCase() === tag.toLowerCase()) === at;
  if (declared.length > 0) return declared.filter(isFirst);
  const counts = new Map<string, number>();
  const usual = new Set<string>();
  for (const { things } of kinds) {
    const own = new Map<string, number>();
    for (const thing of things) for (const tag of tagsOf(graph, thing)) addCount(own, tag);
    for (const [tag, count] of own) {
      addCount(counts, tag, count);
      if (count * 2 >= things.length) usual.add(tag);
    }
  }
  const byCount = (a: string, b: string): number =>
    (counts.get(b) ?? 0) - (counts.get(a) ?? 0) || compareCodePoints(a, b);
  const [dataset = ''] = graph.ofType(names.dataset);
  const titles = tagsOf(graph, dataset);
  const found = [...(titles.size > 0 ? titles : usual)];
  return found.length > 0 ? found.sort(byCount) : ['en'];
}

const nameProperties = [names.prefLabel, names.title, names.label];

/** The languages of the names of a thing, without regions: the language of a region must be declared. */
function tagsOf(graph: GraphIndex, thing: string): Set<string> {
  const texts = nameProperties.flatMap((property) => textsIn(graph.objects(thing, property)));
  return new Set(texts.flatMap(({ language }) => (language === '' ? [] : withoutRegion(language))));
}

/** "PT-br" → "pt", "sr-cyrl-RS" → "sr-Cyrl". */
function withoutRegion(tag: string): string {
  const [language = '', ...others] = tag.toLowerCase().split('-');
  const script = others.find((one) => /^[a-z]{4}$/.test(one));
  return script === undefined ? language : `${language}-${script.replace(/^./, (letter) => letter.toUpperCase())}`;
}
