import { type BlankNode, DataFactory, type NamedNode, type Quad_Object } from 'n3';
import { iriSyntaxFault, languageFault } from '../../rdf/iri.js';
import { doubleForm, term } from '../../rdf/terms.js';
import { datatypeIri, datatypeNames } from '../datatypes/builtin.js';
import { absolute, expandPrefix, isAddress, isObject, type Json, type Report, show, string, within } from './json.js';
import terms from './terms.json' with { type: 'json' };

const { blankNode, literal, namedNode } = DataFactory;

/** The JSON-LD in metadata: its context, and the annotations of tables, validated and converted to RDF. */

/** The `@context` of a metadata document (Metadata Vocabulary, section 5.2). */
export interface Context {
  base: string; // base URL of relative references
  language: string | undefined; // of common properties and titles
}

const vocabulary = 'http://www.w3.org/ns/csvw';

/** Reads `@context` of the document at `location`. Any other context than CSVW's is an error. */
export function readContext(given: unknown, location: string, report: Report): Context {
  const context: Context = { base: location, language: undefined };
  const [first, second, ...more] = Array.isArray(given) ? given : [given];
  const isLoneList = Array.isArray(given) && given.length === 1;
  if (first !== vocabulary || more.length > 0 || isLoneList || (second !== undefined && !isObject(second))) {
    report('@context', `Expected "${vocabulary}", or a list with it and an object, found ${show(given)}`);
    return context;
  }

  for (const [name, value] of Object.entries(second ?? {})) {
    const text = string(value);
    if (name === '@base') {
      if (text !== undefined && URL.canParse(text, location)) context.base = new URL(text, location).href;
      else report('@context', `Ignored @base ${show(value)}: expected a URL`, 'warning');
    } else if (name === '@language') {
      if (text !== undefined && languageFault(text) === undefined) context.language = text;
      else report('@context', `Ignored @language ${show(value)}: expected a language tag`, 'warning');
    } else report('@context', `Unknown property "${name}": expected @base or @language`);
  }
  return context;
}

/** Selects the common properties of an object: prefixed names and IRIs from other vocabularies. */
export const commonProperties = (given: Json): Json =>
  Object.fromEntries(Object.entries(given).filter(([name]) => name.includes(':')));

/** Returns the IRI of a name in `@type`: a term of the context, a prefixed name or an IRI. */
function typeIri(name: string): string | undefined {
  const expanded = expandPrefix(Object.hasOwn(terms, name) ? terms[name as keyof typeof terms] : name);
  return iriSyntaxFault(expanded) ? undefined : expanded;
}

/** Validates common properties and `notes`. Their values are a subset of JSON-LD (section 5.8). */
export function checkAnnotations(common: Json, report: Report): void {
  for (const [name, value] of Object.entries(common)) {
    if (!name.includes(':') && name !== 'notes') {
      report(name, 'Ignored, because it is not a prefixed name or an IRI', 'warning');
      continue;
    }
    const fault = name === 'notes' ? undefined : iriSyntaxFault(expandPrefix(name));
    if (fault) report(name, `Not a prefixed name or an IRI: ${fault.fault}`);
    for (const one of [value].flat(Number.POSITIVE_INFINITY)) if (isObject(one)) checkObject(one, within(report, name));
  }
}

function checkObject(value: Json, report: Report): void {
  const isLiteral = Object.hasOwn(value, '@value');
  if (isLiteral) checkLiteral(value, report);
  else if (Object.hasOwn(value, '@language')) report('', '@language is only allowed together with @value');
  for (const name of Object.keys(value))
    if (/^@(?!(?:id|type|value|language)$)/.test(name)) report('', `${name} is not allowed in metadata`);
  const id = value['@id'];
  if (id !== undefined && !(typeof id === 'string' && isAddress(expandPrefix(id))))
    report('', `Invalid @id ${show(id)}: expected an IRI`);
  for (const type of [value['@type'] ?? []].flat()) {
    const name = string(type);
    const isDatatype = name !== undefined && isLiteral && datatypeNames.includes(name);
    if (name === undefined || (!isDatatype && typeIri(name) === undefined))
      report('', `Invalid @type ${show(type)}: expected a term, a prefixed name or an IRI`);
  }
  checkAnnotations(Object.fromEntries(Object.entries(value).filter(([name]) => !name.startsWith('@'))), report);
}

function checkLiteral(value: Json, report: Report): void {
  const others = Object.keys(value).filter((name) => name !== '@value');
  if (others.length > 1 || others.some((name) => name !== '@type' && name !== '@language'))
    report('', `Only @type or @language is allowed together with @value, found ${others.join(', ')}`);
  if (isObject(value['@value']) || Array.isArray(value['@value']))
    report('', `Invalid @value ${show(value['@value'])}: expected text, a number, true or false`);
  const tag = value['@language'] ?? undefined;
  if (tag !== undefined && (typeof tag !== 'string' || languageFault(tag) !== undefined))
    report('', `Invalid @language ${show(tag)}: expected a language tag`);
}

type Node = NamedNode | BlankNode;

/** Receives a statement about a group or table. */
export type Say = (subject: Node, predicate: NamedNode, object: Quad_Object) => void;

/**
 * Converts the common properties and notes of an object to RDF (Generating RDF, section 5; Metadata Vocabulary, section
 * 5.8). They must have been validated.
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
  const isInteger = Number.isInteger(value) && Math.abs(value) < 1e21; // the limit of JSON-LD
  return [isInteger ? literal(String(value), datatype('integer')) : literal(doubleForm(value), datatype('double'))];
}

function typedLiteral(value: Json): Quad_Object[] {
  const [text, type, language] = [value['@value'], string(value['@type']), string(value['@language'])];
  if (type === undefined) return literalOf(text, language);
  const iri = datatypeNames.includes(type) ? datatypeIri(type) : (typeIri(type) ?? type);
  return [literal(String(text), namedNode(iri))];
}
