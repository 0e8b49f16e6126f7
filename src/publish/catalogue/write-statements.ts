import { DataFactory, type NamedNode, type Quad, type Quad_Graph, type Quad_Object } from 'n3';
import { type Curie, iri, namespacesOf, shorten } from '../../rdf/iri.js';
import { xsdString } from '../../rdf/nquads.js';
import { term } from '../../rdf/terms.js';

/** Helpers to write the files that describe a release, in Turtle and JSON-LD. */

/** Prefixes of the catalogue. */
export const prefixes = namespacesOf('dcat dct foaf hydra owl prov rdf rdfs schema skos skosmos spdx vcard void xsd');

/** Value of a property: a number becomes an xsd:integer, a string has no language, undefined is skipped. */
type Value = Quad_Object | string | number | undefined;

/** Values by property name or IRI: `{ 'void:triples': 12, 'dct:title': titles }`. */
export type Said = { [property in Name]?: Value | Value[] };

type Name = Curie | `http${string}`;

/** Adds classes and values to a resource. Returns the resource, so that calls can be nested. */
export type Say = (thing: NamedNode, classes: Name[], said?: Said) => NamedNode;

/** Collects statements. */
export function collect(graph: Quad_Graph = DataFactory.defaultGraph()): { quads: Quad[]; say: Say } {
  const quads: Quad[] = [];
  const add = (thing: NamedNode, property: NamedNode, value: Quad_Object): void =>
    void quads.push(DataFactory.quad(thing, property, value, graph));
  const say: Say = (thing, classes, said = {}) => {
    for (const one of classes) add(thing, term('rdf:type'), named(one));
    for (const [property, values] of Object.entries(said))
      for (const value of [values].flat()) if (value !== undefined) add(thing, named(property), toTerm(value));
    return thing;
  };
  return { quads, say };
}

const named = (name: string): NamedNode => (/^https?:/.test(name) ? node(name) : term(name as Curie));

function toTerm(value: Exclude<Value, undefined>): Quad_Object {
  if (typeof value === 'string') return DataFactory.literal(value);
  return typeof value === 'number' ? DataFactory.literal(String(value), term('xsd:integer')) : value;
}

export const node = (iri: string): NamedNode => DataFactory.namedNode(iri);

/**
 * Writes statements as flattened JSON-LD 1.1, in their order: one node per subject, with prefixes only for
 * vocabularies.
 */
export function toJsonLd(quads: Quad[]): string {
  const nodes = new Map<string, Record<string, unknown>>();
  for (const { subject, predicate, object } of quads) {
    const node = nodes.get(subject.value) ?? { '@id': subject.value };
    nodes.set(subject.value, node);
    const isType = predicate.value === iri('rdf:type');
    const key = isType ? '@type' : shorten(predicate.value, prefixes);
    const value = isType ? shorten(object.value, prefixes) : jsonValue(object);
    node[key] = [...((node[key] as unknown[] | undefined) ?? []), value];
  }
  return `${JSON.stringify({ '@context': prefixes, '@graph': [...nodes.values()] }, null, 1)}\n`;
}

function jsonValue(object: Quad_Object): unknown {
  if (object.termType !== 'Literal') return { '@id': object.value };
  if (object.language !== '') return { '@value': object.value, '@language': object.language };
  if (object.datatype.value === xsdString) return object.value;
  return { '@value': object.value, '@type': shorten(object.datatype.value, prefixes) };
}
