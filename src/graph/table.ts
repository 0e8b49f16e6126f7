import type { Term } from 'n3';
import { type JsonTerm, toTerm } from '../rdf/terms.js';

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
