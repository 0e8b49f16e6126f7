import { DataFactory, type NamedNode } from 'n3';
import { utf8 } from '../../bytes.js';
import { iriSyntaxFault } from '../../rdf/iri.js';
import { escapeLiteral, lineOf, termText, typeSuffix } from '../../rdf/nquads.js';
import { compileDatatype } from '../datatypes/datatype.js';
import type { Column } from '../metadata/column.js';
import type { Table } from '../metadata/table.js';
import { columnOf, compileQuads } from '../rdf/map-rows.js';
import {
  compilePlan,
  type LiteralType,
  type Plan,
  type PlanOptions,
  type StatementPlan,
  type TermPlan,
} from '../rdf/plan.js';
import { type Cell, compileCell, rowValues } from '../rows/cells.js';
import { type ByteCell, cellStates, rowNumberCell, sourceRowCell } from './byte-cells.js';
import type { Condition, Line, Output, Slot } from './line-template.js';
import { createMapper, createPlanMapper, type MapRecord, type RowMapper } from './mapper.js';
import { type ByteDialect, fieldText } from './records.js';

/** Everything that a thread needs to map a table. It can be sent to threads. */
export interface TableJob {
  table: Table;
  options: PlanOptions;
  graph: string | undefined;
  dialect: ByteDialect;
  width: number; // expected number of cells in a row
  firstSourceRow: number; // line of the first row in the file: 2 after one header row
  key: number[]; // columns of a key; empty: do not collect keys
  isKeyRequired: boolean; // report rows without a key
  onlyKeys: boolean; // report nothing except rows without a key
  hasOutput: boolean; // false: only check the cells
}

/**
 * Creates the mapper of a table's rows. Each thread has its own. `watched` can replace the readers of cells, to see their
 * values.
 */
export function createRowMapper(job: TableJob, watched = (cells: ByteCell[]): ByteCell[] => cells): RowMapper {
  const { table, options, key, isKeyRequired, onlyKeys, hasOutput, ...shape } = job;
  const graph = job.graph === undefined ? undefined : DataFactory.namedNode(job.graph);
  const plan = compilePlan(table, options);
  const lines = hasOutput ? linesOf(plan, graph) : [];
  if (!lines) return createMapper(shape, mapQuads(plan, graph, shape.dialect.quote));
  const cells = watched(table.columns.map(byteCell));
  return createPlanMapper({ ...shape, cells, lines, ...(key.length > 0 && { key, isKeyRequired, onlyKeys }) });
}

/**
 * Converts a plan to lines of N-Quads with slots for cells. Undefined if the plan must be written quad by quad: it has
 * lists, templates that are not simple, or IRIs that can be invalid.
 */
export function linesOf({ table, statements }: Plan, graph: NamedNode | undefined): Line[] | undefined {
  const { columns, virtualColumns } = table;
  if (columns.some(({ separator }) => separator !== undefined)) return undefined;
  const cells = new Map(columns.map(({ name }, i) => [name, i]));
  cells.set('_row', rowNumberCell).set('_sourceRow', sourceRowCell);
  const constants = new Map(virtualColumns.map((column) => [column.name, constantOf(column)]));
  const end = `${graph ? ` ${termText(graph)}` : ''} .\n`;
  const lines: Line[] = [];
  for (const statement of statements) {
    if (statement.needs !== undefined && constants.get(statement.needs) === null) continue; // never has a value
    const made = statementLines(statement, cells, constants, end);
    if (!made) return undefined;
    lines.push(...made);
  }
  return lines;
}

type Parts = (string | Slot)[];

const { valid, broken } = cellStates;

/** Converts a statement to lines. Its names refer to cells, or to virtual columns with a constant value. */
function statementLines(
  { subject, predicate, object, needs }: StatementPlan,
  cells: Map<string, number>,
  constants: Map<string, string | null | undefined>,
  end: string,
): Line[] | undefined {
  const start = [nodeParts(subject, cells), nodeParts(predicate, cells)];
  const cell = needs === undefined ? undefined : cells.get(needs);
  const when: Condition[] = cell === undefined || cell < 0 ? [] : [{ cell, states: [valid, broken] }];
  const line = (parts: Parts | undefined, more: Condition[] = []): Line[] | undefined => {
    if (!start[0] || !start[1] || !parts) return undefined;
    return [{ when: [...when, ...more], parts: [...start[0], ' ', ...start[1], ' ', ...parts, end] }];
  };
  if (object.kind !== 'literal') return line(nodeParts(object, cells));
  const { name, type, brokenType } = object;
  if (constants.has(name)) {
    const text = constants.get(name);
    return typeof text === 'string' ? line([`"${escapeLiteral(text)}"${typeSuffix(type)}`]) : undefined;
  }
  const slot = cells.get(name);
  if (slot === undefined) return undefined;
  const literal = (of: LiteralType): Parts => ['"', { cell: slot, encode: 'literal' }, `"${typeSuffix(of)}`];
  if (typeSuffix(type) === typeSuffix(brokenType)) return line(literal(type));
  // an invalid value is written as a string (Generating RDF, section 4.5.3)
  const fitting = line(literal(type), [{ cell: slot, states: [valid] }]);
  const other = line(literal(brokenType), [{ cell: slot, states: [broken] }]);
  return fitting && other ? [...fitting, ...other] : undefined;
}

