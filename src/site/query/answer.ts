import type { Term } from '@rdfjs/types';
import { escapeLiteral, readLine, readTerm, xsdString } from '../../rdf/nquads.js';
import type { JsonTerm } from '../../rdf/terms.js';
import { csvRecord } from '../../text/csv.js';
import { addTo } from '../../text/order.js';
import { mostRows, type Prefixes, shorten } from './query-text.js';

/** A row in the order of the columns; undefined for unbound variables. */
export type Row = readonly (JsonTerm | undefined)[];

export interface AnswerTable {
  columns: string[];
  rows: Row[];
  isCut: boolean; // true if the answer has more rows
}

/** The answer to a query; a graph has the columns subject, predicate and object. */
export type Answer = ({ form: 'rows' | 'graph' } & AnswerTable) | { form: 'truth'; isTrue: boolean };

/** Runs a query and returns its answer in a standard format; errors have the message of the engine. */
type Run = (query: string, mediaType: string) => string;

/**
 * The answer of an engine. Only the engine knows the form of a query: it refuses to write a graph as results. The added
 * LIMIT of one more row proves that there are more rows. It is a syntax error in queries that end in LIMIT or VALUES.
 */
export function answerBy(run: Run, query: string): Answer {
  const limits = [`\nLIMIT ${mostRows + 1}`, ''];
  for (const limit of limits)
    try {
      return readResults(run(query + limit, 'application/sparql-results+json'));
    } catch (error) {
      const { message } = error as Error;
      if (/^Not supported RDF format/.test(message)) break;
      // A syntax error must be in the reader's text, not in the added LIMIT.
      if (limit === '' || !/^error at /.test(message)) throw error;
    }
  return readGraph(run(query, 'application/n-triples'));
}

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

/** A triple as a row. */
export const rowOf = ({ subject, predicate, object }: Record<'subject' | 'predicate' | 'object', Term>): Row =>
  [subject, predicate, object].map(jsonTerm);

/** A term of an engine in the format of the standard results. */
export function jsonTerm(term: Term | undefined): JsonTerm | undefined {
  if (term === undefined) return undefined;
  const { termType, value } = term;
  if (termType === 'NamedNode') return { type: 'uri', value };
  if (termType === 'BlankNode') return { type: 'bnode', value };
  if (termType !== 'Literal') return { type: 'literal', value: value || String(term) };
  if (term.language) return { type: 'literal', value, 'xml:lang': term.language };
  return { type: 'literal', value, ...(term.datatype.value === xsdString ? {} : { datatype: term.datatype.value }) };
}

/** A term as plain text; a nested term (a triple) as JSON. */
export const textOf = ({ value }: JsonTerm): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** A bar with its label and number; start and length in percent of the width. */
export type Bar = ReturnType<typeof barsOf>[number];

/** The maximum number of bars that a chart shows. */
export const mostBars = 60;

const numeric =
  /^http:\/\/www\.w3\.org\/2001\/XMLSchema#(?:integer|decimal|double|float|long|int|short|byte|(?:non(?:Positive|Negative)|positive|negative)Integer|unsigned\w+)$/;

/** True if a term is a finite number. */
export const isNumber = (term: JsonTerm | undefined): boolean =>
  term?.type === 'literal' && numeric.test(term.datatype ?? '') && Number.isFinite(Number(term.value));

/** The columns that a chart can show: numbers in every row, except years, which are not amounts. */
export function measuresOf({ columns, rows }: AnswerTable): number[] {
  if (rows.length < 2) return [];
  const isYears = (i: number): boolean => rows.every((row) => /^(?:19|20)\d\d$/.test(row[i]?.value ?? ''));
  return [...columns.keys()].filter((i) => rows.every((row) => isNumber(row[i])) && !isYears(i));
}

