import { clip, grouped, type Problem, problemOf } from '../problem.js';
import { sheetWords } from '../sheets/table-group.js';
import { compareNaturally } from '../text/order.js';
import type { Aligned, SharedColumn } from './align-rows.js';
import type { Thresholds } from './changed-column.js';
import texts from './messages.json' with { type: 'json' };

/** Rows of an earlier version that are missing, if a person would hardly have deleted them on purpose. */

/** Number of missing rows that a message names. */
const examplesShown = 2;

/**
 * Reports missing rows: many of them, or, if no row is new, several that followed each other, a large share, or all rows
 * with a value, such as a year. It is an error if the end of the sheet is missing: the file was cut.
 */
export function rowsRemoved(
  { sheet, before, after, pairs, removed, added, columns }: Aligned,
  least: Thresholds,
  since: string,
): Problem | undefined {
  const kept = new Set(pairs.map(({ from }) => from));
  const isFiltered = added.length === 0 && removed.length >= least.cells && hasGoneValue(removed, after);
  const lost = before.flatMap((_, i) => (kept.has(i) ? [] : [i]));
  const isRun = lost.length > 1 && lost.at(-1) === (lost[0] as number) + lost.length - 1;
  const isLarge = lost.length > 0 && lost.length >= least.removedShare * before.length;
  const isGap = lost.length === 1 && isBetween(before, lost[0] as number, columns);
  const isReported =
    added.length === 0 ? isRun || isLarge || isFiltered || isGap : isLarge && lost.length >= least.moved;
  if (!isReported) return undefined;
  const isEnd = isRun && added.length === 0 && lost.at(-1) === before.length - 1;
  const isCut = isEnd && lost.length >= Math.max(least.cells, least.changedShare * before.length);
  const keys = columns.flatMap(({ isKey }, i) => (isKey ? [i] : []));
  const keyOf = (row: string[]): string => clip((keys.length > 0 ? keys : [0]).map((i) => row[i]).join(' '));
  const problem = problemOf(
    texts.rowsRemoved,
    { file: sheet.file, row: 1, cell: 'A1' },
    {
      count: grouped(removed.length),
      all: grouped(before.length),
      now: grouped(sheet.rows.length - 1),
      added: grouped(added.length),
      sheet: sheetWords(sheet.file),
      examples: removed.slice(0, examplesShown).map(keyOf).join('; '),
      since,
    },
  );
  return isCut ? { ...problem, severity: 'error' as const } : problem;
}

/** True if the number or year of a row is between the numbers of its neighbours, and their other keys are the same: 2014, 2015, 2018. */
function isBetween(rows: string[][], at: number, columns: SharedColumn[]): boolean {
  const differing = columns.flatMap(({ isKey }, i) => (isKey && rows[at - 1]?.[i] !== rows[at]?.[i] ? [i] : []));
  const [index = -1, another] = differing;
  const column = columns[index];
  if (!column || another !== undefined) return false;
  const isCounted = column.kind === 'number' || column.kind === 'date' || column.column.datatype.base === 'gYear';
  const [before = '', own = '', after = ''] = [rows[at - 1], rows[at], rows[at + 1]].map((row) => row?.[index]);
  const isSame = columns.every(({ isKey }, i) => !isKey || i === index || rows[at + 1]?.[i] === rows[at]?.[i]);
  return isCounted && isSame && compareNaturally(before, own) < 0 && compareNaturally(own, after) < 0;
}

/** True if removed rows have one value in a column, and no other row has it: they were filtered and deleted. */
const hasGoneValue = ([first = [], ...removed]: string[][], after: string[][]): boolean =>
  first.some((value, i) => removed.every((row) => row[i] === value) && after.every((row) => row[i] !== value));
