import type { GraphIndex, Text } from './graph-index.js';
import type { Language } from './languages.js';
import { localName, names, shortName } from './names.js';
import { relativeLink } from './paths.js';
import type { Site } from './site-model.js';
import { type Words, wordFor, wordsOf } from './words/words.js';

/** All that a page is made from: the site, which thing, in which language, and from where its links go out. */
export type View = ReturnType<typeof createView>;

/** `thing` is the address of what the page is about, or what its page type calls a page about no thing. */
export function createView(site: Site, thing: string, language: Language, path: string, file: string) {
  const graph: GraphIndex = site.graph;
  const words: Words = wordsOf(language);
  const link = linksFrom(file, site.address);
  const pageLink = (to: string): string => link(`${language}/${to}.html`);
  const label = (iri: string): Text => graph.label(iri, language) ?? { text: iri, language: '' };
  const word = (iri: string, form: 0 | 1): Text => {
    const own = wordFor<string[]>(words.terms, shortName(iri) ?? '');
    if (own !== undefined) return { text: own[form] ?? own[0] ?? '', language };
    return site.vocabulary.label(iri, language) ?? { text: localName(iri), language: '' };
  };
  return {
    site,
    graph,
    thing,
    language,
    words,
    file, // "en/objective/10.html": the page itself
    path, // "objective/10": the same without language and extension
    /** From this page to a file of the site: link("assets/site.css"). */
    link,
    /** From this page to another in the same language, by its path: "objective/10". */
    pageLink,
    /** From this page to that of a thing in the same language; undefined when it has none. */
    linkTo: (iri: string): string | undefined => {
      const to = graph.pathOf(iri);
      return to === undefined ? undefined : pageLink(to);
    },
    /** The thing's own name, or its address. */
    label,
    /** The thing's short name, if it has one. */
    shortLabel: (iri: string): Text => graph.text(iri, names.altLabel, language) ?? label(iri),
    /** What a class or property is called: in the words of the site, else in the ontology, else by its local name. */
    term: (iri: string): Text => word(iri, 0),
    /** What several of a class are called. */
    plural: (iri: string): Text => word(iri, 1),
  };
}

/** The page that a server shows at whatever address is wrong. */
export const notFoundFile = '404.html';

/** Links are relative, so that the site can stand anywhere; but for that page, as far as its place on the web is known. */
function linksFrom(file: string, address: string | undefined): (to: string) => string {
  if (file !== notFoundFile || address === undefined) return (to) => relativeLink(file, to);
  return (to) => new URL(to, address).pathname;
}
