import { placeInRow, type Row } from '../../csvw/rows/rows.js';
import { cellAddress, type Problem, problemOf } from '../../problem.js';
import { groupBy } from '../../text/order.js';
import type { Fits } from '../explain-cell.js';
import texts from '../messages.json' with { type: 'json' };
import { isWorkbook, type Sheet } from '../table-group.js';
import { type Cause, oneOf } from './cause.js';
import { runsOf } from './columns.js';

/**
 * Several problems in one row have one cause: its cells are shifted, a comma split one, other cells were pasted over it, or
 * the rows were pasted twice.
 */

/** Fewest wrong cells of a row with one cause, and fewest repeated rows that are reported as one block. */
const fewest = { shifted: 2, wrong: 3, repeated: 2 };

/** Returns the rows whose cells fit if they are moved by one column. Adjacent rows are one cause. */
export function shiftedRows(sheet: Sheet, problems: Problem[], fits: Fits): Cause[] {
  const rows = new Map(sheet.rows.map((row) => [row.number, row]));
  const found = [...problemsByRow(sheet, problems)].flatMap(([number, of]) => {
    const row = rows.get(number);
    const shift = row && of.length >= fewest.shifted ? shiftOf(sheet, row, fits) : undefined;
    return shift && row ? [{ of, row, shift }] : [];
  });
  return runsOf(found, ({ row, shift }) => [row.number, `${shift.index} ${shift.isRight}`]).map((run) => ({
    of: run.flatMap(({ of }) => of),
    problem: shiftedProblem(sheet, run),
    assumed: run.map(({ row, shift }) => ({ sheet, row: { number: row.number, cells: shift.moved } })),
  }));
}

/**
 * Returns rows with several wrong cells that have no other cause. Adjacent rows are one cause. Placeholders and
 * other wrong values are not combined, because their own messages say more.
 */
export function wrongRows(sheet: Sheet, problems: Problem[]): Cause[] {
  const found = [...problemsByRow(sheet, problems)].flatMap(([row, of]) => {
    const kinds = new Set(of.map(({ code }) => code));
    const isError = of[0]?.severity === 'error';
    if (of.length < fewest.wrong || (!isError && kinds.size > 1)) return [];
    if (isError && [...kinds].every((code) => texts.ofValues.includes(code))) return [];
    const columns = [...new Set(of.map(({ where }) => where.column ?? ''))].join(', ');
    const wording = !isError
      ? undefined
      : kinds.has('required') && kinds.size === 1
        ? texts.emptyCells
        : texts.wrongRow;
    return [{ of, row, problem: oneOf(of, wording, { cells: of.length, columns }) }];
  });
  return runsOf(found, ({ row, problem }) => [row, `${problem.severity} ${problem.code}`]).map((run) => ({
    of: run.flatMap(({ of }) => of),
    problem: oneOf(run.map(({ problem }) => problem)),
  }));
}

/** Returns the problems of cells by row and severity, one per cell. */
function problemsByRow({ file, rows: [header] }: Sheet, problems: Problem[]): [number, Problem[]][] {
  const own = problems.filter(
    ({ severity, code, where }) =>
      where.file === file &&
      where.cell !== undefined &&
      where.row !== header?.number &&
      severity !== 'notice' &&
      !texts.ofRows.includes(code),
  );
  return [...groupBy(own, ({ severity, where }) => `${severity} ${where.row}`).values()].map((one) => [
    one[0]?.where.row ?? 0,
    one,
  ]);
}

/** The cells from `index` on are one column too far to the right, or to the left. */
interface Shift {
  index: number;
  isRight: boolean;
  moved: string[]; // the cells after they are moved back
}

/** Returns a test for texts that do not fit the column at an index. */
const misfit =
  ({ table, header }: Sheet, fits: Fits) =>
  (text: string, index: number): boolean => {
    const column = header.columns[index];
    if (!column) return false;
    if (text === '') return column.required || table.primaryKey.includes(column.name);
    const items = column.separator === undefined ? [text] : text.split(column.separator);
    return !items.every((item) => fits(column, item));
  };

/** Finds the shift after which all cells of a row fit their columns, except the cell that is missing. */
function shiftOf(sheet: Sheet, { cells }: Row, fits: Fits): Shift | undefined {
  const width = sheet.header.columns.length;
  if (cells.length !== width || cells.every((cell) => cell === '')) return undefined;
  const isWrong = misfit(sheet, fits);
  const wrong = cells.flatMap((text, index) => (isWrong(text, index) ? [index] : []));
  const isBetter = (moved: string[], gap: number): boolean =>
    moved.every((text, index) => index === gap || !isWrong(text, index)) &&
    wrong.length - Number(isWrong('', gap)) >= fewest.shifted - 1;
  if (wrong.length < fewest.shifted) return undefined;
  const last = wrong[0] ?? 0; // the shift begins at the first wrong cell, or before it
  for (let index = last; index >= 0; index--) {
    const { [index]: at } = cells;
    const moved = [...cells.slice(0, index), ...cells.slice(index + 1), ''];
    if (at === '' && isBetter(moved, width - 1)) return { index, isRight: true, moved };
  }
  for (let index = last; index >= 0; index--) {
    const moved = [...cells.slice(0, index), '', ...cells.slice(index, -1)];
    if (cells.at(-1) === '' && isBetter(moved, index)) return { index, isRight: false, moved };
  }
  return undefined;
}

