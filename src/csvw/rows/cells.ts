import { cellAddress, clip, type Place, type Problem, type Severity, wordsOf } from '../../problem.js';
import { compileDatatype } from '../datatypes/datatype.js';
import texts from '../messages.json' with { type: 'json' };
import type { Column } from '../metadata/column.js';
import type { Table } from '../metadata/table.js';
import type { Values } from '../metadata/uri-template.js';
import { placeInRow, type Row, raggedness } from './rows.js';

/** The value of a cell: text, a list if the column has a separator, or null. */
export interface Cell {
  value: string | string[] | null;
  broken?: number[]; // indexes of invalid items, which remain plain text
}

/** A problem without its place. */
export type CellFault = Pick<Problem, 'code' | 'message' | 'expected'>;

type CellReader = (text: string, report: (fault: CellFault) => void) => Cell;

// biome-ignore lint/suspicious/noControlCharactersInRegex: the pattern matches control characters
const suspicious = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffd\ufffe\uffff]/;

/** Finds damaged and invisible characters in a cell. */
export function textFault(text: string): CellFault | undefined {
  const bad = suspicious.exec(text)?.[0];
  if (bad === undefined) return undefined;
  if (text.includes('\ufffd'))
    return {
      code: 'encoding',
      message: 'Damaged character: the file is not saved as UTF-8, or once was not',
    };
  const name = `U+${bad.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
  return { code: 'control-character', message: `Invisible control character ${name}` };
}

/** Datatypes whose list items keep the spaces around them. */
const isText = new Set(['string', 'any', 'anyAtomicType']);

/** Compiles the reader of a column's cells (Model for Tabular Data, section 6.4). */
export function compileCell(column: Column): CellReader {
  const { read, clean } = compileDatatype(column.datatype);
  const keepsSpaces = isText.has(column.datatype.base);
  const nulls = new Set(column.null);
  const { separator } = column;

  return (given, report) => {
    const fault = textFault(given);
    if (fault) report(fault);
    const cleaned = clean(given);
    const text = cleaned === '' ? column.default : cleaned;
    const isNothing = nulls.has(text);
    if (column.required && (separator === undefined ? isNothing : text === '')) {
      const { code, message } = wordsOf(texts.emptyCell, { column: column.name });
      report({ code, message });
    }
    if (text === '' && separator !== undefined) return { value: [] };
    if (isNothing) return { value: null };
    const items: string[] = [];
    const broken: number[] = [];
    for (const part of separator === undefined ? [text] : text.split(separator)) {
      const item = (keepsSpaces || separator === undefined ? part : part.trim()) || column.default;
      if (nulls.has(item)) continue;
      const reading = read(item);
      if ('expected' in reading) {
        const { expected } = reading;
        const message = `Invalid ${column.name} "${clip(item)}": expected ${expected}`;
        if (!fault) report({ code: 'datatype', message, expected });
        broken.push(items.length);
      }
      items.push('expected' in reading ? item : reading.lexical);
    }
    const value = separator === undefined ? (items[0] ?? null) : items;
    return broken.length === 0 ? { value } : { value, broken };
  };
}

/** The values of a row. */
export interface RowValues {
  number: number; // of the row in the table, from 1
  values: Values; // by column name, with `_row` and `_sourceRow`
  broken: Map<string, number[]>; // by column name: indexes of invalid items, which remain plain text
}

/** Collects the values of a row by column name. A column can be called __proto__. */
export function rowValues(cells: Iterable<[Column, Cell]>, number: number, source: number): RowValues {
  const values: Values = Object.assign(Object.create(null), { _row: String(number), _sourceRow: String(source) });
  const broken = new Map<string, number[]>();
  for (const [{ name }, cell] of cells) {
    values[name] = cell.value;
    if (cell.broken) broken.set(name, cell.broken);
  }
  return { number, values, broken };
}

/** The header of a file, matched to the columns of its table. */
export interface HeaderMatch {
  titles: string[]; // one for each cell of a row
  columns: (Column | undefined)[]; // by the index of a cell; undefined if the title is unknown or a duplicate
}

/** Instructions for reading the rows of a table. */
export interface RowReading {
  table: Table;
  file: string;
  header: HeaderMatch;
  severity: Severity; // of an invalid cell
  isStrict: boolean; // drops invalid values, which otherwise become plain text, and IRIs that cannot be published
}

/** The values of a row, and the places of its cells. */
export interface ReadRow extends RowValues {
  isRagged: boolean; // too few or too many cells: values can be in the wrong column, so they are not checked
  placeOf(column: string): Place;
}

/** Compiles the reader of a table's rows: text in, values and problems out. */
export function compileRowReader({ table, file, header, severity, isStrict }: RowReading) {
  const readers = table.columns.map((column) => ({
    column,
    index: header.columns.indexOf(column),
    read: compileCell(column),
  }));
  const virtual = table.virtualColumns.map((column): [Column, Cell] => [column, compileCell(column)('', () => {})]);
  const indexes = new Map(readers.map(({ column, index }) => [column.name, index]));
  const { skipColumns } = table.dialect;

  return (row: Row, number: number, report: (problem: Problem) => void): ReadRow => {
    const placeOf = (column: string): Place => {
      const index = indexes.get(column) ?? -1;
      return index < 0 ? { file, row: row.number, column } : placeInRow(file, row, index, column, skipColumns);
    };
    const ragged = raggedProblem(row, header.titles, file, severity);
    if (ragged) report(ragged);
    const cells = readers.map(({ column, index, read }): [Column, Cell] => {
      const text = row.cells[index]; // undefined if the cell or the column is missing
      let isBroken = false;
      const cell = read(text ?? '', ({ code, message, expected }) => {
        isBroken = true;
        if (text !== undefined && !ragged)
          report({ code, severity, message, where: placeOf(column.name), ...(expected !== undefined && { expected }) });
      });
      if (!isBroken || !isStrict) return [column, cell];
      const { value, broken = [] } = cell;
      return [column, { value: Array.isArray(value) ? value.filter((_, i) => !broken.includes(i)) : null }];
    });
    const values = rowValues([...cells, ...virtual], number, row.number);
    return { ...values, isRagged: ragged !== undefined, placeOf };
  };
}

function raggedProblem(row: Row, titles: string[], file: string, severity: Severity): Problem | undefined {
  const [has, due] = [row.cells.length, titles.length];
  if (has === due) return undefined;
  const filled = row.cells.findIndex((cell, i) => i >= due && cell !== ''); // the first extra cell that is not blank
  const index = filled < 0 ? Math.min(has, due) : filled;
  const where = { file, row: row.number, column: titles[index] ?? '', cell: cellAddress(row.number, index + 1) };
  return { ...raggedness(has, due), severity, where };
}
