import { collectProblems, type Place, type Problem, placesOf } from '../problem.js';
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

export const spotOf = ({ file, cell }: Place): string => `${file}!${cell}`;
export const sheetNameOf = ({ file, sheet }: Place): string => `${file}:${sheet}`;
export const columnOf = ({ file, sheet, column }: Place): string => `${file}:${sheet}:${column}`;
export const rowOf = ({ file, sheet, row }: Place): string => `${file}:${sheet}:${row}`;

export const isError = ({ severity }: Problem): boolean => severity === 'error';

export const isRagged = (code: string): boolean => code === 'missing-cell' || code === 'extra-cell';

/** Cells with an error. */
export const errorCells = (problems: Problem[]): Set<string> =>
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
