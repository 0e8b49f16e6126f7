import known from './namespaces.json' with { type: 'json' };

/** Prefixes, IRI syntax and language tags. n3 does not escape IRIs or tags, so they must be validated before. */

/** Prefixes that CSVW metadata can use without a declaration (context http://www.w3.org/ns/csvw). */
export const csvwNamespaces = known.csvw;

/** Namespaces of all known vocabularies, by their usual prefixes. */
export const namespaces = { ...known.csvw, ...known.others };

type Prefix = keyof typeof namespaces;

/** A prefixed name: "skos:prefLabel". */
export type Curie = `${Prefix}:${string}`;

/** "skos:prefLabel" → "http://www.w3.org/2004/02/skos/core#prefLabel". */
export function iri(curie: Curie): string {
  const colon = curie.indexOf(':');
  return namespaces[curie.slice(0, colon) as Prefix] + curie.slice(colon + 1);
}

/** Selects namespaces by their prefixes, in this order: `namespacesOf('rdf skos')`. */
export const namespacesOf = (prefixes: string): Record<string, string> =>
  Object.fromEntries(prefixes.split(' ').map((prefix) => [prefix, namespaces[prefix as Prefix]]));

/** "http://www.w3.org/2004/02/skos/core#prefLabel" → "skos:prefLabel". An IRI in another namespace is unchanged. */
export function shorten(iri: string, by: Record<string, string>): string {
  const known = Object.entries(by).find(([, namespace]) => iri.startsWith(namespace));
  return known ? `${known[0]}:${iri.slice(known[1].length)}` : iri;
}

// The characters that end or break an IRI reference in Turtle and N-Triples (RDF 1.1 N-Triples, IRIREF).
// biome-ignore lint/suspicious/noControlCharactersInRegex: the pattern matches control characters
const forbidden = /[\u0000-\u0020\u007f-\u009f<>"{}|^`\\]|\p{Cs}|\p{Noncharacter_Code_Point}|\p{Co}/u;
// Brackets are only allowed around an IPv6 host (RFC 3986, section 3.2.2).
const strayBracket = /[[\]]/;
const bracketedHost = /^[a-z]+:\/\/\[[0-9a-f:.]+\]/i;
const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):/;
const safeSchemes = new Set(['http', 'https', 'urn', 'mailto']);

export interface IriFault {
  code: 'iri' | 'scheme';
  fault: string;
}

/** Returns what is wrong with an IRI in a release. Schemes such as `javascript:` and `file:` are never published. */
export function iriFault(iri: string): IriFault | undefined {
  const fault = iriSyntaxFault(iri);
  const name = scheme.exec(iri)?.[1]?.toLowerCase() ?? '';
  if (fault || safeSchemes.has(name)) return fault;
  return { code: 'scheme', fault: `IRIs with the scheme ${name}: are not published` };
}

/** Returns what is wrong with the syntax of an absolute IRI (RFC 3987). */
export function iriSyntaxFault(iri: string): IriFault | undefined {
  const bad = forbidden.exec(iri);
  if (bad) return { code: 'iri', fault: `${JSON.stringify(bad[0])} is not allowed in an IRI` };
  if (strayBracket.test(iri.replace(bracketedHost, '')))
    return { code: 'iri', fault: 'square brackets are not allowed in an IRI' };
  if (iri.indexOf('#') !== iri.lastIndexOf('#')) return { code: 'iri', fault: '# is allowed only once in an IRI' };
  if (/%(?![0-9A-Fa-f]{2})/.test(iri)) return { code: 'iri', fault: '% must be followed by two hexadecimal digits' };
  const name = scheme.exec(iri)?.[1]?.toLowerCase();
  if (name === undefined) return { code: 'scheme', fault: 'an IRI must begin with a scheme such as https:' };
  if (name.startsWith('http') && !URL.canParse(iri)) return { code: 'iri', fault: 'invalid URL' };
  return undefined;
}

// RFC 5646, section 2.1: language with its extensions, script, region, variants, extensions, private use
const languageTag =
  /^(?:(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4,8})(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?(?:-(?:[a-z\d]{5,8}|\d[a-z\d]{3}))*(?:-[a-wyz\d](?:-[a-z\d]{2,8})+)*(?:-x(?:-[a-z\d]{1,8})+)?|x(?:-[a-z\d]{1,8})+|i-[a-z]{3,8}|en-gb-oed|sgn-(?:be-fr|be-nl|ch-de))$/i;

/** Returns what is wrong with a language tag (BCP 47). */
export const languageFault = (tag: string): string | undefined =>
  languageTag.test(tag) ? undefined : `"${tag}" is not a language tag such as en or zh-Hans`;
