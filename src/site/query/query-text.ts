import { namespaceOf } from '../paths.js';
import type { Words } from '../words.js';

/** The `data-settings` that the query page passes to its script; links are relative to the page. */
export interface QuerySettings {
  words: Words['query']['script'] & { numbers: Pick<Words, 'language' | 'number'> };
  language: string;
  root: string; // to the folder of the site
  graph: string; // to the packed graph
  map: { width: number; height: number; outlines: string };
  figures: string; // to the list of the figures that can be added; "" without figures
  terms: string; // to the terms for completions
  pages: string; // to the folder of the pages in the language
}

/** Namespaces by prefix. */
export type Prefixes = Readonly<Record<string, string>>;

/** A class or property as the editor offers it: its short name, and its label in the reader's language. */
export type OfferedTerm = readonly [name: string, label: string];

/** The data that the query page loads before the graph; one file per language, written at build time. */
export interface QueryTerms {
  bytes: number; // to load before the first answer
  base: string; // for relative IRIs in a query
  prefixes: Prefixes;
  classes: readonly OfferedTerm[];
  properties: readonly OfferedTerm[];
  pages: PackedPages;
}

/** Resources with pages, grouped by the common start of IRIs and paths: ["http://…/topic/", "topic/", "1 1.1 16.2"]. */
export type PackedPages = readonly (readonly [namespace: string, folder: string, names: string])[];

/** Packs the paths of pages: thousands of IRIs in a few kilobytes. */
export function packPages(paths: Iterable<readonly [iri: string, path: string]>): PackedPages {
  const groups = new Map<string, { namespace: string; folder: string; names: string[] }>();
  for (const [iri, path] of paths) {
    const name = path.slice(path.lastIndexOf('/') + 1);
    // An IRI and a path with different ends (unusual characters) form a separate group.
    const shared = name !== '' && iri.endsWith(name) ? name : '';
    const namespace = iri.slice(0, iri.length - shared.length);
    const folder = path.slice(0, path.length - shared.length);
    const key = JSON.stringify([namespace, folder]);
    const group = groups.get(key) ?? { namespace, folder, names: [] };
    group.names.push(shared);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ namespace, folder, names }) => [namespace, folder, names.join(' ')]);
}

/** The paths by IRI. */
export const unpackPages = (packed: PackedPages): Map<string, string> =>
  new Map(
    packed.flatMap(([namespace, folder, names]) =>
      names.split(' ').map((name) => [`${namespace}${name}`, `${folder}${name}`] as const),
    ),
  );

/** "http://www.w3.org/2004/02/skos/core#broader" → "skos:broader"; undefined if no prefix matches. */
export function shorten(iri: string, prefixes: Prefixes): string | undefined {
  const [prefix, namespace = ''] = namespaceOf(iri, prefixes) ?? [];
  const name = iri.slice(namespace.length);
  return prefix !== undefined && /^\w(?:[\w.-]*[\w-])?$/.test(name) ? `${prefix}:${name}` : undefined;
}

/** A completion that the editor offers. */
export interface Offer {
  text: string;
  about?: string | undefined; // the label of a class or property
  kind: 'class' | 'property' | 'prefix' | 'variable' | 'keyword';
}

type Offering = Pick<QueryTerms, 'prefixes' | 'classes' | 'properties'>;

/** The words of SPARQL that the editor offers. */
export const keywords = [
  'SELECT DISTINCT WHERE FILTER OPTIONAL UNION MINUS BIND VALUES GROUP BY ORDER HAVING LIMIT OFFSET',
  'ASK CONSTRUCT DESCRIBE PREFIX COUNT SUM AVG MIN MAX SAMPLE GROUP_CONCAT SERVICE GRAPH EXISTS NOT',
  'LANG DATATYPE STR BOUND REGEX CONTAINS STRSTARTS DESC',
].flatMap((line) => line.split(' '));

