import type { Page } from '../publish/release-files.js';
import { primaryOf } from '../text/languages.js';
import { type Entry, indexFile, indexPath, receiver, type SearchIndex } from '../text/search/search.js';
import { makeShards, shardPath } from '../text/search/shards.js';
import { isPreferred } from './figures/series-figures.js';
import { type Text, textsIn } from './graph-index.js';
import { plainText } from './layout/components.js';
import { createView, type Site, type View } from './view.js';
import { names } from './vocabulary.js';
import { inLanguage } from './words.js';

/** The files of the search index of each language: one, or several on a large site. */
export function* searchFiles(site: Site): Generator<Page> {
  for (const language of site.languages) {
    const whole = makeIndex(site, language);
    const { index, shards } = site.isLarge ? makeShards(whole) : { index: whole, shards: [] };
    yield { file: indexPath(language), content: indexFile(index) };
    let at = 0;
    for (const entries of shards)
      yield { file: shardPath(language, at++), content: `${receiver}(${JSON.stringify({ entries })});\n` };
  }
}

/** The search index of one language: first the lists, then the resources by kind. */
export function makeIndex(site: Site, language: string): SearchIndex {
  const view = createView(site, 'search', language, 'search', indexPath(language));
  const { found, noneFound, retired, inEnglish, unofficial, searchPage } = view.words;
  const entries = site.kinds.flatMap(({ things }, kind) => things.map((thing) => entryOf(view, thing, kind)));
  const isOther = (tag: string): boolean => tag !== 'en' && primaryOf(tag) !== primaryOf(language);
  const others = new Set(entries.flatMap((entry) => entry.language || []).filter(isOther));
  const inOthers = Object.fromEntries([...others].map((tag) => [tag, inLanguage(view.words, tag)]));
  const { all, allKinds } = searchPage;
  return {
    language,
    words: {
      found,
      none: noneFound,
      retired,
      inEnglish,
      unofficial,
      all,
      allKinds,
      ...(others.size > 0 ? { inOthers } : {}),
    },
    kinds: site.kinds.map(({ type }) => plainText(view.term(type))),
    entries: [...site.kinds.map(({ type, path }) => ({ path, name: plainText(view.plural(type)) })), ...entries],
  };
}

function entryOf(view: View, thing: string, kind: number): Entry {
  const { graph, language, site } = view;
  const name = view.nameOf(thing);
  const codes = graph.codes(thing);
  const notations = graph.values(thing, names.notation);
  const moreCodes = [...new Set(notations)].filter((code) => !codes.includes(code));
  const referring = new Set([...graph.pointingAt(thing).values()].flat()).size;
  const also = otherNames(view, thing, name);
  const { facts = [] } = site.roles.kinds.get(site.kinds[kind]?.type ?? '') ?? {};
  const terms = facts.flatMap((property) => textsIn(graph.objects(thing, property))).map(({ text }) => text);
  return {
    path: graph.pathOf(thing) as string, // every listed resource has a page
    name: plainText(name),
    ...(name.language === language ? {} : { language: name.language }),
    ...(name.isUnofficial ? { unofficial: true } : {}),
    ...(also.length > 0 ? { also } : {}),
    ...(terms.length > 0 ? { terms } : {}),
    kind,
    ...(codes.length > 0 ? { codes } : {}),
    ...(moreCodes.length > 0 ? { moreCodes } : {}),
    ...(referring > 0 ? { referredBy: referring } : {}),
    ...(isPreferred(site, thing) ? { preferred: true } : {}),
    ...(graph.isRetired(thing) ? { retired: true } : {}),
  };
}

/** The other names and the search terms in the language of the page or of the name, and names without a language. */
function otherNames({ graph, language, label }: View, thing: string, name: Text): string[] {
  const all = [names.altLabel, names.hiddenLabel].flatMap((property) => textsIn(graph.objects(thing, property)));
  const own = all.filter((one) => [language, name.language, ''].includes(one.language));
  const texts = [label(thing), ...own].map((one) => plainText(one));
  return [...new Set(texts)].filter((text) => text !== plainText(name));
}
