import { cellAddress, clip, type Place, type Problem, problemOf, type Severity, wordsOf } from '../../problem.js';
import { compileDatatype } from '../datatypes/datatype.js';
import texts from '../messages.json' with { type: 'json' };
import type { Column } from '../metadata/column.js';
import type { Table } from '../metadata/table.js';
import type { Values } from '../metadata/uri-template.js';
import type { Row } from './rows.js';

/** A cell as its column reads it: text, a list where the column has a separator, null where the cell has no value. */
export interface Cell {
  value: string | string[] | null;
  broken?: number[]; // which items are not values of the datatype and stay the text they are
}

/** What is wrong with a cell. */
export type CellFault = Pick<Problem, 'code' | 'message' | 'expected'>;

type CellReader = (text: string, report: (fault: CellFault) => void) => Cell;

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const suspicious = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffd\ufffe\uffff]/;

/** What is wrong with the characters of a cell, or nothing. */
export function textFault(text: string): CellFault | undefined {
  const bad = suspicious.exec(text)?.[0];
  if (bad === undefined) return undefined;
  if (text.includes('\ufffd'))
    return {
      code: 'encoding',
      message: 'a character here is damaged: the file is not saved as UTF-8, or was not once',
    };
  const name = `U+${bad.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
  return { code: 'control-character', message: `an invisible control character (${name}) stands here` };
}

/** The items of a list keep the spaces around them where the base is one of these. */
const isText = new Set(['string', 'any', 'anyAtomicType']);

/** Compiles a column's reading of its cells (Model for Tabular Data, section 6.4). */
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
      if ('fault' in reading) {
        const message = `"${clip(item)}" does not fit ${column.name}: ${reading.fault}`;
        if (!fault) report({ code: 'datatype', message, expected: reading.fault }); // one fault of a cell is enough
        broken.push(items.length);
      }
      items.push('fault' in reading ? item : reading.lexical);
    }
    const value = separator === undefined ? (items[0] ?? null) : items;
    return broken.length === 0 ? { value } : { value, broken };
  };
}

/** A row with its cells read. */
export interface RowValues {
  number: number; // of the row in the table, from 1
  values: Values; // by column name, with `_row` and `_sourceRow`
  broken: Map<string, number[]>; // the items of a column that stay text
}

/** The values of a row's cells by the name of their column; a column may be called __proto__. */
export function rowValues(cells: Iterable<[Column, Cell]>, number: number, source: number): RowValues {
  const values: Values = Object.assign(Object.create(null), { _row: String(number), _sourceRow: String(source) });
  const broken = new Map<string, number[]>();
  for (const [{ name }, cell] of cells) {
    values[name] = cell.value;
    if (cell.broken) broken.set(name, cell.broken);
  }
  return { number, values, broken };
}

/** The header of a file, matched to its table once: every reader of its rows finds the columns by this. */
export interface HeaderMatch {
  titles: string[]; // as many as a row should have cells
  columns: (Column | undefined)[]; // by the index of a cell; undefined where a title names no column of its own
}

/** How the rows of a table are read. */
export interface RowReading {
  table: Table;
  file: string;
  header: HeaderMatch;
  severity: Severity; // of a cell that is not as its column requires
  isStrict: boolean; // such a cell has no value, and an IRI must be one that may be published; else the cell stays text
}

/** A row as it was read, and where its cells are. */
export interface ReadRow extends RowValues {
  isRagged: boolean; // its cells may be one place off: they are not judged
  placeOf(column: string): Place;
}

/** Compiles the reading of a table's rows: text in, values and problems out. */
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
      const { number, cells } = row;
      const index = indexes.get(column) ?? -1;
      if (index < 0) return { file, row: number, column };
      const cell = cellAddress(number, index + 1 + skipColumns); // one literal: places of keys are kept for all rows
      return { file, row: number, column, cell, value: cells[index] ?? '' };
    };
    const ragged = raggedness(row, header.titles, file, severity);
    if (ragged) report(ragged);
    const cells = readers.map(({ column, index, read }): [Column, Cell] => {
      const text = row.cells[index]; // undefined where the column is missing
      let isBroken = false;
      const cell = read(text ?? '', ({ code, message, expected }) => {
        isBroken = true;
        if (text !== undefined && !ragged)
          report({ code, severity, message, where: placeOf(column.name), ...(expected !== undefined && { expected }) });
      });
      if (!isBroken || !isStrict) return [column, cell];
      const { value, broken = [] } = cell; // only the items of a list that are values are left
      return [column, { value: Array.isArray(value) ? value.filter((_, i) => !broken.includes(i)) : null }];
    });
    const values = rowValues([...cells, ...virtual], number, row.number);
    return { ...values, isRagged: ragged !== undefined, placeOf };
  };
}

function raggedness(row: Row, titles: string[], file: string, severity: Severity): Problem | undefined {
  const [has, due] = [row.cells.length, titles.length];
  if (has === due) return undefined;
  const filled = row.cells.findIndex((cell, i) => i >= due && cell !== ''); // the first that is too many, blank ones aside
  const index = filled < 0 ? Math.min(has, due) : filled;
  const where = { file, row: row.number, column: titles[index] ?? '', cell: cellAddress(row.number, index + 1) };
  const values = { has: `${has} ${has === 1 ? 'cell' : 'cells'}`, due };
  return { ...problemOf(has < due ? texts.missingCell : texts.extraCell, where, values), severity };
}
