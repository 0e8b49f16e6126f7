import { placeInRow } from '../../csvw/rows/rows.js';
import type { Problem } from '../../problem.js';
import type { Fits } from '../explain-cell.js';
import { isWorkbook, type Sheet } from '../table-group.js';
import type { Cause } from './cause.js';
import { misfit } from './rows.js';

/**
 * Moves the problem of a row with one cell too many to the cell with the comma that split it: joined there, the other cells of
 * the row fit their columns best. "v0,1.0" in the column version gives the cells "v0" and "1.0".
 */
export function splitCells(sheet: Sheet, problems: Problem[], fits: Fits): Cause[] {
  const { file, rows, header } = sheet;
  if (isWorkbook(file)) return []; // a cell of a workbook can contain commas
  const width = header.columns.length;
  // A cell in each of several rows is a column without a name.
  if (rows.length > 2 && rows.slice(1).every(({ cells }) => cells.length > width)) return [];
  const isWrong = misfit(sheet, fits);
  return problems.flatMap((problem) => {
    if (problem.code !== 'extra-cell' || problem.where.file !== file) return [];
    const row = rows.find(({ number }) => number === problem.where.row);
    if (row?.cells.length !== width + 1) return [];
    const { cells } = row;
    const joined = Array.from({ length: width }, (_, at) => {
      const whole = [...cells.slice(0, at), `${cells[at]},${cells[at + 1]}`, ...cells.slice(at + 2)];
      return { at, wrong: whole.flatMap((text, index) => (isWrong(text, index) ? [index] : [])) };
    });
    const fewest = Math.min(...joined.map(({ wrong }) => wrong.length));
    const best = joined.filter(({ wrong }) => wrong.length === fewest);
    const places = new Set(best.map(({ at, wrong }) => wrong[0] ?? at));
    const [index] = places;
    if (index === undefined || places.size > 1) return []; // several cells are possible
    const where = placeInRow(file, row, index, header.columns[index]?.name ?? '');
    const of = problems.filter((one) => one.where.file === file && one.where.row === row.number);
    return [{ of, problem: { ...problem, where } }];
  });
}
