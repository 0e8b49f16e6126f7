import { Parser, type Quad } from 'n3';
import { textOf } from '../bytes.js';
import type { ExplanationsOf } from '../check/explanations.js';
import type { FigureFile } from '../figures/rows-of-file.js';
import type { QueryFile } from '../graph/query-file.js';
import type { Problem } from '../problem.js';
import { prefixesOf } from '../publish/chunks.js';
import type { Source } from '../publish/publish.js';
import { type PublishedFile, sharedFolder } from '../publish/release-files.js';
import type { Roles } from '../roles/roles.js';
import { withoutRoles } from '../roles/statements.js';
import { nearestText } from '../roles/texts.js';
import { remembered } from '../text/languages.js';
import { compareCodePoints, compareNaturally, groupBy } from '../text/order.js';
import { createIndex, type GraphIndex, type Text } from './graph-index.js';
import { freeName, linksFrom } from './paths.js';
import { changesIn } from './release-changes.js';
import { siteLanguages } from './site-languages.js';
import { unofficialName } from './unofficial-names.js';
import { localName, names, shortName } from './vocabulary.js';
import { replaceWords, type Words, wordFor, wordsOf } from './words.js';

/** The checks of the data before publication, and their results. */
export interface Checks {
  explanationsOf: ExplanationsOf; // all problem codes with cause and remedy, including rules and shapes
  rules: QueryFile[]; // queries/checks, with the severity in each header
  derivations: QueryFile[]; // queries/derive: queries that derive statements from the sheets
  problems: Problem[]; // of this release: warnings and notices
}

export type Site = ReturnType<typeof createSite>;

/** A site with more things has one page per thing for all languages, and data files for many things. */
const mostThings = 5000;

/** The folder of the interface texts for pages in all languages. */
export const wordsFolder = 'words/';

/**
 * The data that all pages of a release share. `address`: the future URL of the site, if known. `files`: the other files of the
 * release, as the manifest will list them. They can be added later.
 */
export function createSite(
  release: Source,
  files: readonly PublishedFile[],
  address: string | undefined,
  checks: Checks,
  examples: QueryFile[],
  figures?: { files: FigureFile[]; areas?: string | undefined },
) {
  const prefixes = prefixesOf(release.context);
  const { roles } = release;
  const languages: string[] = []; // in the order in which they replace missing texts; the names of the graph decide
  const hidden = new Set([...roles.kinds].flatMap(([kind, { withoutPages }]) => (withoutPages ? kind : [])));
  const { FigureSeries } = roles.parts;
  const index = (triples: Iterable<Quad>): GraphIndex =>
    createIndex(triples, release.base, prefixes, languages, roles.codeTypes, FigureSeries, hidden);
  const graph = index(triplesOf(release));
  const kinds = kindsOf(graph, roles);
  languages.push(...siteLanguages(roles.languages, graph, kinds));
  return {
    graph,
    vocabulary: index(withoutRoles(release.vocabulary)), // the names of classes and properties, from the ontology
    roles, // what the classes and properties are for
    languages: languages as readonly string[], // in display order; the first one replaces missing texts
    shapes: index(shapesOf(release)), // the SHACL shapes
    checks,
    changes: changesIn(release), // since the previous release, if it was given
    examples, // saved queries
    kinds,
    isLarge: graph.things.length > mostThings,
    neighboursOf: neighboursIn(graph, kinds),
    dataset: graph.ofType(names.dataset)[0] ?? release.base, // the IRI of the edition as a whole
    statistics: release.statistics(),
    release,
    files, // of the release, without the site
    /** The files of all figures by name; without them, the figures of the graph are all. */
    figures: [...(figures?.files ?? [])].sort((a, b) => compareCodePoints(a.name, b.name)),
    areaTables: figures?.areas, // the folder of the tables of figures by area
    prefixes,
    address,
  };
}

function* triplesOf({ chunks }: Source): Generator<Quad> {
  for (const { triples } of chunks) yield* triples;
}

/** The shapes. The check has already parsed them without errors. */
function shapesOf({ copies }: Source): Quad[] {
  return copies
    .filter(({ file }) => /^ontology\/.*shapes\.ttl$/.test(file))
    .flatMap(({ bytes }) => new Parser().parse(textOf(bytes)));
}

/** A class and its resources with pages, for lists and menus. */
export interface Kind {
  type: string; // the class
  path: string; // of the list: "kind/target"
  things: string[]; // sorted by code
}

