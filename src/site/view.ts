import type { GraphIndex, Text } from './graph-index.js';
import type { Language } from './languages.js';
import { localName, shortName } from './names.js';
import { relativeLink } from './paths.js';
import type { Site } from './site-model.js';
import { type Words, wordFor, wordsOf } from './words/words.js';

/** All that a page is made from: the site, which thing, in which language, and from where its links go out. */
export interface View {
  site: Site;
  graph: GraphIndex;
  thing: string; // its address; of a page about no thing, what its page type calls it
  language: Language;
  words: Words;
  file: string; // "en/objective/10.html": the page itself
  path: string; // "objective/10": the same without language and extension
  /** From this page to a file of the site: link("assets/site.css"). */
  link(file: string): string;
  /** From this page to another in the same language, by its path: "objective/10". */
  pageLink(path: string): string;
  /** From this page to that of a thing in the same language; undefined when it has none. */
  linkTo(iri: string): string | undefined;
  /** The thing's own name, or its address. */
  label(iri: string): Text;
  /** What a class or property is called: in the words of the site, else in the ontology, else by its local name. */
  term(iri: string): Text;
  /** What several of a class are called. */
  plural(iri: string): Text;
}

export function createView(site: Site, thing: string, language: Language, path: string, file: string): View {
  const { graph, vocabulary } = site;
  const words = wordsOf(language);
  const link = linksFrom(file, site.address);
  const pageLink = (to: string): string => link(`${language}/${to}.html`);
  const word = (iri: string, form: 0 | 1): Text => {
    const own = wordFor<string[]>(words.terms, shortName(iri) ?? '');
    if (own !== undefined) return { text: own[form] ?? own[0] ?? '', language };
    return vocabulary.label(iri, language) ?? { text: localName(iri), language: '' };
  };
  return {
    site,
    graph,
    thing,
    language,
    words,
    file,
    path,
    link,
    pageLink,
    linkTo: (iri) => {
      const to = graph.pathOf(iri);
      return to === undefined ? undefined : pageLink(to);
    },
    label: (iri) => graph.label(iri, language) ?? { text: iri, language: '' },
    term: (iri) => word(iri, 0),
    plural: (iri) => word(iri, 1),
  };
}

/** The page that a server shows at whatever address is wrong. */
export const notFoundFile = '404.html';

/** Links are relative, so that the site can stand anywhere; but for that page, as far as its place on the web is known. */
function linksFrom(file: string, address: string | undefined): View['link'] {
  if (file !== notFoundFile || address === undefined) return (to) => relativeLink(file, to);
  return (to) => new URL(to, address).pathname;
}
