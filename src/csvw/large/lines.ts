import type { NamedNode } from 'n3';
import { utf8 } from '../../bytes.js';
import { iriSyntaxFault } from '../../rdf/iri.js';
import { escapeLiteral, termText, typeSuffix } from '../../rdf/nquads.js';
import { compileDatatype } from '../datatypes/datatype.js';
import type { Column } from '../metadata/column.js';
import type { Table } from '../metadata/table.js';
import type { LiteralType, Plan, StatementPlan, TermPlan } from '../rdf/plan.js';
import { compileCell } from '../rows/cells.js';
import type { ByteCell } from './byte-cell.js';
import type { Line, Slot } from './program.js';
import { rowNumberCell, sourceRowCell } from './row-cells.js';

/** A plan as lines of N-Quads with slots for cells, and how those cells are read. */
export interface FlatPlan {
  lines: Line[];
  cells: ByteCell[];
}

/**
 * Writes a table's plan as lines of bytes. Undefined where a row's lines depend on more than which cells have a value:
 * lists, templates with more than simple variables, IRIs that may turn out to be none. Such a plan is written quad by quad.
 */
export function flattenPlan({ table, statements }: Plan, graph: NamedNode | undefined): FlatPlan | undefined {
  const { columns, virtualColumns } = table;
  if (columns.some(({ separator }) => separator !== undefined)) return undefined;
  const constants = new Map(virtualColumns.map((column) => [column.name, constantOf(column)]));
  const indexes = new Map(columns.map(({ name }, i) => [name, i]));
  indexes.set('_row', rowNumberCell).set('_sourceRow', sourceRowCell);
  const lines: Line[] = [];
  for (const statement of statements) {
    if (statement.needs !== undefined && constants.get(statement.needs) === null) continue; // never has a value
    const made = linesOf(statement, indexes, constants, graph);
    if (!made) return undefined;
    lines.push(...made);
  }
  return { lines, cells: columns.map(byteCell) };
}

type Parts = (string | Slot)[];

function linesOf(
  { subject, predicate, object, needs }: StatementPlan,
  indexes: Map<string, number>,
  constants: Map<string, string | null | undefined>,
  graph: NamedNode | undefined,
): Line[] | undefined {
  const start = [nodeParts(subject, indexes), nodeParts(predicate, indexes)];
  const end = `${graph ? ` ${termText(graph)}` : ''} .\n`;
  const cell = needs === undefined ? undefined : indexes.get(needs);
  const needed = cell === undefined || cell < 0 ? [] : [cell];
  const line = (parts: Parts | undefined, more: Partial<Line> = {}): Line[] | undefined => {
    if (!start[0] || !start[1] || !parts) return undefined;
    return [{ needs: needed, ...more, parts: joined([...start[0], ' ', ...start[1], ' ', ...parts, end]) }];
  };
  if (object.kind !== 'literal') return line(nodeParts(object, indexes));
  const { name, type, brokenType } = object;
  if (constants.has(name)) {
    const text = constants.get(name);
    return typeof text === 'string' ? line([`"${escapeLiteral(text)}"${typeSuffix(type)}`]) : undefined;
  }
  const slot = indexes.get(name);
  if (slot === undefined) return undefined;
  const literal = (of: LiteralType): Parts => ['"', { cell: slot, encode: 'literal' }, `"${typeSuffix(of)}`];
  if (typeSuffix(type) === typeSuffix(brokenType)) return line(literal(type));
  const [valid, broken] = [line(literal(type), { valid: [slot] }), line(literal(brokenType), { broken: [slot] })];
  return valid && broken ? [...valid, ...broken] : undefined;
}

/** An IRI or blank node as text and slots; undefined when it takes more than that to make it, or may be no IRI. */
function nodeParts(plan: TermPlan, indexes: Map<string, number>): Parts | undefined {
  if (plan.kind === 'literal') return undefined;
  if (plan.kind === 'constant') return [termText(plan.term)];
  if (plan.kind === 'blank') return [`_:${plan.label}`, { cell: rowNumberCell, encode: 'literal' }];
  const { pieces } = plan.template;
  if (!pieces || iriSyntaxFault(pieces.map((piece, i) => (i % 2 ? 'x' : piece)).join(''))) return undefined;
  const parts: Parts = ['<'];
  for (const [i, piece] of pieces.entries()) {
    const cell = indexes.get(piece);
    if (i % 2 === 0) parts.push(piece);
    else if (cell === undefined) return undefined;
    else parts.push({ cell, encode: 'iri' });
  }
  return [...parts, '>'];
}

/** Texts that follow one another as one. */
function joined(parts: Parts): Parts {
  const result: Parts = [];
  for (const part of parts) {
    const last = result.at(-1);
    if (typeof part === 'string' && typeof last === 'string') result[result.length - 1] = last + part;
    else result.push(part);
  }
  return result;
}

/** The value that a virtual column has in all rows: its default. A list is no constant: undefined. */
function constantOf(column: Column): string | null | undefined {
  const { value, broken } = compileCell(column)('', () => {});
  return Array.isArray(value) || broken ? undefined : value;
}

/** How the cells of a table are read when nothing is made of them. */
export const checksOf = ({ columns }: Table): FlatPlan => ({ lines: [], cells: columns.map(byteCell) });

/** A column's reading of cells, with its short cut for bytes where an empty cell and the words for null are none of it. */
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
      const faults: unknown[] = [];
      const { value, broken } = read(given, (fault) => faults.push(fault));
      const text = Array.isArray(value) ? value.join('\u001f') : value; // a list is only looked at as a whole, as a key
      return { value: text, isBroken: broken !== undefined, ...(faults.length > 0 && { fault: faults }) };
    },
  };
}