/** Bars of one column, with labels that distinguish the rows; negative bars go the other way. */
export function barsOf(table: AnswerTable, measure: number) {
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

/** Labels from the first two columns that are not measures, or from more columns if two labels would be the same. */
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

/** Reads N-Triples and skips lines that are not statements. */
export const readGraph = (triples: string): Answer =>
  graphOf(
    triples.split('\n').flatMap((line) => readLine(line) ?? []),
    ({ subject, predicate, object }) => [subject, predicate, object].map(readTerm),
  );

/** SPARQL 1.1 Query Results CSV (section 3): plain values, CRLF; like `gcm query --format csv`. */
export function toCsv(answer: Answer): string {
  if (answer.form === 'truth') return String(answer.isTrue);
  const plainValue = (term: JsonTerm | undefined): string =>
    term === undefined ? '' : `${term.type === 'bnode' ? '_:' : ''}${textOf(term)}`;
  return [answer.columns, ...answer.rows.map((row) => row.map(plainValue))]
    .map((cells) => `${csvRecord(cells)}\r\n`)
    .join('');
}

/** SPARQL 1.1 Query Results TSV Format (section 4): terms as in Turtle, without prefixes. */
export function toTsv(answer: Answer): string {
  if (answer.form === 'truth') return String(answer.isTrue);
  const write = (term: JsonTerm | undefined): string => (term ? termText(term, {}, new Set()) : '');
  const lines = [answer.columns.map((name) => `?${name}`), ...answer.rows.map((row) => row.map(write))];
  return lines.map((cells) => `${cells.join('\t')}\n`).join('');
}

/** SPARQL 1.1 Query Results JSON Format, one row per line. */
export function toJson(answer: Answer): string {
  if (answer.form === 'truth') return `${JSON.stringify({ head: {}, boolean: answer.isTrue })}\n`;
  const { columns, rows } = answer;
  const bindings = rows.map((row) => JSON.stringify(Object.fromEntries(columns.map((name, i) => [name, row[i]]))));
  return `{"head":{"vars":${JSON.stringify(columns)}},"results":{"bindings":[\n${bindings.join(',\n')}\n]}}\n`;
}

/** A graph in Turtle: the prefixes that it uses, and one block per subject, in the order of the answer. */
export function toTurtle({ rows }: AnswerTable, prefixes: Prefixes): string {
  const used = new Set<string>();
  const write = (term: JsonTerm | undefined): string => (term ? termText(term, prefixes, used) : '[]');
  const blocks = new Map<string, string[]>();
  for (const [subject, predicate, object] of rows)
    addTo(blocks, write(subject), `${write(predicate)} ${write(object)}`);
  const head = Object.entries(prefixes).filter(([name]) => used.has(name));
  return [
    ...head.map(([name, iri]) => `@prefix ${name}: <${iri}>.\n`),
    ...[...blocks].map(([subject, lines]) => `\n${subject} ${lines.join(';\n    ')}.\n`),
  ].join('');
}

/** Other servers can send invalid terms, so every special character is escaped (Turtle, section 6.5). */
function termText(term: JsonTerm, prefixes: Prefixes, used: Set<string>): string {
  if (term.type === 'bnode') return `_:${term.value.replace(/[^A-Za-z0-9]/g, (sign) => `_${sign.charCodeAt(0)}_`)}`;
  if (term.type === 'uri') return iriText(term.value, prefixes, used);
  const text = `"${escapeLiteral(textOf(term))}"`;
  const language = term['xml:lang'];
  if (language !== undefined) return /^[A-Za-z]+(?:-[A-Za-z0-9]+)*$/.test(language) ? `${text}@${language}` : text;
  return term.datatype === undefined ? text : `${text}^^${iriText(term.datatype, prefixes, used)}`;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters must be escaped
const notInIri = /[\u0000-\u0020<>"{}|^`\\]/g;

function iriText(iri: string, prefixes: Prefixes, used: Set<string>): string {
  const short = shorten(iri, prefixes);
  if (short === undefined) return `<${iri.replace(notInIri, encodeURIComponent)}>`;
  used.add(short.slice(0, short.indexOf(':')));
  return short;
}