/** Offers for the word at the end of `before`, best first; `from` is the start of that word. */
export function offersAt(
  before: string,
  whole: string,
  terms: Offering,
): { from: number; offers: Offer[] } | undefined {
  const line = before.slice(before.lastIndexOf('\n') + 1);
  if (isInsideText(line)) return undefined;
  const variable = /[?$]\w*$/.exec(line)?.[0];
  if (variable !== undefined)
    return { from: before.length - variable.length, offers: variablesLike(variable, whole, before.length) };
  const word = /(?<![\p{L}\p{N}_:.-])\p{L}[\p{L}\p{N}_-]*(?::[\w-]*)?$/u.exec(line)?.[0];
  if (word === undefined) return undefined;
  const from = before.length - word.length;
  const wantsClass = /(?:^|[\s;{.])(?:a|rdf:type)\s+$/.test(before.slice(0, from));
  return { from, offers: offersFor(word.toLowerCase(), terms, wantsClass) };
}

/** True if the line ends in a comment, or in an unclosed string or IRI. */
function isInsideText(line: string): boolean {
  const rest = line.replace(/<[^<>\s]*>|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, '');
  return /["'#]|<[^\s<>=]*$/.test(rest);
}

function variablesLike(start: string, whole: string, at: number): Offer[] {
  // The word itself is offered only if it appears elsewhere.
  const others = `${whole.slice(0, at - start.length)} ${whole.slice(at).replace(/^\w+/, '')}`;
  const names = new Set([...others.matchAll(/[?$](\w+)/g)].map(([, name]) => `${start[0]}${name}`));
  return [...names].filter((name) => name.startsWith(start)).map((text) => ({ text, kind: 'variable' }));
}

function offersFor(word: string, { prefixes, classes, properties }: Offering, wantsClass: boolean): Offer[] {
  const offered = (kind: Offer['kind'], terms: readonly OfferedTerm[]): Offer[] =>
    terms.map(([text, about]) => ({ text, about, kind }));
  const others = [
    ...Object.keys(prefixes).map((name): Offer => ({ text: `${name}:`, kind: 'prefix' })),
    ...keywords.map((text): Offer => ({ text, kind: 'keyword' })),
  ];
  const all = [
    ...(word.includes(':') ? [] : others),
    ...(wantsClass ? [] : offered('property', properties)),
    ...offered('class', classes),
  ];
  const ranked = all.map((offer) => ({ offer, rank: rankOf(offer, word) })).filter(({ rank }) => rank < 9);
  return ranked.sort((a, b) => a.rank - b.rank).map(({ offer }) => offer);
}

/**
 * The rank of an offer for a word, 9 for no match: "targ" matches part of a name or label, such as ex:connectedTarget.
 * "ex:targ" matches only names with that prefix.
 */
function rankOf({ text, about = '' }: Offer, word: string): number {
  const colon = word.indexOf(':') + 1;
  const [prefix, rest] = [word.slice(0, colon), word.slice(colon)];
  const whole = text.toLowerCase();
  const local = whole.slice(whole.indexOf(':') + 1);
  if (!whole.startsWith(prefix)) return 9;
  if (whole.startsWith(word)) return 0;
  if (local.startsWith(rest)) return 1;
  if (local.includes(rest)) return 2;
  return about.toLowerCase().includes(rest) ? 3 : 9;
}

/** A query as the fragment of a URL that can be shared: "#query=SELECT+…". */
export const fragmentOf = (query: string): string => `#${new URLSearchParams({ query })}`;

/** The query in a fragment; undefined if it has no query. */
export const queryIn = (fragment: string): string | undefined =>
  new URLSearchParams(fragment.replace(/^#/, '')).get('query') ?? undefined;

/** The maximum number of rows of an answer, small enough for a browser. */
export const mostRows = 10_000;

/** The tokens of a query: words and IRIs, and the strings and comments to skip. */
const tokens = /<[^<>\s]*>|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|#[^\n]*|[?$]?[A-Za-z_][\w.-]*(?::[\w.-]*)?|:[\w.-]*/g;

/** The words and IRIs of a query, in order: "SELECT", "?target", "skos:broader", "<http://example.org/>". */
const wordsIn = (query: string): string[] =>
  [...query.matchAll(tokens)].map(([token]) => token).filter((token) => !/^["'#]/.test(token));

/** True if a query contains a matching keyword. */
const hasWord = (query: string, keywords: RegExp): boolean => wordsIn(query).some((word) => keywords.test(word));

/** True if a text can be a query; only an engine can parse it. */
export const isQuery = (text: string): boolean => hasWord(text, /^(?:SELECT|ASK|CONSTRUCT|DESCRIBE)$/i);

/** True if a query names its graphs. */
export const namesGraphs = (query: string): boolean => hasWord(query, /^FROM$/i);

/** The PREFIX lines for known prefixes that a query uses but does not declare. */
export function missingPrefixes(query: string, prefixes: Prefixes): string {
  const words = wordsIn(query);
  const isDeclared = (name: string): boolean =>
    words.some((word, i) => word === `${name}:` && words[i - 1]?.toUpperCase() === 'PREFIX');
  return Object.entries(prefixes)
    .filter(([name]) => words.some((word) => word.startsWith(`${name}:`)) && !isDeclared(name))
    .map(([name, iri]) => `PREFIX ${name}: <${iri}>\n`)
    .join('');
}

/** The URLs after SERVICE in a query. `isOpen`: one of them is a variable or a prefixed name, so its URL is unknown. */
export function servicesIn(query: string): { addresses: string[]; isOpen: boolean } {
  const words = wordsIn(query).filter((word) => !/^SILENT$/i.test(word));
  const asked = words.flatMap((word, i) => (word.toUpperCase() === 'SERVICE' ? [words[i + 1] ?? ''] : []));
  const addresses = asked
    .map((word) => word.replace(/^<|>$/g, ''))
    .filter((address) => originOf(address) !== undefined);
  return { addresses, isOpen: addresses.length < asked.length };
}

/** The origin of a URL: "https://query.wikidata.org"; undefined if it is not a web address. */
export function originOf(address: string): string | undefined {
  try {
    const { protocol, origin } = new URL(address);
    return protocol === 'https:' || protocol === 'http:' ? origin : undefined;
  } catch {
    return undefined;
  }
}
