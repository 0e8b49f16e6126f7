import type { OfferedTerm, QueryTerms } from './terms.js';

/** What may be written at a place of a query. */
export interface Offer {
  text: string;
  about?: string; // what a class or property is called
  kind: 'class' | 'property' | 'prefix' | 'variable' | 'keyword';
}

const keywords =
  'SELECT DISTINCT WHERE FILTER OPTIONAL UNION MINUS BIND VALUES GROUP BY ORDER BY HAVING LIMIT OFFSET ASK CONSTRUCT DESCRIBE PREFIX COUNT SUM AVG MIN MAX SAMPLE GROUP_CONCAT SERVICE GRAPH EXISTS NOT EXISTS LANG DATATYPE STR BOUND REGEX CONTAINS STRSTARTS DESC'
    .split(' ')
    .filter((word, i, all) => all.indexOf(word) === i);

/** Offers for the word that ends where `before` ends, best first; `from` is where that word begins. */
export function offersAt(
  before: string,
  whole: string,
  terms: Pick<QueryTerms, 'prefixes' | 'classes' | 'properties'>,
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
  return { from, offers: offersFor(word, terms, wantsClass) };
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

function offersFor(
  word: string,
  { prefixes, classes, properties }: Pick<QueryTerms, 'prefixes' | 'classes' | 'properties'>,
  wantsClass: boolean,
): Offer[] {
  const asOffers = (kind: 'class' | 'property', all: readonly OfferedTerm[]): Offer[] =>
    all.map(([text, about]) => ({ text, about, kind }));
  const named = wantsClass
    ? asOffers('class', classes)
    : [...asOffers('property', properties), ...asOffers('class', classes)];
  const others: Offer[] = [
    ...Object.keys(prefixes).map((name): Offer => ({ text: `${name}:`, kind: 'prefix' })),
    ...keywords.map((text): Offer => ({ text, kind: 'keyword' })),
  ];
  const isPrefixed = word.includes(':');
  const all = isPrefixed ? named : [...others, ...named];
  const rank = isPrefixed ? rankPrefixed : rankOf;
  const ranked = all.map((offer) => ({ offer, rank: rank(offer, word.toLowerCase()) })).filter((one) => one.rank < 9);
  return ranked.sort((a, b) => a.rank - b.rank).map(({ offer }) => offer);
}

/** How well an offer fits a word without a prefix: "targ" finds gcm:connectedTarget, and what is called so in Arabic too. */
function rankOf({ text, about }: Offer, word: string): number {
  const whole = text.toLowerCase();
  const local = whole.slice(whole.indexOf(':') + 1);
  if (whole.startsWith(word)) return 0;
  if (local.startsWith(word)) return 1;
  if (local.includes(word)) return 2;
  return about?.toLowerCase().includes(word) ? 3 : 9;
}

/** The same for "gcm:targ": only names with that prefix. */
function rankPrefixed(offer: Offer, word: string): number {
  const colon = word.indexOf(':') + 1;
  if (!offer.text.toLowerCase().startsWith(word.slice(0, colon))) return 9;
  const rest = word.slice(colon);
  return rest === '' ? 0 : rankOf({ ...offer, text: offer.text.slice(colon) }, rest);
}
