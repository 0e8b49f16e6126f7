import { type Place, type Problem, UserError } from '../problem.js';

/** What a report may ask for besides the problems themselves. */
export interface ReportContext {
  color: boolean; // for a terminal
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