interface ShiftedRow {
  of: Problem[];
  row: Row;
  shift: Shift;
}

function shiftedProblem({ file, header }: Sheet, run: ShiftedRow[]): Problem {
  const [first, last] = [run[0], run.at(-1)];
  if (!first || !last) throw new Error('A shift has rows');
  const { index, isRight } = first.shift;
  const cellOf = ({ row }: ShiftedRow): string => cellAddress(row.number, index + 1);
  const column = header.columns[index]?.name ?? '';
  const where = placeInRow(file, first.row, index, column);
  const isOne = first === last;
  const values = {
    rows: isOne ? `row ${first.row.number}` : `rows ${first.row.number} to ${last.row.number}`,
    cells: isOne ? `cell ${cellOf(first)}` : `cells ${cellOf(first)} to ${cellOf(last)}`,
    column,
  };
  const also = run.flatMap(({ of }) => of.map((one) => one.where)).filter((place) => place.cell !== where.cell);
  const problem = problemOf(isRight ? texts.shiftedRight : texts.shiftedLeft, where, values);
  return also.length > 0 ? { ...problem, also } : problem;
}

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
    const least = Math.min(...joined.map(({ wrong }) => wrong.length));
    const best = joined.filter(({ wrong }) => wrong.length === least);
    const places = new Set(best.map(({ at, wrong }) => wrong[0] ?? at));
    const [index] = places;
    if (index === undefined || places.size > 1) return []; // several cells are possible
    const where = placeInRow(file, row, index, header.columns[index]?.name ?? '');
    const of = problems.filter((one) => one.where.file === file && one.where.row === row.number);
    return [{ of, problem: { ...problem, where } }];
  });
}

/** Returns the blocks of rows that repeat earlier rows of their sheet cell by cell: the rows were pasted twice. */
export function repeatedRows(sheet: Sheet, problems: Problem[]): Cause[] {
  const own = problems.filter(({ code, where }) => code === 'duplicate-id' && where.file === sheet.file);
  if (own.length < fewest.repeated) return [];
  const indexOf = new Map(sheet.rows.map(({ number }, index) => [number, index]));
  const repeats = own.flatMap((problem) => {
    const [row, earlier] = [problem.where.row, problem.related?.[0]?.row].map((number) => indexOf.get(number ?? 0));
    if (row === undefined || earlier === undefined || !isEqual(sheet, row, earlier)) return [];
    return [{ problem, row, earlier }];
  });
  const blocks = runsOf(repeats, ({ row }) => [row, '']).filter(
    (block) => block.length >= fewest.repeated && isWhole(block),
  );
  return blocks.flatMap((block, i): Cause[] => {
    const [first, last] = [block[0], block.at(-1)];
    if (!first || !last) return [];
    const unlisted = i === blocks.length - 1 ? own.filter(({ count }) => count !== undefined) : [];
    const end = unlisted.length > 0 ? endOf(sheet, last) : last;
    const number = (index: number): number => sheet.rows[index]?.number ?? 0;
    const [from, to] = [Math.min(...block.map(({ earlier }) => earlier)), Math.max(end.earlier, first.earlier)];
    const values = {
      first: number(first.row),
      last: number(end.row),
      earlier: from === to ? `row ${number(from)}` : `rows ${number(from)} to ${number(to)}`,
    };
    const { where, related = [] } = first.problem;
    const problem = { ...problemOf(texts.repeatedRows, where, values), related };
    return [{ of: [...block.map((one) => one.problem), ...unlisted], problem }];
  });
}

/** True if the earlier rows follow each other. Otherwise a part of the key was overwritten, and no row was pasted. */
function isWhole(block: { earlier: number }[]): boolean {
  const earlier = new Set(block.map((one) => one.earlier));
  return Math.max(...earlier) - Math.min(...earlier) + 1 === earlier.size;
}

const isEqual = ({ rows }: Sheet, row: number, earlier: number): boolean => {
  const [cells = [], others = []] = [rows[row]?.cells, rows[earlier]?.cells];
  return cells.length > 0 && cells.length === others.length && cells.every((cell, i) => cell === others[i]);
};

/** Finds the last row of a block that is longer than the list of its problems. */
function endOf(sheet: Sheet, { row, earlier }: { row: number; earlier: number }): { row: number; earlier: number } {
  let more = 0;
  while (isEqual(sheet, row + more + 1, earlier + more + 1)) more++;
  return { row: row + more, earlier: earlier + more };
}
