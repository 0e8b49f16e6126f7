import { boundaryBefore } from './text/characters.js';
import { type Conflict, conflictsIn } from './text/conflicts.js';
import texts from './text/messages.json' with { type: 'json' };
import { compareCodePoints } from './text/order.js';

/** Base types. A problem of the data is a value with a place, and is never thrown. */

export type Severity = 'error' | 'warning' | 'notice';

/** Place of a problem. Rows are counted from 1 and include the header, as in a spreadsheet. */
export interface Place {
  file: string; // "data/links.csv"
  sheet?: string; // the sheet of a workbook
  row?: number;
  column?: string; // the column's name, "target"
  cell?: string; // "B14"
  character?: number; // of the line, in a file that is not a sheet, from 1
  value?: string; // found in the cell
  message?: string; // in `also`: the message for this cell, if it is another one
  suggestion?: string; // in `also`: the correct content of this cell
}

export interface Problem {
  code: string; // stable: "foreign-key"
  severity: Severity;
  message: string;
  where: Place;
  expected?: string; // instead of `where.value`
  fix?: string; // what to do
  suggestion?: string; // the correct content of the cell, if known: "16.2"
  rule?: string; // the rule or shape that found it
  related?: Place[];
  also?: Place[]; // other cells with the same cause
  count?: number; // number of problems that are not listed
  missing?: MissingKeys; // that cause it
  isPartial?: true; // a file could not be read completely, so references to it and counts cannot be checked
}

/** Keys that a sheet lacks, and the problem that replaces another one if the sheet never had them: the references are wrong. */
export interface MissingKeys {
  file: string; // of the sheet
  keys: string[];
  uses?: Problem;
}

/** Creates an error: `errorAt({ file }, 'empty-file', 'The file is empty', 'Add rows')`. */
export const errorAt = (where: Place, code: string, message: string, fix?: string): Problem => ({
  code,
  severity: 'error',
  message,
  where,
  ...(fix !== undefined && { fix }),
});

/** The text of a kind of problem in messages.json. Names in braces are placeholders: "Row {row} is blank". */
export interface Wording {
  code: string;
  severity: string;
  message: string;
  fix?: string;
  isPartial?: boolean;
}

/** Fills in the placeholders of a text, and chooses the form of a word by the number before it: "{count} [code|codes]". */
function fill(text: string, values: Record<string, unknown>): string {
  if (!text.includes('{')) return text;
  let last = '';
  return text.replace(/\{(\w+)\}|\[([^\]|]*)\|([^\]|]*)\]/g, (_, name?: string, one?: string, many?: string) => {
    if (name !== undefined) last = String(values[name]);
    return (name !== undefined ? last : last === '1' ? one : many) ?? '';
  });
}

/** Creates a problem from the text of its kind. */
export function problemOf(wording: Wording, where: Place, values: Record<string, unknown> = {}): Problem {
  const { code, severity, message, fix, isPartial } = wording;
  const problem: Problem = { code, severity: severity as Severity, message: fill(message, values), where };
  if (fix !== undefined) problem.fix = fill(fix, values);
  if (isPartial) problem.isPartial = isPartial;
  return problem;
}

/** Creates a problem without a place. */
export function wordsOf(wording: Wording, values?: Record<string, unknown>): Omit<Problem, 'where'> {
  const { where: _, ...words } = problemOf(wording, { file: '' }, values);
  return words;
}

/** All places of a problem: where it is reported, and the other cells with the same cause. */
export const placesOf = ({ where, also = [] }: Problem): Place[] => [where, ...also];

/** Reports the unresolved Git conflicts of a text file as one problem. `rowOf` gives the row of a conflict in a sheet. */
export function conflictProblems(
  text: string,
  file: string,
  rowOf = ({ first }: Conflict): number => first,
): Problem[] {
  const conflicts = conflictsIn(text);
  const [where, ...also] = conflicts.map((conflict): Place => ({ file, row: rowOf(conflict) }));
  if (!where) return [];
  const lines = conflicts.map(({ first, last }) => `${first}–${last}`).join(', ');
  return [{ ...problemOf(texts.conflict, where, { lines }), ...(also.length > 0 && { also }) }];
}

/** Limit for the problems in a report. Further problems are counted, but not listed. */
export const PROBLEM_LIMIT = 1000;

/** A mistake of the user (wrong usage, missing file), which is reported in one line without a stack trace. */
export class UserError extends Error {
  constructor(
    message: string,
    readonly exitCode: 1 | 2 | 75 = 2, // 75: temporary failure, try again later (sysexits.h)
  ) {
    super(message);
  }
}

/** Appends text to a `UserError`. Other errors are unchanged. */
export const withMore = (error: unknown, words: string): unknown =>
  error instanceof UserError ? new UserError(error.message + words, error.exitCode) : error;

/** Adds problems to others, of which there can be more than a call can have arguments. */
export function addProblems(problems: Problem[], more: Iterable<Problem>): void {
  for (const problem of more) problems.push(problem);
}

/** Collects problems up to the limit for each kind and column. Another problem counts the rest. */
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
  const message = `More problems of this kind${column === undefined ? '' : ` in the column ${column}`}: ${grouped(count)}`;
  return { code, severity, message, where, count };
}

export const hasErrors = (problems: Problem[]): boolean => problems.some((problem) => problem.severity === 'error');

/** True if problems prevent publication: errors, and with `strict` also warnings. */
export const stopsBuild = (problems: Problem[], strict: boolean): boolean =>
  hasErrors(problems) || (strict && problems.some(({ severity }) => severity === 'warning'));

export function countBySeverity(problems: Problem[]): Record<Severity, number> {
  const counts = { error: 0, warning: 0, notice: 0 };
  for (const { severity, count = 1 } of problems) counts[severity] += count;
  return counts;
}

/** 1048576 → "1,048,576", independent of the locale. */
export const grouped = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ',');

/** Truncates text from a file for a message. */
export const clip = (text: string): string =>
  text.length > 100 ? `${text.slice(0, boundaryBefore(text, 100))}…` : text;

/**
 * A resource in a message: "C170602 “Fixed broadband subscriptions …”". A short or nameless last part is shown
 * with the part before it, and a name that is the last part only once.
 */
export function nameInText(iri: string, name: string | undefined): string {
  const [last = iri, before] = iri.split(/[/#]/).filter(Boolean).reverse();
  const isEnough = before === undefined || (name !== undefined && !/^([0-9]+|[a-z])$/.test(last));
  const short = isEnough ? last : `${before}/${last}`;
  if (name === undefined) return short;
  return name === last ? `“${clip(name)}”` : `${short} “${clip(name)}”`;
}

/** Sort order, most severe first. */
export const severityRank: Record<Severity, number> = { error: 0, warning: 1, notice: 2 };

/** True if a file could not be read completely. */
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

/** Returns the reference of a cell in a spreadsheet: (14, 2) → "B14". */
export function cellAddress(row: number, column: number): string {
  let letters = '';
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return `${letters}${row}`;
}

/** Returns the column number of a place: "B14" → 2. Without a cell, it is 0. */
export function columnNumber(place: Place): number {
  let number = 0;
  for (const letter of place.cell?.replace(/\d+$/, '') ?? '') number = number * 26 + letter.charCodeAt(0) - 64;
  return number;
}
