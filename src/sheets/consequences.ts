import type { Table } from '../csvw/metadata/table.js';
import type { MissingKey } from '../csvw/rows/keys.js';
import { columnNumber, type Place, type Problem } from '../problem.js';
import { columnOf, errorCells, isError, rowOf, spotOf } from './findings.js';
import texts from './messages.json' with { type: 'json' };
import { columnAt, type Sheet } from './table-group.js';

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

/** Drops problems that say less than another of the same cell: a notice beside an error, a formula that failed. */
export function withoutLesser(problems: Problem[]): Problem[] {
  const cells = errorCells(problems);
  const failed = errorCells(problems.filter(({ code }) => code === 'error-value'));
  const isLesser = ({ code, severity, where }: Problem): boolean =>
    (code === 'numeric-code' && severity === 'notice' && cells.has(spotOf(where))) ||
    (code === 'formula' && failed.has(spotOf(where)));
  return problems.filter((problem) => !isLesser(problem));
}

/** Errors that leave the key readable. */
const legible = new Set(['duplicate-id', 'foreign-key']);

/**
 * Returns a test for missing keys that are most likely lost: a key with a suggested correction, or any key if the table has
 * at least as many empty, broken or duplicate keys as are missing. A duplicate counts for keys that are used repeatedly.
 */
export function createLostKeys(
  reported: Problem[],
  missing: MissingKey[],
  sheetOf: Map<string, Sheet>,
): (key: MissingKey) => boolean {
  const keys = new Map<Table, { meant: Set<string>; unknown: Set<string>; more: number; twice: number }>();
  for (const problem of reported.filter(isError)) {
    const { code, where, count = 0 } = problem;
    const table = sheetOf.get(where.file)?.table;
    const column = table && columnAt(table, where.column);
    if (!column || !table.primaryKey.includes(column.name)) continue;
    const lost = keys.get(table) ?? { meant: new Set(), unknown: new Set(), more: 0, twice: 0 };
    keys.set(table, lost);
    const possible = possibleKeys(problem);
    for (const key of possible) lost.meant.add(key);
    if (code === 'duplicate-id') lost.twice++;
    if (possible.length > 0 || legible.has(code)) continue;
    if (where.cell !== undefined) lost.unknown.add(where.cell);
    lost.more += count; // unlisted problems of this kind
  }
  const covered = new Set<MissingKey>();
  for (const [table, { meant, unknown, more, twice }] of keys) {
    const own = missing.filter(({ key, value }) => key.table === table && value.length === 1);
    const others = own.filter(({ value }) => !meant.has(value[0] ?? ''));
    const repeated = others.every(({ places }) => places.length > 1) ? twice : 0;
    const isCovered = others.length <= unknown.size + more + repeated;
    for (const one of own) if (isCovered || meant.has(one.value[0] ?? '')) covered.add(one);
  }
  return (key) => covered.has(key);
}

/** Keys that a broken key may have been. A number may have lost its final zero. */
const possibleKeys = ({ code, suggestion, where: { value = '' } }: Problem): string[] =>
  code === 'numeric-code' ? [value, `${value}0`] : suggestion === undefined ? [] : [suggestion];
