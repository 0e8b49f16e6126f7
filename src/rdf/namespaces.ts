import known from './namespaces.json' with { type: 'json' };

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
