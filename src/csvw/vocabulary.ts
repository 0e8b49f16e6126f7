/** The words of the CSVW metadata vocabulary that this processor knows, each with the objects it may stand in. */

const xsd = 'http://www.w3.org/2001/XMLSchema#';
const rdf = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#';
const csvw = 'http://www.w3.org/ns/csvw#';

/** Properties that columns inherit from schema, table and group (Metadata Vocabulary, section 5.7). */
export const inheritedProperties = [
  'aboutUrl',
  'datatype',
  'default',
  'lang',
  'null',
  'ordered',
  'propertyUrl',
  'required',
  'separator',
  'valueUrl',
] as const;

/** What each object of a metadata document may hold besides the inherited and the common properties. */
export const ownProperties = {
  group: ['@context', '@id', '@type', 'tables', 'dialect', 'notes', 'tableSchema'],
  table: ['@id', '@type', 'url', 'tableSchema', 'dialect', 'notes', 'suppressOutput'],
  schema: ['@id', '@type', 'columns', 'foreignKeys', 'primaryKey'],
  column: ['@id', '@type', 'name', 'titles', 'suppressOutput', 'virtual'],
} as const;

/** The prefixes that metadata may use unannounced (the RDFa initial context), as far as vocabularies of data need them. */
const prefixes: Record<string, string> = {
  csvw,
  dc: 'http://purl.org/dc/terms/',
  dc11: 'http://purl.org/dc/elements/1.1/',
  dcat: 'http://www.w3.org/ns/dcat#',
  dcterms: 'http://purl.org/dc/terms/',
  foaf: 'http://xmlns.com/foaf/0.1/',
  owl: 'http://www.w3.org/2002/07/owl#',
  prov: 'http://www.w3.org/ns/prov#',
  qb: 'http://purl.org/linked-data/cube#',
  rdf,
  rdfs: 'http://www.w3.org/2000/01/rdf-schema#',
  schema: 'http://schema.org/',
  sd: 'http://www.w3.org/ns/sparql-service-description#',
  skos: 'http://www.w3.org/2004/02/skos/core#',
  void: 'http://rdfs.org/ns/void#',
  xsd,
};

/** `skos:prefLabel` → its IRI; anything whose prefix is not known stays as it is. */
export function expandPrefix(name: string): string {
  const colon = name.indexOf(':');
  const namespace = colon > 0 ? prefixes[name.slice(0, colon)] : undefined;
  return namespace === undefined || name.startsWith('//', colon + 1) ? name : namespace + name.slice(colon + 1);
}
