import { cellAddress, type Place, type Problem, type Severity } from '../../problem.js';
import { quoteProblem } from '../rows/rows.js';
import type { Fault } from './cells.js';

/** What is wrong with a record, counted from the first row: 0. */
export interface RowFault extends Fault {
  record: number;
  column: number; // -1 where it is no cell
  text?: string; // of the cell
}

/** What came of going over the rows of a file. */
export interface MappedRows {
  faults: RowFault[]; // in the order of the file
  faultCount: number; // of all, kept or not
  stopped?: { record: number; byte: number }; // where a record could not be read, for its quotes; what follows was not looked at
}

/** Where rows are: their file as people know it, and the row that the first record is. */
export interface Ground {
  file: string;
  sheet?: string;
  columns: { name: string }[];
  firstRow: number;
}

/** A file, with its sheet if it has one. */
export const fileOf = ({ file, sheet }: Pick<Ground, 'file' | 'sheet'>): Place => ({
  file,
  ...(sheet !== undefined && { sheet }),
});

/** The place of a cell, or of a whole record. */
export function placeOf(ground: Ground, record: number, column: number, value?: string): Place {
  const row = ground.firstRow + record;
  if (column < 0) return { ...fileOf(ground), row };
  const place = {
    ...fileOf(ground),
    row,
    column: ground.columns[column]?.name ?? '',
    cell: cellAddress(row, column + 1),
  };
  return value === undefined ? place : { ...place, value };
}

/** What is wrong with rows, as problems with their places; beyond the limit they are only counted. */
export function rowProblems(
  { faults, faultCount, stopped }: MappedRows,
  ground: Ground,
  severity: Severity,
): Problem[] {
  const problems = faults.map(({ record, column, text, code, message, ...more }): Problem => {
    return { code, severity, message, where: placeOf(ground, record, column, text), ...more };
  });
  const rest = faultCount - faults.length;
  if (rest > 0) {
    const message = `${rest} more rows or cells are not as they should be; they are not listed`;
    problems.push({ code: 'more-problems', severity, message, where: fileOf(ground) });
  }
  if (stopped) problems.push(quoteProblem(ground.file, ground.firstRow + stopped.record));
  return problems;
}
