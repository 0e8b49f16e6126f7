import { collectProblems, type Place, type Problem } from '../problem.js';
import { columnAt, referenceOf } from './columns.js';
import type { Sheet } from './sheets.js';

/** What the mapping found; `severed` are rows that lost what they are or refer to. */
export interface Findings {
  problems: Problem[];
  severed: Place[];
}

/**
 * Takes problems one by one, so that no more of them are kept than are listed. Those that `follows` knows to follow from
 * another are not kept, and a row that they sever is severed all the same.
 */
export function collectFindings(
  sheetOf: (file: string) => Sheet | undefined,
  follows: (problem: Problem) => boolean,
): { tell(problem: Problem): void; end(): Findings } {
  const { tell, end } = collectProblems();
  const severed = new Map<string, Place>();
  return {
    tell(problem) {
      const { file, row } = problem.where;
      if (row !== undefined && isSevered(problem, sheetOf(file))) severed.set(`${file}:${row}`, { file, row });
      if (!follows(problem)) tell(problem);
    },
    end: () => ({ problems: end(), severed: [...severed.values()] }),
  };
}

/** Whether a row has lost what it is or refers to: what is then missing elsewhere follows from that. */
export function isSevered({ code, severity, where }: Problem, sheet: Sheet | undefined): boolean {
  if (severity !== 'error' || !sheet || where.row === undefined) return false;
  const column = columnAt(sheet.table, where.column);
  if (!column) return code === 'missing-cell' || code === 'extra-cell';
  return sheet.table.primaryKey.includes(column.name) || referenceOf(sheet.table, column) !== undefined;
}
