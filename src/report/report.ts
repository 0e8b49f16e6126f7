import { columnNumber, countBySeverity, type Place, type Problem, type Severity, UserError } from '../problem.js';
import { columnsOf } from './harmless-text.js';

/** What a report may ask for besides the problems themselves. */
export interface ReportContext {
  color: boolean; // for a terminal
  verbose: boolean; // every problem with its row and remedy; otherwise warnings and notices take one line per kind
  strict: boolean; // a warning stops the build too
  version: string; // of this program
  files: string[]; // all that was read: what no problem names is in order
  ruleOf(code: string): CodeText | undefined;
  excerptOf(place: Place): Excerpt | undefined;
  regionOf(place: Place): Region | undefined;
  markedWorkbook(problems: Problem[]): Promise<Uint8Array>; // the sheets with the problems shown in their cells
  addressOf(file: string): string; // as the repository's readers know it, with "/": "data/links.csv"
}

/** What a code means to a steward: what it is called, how it comes about, what to do. */
export interface CodeText {
  title: string;
  cause: string;
  remedy: string;
}

/** The row of a place on one line, ready to be shown: cut around the spot, with nothing in it that acts on a screen. */
export interface Excerpt {
  text: string;
  start: number; // the spot, in UTF-16 units of `text`: the whole of it where the row as such is meant
  end: number;
  line?: number; // of the file, from 1, as an editor counts: a cell that holds a line break makes lines and rows differ
}

/** Where a place stands in a text file: lines and columns from 1, columns in UTF-16 units, the end behind the last. */
export interface Region {
  startLine: number;
  startColumn: number;
  endLine: number;
  endColumn: number;
  delimiter: string; // between the cells of the file: a text with one in it needs quotes
}

/** The context of a report of which nothing more is known, with what is. */
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
    throw new UserError('--report: workbook is for the sheets of a project');
  },
  addressOf: (file) => file,
  ...known,
});

/** "data/links.csv:14:2", in a workbook "data/gcm.xlsx:links!B14", or what is known of it. */
export function place({ file, sheet, row, cell, column, value }: Place): string {
  if (sheet !== undefined) return `${file}:${sheet}${row === undefined ? '' : `!${cell ?? row}`}`;
  if (row === undefined) return value ? `${file}: ${value}` : file;
  if (cell !== undefined) return `${file}:${row}:${columnNumber({ file, cell })}`;
  return column === undefined ? `${file}:${row}` : `${file}:${row} (${column})`;
}

/** The place within its file, as a spreadsheet shows it: "B14", "links!B14", "row 14"; nothing for the file as a whole. */
export function placeInFile({ sheet, row, cell, column }: Place): string {
  const inSheet = cell ?? (row === undefined ? '' : `row ${row}${column === undefined ? '' : ` (${column})`}`);
  if (sheet === undefined) return inSheet;
  return inSheet === '' ? sheet : `${sheet}!${inSheet}`;
}

/** "2 errors, 1 warning, 0 notices". */
export function summary(problems: Problem[]): string {
  const counts = countBySeverity(problems);
  return (Object.keys(counts) as Severity[]).map((name) => plural(counts[name], name)).join(', ');
}

/** "1 error", "2 errors". */
export const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;

/** A second place that takes part in a problem: its file is named only when it is another. */
export const placeBeside = (where: Place, other: Place): string =>
  `${other.file === where.file ? '' : `${other.file} `}${placeInFile(other)}`;

/**
 * The lines of excerpts that show one row the same way, each with its spot: the row as it stands below a message,
 * `81 │ 10,16.22,stated`, and below it `   │    ^^^^^`, unless the row as a whole is meant. Nothing where there is no excerpt.
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
    const to = Math.max(from + 1, from + columnsOf(text.slice(start, end))); // an empty cell has a place too
    while (marks.length < to) marks.push(' ');
    marks.fill('^', from, to);
  }
  const shown = `${number} │ ${first.text}`.trimEnd();
  return marks.length === 0 ? [shown] : [shown, `${' '.repeat(number.length)} │ ${marks.join('')}`];
}
