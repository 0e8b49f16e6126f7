import { grouped, type Problem } from '../problem.js';
import type { Sheet } from './sheets.js';

/**
 * Where most cells of a column have a comma in place of the point, the program that saved the sheet was set to another
 * language: that is one mistake, and the first cell is told for all. Without those numbers no rule can judge.
 */
export function commasOnce(problems: Problem[], sheetOf: Map<string, Sheet>): Problem[] {
  const counts = new Map<string, number>();
  for (const problem of problems)
    if (isComma(problem) || isRest(problem))
      counts.set(columnOf(problem), (counts.get(columnOf(problem)) ?? 0) + (problem.count ?? 1));
  const firsts = new Map<string, Problem>();
  for (const problem of problems.filter(isComma))
    if (!firsts.has(columnOf(problem))) firsts.set(columnOf(problem), problem);
  const isMost = (column: string, { file }: Problem['where']): boolean => {
    const rows = (sheetOf.get(file)?.rows.length ?? 0) - 1;
    return rows > 2 && firsts.has(column) && (counts.get(column) ?? 0) > rows / 2;
  };
  return problems.flatMap((problem): Problem[] => {
    const column = columnOf(problem);
    if (!(isComma(problem) || isRest(problem)) || !isMost(column, problem.where)) return [problem];
    if (problem !== firsts.get(column)) return [];
    const message = `${problem.message}, and so it is in ${grouped(counts.get(column) ?? 0)} cells of this column`;
    const fix =
      'replace the commas of this column by points; Excel saves points when File, Options, Advanced, "Use system separators" is off';
    return [{ ...problem, message, fix, isPartial: true }];
  });
}

const isComma = ({ code }: Problem): boolean => code === 'decimal-comma';

/** Stands for the cells beyond those that are listed. */
const isRest = ({ code, count }: Problem): boolean => code === 'datatype' && count !== undefined;

const columnOf = ({ where: { file, column } }: Problem): string => `${file}\n${column}`;
