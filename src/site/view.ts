import { Parser, type Quad } from 'n3';
import { textOf } from '../bytes.js';
import type { CodeGroup } from '../check/problem-catalogue.js';
import type { QueryFile } from '../graph/query-file.js';
import type { Problem } from '../problem.js';
import { countStatistics } from '../publish/catalogue/statistics.js';
import { prefixesOf } from '../publish/chunks.js';
import type { Source } from '../publish/publish.js';
import type { PublishedFile } from '../publish/release-files.js';
import type { Language } from '../text/languages.js';
import { compareNaturally, groupBy } from '../text/order.js';
import { createIndex, type GraphIndex, type Text } from './graph-index.js';
import { freeName, relativeLink } from './paths.js';
import { firstKinds, localName, names, shortName } from './vocabulary.js';
import { type Words, wordFor, wordsOf } from './words.js';

/** What the data was held against before it was published, and what that found. */
export interface Checks {
  codes: CodeGroup[]; // every code of a problem, with cause and remedy; those of the rules and shapes included
  rules: QueryFile[]; // queries/checks: their headers know how grave each is
  derivations: QueryFile[]; // queries/derive: what is concluded from the sheets
  problems: Problem[]; // of this release: warnings and notices
}

/** What all pages have in common. */
export type Site = ReturnType<typeof createSite>;

/** What all pages of a release have in common. `address` is where the site will stand on the web, when that is known. */
export function createSite(
  release: Source,
  files: PublishedFile[],
  address: string | undefined,
  checks: Checks,
  examples: QueryFile[],
) {
  const prefixes = prefixesOf(release.context);
  const index = (triples: Iterable<Quad>): GraphIndex => createIndex(triples, release.base, prefixes);
  const graph = index(triplesOf(release));
  const kinds = kindsOf(graph);
  return {
    graph,
    vocabulary: index(ontologyOf(release, false)), // the ontology: what classes and properties are called
    shapes: index(ontologyOf(release, true)), // the form that things must have
    checks,
    changes: changesIn(release), // since the release before, where that was named
    examples, // the saved queries
    kinds,
    neighbours: neighboursIn(kinds),
    dataset: graph.ofType(names.dataset)[0] ?? release.base, // the address of the edition as a whole
    statistics: countStatistics(release.chunks, release.base),
    release,
    files, // of the release, as the manifest will list them
    prefixes,
    address,
  };
}

function* triplesOf({ chunks }: Source): Generator<Quad> {
  for (const { triples } of chunks) yield* triples;
}

/** The Turtle files of the ontology, either the shapes or the others: readParts has seen that they can be read. */
function ontologyOf({ copies }: Source, isShapes: boolean): Quad[] {
  return copies
    .filter(({ file }) => /^ontology\/.*\.ttl$/.test(file) && file.endsWith('shapes.ttl') === isShapes)
    .flatMap(({ bytes }) => new Parser().parse(textOf(bytes)));
}

/** The things of one class that have pages, as lists and menus show them. */
export interface Kind {
  type: string; // the class
  path: string; // "kind/target": where its list stands
  things: string[]; // in the order of their codes
}

/** Each thing counts once, under the most telling of its classes: every concept is a skos:Concept. */
function kindsOf(graph: GraphIndex): Kind[] {
  const rankOf = (type: string): number => (firstKinds.includes(type) ? firstKinds.indexOf(type) : firstKinds.length);
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

/** The class that a thing is listed under. */
export function kindOf(graph: GraphIndex, thing: string): string | undefined {
  const types = graph.links(thing, names.type);
  return types.find((type) => type !== names.concept) ?? types[0];
}

/** What stands before and after a thing among those of its kind. */
function neighboursIn(kinds: Kind[]): Map<string, { previous: string | undefined; next: string | undefined }> {
  return new Map(
    kinds.flatMap(({ things }) => things.map((one, at) => [one, { previous: things[at - 1], next: things[at + 1] }])),
  );
}

/** What a release says of the one before in its `changes.json`, as far as the page of changes tells it. */
export interface Changes {
  from: { name: string; version?: string }; // the version as the data set itself says
  to: Changes['from'];
  unchanged: boolean;
  counts: Readonly<Record<string, number>>; // by kind, in the order of a reader; those beyond the list included
  changes: Change[];
  otherStatements: { property: string; added: number; removed: number; derived?: true }[];
}

/** One change of a thing, or of so many figures of a series. */
export interface Change {
  kind: string;
  subject: string; // an IRI; "" of figures without a series
  sentence: string; // in English
  before: ({ iri: string } | { value: string })[];
  after: Change['before'];
  others?: string[]; // IRIs of who else takes part
  count?: number; // it stands for so many figures
  largest?: Revision[]; // of those the largest changes
}

/** What became of a figure. */
export interface Revision {
  area?: string; // an IRI
  time: string;
  before: string;
  after: string;
}

/** The files of a release that tell what changed. */
export const changesFiles = ['changes.md', 'changes.json'];

/** The changes of a release that was held against the one before; undefined of any other. */
function changesIn({ copies }: Source): Changes | undefined {
  const copy = copies.find(({ file }) => file === 'changes.json');
  return copy && JSON.parse(textOf(copy.bytes));
}

/** Makes something of a site once, for all its pages. */
export function perSite<T>(make: (site: Site) => T): (site: Site) => T {
  const made = new WeakMap<Site, { value: T }>();
  return (site) => {
    const known = made.get(site) ?? { value: make(site) };
    made.set(site, known);
    return known.value;
  };
}

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
