import type { Literal, NamedNode } from 'n3';
import { type Curie, iri, namespacesOf } from '../rdf/namespaces.js';
import { canonicalLine, readTerm } from '../rdf/nquads.js';
import { type JsonTerm, toTerm } from '../rdf/terms.js';
import { fromBytes, isUtf8 } from './compared.js';
import curies from './vocabulary.json' with { type: 'json' };

/** What is said of a subject, and the terms that changes are known by: those of standards, so that they hold for any vocabulary. */

/**
 * A link is a thing that names its two ends (OWL 2, section 10.2, annotations of annotations), and a figure an observation of
 * the RDF Data Cube.
 */
export const terms = Object.fromEntries(
  Object.entries(curies).map(([name, curie]) => [name, iri(curie as Curie)]),
) as typeof curies;

/** What a thing is called by, the best first. */
export const nameProperties = [iri('skos:prefLabel'), iri('dct:title'), iri('rdfs:label'), terms.altLabel];

/** The prefixes of a comparison in Turtle, and of its properties in sentences. */
export const prefixes = namespacesOf(
  'rdf rdfs owl skos dct qb gcm sdgo sdmx-attribute sdmx-dimension sdmx-measure sssom prov',
);

export type Value = NamedNode | Literal;

/** A statement of a subject: the property's IRI, and the value as N-Triples writes it. */
export interface Statement {
  property: string;
  value: string; // "<http://…>", "\"…\"@en"
}

const beyondAscii = /[\x80-\xff]/;

/**
 * What the lines of one subject say, each statement once and nothing of provenance, which names the rows of sheets: a row that
 * was moved is no change of what is said. Undefined when a line is not canonical.
 */
export function readStatements(lines: string[]): Statement[] | undefined {
  const statements: Statement[] = [];
  let last = '';
  for (const line of lines) {
    const [, property, value, graph] = canonicalLine.exec(line) ?? [];
    if (property === undefined || value === undefined) return undefined;
    if (beyondAscii.test(line) && !isUtf8(line)) return undefined;
    const statement = `${property} ${value}`; // the same of two graphs comes twice in a row
    if (statement !== last && !graph?.endsWith('/graph/provenance>'))
      statements.push({ property: propertyOf(property), value: fromBytes(value) });
    last = statement;
  }
  return statements;
}

const properties = new Map<string, string>(); // there are few, and each comes a million times

function propertyOf(bytes: string): string {
  const known = properties.get(bytes);
  if (known !== undefined) return known;
  const property = fromBytes(bytes);
  if (properties.size < 10_000 && !beyondAscii.test(bytes)) properties.set(property, property);
  return property;
}

/** A value as canonical N-Triples writes it → the value. */
export const readValue = (text: string): Value => toTerm(readTerm(text) as JsonTerm) as Value;

/** The values of a property, in the order of their lines. */
export const valuesOf = (statements: Statement[], property: string): Value[] =>
  statements.filter((one) => one.property === property).map(({ value }) => readValue(value));

/** The IRIs among them. */
export const irisOf = (statements: Statement[], property: string): string[] =>
  valuesOf(statements, property).flatMap(({ termType, value }) => (termType === 'NamedNode' ? [value] : []));

/** The first of them, as text. */
export const textOf = (statements: Statement[], property: string): string | undefined =>
  valuesOf(statements, property)[0]?.value;

/** Whether there is any of them. */
export const says = (statements: Statement[], property: string): boolean =>
  statements.some((one) => one.property === property);

/** The language of a text; "" when it has none. */
export const languageOf = (value: Value): string => (value.termType === 'Literal' ? value.language : '');

/** What each side says that the other does not, without statements of some properties. */
export function differences(before: Statement[], after: Statement[], omitted?: Set<string>) {
  return { gone: without(before, after, omitted), come: without(after, before, omitted) };
}

function without(some: Statement[], others: Statement[], omitted?: Set<string>): Statement[] {
  const known = new Set(others.map(({ property, value }) => `${property} ${value}`));
  return some.filter(({ property, value }) => !known.has(`${property} ${value}`) && !omitted?.has(property));
}
