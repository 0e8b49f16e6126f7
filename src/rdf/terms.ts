import { DataFactory, type NamedNode, type Term } from 'n3';
import { type Curie, iri } from './iri.js';

/** A term in JSON query results (SPARQL 1.1 Query Results JSON Format, section 3.2.2). */
export interface JsonTerm {
  type: 'uri' | 'literal' | 'bnode';
  value: string;
  'xml:lang'?: string;
  datatype?: string;
}

/** Returns the term of a prefixed name such as "dcat:Dataset". */
export const term = (curie: Curie): NamedNode => DataFactory.namedNode(iri(curie));

/** Formats a number as the canonical xsd:double, which readers of JSON-LD also write: 12.5 is "1.25E1". */
export const doubleForm = (value: number): string => value.toExponential(15).replace(/(\d)0*e\+?/, '$1E');

/** Converts a term from query results to RDF/JS. */
export function toTerm({ type, value, 'xml:lang': language, datatype }: JsonTerm): Term {
  if (type === 'uri') return DataFactory.namedNode(value);
  if (type === 'bnode') return DataFactory.blankNode(value);
  return DataFactory.literal(value, language ?? (datatype === undefined ? undefined : DataFactory.namedNode(datatype)));
}

/** Rows of a SELECT, in the order of its variables. Unbound values are undefined. */
export interface Table {
  columns: string[];
  rows: (Term | undefined)[][];
}

/** Converts rows to plain text. Unbound values are empty. */
export const textRows = ({ rows }: Table): string[][] => rows.map((row) => row.map((term) => term?.value ?? ''));

/** Reads the standard JSON results format (SPARQL 1.1 Query Results JSON Format, section 3). */
export function readTable(json: string): Table {
  const document = JSON.parse(json);
  if (!document.results) throw new Error('not a SELECT query');
  const { head, results } = document as {
    head: { vars: string[] };
    results: { bindings: Record<string, JsonTerm>[] };
  };
  const rows = results.bindings.map((binding) => head.vars.map((name) => binding[name] && toTerm(binding[name])));
  return { columns: head.vars, rows };
}
