import { type BlankNode, DataFactory, type NamedNode, type Quad_Object } from 'n3';
import { datatypeIri, datatypeNames } from '../datatypes/datatype.js';
import { typeIri } from '../metadata/annotations.js';
import type { Context } from '../metadata/context.js';
import { isObject, type Json, string } from '../vocabulary/json.js';
import { expandPrefix } from '../vocabulary/prefixes.js';
import { absolute } from '../vocabulary/url.js';

const { blankNode, literal, namedNode } = DataFactory;

type Node = NamedNode | BlankNode;

/** Takes a statement about a group or table. */
export type Say = (subject: Node, predicate: NamedNode, object: Quad_Object) => void;

/**
 * Says the common properties and notes of an object as RDF: JSON-LD as far as metadata may use it
 * (Generating RDF, section 5; Metadata Vocabulary, section 5.8). They have been checked when the document was read.
 */
export function annotate(subject: Node, common: Json, context: Context, label: string, say: Say): void {
  let blanks = 0;
  const objectsOf = (value: unknown): Quad_Object[] => {
    if (Array.isArray(value)) return value.flatMap(objectsOf);
    if (!isObject(value)) return literalOf(value, context.language);
    if (Object.hasOwn(value, '@value')) return typedLiteral(value);
    const id = string(value['@id']);
    const node =
      id === undefined ? blankNode(`${label}n${blanks++}`) : namedNode(absolute(expandPrefix(id), context.base));
    for (const type of [value['@type'] ?? []].flat())
      say(node, namedNode(expandPrefix('rdf:type')), namedNode(typeIri(String(type)) ?? String(type)));
    sayAll(node, value);
    return [node];
  };
  const sayAll = (node: Node, properties: Json): void => {
    for (const [name, value] of Object.entries(properties)) {
      if (name.startsWith('@') || (name !== 'notes' && !name.includes(':'))) continue;
      const predicate = namedNode(name === 'notes' ? expandPrefix('csvw:note') : expandPrefix(name));
      for (const object of objectsOf(value)) say(node, predicate, object);
    }
  };
  sayAll(subject, common);
}

function literalOf(value: unknown, language: string | undefined): Quad_Object[] {
  const type = (name: string): NamedNode => namedNode(datatypeIri(name));
  if (typeof value === 'string') return [literal(value, language ?? type('string'))];
  if (typeof value === 'boolean') return [literal(String(value), type('boolean'))];
  if (typeof value !== 'number') return [];
  const isInteger = Number.isInteger(value) && Math.abs(value) < 1e21; // JSON-LD has no larger ones
  return [isInteger ? literal(String(value), type('integer')) : literal(doubleForm(value), type('double'))];
}

/** JSON-LD's form of a number with a fraction: 12.5 is "1.25E1". */
const doubleForm = (value: number): string => value.toExponential(15).replace(/(\d)0*e\+?/, '$1E');

function typedLiteral(value: Json): Quad_Object[] {
  const [text, type, language] = [value['@value'], string(value['@type']), string(value['@language'])];
  if (type !== undefined)
    return [
      literal(String(text), namedNode(datatypeNames.includes(type) ? datatypeIri(type) : (typeIri(type) ?? type))),
    ];
  return literalOf(text, language);
}
