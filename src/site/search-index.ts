import { type Entry, indexPath, type SearchIndex } from '../search/search.js';
import { textsIn } from './graph-index.js';
import type { Language } from './languages.js';
import { plainText } from './layout/components.js';
import { names } from './names.js';
import type { Site } from './site-model.js';
import { createView, type View } from './view.js';

/** Everything that has a page, in one language: first the lists of things, then the things, kind by kind. */
export function makeIndex(site: Site, language: Language): SearchIndex {
  const view = createView(site, 'search', language, 'search', indexPath(language));
  const { found, noneFound, retired, inEnglish } = view.words;
  return {
    language,
    words: { found, none: noneFound, retired, inEnglish },
    kinds: site.kinds.map(({ type }) => plainText(view.term(type))),
    entries: [
      ...site.kinds.map(({ type, path }) => ({ path, name: plainText(view.plural(type)) })),
      ...site.kinds.flatMap(({ things }, kind) => things.map((thing) => entryOf(view, thing, kind))),
    ],
  };
}

function entryOf(view: View, thing: string, kind: number): Entry {
  const { graph, language } = view;
  const label = view.label(thing);
  const codes = graph.codes(thing);
  const notations = graph.values(thing, names.notation);
  const moreCodes = [...new Set(notations)].filter((code) => !codes.includes(code));
  const referring = new Set([...graph.pointingAt(thing).values()].flat()).size;
  const others = textsIn(graph.objects(thing, names.altLabel)).filter((other) => other.language === label.language);
  const also = others.map(({ text }) => text);
  return {
    path: graph.pathOf(thing) as string, // what is listed has a page
    name: plainText(label),
    ...(label.language === language ? {} : { language: label.language }),
    ...(also.length > 0 ? { also } : {}),
    kind,
    ...(codes.length > 0 ? { codes } : {}),
    ...(moreCodes.length > 0 ? { moreCodes } : {}),
    ...(referring > 0 ? { referredBy: referring } : {}),
    ...(graph.isRetired(thing) ? { retired: true } : {}),
  };
}
