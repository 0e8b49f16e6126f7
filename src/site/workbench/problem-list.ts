import { columnNumber, type Place, type Problem, type Severity, severityRank } from '../../problem.js';
import { groupBy } from '../../text/order.js';

/** The list of problems as a steward reads it: what a place is called, the groups, the filters, and what was solved. */

/** The name of the sheet: of a workbook, or the name of the CSV file. */
export const sheetOf = ({ file, sheet }: Place): string => sheet ?? file.slice(file.lastIndexOf('/') + 1);

/** The place as a spreadsheet writes it: "links!B14", "links.csv!B14", "links.csv!14"; for a whole sheet, its name. */
export function addressOf(where: Place): string {
  const { row, cell } = where;
  return row === undefined ? sheetOf(where) : `${sheetOf(where)}!${cell ?? row}`;
}

const placeOf = ({ file, sheet, row, column }: Place): string => JSON.stringify([file, sheet, row, column]);

/** Identifies a problem after a new check. The message is not compared, because it can contain counts. */
const identityOf = ({ code, where }: Problem): string => `${code} ${placeOf(where)}`;

/** A problem with a unique key. */
export interface ListedProblem {
  key: string;
  problem: Problem;
}

/** All problems with their keys: errors first, then by sheet, row and column. */
export function listProblems(problems: readonly Problem[]): ListedProblem[] {
  const seen = new Map<string, number>();
  const listed = problems.map((problem) => {
    const identity = identityOf(problem);
    const copy = seen.get(identity) ?? 0;
    seen.set(identity, copy + 1);
    return { key: copy === 0 ? identity : `${identity} ${copy}`, problem };
  });
  const order = new Map<string, number>();
  for (const { where } of problems) if (!order.has(sheetOf(where))) order.set(sheetOf(where), order.size);
  const rank = ({ problem: { where } }: ListedProblem): number => order.get(sheetOf(where)) ?? 0;
  return listed.sort(
    (a, b) =>
      severityRank[a.problem.severity] - severityRank[b.problem.severity] ||
      rank(a) - rank(b) ||
      (a.problem.where.row ?? 0) - (b.problem.where.row ?? 0) ||
      columnNumber(a.problem.where) - columnNumber(b.problem.where),
  );
}

/** The choice of problems; undefined shows all. */
export interface Filter {
  severity?: Severity | undefined;
  sheet?: string | undefined;
  kind?: string | undefined;
}

/** The property that each filter compares. */
const facets = {
  severity: ({ severity }: Problem): string => severity,
  sheet: ({ where }: Problem): string => sheetOf(where),
  kind: ({ code }: Problem): string => code,
};

const fits = (problem: Problem, filter: Filter, except?: keyof Filter): boolean =>
  (Object.keys(facets) as (keyof Filter)[]).every(
    (name) => name === except || filter[name] === undefined || facets[name](problem) === filter[name],
  );

/** The problems that fit the filters. */
export const filtered = (listed: readonly ListedProblem[], filter: Filter): ListedProblem[] =>
  listed.filter(({ problem }) => fits(problem, filter));

/** The values of a filter with the number of problems that would be shown, in the order of the list. */
export function choicesOf(listed: readonly ListedProblem[], name: keyof Filter, filter: Filter): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { problem } of listed) {
    const value = facets[name](problem);
    counts.set(value, (counts.get(value) ?? 0) + (fits(problem, filter, name) ? 1 : 0));
  }
  return counts;
}

/** Problems of one severity in one sheet. */
export interface ProblemGroup {
  severity: Severity;
  sheet: string;
  problems: ListedProblem[];
}

/** The groups of a list, in its order. */
export const groupsOf = (listed: readonly ListedProblem[]): ProblemGroup[] =>
  [...groupBy(listed, ({ problem }) => `${problem.severity} ${sheetOf(problem.where)}`).values()].flatMap(
    (problems) => {
      const [first] = problems;
      return first ? [{ severity: first.problem.severity, sheet: sheetOf(first.problem.where), problems }] : [];
    },
  );

/**
 * The problems that only one of two checks found. Problems that the later check withheld are not solved: `waiting`. A cell that
 * the other check reports with the cells of the same cause is neither solved nor new.
 */
export function compareChecks(
  before: readonly Problem[],
  after: readonly Problem[],
  isWithheld = (_: Problem): boolean => false,
) {
  const left = new Map(listProblems(after).map(({ key, problem }) => [key, problem]));
  const gone = listProblems(before).flatMap(({ key, problem }) => (left.delete(key) ? [] : [problem]));
  const outside = (problems: readonly Problem[], others: readonly Problem[]): Problem[] => {
    const cells = new Set(others.flatMap(({ also = [] }) => also.map(placeOf)));
    return problems.filter(({ where }) => !cells.has(placeOf(where)));
  };
  const [waiting = [], solved = []] = [true, false].map((is) => gone.filter((one) => isWithheld(one) === is));
  return { solved: outside(solved, after), appeared: outside([...left.values()], before), waiting };
}

/** The position of the cell of a place in its row; undefined if the place is not a cell. */
export function columnAt({ column, cell }: Place, columns: readonly string[]): number | undefined {
  const named = column === undefined ? -1 : columns.indexOf(column);
  if (named >= 0) return named;
  const number = cell === undefined ? 0 : columnNumber({ file: '', cell });
  return number > 0 && number <= columns.length ? number - 1 : undefined;
}

/** The number of columns that are shown before and after the cell. */
const [before, after] = [1, 3];

/** The columns to show of a row: the first one, and those around a cell. */
export function columnsAround(count: number, at = 0): number[] {
  const from = Math.max(0, Math.min(at - before, count - 1 - before - after));
  const near = Array.from({ length: Math.min(count - from, before + after + 1) }, (_, step) => from + step);
  return from > 0 ? [0, ...near] : near;
}
