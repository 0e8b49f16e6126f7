import { DataFactory, type NamedNode, type Term } from 'n3';
import { type Curie, iri } from './iri.js';

/** A term as the standard results of a query have it (SPARQL 1.1 Query Results JSON Format, section 3.2.2). */
export interface JsonTerm {
  type: 'uri' | 'literal' | 'bnode';
  value: string;
  'xml:lang'?: string;
  datatype?: string;
}

/** `term('dcat:Dataset')` is its IRI as a term. */
export const term = (curie: Curie): NamedNode => DataFactory.namedNode(iri(curie));

/** A term of RDF/JS from the form that results of queries have. */
export function toTerm({ type, value, 'xml:lang': language, datatype }: JsonTerm): Term {
  if (type === 'uri') return DataFactory.namedNode(value);
  if (type === 'bnode') return DataFactory.blankNode(value);
  return DataFactory.literal(value, language ?? (datatype === undefined ? undefined : DataFactory.namedNode(datatype)));
}

/** The answer of a SELECT as rows, in the order of its variables; undefined where nothing is bound. */
export interface Table {
  columns: string[];
  rows: (Term | undefined)[][];
}

/** The rows as plain text, empty where nothing is bound. */
export const textRows = ({ rows }: Table): string[][] => rows.map((row) => row.map((term) => term?.value ?? ''));

/** Reads the standard JSON results format (SPARQL 1.1 Query Results JSON Format, section 3). */
export function readTable(json: string): Table {
  const document = JSON.parse(json);
  if (!document.results) throw new Error('it is no SELECT');
  const { head, results } = document as {
    head: { vars: string[] };
    results: { bindings: Record<string, JsonTerm>[] };
  };
  const rows = results.bindings.map((binding) => head.vars.map((name) => binding[name] && toTerm(binding[name])));
  return { columns: head.vars, rows };
}
