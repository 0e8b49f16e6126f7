/** The namespaces of all vocabularies that the program knows, by the prefixes that are usual for them. */

/** The prefixes that CSVW metadata may use without a declaration (the context http://www.w3.org/ns/csvw). */
export const csvwNamespaces = {
  as: 'https://www.w3.org/ns/activitystreams#',
  cc: 'http://creativecommons.org/ns#',
  csvw: 'http://www.w3.org/ns/csvw#',
  ctag: 'http://commontag.org/ns#',
  dc: 'http://purl.org/dc/terms/',
  dc11: 'http://purl.org/dc/elements/1.1/',
  dcat: 'http://www.w3.org/ns/dcat#',
  dcterms: 'http://purl.org/dc/terms/',
  dctypes: 'http://purl.org/dc/dcmitype/',
  dqv: 'http://www.w3.org/ns/dqv#',
  duv: 'https://www.w3.org/TR/vocab-duv#',
  foaf: 'http://xmlns.com/foaf/0.1/',
  gr: 'http://purl.org/goodrelations/v1#',
  grddl: 'http://www.w3.org/2003/g/data-view#',
  ical: 'http://www.w3.org/2002/12/cal/icaltzd#',
  ldp: 'http://www.w3.org/ns/ldp#',
  ma: 'http://www.w3.org/ns/ma-ont#',
  oa: 'http://www.w3.org/ns/oa#',
  og: 'http://ogp.me/ns#',
  org: 'http://www.w3.org/ns/org#',
  owl: 'http://www.w3.org/2002/07/owl#',
  prov: 'http://www.w3.org/ns/prov#',
  qb: 'http://purl.org/linked-data/cube#',
  rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
  rdfa: 'http://www.w3.org/ns/rdfa#',
  rdfs: 'http://www.w3.org/2000/01/rdf-schema#',
  rev: 'http://purl.org/stuff/rev#',
  rif: 'http://www.w3.org/2007/rif#',
  rr: 'http://www.w3.org/ns/r2rml#',
  schema: 'http://schema.org/',
  sd: 'http://www.w3.org/ns/sparql-service-description#',
  sioc: 'http://rdfs.org/sioc/ns#',
  skos: 'http://www.w3.org/2004/02/skos/core#',
  skosxl: 'http://www.w3.org/2008/05/skos-xl#',
  v: 'http://rdf.data-vocabulary.org/#',
  vcard: 'http://www.w3.org/2006/vcard/ns#',
  void: 'http://rdfs.org/ns/void#',
  wdr: 'http://www.w3.org/2007/05/powder#',
  wrds: 'http://www.w3.org/2007/05/powder-s#',
  xhv: 'http://www.w3.org/1999/xhtml/vocab#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
} as const;

/** All namespaces by prefix. */
export const namespaces = {
  ...csvwNamespaces,
  dct: 'http://purl.org/dc/terms/',
  gcm: 'https://w3id.org/gcm-graph/ontology#',
  sdgo: 'http://metadata.un.org/sdg/ontology#',
  'sdmx-attribute': 'http://purl.org/linked-data/sdmx/2009/attribute#',
  'sdmx-dimension': 'http://purl.org/linked-data/sdmx/2009/dimension#',
  'sdmx-measure': 'http://purl.org/linked-data/sdmx/2009/measure#',
  sh: 'http://www.w3.org/ns/shacl#',
  skosmos: 'http://purl.org/net/skosmos#',
  spdx: 'http://spdx.org/rdf/terms#',
  sssom: 'https://w3id.org/sssom/',
} as const;

type Prefix = keyof typeof namespaces;

/** An IRI by its prefix: "skos:prefLabel". */
export type Curie = `${Prefix}:${string}`;

/** "skos:prefLabel" → "http://www.w3.org/2004/02/skos/core#prefLabel". */
export function iri(curie: Curie): string {
  const colon = curie.indexOf(':');
  return namespaces[curie.slice(0, colon) as Prefix] + curie.slice(colon + 1);
}

/** Some of the namespaces, in the order in which they are named. */
export const namespacesOf = (...prefixes: Prefix[]): Record<string, string> =>
  Object.fromEntries(prefixes.map((prefix) => [prefix, namespaces[prefix]]));

/** "http://www.w3.org/2004/02/skos/core#prefLabel" → "skos:prefLabel"; an IRI of no given namespace stays whole. */
export function shorten(iri: string, by: Record<string, string>): string {
  const known = Object.entries(by).find(([, namespace]) => iri.startsWith(namespace));
  return known ? `${known[0]}:${iri.slice(known[1].length)}` : iri;
}
