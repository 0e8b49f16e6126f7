import { cellAddress, type Place, type Problem, type Severity } from '../../problem.js';
import type { Column } from '../metadata/column.js';
import type { Table } from '../metadata/table.js';
import { type Cell, compileCell } from './cell.js';
import { type RowValues, rowValues } from './row-values.js';
import type { Row } from './rows.js';

/** Where each column of a table stands in its file, by index; one that is missing there has none. */
export type Positions = Map<Column, number>;

/** How strictly a table is read. */
export interface Reading {
  severity: Severity; // of a cell that is not as its column wants it
  keepsBroken: boolean; // whether such a cell stands as the text it is, or as nothing
}

export interface ReadRow extends RowValues {
  isRagged: boolean; // its cells may stand one place off: they are not judged
  placeOf(column: string): Place;
}

/** Compiles the reading of a table's rows: text in, values and problems out. `due` is how many cells a row has. */
export function compileRowReader(table: Table, positions: Positions, due: string[], file: string, reading: Reading) {
  const readers = table.columns.map((column) => ({
    column,
    position: positions.get(column),
    read: compileCell(column),
  }));
  const virtual = table.virtualColumns.map((column): [Column, Cell] => [column, compileCell(column)('', () => {})]);
  const indexes = new Map([...positions].map(([column, index]) => [column.name, index]));
  const { severity, keepsBroken } = reading;

  return (row: Row, number: number, report: (problem: Problem) => void): ReadRow => {
    const placeOf = (name: string): Place => placeIn(file, row, indexes, name, table.dialect.skipColumns);
    const ragged = raggedness(row, due, file, severity);
    if (ragged) report(ragged);
    const cells = readers.map(({ column, position, read }): [Column, Cell] => {
      const text = position === undefined ? undefined : row.cells[position];
      let isBroken = false;
      const cell = read(text ?? '', ({ code, message, expected }) => {
        isBroken = true;
        if (text !== undefined && !ragged)
          report({ code, severity, message, where: placeOf(column.name), ...(expected !== undefined && { expected }) });
      });
      return [column, isBroken && !keepsBroken ? { value: withoutBroken(cell) } : cell];
    });
    const values = rowValues([...cells, ...virtual], number, row.number);
    return { ...values, isRagged: ragged !== undefined, placeOf };
  };
}

/** A list without the items that are no values; anything else that is broken says nothing. */
function withoutBroken({ value, broken = [] }: Cell): Cell['value'] {
  return Array.isArray(value) ? value.filter((_, i) => !broken.includes(i)) : null;
}

function placeIn(file: string, row: Row, indexes: Map<string, number>, name: string, skipped: number): Place {
  const index = indexes.get(name);
  if (index === undefined) return { file, row: row.number, column: name };
  const value = row.cells[index] ?? '';
  return { file, row: row.number, column: name, cell: cellAddress(row.number, index + 1 + skipped), value };
}

function raggedness(row: Row, columns: string[], file: string, severity: Severity): Problem | undefined {
  const [has, due] = [row.cells.length, columns.length];
  if (has === due) return undefined;
  const filled = row.cells.findIndex((cell, i) => i >= due && cell !== ''); // the first that is too many, blank ones aside
  const index = filled < 0 ? Math.min(has, due) : filled;
  return {
    code: has < due ? 'missing-cell' : 'extra-cell',
    severity,
    message: `the row has ${has} ${has === 1 ? 'cell' : 'cells'} where the header has ${due}`,
    where: { file, row: row.number, column: columns[index] ?? '', cell: cellAddress(row.number, index + 1) },
    fix: has < due ? 'add the missing cells, empty if need be' : 'put a text that holds a comma in quotation marks',
  };
}
