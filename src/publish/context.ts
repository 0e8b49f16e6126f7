import type { Quad } from 'n3';
import { datatypeIri } from '../csvw/datatypes/builtin.js';
import type { Column } from '../csvw/metadata/column.js';
import type { Table } from '../csvw/metadata/table.js';
import { constantIri } from '../csvw/metadata/uri-template.js';
import { type Curie, iri, namespaces, namespacesOf } from '../rdf/iri.js';
import { groupBy } from '../text/order.js';
import type { JsonObject } from './chunks.js';

const classes = new Set((['owl:Class', 'rdfs:Class'] as Curie[]).map(iri));
const properties = new Set(
  (['rdf:Property', 'owl:ObjectProperty', 'owl:DatatypeProperty', 'owl:AnnotationProperty'] as Curie[]).map(iri),
);

/**
 * Makes the JSON-LD context of a project without context.jsonld: a term for each class and property in the sheets and the ontology.
 * If two of them have the same name, the first one has the term, and the other one keeps its prefix.
 */
export function generatedContext(
  tables: readonly Table[],
  vocabulary: readonly Quad[],
  prefixes: Readonly<Record<string, string>>,
): JsonObject {
  const described = tables.flatMap(({ url, columns, virtualColumns }) =>
    [...columns, ...virtualColumns].flatMap((column) => {
      const property = constantIri(column.propertyUrl, url);
      return column.suppressOutput || property === undefined ? [] : [{ property, column, url }];
    }),
  );
  const byProperty = groupBy(described, ({ property }) => property);
  const typed = vocabulary.filter(({ predicate }) => predicate.value === iri('rdf:type'));
  const ofType = (types: Set<string>): string[] =>
    typed.flatMap(({ subject, object }) => (types.has(object.value) ? [subject.value] : []));
  const types = (byProperty.get(iri('rdf:type')) ?? []).flatMap(
    ({ column, url }) => constantIri(column.valueUrl, url) ?? [],
  );
  byProperty.delete(iri('rdf:type'));
  const objects = new Set(ofType(new Set([iri('owl:ObjectProperty')])));
  const terms = new Map<string, unknown>([
    ['id', '@id'],
    ['type', { '@id': '@type', '@container': '@set' }],
  ]);
  const used = new Set(Object.values(namespacesOf('rdf rdfs xsd skos owl dct')));
  const add = (term: string, value: JsonObject): void => {
    const [, namespace = '', name = ''] = /^(.*[#/])([A-Za-z][\w-]*)$/.exec(term) ?? [];
    if (name !== '' && !terms.has(name)) terms.set(name, { '@id': term, ...value });
    if (name !== '') used.add(namespace);
  };
  for (const term of [...types, ...ofType(classes)]) add(term, {});
  for (const [property, own] of byProperty) add(property, coercionOf(own.map(({ column }) => column)));
  for (const term of ofType(properties)) add(term, objects.has(term) ? { '@type': '@id', '@container': '@set' } : {});
  const prefixOf = new Map<string, string>(); // by namespace: the last prefix wins, because some have several
  for (const [prefix, namespace] of Object.entries({ ...namespaces, ...prefixes }))
    if (used.has(namespace) && !terms.has(prefix)) prefixOf.set(namespace, prefix);
  return Object.fromEntries([...[...prefixOf].map(([namespace, prefix]) => [prefix, namespace]), ...terms]);
}

/** Returns the properties and classes that the sheets and the ontology describe. */
export function describedTerms(tables: readonly Table[], vocabulary: readonly Quad[]): Set<string> {
  const described = new Set(
    vocabulary.flatMap(({ subject, predicate, object }) => [subject, predicate, object].map(({ value }) => value)),
  );
  for (const { url, columns, virtualColumns } of tables)
    for (const { propertyUrl, valueUrl } of [...columns, ...virtualColumns])
      for (const template of [propertyUrl, valueUrl]) {
        const constant = constantIri(template, url);
        if (constant !== undefined) described.add(constant);
      }
  return described;
}

/** Says how a property's values are written if all its columns agree: as addresses, by language, or with a datatype. */
function coercionOf(columns: Column[]): JsonObject {
  const set = columns.some(({ separator }) => separator !== undefined) ? { '@container': '@set' } : {};
  if (columns.every(({ valueUrl }) => valueUrl !== undefined)) return { '@type': '@id', ...set };
  if (columns.some(({ valueUrl }) => valueUrl !== undefined)) return {};
  if (columns.every(({ lang }) => lang !== 'und')) return { '@container': '@language' };
  const types = new Set(columns.map(({ datatype: { base, id } }) => id ?? datatypeIri(base)));
  const [type = ''] = types;
  const isText = type === datatypeIri('string');
  return types.size === 1 && !isText && columns.every(({ lang }) => lang === 'und') ? { '@type': type, ...set } : {};
}
