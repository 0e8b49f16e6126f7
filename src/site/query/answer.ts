import { readLine, readTerm } from '../../rdf/nquads.js';
import type { JsonTerm } from '../../rdf/terms.js';

export type Row = readonly (JsonTerm | undefined)[]; // in the order of the columns; undefined where nothing is bound

export interface AnswerTable {
  columns: string[];
  rows: Row[];
  isCut: boolean; // there are more rows than these
}

/** What a query is answered with: a graph has the columns subject, predicate and object. */
export type Answer =
  | ({ form: 'rows' } & AnswerTable)
  | ({ form: 'graph' } & AnswerTable)
  | { form: 'truth'; isTrue: boolean };

/** No answer is longer than this: more rows than anybody reads, and fewer than a browser chokes on. */
export const mostRows = 10_000;

/** Reads the standard JSON results of a SELECT or an ASK. */
export function readResults(json: string): Answer {
  const document = JSON.parse(json) as {
    head: { vars?: string[] };
    boolean?: boolean;
    results?: { bindings: Record<string, JsonTerm>[] };
  };
  if (document.boolean !== undefined) return { form: 'truth', isTrue: document.boolean };
  const columns = document.head.vars ?? [];
  const bindings = document.results?.bindings ?? [];
  const rows = bindings.slice(0, mostRows).map((binding) => columns.map((name) => binding[name]));
  return { form: 'rows', columns, rows, isCut: bindings.length > mostRows };
}

/** A term as a person reads it; what is nested in another (a triple as a term) as JSON. */
export const textOf = ({ value }: JsonTerm): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** N-Triples as rows of three terms; a line that is not a statement is left out. */
export function readTriples(text: string): Row[] {
  return text.split('\n').flatMap((line) => {
    const found = readLine(line);
    return found ? [[found.subject, found.predicate, found.object].map(readTerm)] : [];
  });
}
