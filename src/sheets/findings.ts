import { collectProblems, columnNumber, type Place, type Problem, placesOf } from '../problem.js';
import texts from './messages.json' with { type: 'json' };
import { columnAt, referenceOf, type Sheet } from './table-group.js';

/** Problems of the mapping. `severed` rows have lost their key or a reference. */
export interface Findings {
  problems: Problem[];
  severed: Place[];
}

/** Collects problems and keeps only as many as a report lists. */
export type Collector = ReturnType<typeof collectFindings>;

/** Collects problems except consequences of others. Consequences still mark their row as severed. */
export function collectFindings(sheetOf: Map<string, Sheet>, follows: (problem: Problem) => boolean) {
  const { tell, end } = collectProblems();
  const severed = new Map<string, Place>();
  return {
    tell(problem: Problem): void {
      const { file, row } = problem.where;
      if (row !== undefined && isSevered(problem, sheetOf)) severed.set(rowOf(problem.where), { file, row });
      if (!follows(problem)) tell(problem);
    },
    end: (): Findings => ({ problems: end(), severed: [...severed.values()] }),
  };
}

const spotOf = ({ file, cell }: Place): string => `${file}!${cell}`;
export const sheetNameOf = ({ file, sheet }: Place): string => `${file}:${sheet}`;
export const columnOf = ({ file, sheet, column }: Place): string => `${file}:${sheet}:${column}`;
export const rowOf = ({ file, sheet, row }: Place): string => `${file}:${sheet}:${row}`;

export const isError = ({ severity }: Problem): boolean => severity === 'error';

export const isRagged = (code: string): boolean => code === 'missing-cell' || code === 'extra-cell';

/** Cells with an error. */
const errorCells = (problems: Problem[]): Set<string> =>
  new Set(
    problems.filter(isError).flatMap((one) => placesOf(one).flatMap((place) => (place.cell ? spotOf(place) : []))),
  );

/** Drops problems of cells that already have an error. */
export function withoutErrorCells(problems: Problem[], reported: Problem[]): Problem[] {
  const cells = errorCells(reported);
  return problems.filter(({ where }) => !cells.has(spotOf(where)));
}

/** True if a row has lost its key or a reference. Data that is missing elsewhere can follow from that. */
export function isSevered({ code, severity, where }: Problem, sheetOf: Map<string, Sheet>): boolean {
  if (severity !== 'error' || where.row === undefined) return false;
  const table = sheetOf.get(where.file)?.table;
  if (!table) return false;
  const column = columnAt(table, where.column);
  if (!column) return isRagged(code);
  return table.primaryKey.includes(column.name) || referenceOf(table, column) !== undefined;
}

/** Codes that can follow from an earlier problem of the same cell. */
const consequences = new Set(texts.followOns);

/**
 * Returns a test for problems that only follow from a reported error of the same cell, row or column: an invalid cell is not
 * also missing, and a reference to a lost key is not a second mistake.
 */
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
