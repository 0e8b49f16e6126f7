import type { Row } from '../../csvw/rows/rows.js';
import { cellAddress, type Place, type Problem, problemOf } from '../../problem.js';
import { groupBy } from '../../text/order.js';
import type { Fits } from '../explain-cell.js';
import texts from '../messages.json' with { type: 'json' };
import type { Sheet } from '../table-group.js';
import { type Cause, oneOf } from './cause.js';
import { runsOf } from './columns.js';

/** Several problems in one row have one cause: its cells are shifted, it is struck through, or other cells were pasted over it. */

/** Fewest wrong cells of a row with one cause. */
const fewest = { shifted: 2, wrong: 3 };

/** Returns the rows whose cells fit if they are moved by one column. Adjacent rows are one cause. */
export function shiftedRows(sheet: Sheet, problems: Problem[], fits: Fits): Cause[] {
  const rows = new Map(sheet.rows.map((row) => [row.number, row]));
  const found = [...problemsByRow(sheet, problems)].flatMap(([number, own]): Cause[] => {
    const row = rows.get(number);
    const shift = row && own.length >= fewest.shifted ? shiftOf(sheet, row, fits) : undefined;
    return shift && row ? [{ of: own, problem: shiftedRow(sheet, row, shift, own) }] : [];
  });
  return joined(found, ({ message }) => message.replace(/\d+/g, ''));
}

/** Returns rows with several wrong cells that have no other cause. Adjacent rows are one cause. */
export function wrongRows(sheet: Sheet, problems: Problem[]): Cause[] {
  const found = [...problemsByRow(sheet, problems)].flatMap(([, own]): Cause[] => {
    if (own.length < fewest.wrong) return [];
    const columns = own.map(({ where }) => where.column ?? '').join(', ');
    const values = { cells: own.length, columns };
    const isOneKind = own.every(({ code }) => code === own[0]?.code);
    return [{ of: own, problem: isOneKind ? oneOf(own) : oneOf(own, texts.wrongRow, values) }];
  });
  return joined(found, ({ code }) => code);
}

/** Returns the problems of cells by row and severity, one per cell. */
function problemsByRow({ file }: Sheet, problems: Problem[]): [number, Problem[]][] {
  const own = problems.filter(
    ({ severity, code, where }) =>
      where.file === file && where.cell !== undefined && severity !== 'notice' && !texts.ofRows.includes(code),
  );
  return [...groupBy(own, ({ severity, where }) => `${severity} ${where.row}`).values()].map((one) => [
    one[0]?.where.row ?? 0,
    one,
  ]);
}

/** Joins the causes of adjacent rows. */
function joined(causes: Cause[], kindOf: (problem: Problem) => string): Cause[] {
  const byProblem = new Map(causes.map((cause) => [cause.problem, cause]));
  const kinds = groupBy(byProblem.keys(), (problem) => `${problem.severity} ${kindOf(problem)}`);
  return [...kinds.values()].flatMap(runsOf).map((run) => ({
    of: run.flatMap((problem) => byProblem.get(problem)?.of ?? []),
    problem: oneOf(run),
  }));
}

/** The cells from `index` on are one column too far to the right, or to the left. */
interface Shift {
  index: number;
  isRight: boolean;
}

/** Finds the shift after which all cells of a row fit their columns, except the cell that is missing. */
function shiftOf({ table, header }: Sheet, { cells }: Row, fits: Fits): Shift | undefined {
  const width = header.columns.length;
  if (cells.length !== width || cells.every((cell) => cell === '')) return undefined;
  const isWrong = (text: string, index: number): boolean => {
    const column = header.columns[index];
    if (!column) return false;
    if (text === '') return column.required || table.primaryKey.includes(column.name);
    const items = column.separator === undefined ? [text] : text.split(column.separator);
    return !items.every((item) => fits(column, item));
  };
  const wrong = cells.flatMap((text, index) => (isWrong(text, index) ? [index] : []));
  const isBetter = (moved: string[], gap: number): boolean =>
    moved.every((text, index) => index === gap || !isWrong(text, index)) &&
    wrong.length - Number(isWrong('', gap)) >= fewest.shifted - 1;
  if (wrong.length < fewest.shifted) return undefined;
  const last = wrong[0] ?? 0; // the shift begins at the first wrong cell, or before it
  for (let index = last; index >= 0; index--) {
    const { [index]: at } = cells;
    const moved = [...cells.slice(0, index), ...cells.slice(index + 1), ''];
    if (at === '' && isBetter(moved, width - 1)) return { index, isRight: true };
  }
  for (let index = last; index >= 0; index--) {
    const moved = [...cells.slice(0, index), '', ...cells.slice(index, -1)];
    if (cells.at(-1) === '' && isBetter(moved, index)) return { index, isRight: false };
  }
  return undefined;
}

function shiftedRow({ file, header }: Sheet, row: Row, { index, isRight }: Shift, own: Problem[]): Problem {
  const cell = cellAddress(row.number, index + 1);
  const name = header.columns[index]?.name ?? '';
  const where: Place = { file, row: row.number, column: name, cell, value: row.cells[index] ?? '' };
  const wording = isRight ? texts.shiftedRight : texts.shiftedLeft;
  const also = own.map((one) => one.where).filter((place) => place.cell !== cell);
  return { ...problemOf(wording, where, { row: row.number, cell, name }), ...(also.length > 0 && { also }) };
}
