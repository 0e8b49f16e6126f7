import { boundaryBefore } from './text/characters.js';
import { compareCodePoints } from './text/order.js';

/** Base types of every module: a fault in the data is a value, collected with its place, and never thrown. */

export type Severity = 'error' | 'warning' | 'notice';

/** Where a fault is, as its reader would look for it: rows count from 1 and include the header, as a spreadsheet does. */
export interface Place {
  file: string; // "data/links.csv"
  sheet?: string; // the sheet of a workbook
  row?: number;
  column?: string; // the column's name, "target"
  cell?: string; // "B14"
  value?: string; // what was found there
}

export interface Problem {
  code: string; // stable: "foreign-key"
  severity: Severity;
  message: string;
  where: Place;
  expected?: string; // what was expected in place of `where.value`
  fix?: string; // what the steward can do
  suggestion?: string; // what the cell should hold, where that is known: "16.2"
  rule?: string; // the rule or shape that found it
  related?: Place[]; // other places that take part
  count?: number; // it stands for so many of its kind, which are not listed
  isPartial?: true; // a file could not be read whole: what refers to it, or is counted over all, cannot be judged
}

/** A problem that stops a build: `errorAt({ file }, 'empty-file', 'the file is empty', 'fill it')`. */
export const errorAt = (where: Place, code: string, message: string, fix?: string): Problem => ({
  code,
  severity: 'error',
  message,
  where,
  ...(fix !== undefined && { fix }),
});

/** What is said of one kind of problem, as the data of a module has it. Names in braces are filled in: "row {row} is blank". */
export interface Wording {
  code: string;
  severity: string;
  message: string;
  fix?: string;
  isPartial?: boolean;
}

/** The text of a wording with the values that its names stand for. */
const fill = (text: string, values: Record<string, unknown>): string =>
  text.includes('{') ? text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name])) : text;

/** A problem in the words of its kind. */
export function problemOf(wording: Wording, where: Place, values: Record<string, unknown> = {}): Problem {
  const { code, severity, message, fix, isPartial } = wording;
  const problem: Problem = { code, severity: severity as Severity, message: fill(message, values), where };
  if (fix !== undefined) problem.fix = fill(fix, values);
  if (isPartial) problem.isPartial = isPartial;
  return problem;
}

/** What a wording says, for a problem that is known to be at a place. */
export function wordsOf(wording: Wording, values?: Record<string, unknown>): Omit<Problem, 'where'> {
  const { where: _, ...words } = problemOf(wording, { file: '' }, values);
  return words;
}

/** How many problems a report holds at most; what lies beyond is counted, not listed. */
export const PROBLEM_LIMIT = 1000;

/** A mistake of the person at the keyboard (wrong usage, a file that is not there): one line, no stack. */
export class UserError extends Error {
  constructor(
    message: string,
    readonly exitCode: 1 | 2 | 75 = 2, // 75: what it needs is in use, and later it may do (sysexits.h)
  ) {
    super(message);
  }
}

/** An error that tells a user more; any other error stays as it is. */
export const withMore = (error: unknown, words: string): unknown =>
  error instanceof UserError ? new UserError(error.message + words, error.exitCode) : error;

/** Adds problems to others; there may be more than a call can have arguments. */
export function addProblems(problems: Problem[], more: Iterable<Problem>): void {
  for (const problem of more) problems.push(problem);
}

/** Collects problems as they are found: of each kind in a column so many as a report holds, and then one that counts the rest. */
export function collectProblems() {
  const problems: Problem[] = [];
  const kinds = new Map<string, { count: number; last: Problem }>();
  return {
    tell(problem: Problem): void {
      const { code, severity, where } = problem;
      const key = [where.file, where.sheet, where.column, severity, code].join('\n');
      const kind = kinds.get(key) ?? { count: 0, last: problem };
      kinds.set(key, kind);
      kind.count++;
      kind.last = problem;
      if (kind.count <= PROBLEM_LIMIT) problems.push(problem);
    },
    end(): Problem[] {
      const rest = [...kinds.values()].filter(({ count }) => count > PROBLEM_LIMIT);
      return [...problems, ...rest.map(({ count, last }) => moreOf(last, count - PROBLEM_LIMIT))];
    },
  };
}

function moreOf({ code, severity, where: { file, sheet, column } }: Problem, count: number): Problem {
  const where = { file, ...(sheet !== undefined && { sheet }), ...(column !== undefined && { column }) };
  const message = `there are ${grouped(count)} more problems of this kind${column === undefined ? '' : ` in the column ${column}`}`;
  return { code, severity, message, where, count };
}

export const hasErrors = (problems: Problem[]): boolean => problems.some((problem) => problem.severity === 'error');

/** Whether nothing may be published: an error stops it, and a warning too when that is asked for. */
export const stopsBuild = (problems: Problem[], strict: boolean): boolean =>
  hasErrors(problems) || (strict && problems.some(({ severity }) => severity === 'warning'));

export function countBySeverity(problems: Problem[]): Record<Severity, number> {
  const counts = { error: 0, warning: 0, notice: 0 };
  for (const { severity, count = 1 } of problems) counts[severity] += count;
  return counts;
}

/** 1048576 → "1,048,576", whatever the locale. */
export const grouped = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ',');

/** What a message quotes from a file: cut, for it may be as long as the file. */
export const clip = (text: string): string =>
  text.length > 100 ? `${text.slice(0, boundaryBefore(text, 100))}…` : text;

/** The graver, the lower. */
export const severityRank: Record<Severity, number> = { error: 0, warning: 1, notice: 2 };

/** Whether some file could not be read whole. */
export const isAnythingPartial = (problems: Problem[]): boolean => problems.some(({ isPartial }) => isPartial);

/** Sorts problems by severity, then by file, sheet, row and column; independent of the machine's locale. */
export function sortProblems(problems: Problem[]): Problem[] {
  return [...problems].sort(
    (a, b) =>
      severityRank[a.severity] - severityRank[b.severity] ||
      compareCodePoints(a.where.file, b.where.file) ||
      compareCodePoints(a.where.sheet ?? '', b.where.sheet ?? '') ||
      (a.where.row ?? 0) - (b.where.row ?? 0) ||
      columnNumber(a.where) - columnNumber(b.where) ||
      compareCodePoints(a.code, b.code) ||
      compareCodePoints(a.message, b.message),
  );
}

/** The address of a cell, as a spreadsheet shows it: (14, 2) is "B14". */
export function cellAddress(row: number, column: number): string {
  let letters = '';
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return `${letters}${row}`;
}

/** The number of the column that a cell's address names: "B14" is 2; 0 where there is no cell. */
export function columnNumber(place: Place): number {
  let number = 0;
  for (const letter of place.cell?.replace(/\d+$/, '') ?? '') number = number * 26 + letter.charCodeAt(0) - 64;
  return number;
}
