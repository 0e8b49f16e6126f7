import { type BlankNode, DataFactory, type NamedNode, type Quad_Object } from 'n3';
import { iriSyntaxFault, languageFault } from '../../rdf/iri.js';
import { term } from '../../rdf/terms.js';
import { datatypeIri, datatypeNames } from '../datatypes/builtin.js';
import { absolute, expandPrefix, isAddress, isObject, type Json, type Report, show, string, within } from './json.js';
import terms from './terms.json' with { type: 'json' };

const { blankNode, literal, namedNode } = DataFactory;

/** JSON-LD as far as metadata may use it: its context, and the annotations of tables, checked and as RDF. */

/** What the `@context` of a metadata document sets (Metadata Vocabulary, section 5.2). */
export interface Context {
  base: string; // what the document's addresses are relative to
  language: string | undefined; // of the texts in common properties and titles
}

const vocabulary = 'http://www.w3.org/ns/csvw';

/** Reads `@context`; `location` is where the document is. A context that is not CSVW's own is an error. */
export function readContext(given: unknown, location: string, report: Report): Context {
  const context: Context = { base: location, language: undefined };
  const [first, second, ...more] = Array.isArray(given) ? given : [given];
  const isLoneList = Array.isArray(given) && given.length === 1;
  if (first !== vocabulary || more.length > 0 || isLoneList || (second !== undefined && !isObject(second))) {
    report('@context', `must be "${vocabulary}", or a list of it and an object, not ${show(given)}`);
    return context;
  }
  const ignore = (what: string): void => report('@context', `${what}: it is ignored`, 'warning');
  for (const [name, value] of Object.entries(second ?? {})) {
    const text = string(value);
    if (name === '@base') {
      if (text !== undefined && URL.canParse(text, location)) context.base = new URL(text, location).href;
      else ignore(`@base must be an address, not ${show(text)}`);
    } else if (name === '@language') {
      if (text !== undefined && languageFault(text) === undefined) context.language = text;
      else ignore(`@language must be a language tag, not ${show(value)}`);
    } else report('@context', `may hold @base and @language, not "${name}"`);
  }
  return context;
}

/** The common properties of an object: prefixed names and IRIs that describe it in the vocabularies of others. */
export const commonProperties = (given: Json): Json =>
  Object.fromEntries(Object.entries(given).filter(([name]) => name.includes(':')));

/** The IRI that a name in `@type` means: a term of the context, a prefixed name or an address. */
function typeIri(name: string): string | undefined {
  const expanded = expandPrefix(Object.hasOwn(terms, name) ? terms[name as keyof typeof terms] : name);
  return iriSyntaxFault(expanded) ? undefined : expanded;
}

/**
 * Checks that the values of common properties and notes are JSON-LD as far as metadata may use it (section 5.8). A
 * property is a prefixed name or an address; notes are the one property of the vocabulary that comes here.
 */
export function checkAnnotations(common: Json, report: Report): void {
  for (const [name, value] of Object.entries(common)) {
    if (!name.includes(':') && name !== 'notes') {
      report(name, 'is neither a prefixed name nor an address: it is ignored', 'warning');
      continue;
    }
    const fault = name === 'notes' ? undefined : iriSyntaxFault(expandPrefix(name));
    if (fault) report(name, `is neither a prefixed name nor an address: ${fault.fault}`);
    for (const one of [value].flat(Number.POSITIVE_INFINITY)) if (isObject(one)) checkObject(one, within(report, name));
  }
}

function checkObject(value: Json, report: Report): void {
  const isLiteral = Object.hasOwn(value, '@value');
  if (isLiteral) checkLiteral(value, report);
  else if (Object.hasOwn(value, '@language')) report('', '@language may only stand beside @value');
  for (const name of Object.keys(value))
    if (/^@(?!(?:id|type|value|language)$)/.test(name)) report('', `${name} may not be used in metadata`);
  const id = value['@id'];
  if (id !== undefined && !(typeof id === 'string' && isAddress(expandPrefix(id))))
    report('', `@id must be an address, not ${show(id)}`);
  for (const type of [value['@type'] ?? []].flat()) {
    const name = string(type);
    const isDatatype = name !== undefined && isLiteral && datatypeNames.includes(name);
    if (name === undefined || (!isDatatype && typeIri(name) === undefined))
      report('', `@type must be a term, a prefixed name or an address, not ${show(type)}`);
  }
  checkAnnotations(Object.fromEntries(Object.entries(value).filter(([name]) => !name.startsWith('@'))), report);
}

function checkLiteral(value: Json, report: Report): void {
  const others = Object.keys(value).filter((name) => name !== '@value');
  if (others.length > 1 || others.some((name) => name !== '@type' && name !== '@language'))
    report('', `beside @value there may be @type or @language, not ${others.join(', ')}`);
  if (isObject(value['@value']) || Array.isArray(value['@value']))
    report('', `@value must be text, a number, true or false, not ${show(value['@value'])}`);
  const tag = value['@language'] ?? undefined;
  if (tag !== undefined && (typeof tag !== 'string' || languageFault(tag) !== undefined))
    report('', `@language must be a language tag, not ${show(tag)}`);
}

type Node = NamedNode | BlankNode;

/** Takes a statement about a group or table. */
export type Say = (subject: Node, predicate: NamedNode, object: Quad_Object) => void;

/**
 * States the common properties and notes of an object as RDF (Generating RDF, section 5; Metadata Vocabulary, section
 * 5.8). They were checked when the document was read.
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
      say(node, term('rdf:type'), namedNode(typeIri(String(type)) ?? String(type)));
    sayAll(node, value);
    return [node];
  };
  const sayAll = (node: Node, properties: Json): void => {
    for (const [name, value] of Object.entries(properties)) {
      if (name.startsWith('@') || (name !== 'notes' && !name.includes(':'))) continue;
      const predicate = name === 'notes' ? term('csvw:note') : namedNode(expandPrefix(name));
      for (const object of objectsOf(value)) say(node, predicate, object);
    }
  };
  sayAll(subject, common);
}

const datatype = (name: string): NamedNode => namedNode(datatypeIri(name));

function literalOf(value: unknown, language: string | undefined): Quad_Object[] {
  if (typeof value === 'string') return [literal(value, language ?? datatype('string'))];
  if (typeof value === 'boolean') return [literal(String(value), datatype('boolean'))];
  if (typeof value !== 'number') return [];
  const isInteger = Number.isInteger(value) && Math.abs(value) < 1e21; // JSON-LD has no larger ones
  return [isInteger ? literal(String(value), datatype('integer')) : literal(doubleForm(value), datatype('double'))];
}

/** JSON-LD's form of a number with a fraction: 12.5 is "1.25E1". */
const doubleForm = (value: number): string => value.toExponential(15).replace(/(\d)0*e\+?/, '$1E');

function typedLiteral(value: Json): Quad_Object[] {
  const [text, type, language] = [value['@value'], string(value['@type']), string(value['@language'])];
  if (type === undefined) return literalOf(text, language);
  const iri = datatypeNames.includes(type) ? datatypeIri(type) : (typeIri(type) ?? type);
  return [literal(String(text), namedNode(iri))];
}