/** Groups resources by their most specific class; each resource appears once. */
function kindsOf(graph: GraphIndex, { kinds }: Roles): Kind[] {
  const rankOf = (type: string): number => kinds.get(type)?.order ?? Number.MAX_VALUE;
  const taken = new Set<string>();
  return [...groupBy(graph.things, (thing) => kindOf(graph, thing) ?? '')]
    .filter(([type]) => type !== '')
    .sort(([a], [b]) => rankOf(a) - rankOf(b) || compareNaturally(a, b))
    .map(([type, things]) => {
      const wanted = `kind/${localName(type).replace(/[^A-Za-z0-9-]/g, '') || 'other'}`.toLowerCase();
      const path = freeName(wanted, (one) => !taken.has(one));
      taken.add(path);
      return { type, path, things };
    });
}

/** Classes that say how a resource is used, not what it is: the contact of a data set is a person or an organisation. */
const generalKinds = [names.concept, names.contact];

/** The class that a resource is listed under; a general class only if it has no other. */
export function kindOf(graph: GraphIndex, thing: string): string | undefined {
  const types = graph.links(thing, names.type);
  return types.find((type) => !generalKinds.includes(type)) ?? types[0];
}

/** The previous and the next resource of the same kind, in the order of the language. */
function neighboursIn(
  graph: GraphIndex,
  kinds: Kind[],
): (thing: string, language: string) => { previous?: string | undefined; next?: string | undefined } {
  const places = remembered((language) => {
    const found = new Map<string, [things: readonly string[], at: number]>();
    for (const kind of kinds) {
      const things = graph.sortedIn(kind.things, language);
      for (const [at, one] of things.entries()) found.set(one, [things, at]);
    }
    return found;
  });
  return (thing, language) => {
    const [things = [], at = 0] = places(language).get(thing) ?? [];
    return { previous: things[at - 1], next: things[at + 1] };
  };
}

/** Caches a computed value per site, so that all pages share it. */
export function perSite<T>(make: (site: Site) => T): (site: Site) => T {
  const made = new WeakMap<Site, { value: T }>();
  return (site) => {
    const known = made.get(site) ?? { value: make(site) };
    made.set(site, known);
    return known.value;
  };
}

const replacedWords = perSite(() => new Map<string, Words>());

/** The texts of the site in a language, with the texts of the project. */
export function siteWords(site: Site, language: string): Words {
  const known = replacedWords(site);
  const words =
    known.get(language) ??
    replaceWords(wordsOf(language, site.languages), (key) => site.roles.texts.textOf(key, language));
  known.set(language, words);
  return words;
}

/** The names of classes and properties by language, form and IRI. */
const knownNames = perSite(() => new Map<string, Text>());

/** The names of things by kind of name and language, and by IRI. */
const namesOfThings = perSite(() => remembered(() => new Map<string, Text | undefined>()));

/** The input of a page: the site, the resource, the language, and functions for links and names. */
export type View = ReturnType<typeof createView>;

