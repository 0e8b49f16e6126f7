import type { Column } from '../metadata/column.js';
import type { Values } from '../metadata/template.js';
import type { Cell } from './cell.js';

/** A row with its cells read. */
export interface RowValues {
  number: number; // of the row in the table, from 1
  values: Values; // by column name, with `_row` and `_sourceRow`
  broken: Map<string, number[]>; // the items of a column that stand as text
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
