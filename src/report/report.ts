import {
  clip,
  columnNumber,
  countBySeverity,
  grouped,
  type Place,
  PROBLEM_LIMIT,
  type Problem,
  type Severity,
  UserError,
} from '../problem.js';
import { columnsOf } from './harmless-text.js';

/** Context of a report, in addition to the problems. */
export interface ReportContext {
  color: boolean; // colours for a terminal
  verbose: boolean; // every problem with its row and remedy; otherwise warnings and notices take one line per kind
  strict: boolean; // warnings stop the build too
  version: string; // of this program
  since?: string; // what the sheets were compared with: "build/current"
  files: string[]; // all files that were read, including those without problems
  ruleOf(code: string): CodeText | undefined;
  excerptOf(place: Place): Excerpt | undefined;
  regionOf(place: Place): Region | undefined;
  markedWorkbook(problems: Problem[]): Promise<Uint8Array>; // the sheets with problems marked in their cells
  addressOf(file: string): string; // the path in the repository, with "/": "data/links.csv"
}

/** The explanation of a code for stewards. */
export interface CodeText {
  title: string;
  cause: string;
  remedy: string;
}

/** The row of a place on one line, truncated around the cell, without control characters. */
export interface Excerpt {
  text: string;
  start: number; // the cell in UTF-16 units of `text`, or the whole text for a whole row
  end: number;
  line?: number; // line of the file, from 1; it differs from the row if a cell contains a line break
}

/** A region of a text file. Lines and columns count from 1, columns in UTF-16 units. The end is exclusive. */
export interface Region {
  startLine: number;
  startColumn: number;
  endLine: number;
  endColumn: number;
  delimiter: string; // between the cells of the file
}

/** Returns a report context with defaults for missing properties. */
export const reportContext = (known: Partial<ReportContext>): ReportContext => ({
  color: false,
  verbose: true,
  strict: false,
  version: '',
  files: [],
  ruleOf: () => undefined,
  excerptOf: () => undefined,
  regionOf: () => undefined,
  markedWorkbook: async () => {
    throw new UserError('--report: the format "workbook" works only for the sheets of a project');
  },
  addressOf: (file) => file,
  ...known,
});

/** Writes a place as "data/links.csv:14:2", or "data/gcm.xlsx:links!B14" in a workbook. */
export function place({ file, sheet, row, cell, character, column, value }: Place): string {
  if (sheet !== undefined) return `${file}:${sheet}${row === undefined ? '' : `!${cell ?? row}`}`;
  if (row === undefined) return value ? `${file}: ${value}` : file;
  if (cell !== undefined) return `${file}:${row}:${columnNumber({ file, cell })}`;
  if (character !== undefined) return `${file}:${row}:${character}`;
  return column === undefined ? `${file}:${row}` : `${file}:${row} (${column})`;
}

/** Writes a place in its file as spreadsheets do: "B14", "links!B14", "row 14". Empty for the whole file. */
export function placeInFile({ sheet, row, cell, column }: Place): string {
  const inSheet = cell ?? (row === undefined ? '' : `row ${row}${column === undefined ? '' : ` (${column})`}`);
  if (sheet === undefined) return inSheet;
  return inSheet === '' ? sheet : `${sheet}!${inSheet}`;
}

/** The severities, the highest first. */
export const severities: Severity[] = ['error', 'warning', 'notice'];

/** Returns "2 errors, 1 warning, 0 notices". */
export function summary(problems: Problem[]): string {
  const counts = countBySeverity(problems);
  return severities.map((name) => plural(counts[name], name)).join(', ');
}

/** Returns the summary, and what the sheets were compared with. `protect` escapes the name. */
export const summarySince = (
  problems: Problem[],
  { since }: ReportContext,
  protect: (text: string) => string,
): string => `${summary(problems)}${since === undefined ? '' : `. Compared with ${protect(since)}`}`;

/** Says whether the data can be published: "2 errors: nothing can be published". */
export function verdict(problems: Problem[], strict: boolean): string {
  const { error, warning } = countBySeverity(problems);
  if (error > 0) return `${plural(error, 'error')}: nothing can be published`;
  if (strict && warning > 0) return `No errors, but ${plural(warning, 'warning')}: nothing can be published (--strict)`;
  return 'No errors: the data can be published';
}

/** Returns "1 error" or "2 errors". */
export const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;

/** Writes a related place. Names its file only if it differs. */
export const placeBeside = (where: Place, other: Place): string =>
  `${other.file === where.file ? '' : `${other.file} `}${placeInFile(other)}`;

/** Names the other cells of a problem: "and in 167 more cells: B3, B4 (16.10), B5, …", with their own corrections. Undefined for a single cell. */
export function alsoIn({ where, also = [], suggestion: first }: Problem): string | undefined {
  if (also.length === 0) return undefined;
  const names = also.slice(0, alsoShown).map((other) => {
    const isOwn = other.suggestion !== undefined && other.suggestion !== first;
    return placeBeside(where, other) + (isOwn ? ` (${clip(other.suggestion ?? '')})` : '');
  });
  const least = also.length === PROBLEM_LIMIT - 1 ? 'at least ' : ''; // further cells are not listed
  const count = also.length === 1 ? '1 more cell' : `${grouped(also.length)} more cells`;
  return `and in ${least}${count}: ${names.join(', ')}${also.length > alsoShown ? ', …' : ''}`;
}

const alsoShown = 5;

/**
 * Writes the row of a problem, `81 │ 10,16.22,stated`, and a second line that marks the cells: `   │    ^^^^^`. All excerpts
 * must show the same row.
 */
export function rowLines(given: (Excerpt | undefined)[], { row }: Place): string[] {
  const excerpts = given.filter((one) => one !== undefined);
  const [first] = excerpts;
  if (!first) return [];
  const number = String(first.line ?? row ?? '');
  const marks: string[] = [];
  for (const { text, start, end } of excerpts) {
    if (start === 0 && end === text.length) continue;
    const from = columnsOf(text.slice(0, start));
    const to = Math.max(from + 1, from + columnsOf(text.slice(start, end))); // marks an empty cell too
    while (marks.length < to) marks.push(' ');
    marks.fill('^', from, to);
  }
  const shown = `${number} │ ${first.text}`.trimEnd();
  return marks.length === 0 ? [shown] : [shown, `${' '.repeat(number.length)} │ ${marks.join('')}`];
}
