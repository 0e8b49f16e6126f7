/** The words of the CSVW metadata vocabulary, with the objects they may stand in and the values they take. */

const xsd = 'http://www.w3.org/2001/XMLSchema#';
const rdf = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#';
const csvw = 'http://www.w3.org/ns/csvw#';

type Kind = 'text' | 'true or false' | 'list' | 'object' | 'number';

/** Properties that columns inherit from schema, table and group (section 5.7), with the kinds of value they take. */
export const inheritedProperties: Record<string, Kind[]> = {
  aboutUrl: ['text'],
  datatype: ['text', 'object'],
  default: ['text'],
  lang: ['text'],
  null: ['text', 'list'],
  ordered: ['true or false'],
  propertyUrl: ['text'],
  required: ['true or false'],
  separator: ['text'],
  valueUrl: ['text'],
};

/** What each object of a metadata document may hold besides the inherited and the common properties. */
export const ownProperties: Record<'group' | 'table' | 'schema' | 'column' | 'datatype', Record<string, Kind[]>> = {
  group: {
    '@context': ['text', 'list'],
    '@id': ['text'],
    '@type': ['text'],
    tables: ['list'],
    dialect: ['text', 'object'],
    notes: ['list', 'object'],
    tableSchema: ['text', 'object'],
  },
  table: {
    '@id': ['text'],
    '@type': ['text'],
    url: ['text'],
    tableSchema: ['text', 'object'],
    dialect: ['text', 'object'],
    notes: ['list', 'object'],
    suppressOutput: ['true or false'],
  },
  schema: {
    '@id': ['text'],
    '@type': ['text'],
    columns: ['list'],
    foreignKeys: ['list'],
    primaryKey: ['text', 'list'],
  },
  column: {
    '@id': ['text'],
    '@type': ['text'],
    name: ['text'],
    titles: ['text', 'list', 'object'],
    suppressOutput: ['true or false'],
    virtual: ['true or false'],
  },
  datatype: {
    '@id': ['text'],
    '@type': ['text'],
    base: ['text'],
    format: ['text'],
    length: ['number'],
    minLength: ['number'],
    maxLength: ['number'],
    minimum: ['text', 'number'],
    maximum: ['text', 'number'],
  },
};

/** What the standard has and this processor does not do yet: said aloud, for it would change what a sheet means. */
const unsupported = new Set(['group.dialect', 'group.tableSchema', 'table.dialect', 'table.suppressOutput']);

export const isUnsupported = (kind: string, name: string): boolean =>
  unsupported.has(`${kind}.${name}`) || name === 'ordered';

/** What kind of value a JSON value is, in the words above. */
export function kindOf(value: unknown): Kind | 'nothing' {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'list';
  const kinds: Record<string, Kind> = { string: 'text', boolean: 'true or false', number: 'number' };
  return kinds[typeof value] ?? 'object';
}

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
  const prefix = name.slice(0, Math.max(0, colon));
  const namespace = Object.hasOwn(prefixes, prefix) ? prefixes[prefix] : undefined;
  return namespace === undefined || name.startsWith('//', colon + 1) ? name : namespace + name.slice(colon + 1);
}
