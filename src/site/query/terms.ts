import type { Words } from '../words/words.js';

/** What the query page hands to its script in `data-settings`: words, and links from the page. */
export interface QuerySettings {
  words: Words['query']['script'];
  graph: string; // to the packed graph
  terms: string; // to what is known of it before it is loaded
  pages: string; // to the folder of the pages in the language
}

/** Namespaces by prefix. */
export type Prefixes = Readonly<Record<string, string>>;

/** A class or property as the editor offers it: its short name, and what it is called in the reader's language. */
export type OfferedTerm = readonly [name: string, label: string];

/** What the query page knows of the graph before it is loaded; made when the site is built, once a language. */
export interface QueryTerms {
  bytes: number; // that are loaded before the first answer
  base: string; // what relative addresses of a query are read against
  prefixes: Prefixes;
  classes: readonly OfferedTerm[];
  properties: readonly OfferedTerm[];
  pages: PackedPages;
}

/** Things with pages by what their addresses and paths have in common: ["http://…/sdg/", "sdg/", "1 1.1 16.2"]. */
export type PackedPages = readonly (readonly [namespace: string, folder: string, names: string])[];

/** Packs the paths of pages: thousands of addresses in a few kilobytes. */
export function packPages(paths: Iterable<readonly [iri: string, path: string]>): PackedPages {
  const groups = new Map<string, { namespace: string; folder: string; names: string[] }>();
  for (const [iri, path] of paths) {
    const name = path.slice(path.lastIndexOf('/') + 1);
    // Where address and path end differently, as they do for unusual characters, each is a group by itself.
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

/** From addresses to paths again. */
export const unpackPages = (packed: PackedPages): Map<string, string> =>
  new Map(
    packed.flatMap(([namespace, folder, names]) =>
      names.split(' ').map((name) => [`${namespace}${name}`, `${folder}${name}`] as const),
    ),
  );

/** "http://www.w3.org/2004/02/skos/core#broader" → "skos:broader"; undefined where no prefix fits. */
export function shorten(iri: string, prefixes: Prefixes): string | undefined {
  const fitting = Object.entries(prefixes)
    .filter(([, namespace]) => iri.startsWith(namespace) && /^\w(?:[\w.-]*[\w-])?$/.test(iri.slice(namespace.length)))
    .sort(([, a], [, b]) => b.length - a.length)[0];
  return fitting && `${fitting[0]}:${iri.slice(fitting[1].length)}`;
}

/** What may be written at a place of a query. */
export interface Offer {
  text: string;
  about?: string | undefined; // what a class or property is called
  kind: 'class' | 'property' | 'prefix' | 'variable' | 'keyword';
}

type Offering = Pick<QueryTerms, 'prefixes' | 'classes' | 'properties'>;

const keywords =
  'SELECT DISTINCT WHERE FILTER OPTIONAL UNION MINUS BIND VALUES GROUP BY ORDER HAVING LIMIT OFFSET ASK CONSTRUCT DESCRIBE PREFIX COUNT SUM AVG MIN MAX SAMPLE GROUP_CONCAT SERVICE GRAPH EXISTS NOT LANG DATATYPE STR BOUND REGEX CONTAINS STRSTARTS DESC';

/** Offers for the word that ends where `before` ends, best first; `from` is where that word begins. */
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

/** Whether the end of a line is in a comment, a string or an address that is not closed yet. */
function isInsideText(line: string): boolean {
  const rest = line.replace(/<[^<>\s]*>|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, '');
  return /["'#]|<[^\s<>=]*$/.test(rest);
}

function variablesLike(start: string, whole: string, at: number): Offer[] {
  // The word itself is no offer, as long as it stands nowhere else.
  const others = `${whole.slice(0, at - start.length)} ${whole.slice(at).replace(/^\w+/, '')}`;
  const names = new Set([...others.matchAll(/[?$](\w+)/g)].map(([, name]) => `${start[0]}${name}`));
  return [...names].filter((name) => name.startsWith(start)).map((text) => ({ text, kind: 'variable' }));
}

function offersFor(word: string, { prefixes, classes, properties }: Offering, wantsClass: boolean): Offer[] {
  const offered = (kind: Offer['kind'], terms: readonly (readonly [text: string, about?: string])[]): Offer[] =>
    terms.map(([text, about]) => ({ text, about, kind }));
  const others = [
    ...offered(
      'prefix',
      Object.keys(prefixes).map((name) => [`${name}:`]),
    ),
    ...offered(
      'keyword',
      keywords.split(' ').map((keyword) => [keyword]),
    ),
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
 * How well an offer fits a word: "targ" finds gcm:connectedTarget, and what is called so in Arabic too; "gcm:targ" only
 * names with that prefix.
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
