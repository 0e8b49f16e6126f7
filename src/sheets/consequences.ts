import { columnNumber, type Place, type Problem } from '../problem.js';
import { columnOf, errorCells, isError, rowOf, spotOf } from './findings.js';
import texts from './messages.json' with { type: 'json' };

/** Problems that only follow from another problem: an invalid cell is not also missing, and a reference to a lost key is not a second mistake. */

/** Codes that can follow from an earlier problem of the same cell. */
const consequences = new Set(texts.followOns);

/** Returns a test for problems that only follow from a reported error of the same cell, row or column. */
export function consequencesOf(reported: Problem[]): (problem: Problem) => boolean {
  const errors = reported.filter(isError);
  const cells = errorCells(reported);
  const merged = errors.filter(({ code }) => code === 'merged-cells').map(({ where }) => where);
  const crowded = new Set(errors.filter(({ count }) => count !== undefined).map(({ where }) => columnOf(where)));
  const misplaced = new Set(errors.filter(({ code }) => code === 'cell-reference').map(({ where }) => rowOf(where)));
  return ({ code, where, related = [] }) => {
    if (errors.length === 0 || !consequences.has(code) || where.cell === undefined) return false;
    if (code === 'required' && (misplaced.has(rowOf(where)) || merged.some((one) => isWithin(one, where)))) return true;
    if (crowded.has(columnOf(where))) return true; // the unlisted errors may include this cell
    return [where, ...(code === 'duplicate-id' ? related : [])].some((place) => cells.has(spotOf(place)));
  };
}

/** True if a cell is inside merged cells, whose place has the range as its value: "D3:D4". */
function isWithin({ file, value = '' }: Place, where: Place): boolean {
  const [, from = '', first = '', to = '', last = ''] = /^\$?([A-Z]+)\$?(\d+):\$?([A-Z]+)\$?(\d+)$/.exec(value) ?? [];
  const [row, column] = [where.row ?? 0, columnNumber(where)];
  if (file !== where.file || row < Number(first) || row > Number(last)) return false;
  return column >= columnNumber({ file, cell: from }) && column <= columnNumber({ file, cell: to });
}

/** Drops problems that say less than another of the same cell: a notice if there is an error, a formula that failed. */
export function withoutLesser(problems: Problem[], others: Problem[]): Problem[] {
  const cells = errorCells([...problems, ...others]);
  const failed = errorCells(problems.filter(({ code }) => code === 'error-value'));
  const isLesser = ({ code, severity, where }: Problem): boolean =>
    (code === 'numeric-code' && severity === 'notice' && cells.has(spotOf(where))) ||
    (code === 'formula' && failed.has(spotOf(where)));
  return problems.filter((problem) => !isLesser(problem));
}
