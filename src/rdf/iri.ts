import known from './namespaces.json' with { type: 'json' };

/** IRIs by their prefixes, and what may stand in an IRI and in a language tag: n3 writes both as they are, so nothing bad may come so far. */

/** The prefixes that CSVW metadata may use without a declaration (the context http://www.w3.org/ns/csvw). */
export const csvwNamespaces = known.csvw;

/** The namespaces of all vocabularies that the program knows, by the prefixes that are usual for them. */
export const namespaces = { ...known.csvw, ...known.others };

type Prefix = keyof typeof namespaces;

/** An IRI by its prefix: "skos:prefLabel". */
export type Curie = `${Prefix}:${string}`;

/** "skos:prefLabel" → "http://www.w3.org/2004/02/skos/core#prefLabel". */
export function iri(curie: Curie): string {
  const colon = curie.indexOf(':');
  return namespaces[curie.slice(0, colon) as Prefix] + curie.slice(colon + 1);
}

/** Some of the namespaces, by their prefixes and in their order: `namespacesOf('rdf skos')`. */
export const namespacesOf = (prefixes: string): Record<string, string> =>
  Object.fromEntries(prefixes.split(' ').map((prefix) => [prefix, namespaces[prefix as Prefix]]));

/** "http://www.w3.org/2004/02/skos/core#prefLabel" → "skos:prefLabel"; an IRI of no given namespace stays whole. */
export function shorten(iri: string, by: Record<string, string>): string {
  const known = Object.entries(by).find(([, namespace]) => iri.startsWith(namespace));
  return known ? `${known[0]}:${iri.slice(known[1].length)}` : iri;
}

// The characters that end or break an IRI reference in Turtle and N-Triples (RDF 1.1 N-Triples, IRIREF).
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const forbidden = /[\u0000-\u0020\u007f-\u009f<>"{}|^`\\]|\p{Cs}|\p{Noncharacter_Code_Point}|\p{Co}/u;
// Brackets stand around the address of a host and nowhere else (RFC 3986, section 3.2.2).
const strayBracket = /[[\]]/;
const bracketedHost = /^[a-z]+:\/\/\[[0-9a-f:.]+\]/i;
const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):/;
const safeSchemes = new Set(['http', 'https', 'urn', 'mailto']);

export interface IriFault {
  code: 'iri' | 'scheme';
  fault: string;
}

/** What is wrong with an IRI that is to be published, or nothing: `javascript:` and `file:` never are. */
export function iriFault(iri: string): IriFault | undefined {
  const fault = iriSyntaxFault(iri);
  const name = scheme.exec(iri)?.[1]?.toLowerCase() ?? '';
  if (fault || safeSchemes.has(name)) return fault;
  return { code: 'scheme', fault: `an IRI of the scheme ${name}: is not published` };
}

/** What is wrong with an absolute IRI (RFC 3987), or nothing. */
export function iriSyntaxFault(iri: string): IriFault | undefined {
  const bad = forbidden.exec(iri);
  if (bad) return { code: 'iri', fault: `${JSON.stringify(bad[0])} must not stand in an IRI` };
  if (strayBracket.test(iri.replace(bracketedHost, '')))
    return { code: 'iri', fault: 'square brackets must not stand in an IRI' };
  if (iri.indexOf('#') !== iri.lastIndexOf('#')) return { code: 'iri', fault: '# may stand once in an IRI' };
  if (/%(?![0-9A-Fa-f]{2})/.test(iri)) return { code: 'iri', fault: '% must be followed by two hexadecimal digits' };
  const name = scheme.exec(iri)?.[1]?.toLowerCase();
  if (name === undefined) return { code: 'scheme', fault: 'an IRI begins with a scheme such as https:' };
  if (name.startsWith('http') && !URL.canParse(iri)) return { code: 'iri', fault: 'not a web address' };
  return undefined;
}

// RFC 5646, section 2.1: language with its extensions, script, region, variants, extensions, private use
const languageTag =
  /^(?:(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4,8})(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?(?:-(?:[a-z\d]{5,8}|\d[a-z\d]{3}))*(?:-[a-wyz\d](?:-[a-z\d]{2,8})+)*(?:-x(?:-[a-z\d]{1,8})+)?|x(?:-[a-z\d]{1,8})+|i-[a-z]{3,8}|en-gb-oed|sgn-(?:be-fr|be-nl|ch-de))$/i;

/** What is wrong with a language tag (BCP 47), or nothing. */
export const languageFault = (tag: string): string | undefined =>
  languageTag.test(tag) ? undefined : `"${tag}" is no language tag such as en or zh-Hans`;