/** Converts an IRI or blank node to text and slots. Undefined if its template is not simple, or if it can be invalid. */
function nodeParts(plan: TermPlan, cells: Map<string, number>): Parts | undefined {
  if (plan.kind === 'literal') return undefined;
  if (plan.kind === 'constant') return [termText(plan.term)];
  if (plan.kind === 'blank') return [`_:${plan.label}`, { cell: rowNumberCell, encode: 'literal' }];
  const { pieces } = plan.template;
  if (!pieces || iriSyntaxFault(pieces.map((piece, i) => (i % 2 ? 'x' : piece)).join(''))) return undefined;
  const parts: Parts = ['<'];
  for (const [i, piece] of pieces.entries()) {
    const cell = cells.get(piece);
    if (i % 2 === 0) parts.push(piece);
    else if (cell === undefined) return undefined;
    else parts.push({ cell, encode: 'iri' });
  }
  return [...parts, '>'];
}

/** Returns the value of a virtual column in all rows: its default. Undefined for a list or an invalid value. */
function constantOf(column: Column): string | null | undefined {
  const { value, broken: items } = compileCell(column)('', ignore);
  return Array.isArray(value) || items ? undefined : value;
}

/** Creates the reader of a column's cells. Its check for plain bytes excludes empty cells and the words for null. */
function byteCell(column: Column): ByteCell {
  const read = compileCell(column);
  const isPlain = column.separator === undefined ? compileDatatype(column.datatype).isPlain : undefined;
  const words = column.null.filter((word) => word !== '').map(utf8);
  const isWord = (bytes: Uint8Array, from: number, to: number): boolean =>
    words.some((word) => word.length === to - from && word.every((byte, i) => bytes[from + i] === byte));
  return {
    ...(isPlain && {
      isPlain: words.length === 0 ? isPlain : (b, from, to) => isPlain(b, from, to) && !isWord(b, from, to),
    }),
    read(given) {
      const faults: NonNullable<ReturnType<ByteCell['read']>['faults']> = [];
      const { value, broken: items } = read(given, (fault) => faults.push(fault));
      const text = Array.isArray(value) ? value.join('\u001f') : value; // lists only matter for keys
      return { value: text, ...(items && text !== null && { state: broken }), faults };
    },
  };
}

/** Creates a function that writes the rows of a table quad by quad, as N-Quads. */
function mapQuads(plan: Plan, graph: NamedNode | undefined, quote: number | null): MapRecord {
  const { columns, virtualColumns } = plan.table;
  const readers = columns.map(compileCell);
  const virtual = virtualColumns.map((column): [Column, Cell] => [column, compileCell(column)('', ignore)]);
  const indexOf = (name: string): number => columns.findIndex((column) => column.name === name);
  const write = compileQuads(plan, iriSyntaxFault);
  return (bytes, fields, { row, sourceRow, report }, out) => {
    const textOf = (cell: number): string => (cell < 0 ? '' : fieldText(bytes, fields, cell, quote));
    const cells = readers.map((read, i): [Column, Cell] => [
      columns[i] as Column,
      read(textOf(i), (fault) => report(i, fault, textOf(i))),
    ]);
    let lines = '';
    write(
      rowValues([...cells, ...virtual], row, sourceRow),
      (subject, predicate, object) => {
        lines += lineOf(subject, predicate, object, graph);
      },
      ({ code, fault }, iri, column) => {
        const cell = indexOf(columnOf(column, plan.table));
        report(cell, { code, message: `Invalid IRI "${iri}": ${fault}` }, textOf(cell));
      },
    );
    if (out) append(out, lines);
    return true;
  };
}

const ignore = (): void => {};

const encoder = new TextEncoder();

function append(out: Output, text: string): void {
  out.reserve(3 * text.length); // at most 3 bytes of UTF-8 for each UTF-16 unit
  out.length += encoder.encodeInto(text, out.bytes.subarray(out.length)).written;
}