/** `thing`: the IRI of the resource, or the name of a page that is not about a resource. */
export function createView(site: Site, thing: string, language: string, path: string, file: string) {
  const graph: GraphIndex = site.graph;
  const words = siteWords(site, language);
  const link = linksFrom(file, site.address);
  const pageLink = (to: string): string => link(`${language}/${to}.html`);
  const [first = 'en'] = site.languages;
  const isShared = site.isLarge && file.startsWith(`${sharedFolder}/`);
  const inAll = (find: (language: string) => Text | undefined): Text | undefined => {
    const found = find(language);
    if (!isShared) return found;
    const others = site.languages.flatMap((other) => {
      const text = other === language ? undefined : find(other);
      return text === undefined || text.text === found?.text ? [] : [{ ...text, language: other }];
    });
    return found && others.length > 0 ? { ...found, others } : found;
  };
  /** Keeps each name for all pages in a language, unless the site is too large. */
  const once = <Name extends Text | undefined>(kind: string, find: (iri: string) => Name): ((iri: string) => Name) => {
    if (site.isLarge) return find;
    const known = namesOfThings(site)(`${kind} ${language}`) as Map<string, Name>;
    return (iri) => {
      if (!known.has(iri)) known.set(iri, find(iri));
      return known.get(iri) as Name;
    };
  };
  const label = once('label', (iri): Text => inAll((one) => graph.label(iri, one)) ?? { text: iri, language: '' });
  const { roles } = site;
  const shortOf = once('short', (iri): Text | undefined =>
    inAll((one) => {
      const [found] = roles.parts.ShortName.flatMap((property) => graph.text(iri, property, one) ?? []);
      return found?.language === one || found?.language === graph.label(iri, one)?.language ? found : undefined;
    }),
  );
  const officialName = once('official', (iri): Text => {
    const [full, short] = [label(iri), shortOf(iri)];
    return !isOwn(full) && isOwn(short) ? short : full;
  });
  const isOwn = (text: Text | undefined): text is Text => text?.language === language;
  // Pages in all languages do not show unofficial names.
  const unofficial = (iri: string): Text | undefined =>
    isShared || graph.label(iri, language)?.language === language ? undefined : unofficialName(site, iri, language);
  const foundNames = knownNames(site);
  const word = (iri: string, form: 0 | 1): Text => {
    const key = `${language} ${form} ${iri}`;
    const found = foundNames.get(key) ?? findName(iri, form);
    foundNames.set(key, found);
    return found;
  };
  const findName = (iri: string, form: 0 | 1): Text => {
    const role = roles.kinds.get(iri) ?? roles.properties.get(iri);
    const forms = [role?.names, role?.plurals] as const;
    const named = [forms[form], forms[0]].find((names) => names !== undefined && names.size > 0);
    const own = named && nearestText(named, language, site.languages);
    if (own !== undefined) return own;
    const label = site.vocabulary.label(iri, language);
    const known = wordFor<string[]>(words.terms, shortName(iri) ?? '');
    if (label !== undefined && (label.language === language || known === undefined)) return label;
    if (known !== undefined) return { text: known[form] ?? known[0] ?? '', language: words.language };
    return { text: localName(iri), language: '' };
  };
  const ownText = (key: string, ...subjects: string[]): string | undefined =>
    roles.texts.textOf(key, language, ...subjects);
  return {
    site,
    graph,
    thing,
    language,
    words,
    file, // "en/topic/10.html"
    path, // "topic/10"
    /** A link from this page to a file of the site: link("assets/site.css"). */
    link,
    /** A link from this page to another page in the same language: pageLink("topic/10"). */
    pageLink,
    /** A link to the page of a resource in the same language; undefined if it has no page. */
    linkTo: (iri: string): string | undefined => {
      const to = graph.pathOf(iri);
      if (to === undefined || !site.isLarge) return to && pageLink(to);
      return link(`${sharedFolder}/${to}.html${isShared || language === first ? '' : `?lang=${language}`}`);
    },
    /** True if the page is in all languages of the site. A script shows one of them. */
    isShared,
    /** The text in the language of the page; on a page in all languages, with the texts of the others. */
    inAll,
    /** The name of a resource, or its IRI. */
    label,
    /** The short name of a resource, if it has one in the language of its name; otherwise its name. */
    shortLabel: (iri: string): Text => shortOf(iri) ?? label(iri),
    /** The short name of a resource in the language of the page, or else of its name. */
    shortOf,
    /**
     * The name for elements, which mark it if it is unofficial. A short name in the language of the page is better than
     * a name in another one.
     */
    nameOf: once('name', (iri): Text => unofficial(iri) ?? officialName(iri)),
    /** The name for places without marks, such as titles: it is never unofficial. */
    officialName,
    shortNameOf: once('short name', (iri): Text => {
      const short = shortOf(iri);
      return isOwn(short) ? short : (unofficial(iri) ?? short ?? label(iri));
    }),
    /** The name of a class or property: from its role, the ontology, the texts of the site, or the IRI. */
    term: (iri: string): Text => word(iri, 0),
    /** The plural name of a class. */
    plural: (iri: string): Text => word(iri, 1),
    /** A text of the project for a resource of the ontology, such as a section or a picture. */
    ownText,
    /** Translates "true" to "yes" and a code to its meaning; all other values stay the same. */
    inWords: (property: string, value: Text): Text => {
      if (value.language !== '') return value;
      if (value.text === 'true' || value.text === 'false')
        return { ...value, text: words[value.text === 'true' ? 'yes' : 'no'] };
      const known = roles.properties.get(property)?.values.get(value.text);
      const name = known && nearestText(known, language, site.languages);
      return name === undefined ? value : { ...value, text: name.text };
    },
  };
}
