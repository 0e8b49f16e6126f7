import type { Problem, Severity } from '../../problem.js';
import type { KnownProblem } from './known-problems.js';

/** The messages between the page of the workbench and its worker. */

/** A file that was dropped, or that is downloaded: "gcm.xlsx", "data/links.csv". */
export interface NamedFile {
  path: string;
  bytes: Uint8Array;
}

/** A change of one cell. Its place is the place of a problem. */
export interface CellChange {
  file: string;
  sheet?: string;
  row: number;
  column: string; // the name of the column: "target"
  before: string;
  after: string;
  isNewRow?: true; // the row is after the last row of the sheet
}

/** A sheet of a workbook, or a CSV file. */
export type SheetPlace = Pick<CellChange, 'file' | 'sheet'>;

/** An order to the worker. */
export type Order =
  | { order: 'open'; site: string; files: NamedFile[]; withFigures: boolean }
  | { order: 'change'; changes: CellChange[] }
  | { order: 'rows'; file: string; sheet?: string; rows: number[] }
  | ({ order: 'new-row' } & SheetPlace)
  | { order: 'find'; thing: string; language: string }
  | { order: 'report' }
  | { order: 'cells' }
  | { order: 'download'; as: Download }
  | { order: 'differences'; language: string }
  | { order: 'page'; language: string; path: string }
  | { order: 'graph' };

/** The kinds of downloads. */
export type Download = 'corrected' | 'marked' | 'csv' | 'patch';

/** An order by its name. */
export type OrderOf<Name extends Order['order']> = Extract<Order, { order: Name }>;

/** A step of the work. The page has words for each step. */
export type Step =
  | 'fetching the published sheets'
  | 'fetching the figures'
  | 'reading the workbook'
  | 'reading the sheets'
  | 'reading the figures'
  | 'deriving'
  | 'checking'
  | 'comparing';

/**
 * A message of the worker: steps while it works, and one result or fault at the end. `share`: of the step that is done. `bug`:
 * the technical text of a fault of the program.
 */
export type Answer = { id: number } & (
  | { step: Step; share?: number | undefined }
  | { result: unknown }
  | { fault: string }
  | { bug: string }
);

/** The worker asks the page to start a worker that reads workbooks, with this end of a channel, or to end it. */
export interface ReaderRequest {
  reader: MessagePort | undefined;
}

/** A sheet that was checked. */
export interface CheckedSheet {
  file: string; // as in the place of a problem
  sheet?: string;
  rows: number; // without the header
  isDropped: boolean; // it is in a dropped file
}

/** The result of `open` and of `change`. */
export interface Findings {
  problems: Problem[]; // errors first, as in the report of the command
  counts: Record<Severity, number>;
  withheld: readonly KnownProblem[] | undefined; // of rules, because of errors; undefined if no rule was run
  files: CheckedSheet[];
  isOwnProject: boolean; // the files are a complete project, and not a change of the site's sheets
  milliseconds: number;
}

/** The content of a row, and the names of the columns of its sheet. */
export interface SheetRow {
  columns: string[];
  cells: string[];
}

/** The result of `rows`: the requested rows that exist. */
export interface RowsOfSheet {
  columns: string[];
  rows: { row: number; cells: string[] }[];
}

/** The result of `differences`: lists of changes as HTML, whose links start from the page of the workbench. */
export interface Differences {
  html: string;
  isUnchanged: boolean;
}

/** The result of `new-row`: the place after the last row, and the columns of the sheet. */
export interface NewRow {
  row: number;
  columns: { name: string; isRequired: boolean; choices: { value: string; name: string }[] }[];
}

/** The result of `find`: the rows that describe a resource, by sheet. Its own rows come first. */
export interface FoundRows {
  name: string; // in the language of the order
  language: string; // of the name
  sheets: FoundSheet[];
  beyond: number; // number of further rows
}

/** Rows about a resource in one sheet. `known`: the cells of a new row that refers to the resource, by column. */
export interface FoundSheet extends SheetPlace, RowsOfSheet {
  known: Record<string, string> | undefined;
}

/** A cell that differs from the published sheets. Without a column, a new row; without a column and `after`, a removed row. */
export interface ChangedCell {
  file: string; // "data/links.csv"
  row: number; // in the published sheet, or of a new row in the new sheet
  column?: string;
  before?: string;
  after?: string;
}
