import type { Term } from '@rdfjs/types';
import type { JsonTerm } from '../../rdf/terms.js';

/** A row in the order of the columns; undefined where nothing is bound. */
export type Row = readonly (JsonTerm | undefined)[];

/** The rows of an answer. */
export interface AnswerTable {
  columns: string[];
  rows: Row[];
  isCut: boolean; // there are more rows than these
}

/** The answer to a query; a graph has the columns subject, predicate and object. */
export type Answer = ({ form: 'rows' | 'graph' } & AnswerTable) | { form: 'truth'; isTrue: boolean };

/** The maximum length of an answer: more rows than anybody reads, and few enough for a browser. */
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
  return { form: 'rows', ...tableOf(columns, bindings, (binding) => columns.map((name) => binding[name])) };
}

/** A table of the first results. */
export const tableOf = <T>(columns: string[], found: T[], toRow: (one: T) => Row): AnswerTable => ({
  columns,
  rows: found.slice(0, mostRows).map(toRow),
  isCut: found.length > mostRows,
});

/** A graph of triples as an answer. */
export const graphOf = <T>(triples: T[], toRow: (triple: T) => Row): Answer => ({
  form: 'graph',
  ...tableOf(['subject', 'predicate', 'object'], triples, toRow),
});

const plain = 'http://www.w3.org/2001/XMLSchema#string';

/** A triple as a row. */
export const rowOf = ({ subject, predicate, object }: Record<'subject' | 'predicate' | 'object', Term>): Row =>
  [subject, predicate, object].map(jsonTerm);

/** A term of an engine in the form of the standard results. */
export function jsonTerm(term: Term | undefined): JsonTerm | undefined {
  if (term === undefined) return undefined;
  const { termType, value } = term;
  if (termType === 'NamedNode') return { type: 'uri', value };
  if (termType === 'BlankNode') return { type: 'bnode', value };
  if (termType !== 'Literal') return { type: 'literal', value: value || String(term) };
  if (term.language) return { type: 'literal', value, 'xml:lang': term.language };
  return { type: 'literal', value, ...(term.datatype.value === plain ? {} : { datatype: term.datatype.value }) };
}

/** A term as plain text; a nested term (a triple) as JSON. */
export const textOf = ({ value }: JsonTerm): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** A bar with its label and number; start and length in percent of the width. */
export interface Bar {
  label: string;
  value: string;
  start: number;
  length: number;
}

/** The maximum number of bars that a chart shows. */
export const mostBars = 60;

const numeric =
  /^http:\/\/www\.w3\.org\/2001\/XMLSchema#(?:integer|decimal|double|float|long|int|short|byte|(?:non(?:Positive|Negative)|positive|negative)Integer|unsigned\w+)$/;

/** Whether a term is a finite number. */
export const isNumber = (term: JsonTerm | undefined): boolean =>
  term?.type === 'literal' && numeric.test(term.datatype ?? '') && Number.isFinite(Number(term.value));

/** The columns that a chart can show: numbers in every row, but not years, which are not amounts. */
export function measuresOf({ columns, rows }: AnswerTable): number[] {
  if (rows.length < 2) return [];
  const isYears = (i: number): boolean => rows.every((row) => /^(?:19|20)\d\d$/.test(row[i]?.value ?? ''));
  return [...columns.keys()].filter((i) => rows.every((row) => isNumber(row[i])) && !isYears(i));
}

/** Bars of one column, with labels that distinguish the rows; negative bars go the other way. */
export function barsOf(table: AnswerTable, measure: number): Bar[] {
  const rows = table.rows.slice(0, mostBars);
  const labels = labelsOf(table, rows);
  const values = rows.map((row) => Number(row[measure]?.value));
  const [least, most] = [Math.min(0, ...values), Math.max(0, ...values)];
  const percent = (value: number): number => (most === least ? 0 : Math.round((1000 * value) / (most - least)) / 10);
  return values.map((value, i) => ({
    label: labels[i] || String(i + 1),
    value: rows[i]?.[measure]?.value ?? '',
    start: percent(Math.min(value, 0) - least),
    length: percent(Math.abs(value)),
  }));
}

/** Labels from the first two columns that are not measures, and from more where two rows would look the same. */
function labelsOf(table: AnswerTable, rows: readonly Row[]): string[] {
  const measures = measuresOf(table);
  const columns = [...table.columns.keys()].filter((i) => !measures.includes(i));
  const labelsBy = (count: number): string[] =>
    rows.map((row) =>
      columns
        .slice(0, count)
        .flatMap((i) => (row[i] ? [textOf(row[i])] : []))
        .join(' · '),
    );
  let count = 2;
  while (count < columns.length && new Set(labelsBy(count)).size < rows.length) count++;
  return labelsBy(count);
}
