import { DataFactory, type NamedNode, type Quad, type Quad_Graph, type Quad_Object } from 'n3';
import { type Curie, iri, namespacesOf, shorten } from '../../rdf/iri.js';
import { xsdString } from '../../rdf/nquads.js';
import { term } from '../../rdf/terms.js';

/** How the files that describe a release are written: statements thing by thing, and the same as JSON-LD. */

/** The prefixes of the catalogue in Turtle and JSON-LD. */
export const prefixes = namespacesOf('dcat dct foaf owl prov rdf rdfs skos skosmos spdx vcard void xsd');

/** A value of a property: a number is an xsd:integer, a text has no language, and what is undefined is not said. */
type Value = Quad_Object | string | number | undefined;

/** What is said of a thing, by property or its whole IRI: `{ 'void:triples': 12, 'dct:title': titles }`. */
export type Said = { [property in Curie | `http${string}`]?: Value | Value[] };

/** Adds what a thing is, and what is said of it. Returns the thing, so that it can be told where it is the value of another. */
export type Say = (thing: NamedNode, classes: Curie[], said?: Said) => NamedNode;

/** Collects statements about one thing after another. */
export function collect(graph: Quad_Graph = DataFactory.defaultGraph()): { quads: Quad[]; say: Say } {
  const quads: Quad[] = [];
  const add = (thing: NamedNode, property: NamedNode, value: Quad_Object): void =>
    void quads.push(DataFactory.quad(thing, property, value, graph));
  const say: Say = (thing, classes, said = {}) => {
    for (const one of classes) add(thing, term('rdf:type'), term(one));
    for (const [property, values] of Object.entries(said))
      for (const value of [values].flat()) if (value !== undefined) add(thing, propertyOf(property), toTerm(value));
    return thing;
  };
  return { quads, say };
}

const propertyOf = (name: string): NamedNode => (/^https?:/.test(name) ? node(name) : term(name as Curie));

function toTerm(value: Exclude<Value, undefined>): Quad_Object {
  if (typeof value === 'string') return DataFactory.literal(value);
  return typeof value === 'number' ? DataFactory.literal(String(value), term('xsd:integer')) : value;
}

/** An IRI as a value. */
export const node = (iri: string): NamedNode => DataFactory.namedNode(iri);

/**
 * Statements as flattened JSON-LD 1.1, in their order: one node a subject, the vocabularies by their prefixes and all other
 * IRIs whole.
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
