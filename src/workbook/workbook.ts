import type { Problem } from '../problem.js';

/** What a cell holds. */
export type CellKind = 'text' | 'number' | 'boolean' | 'date' | 'error';

/** A cell with the text that the file stores for it. */
export interface WorkbookCell {
  readonly kind: CellKind;
  readonly text: string; // as stored: number "10.1" or "1E5", date "2026-03-04T12:30:00", boolean "TRUE", error "#REF!"
  readonly format?: string; // the number format when it is not General: "0.00", "@"
}

/** A row under the number that its reader sees. */
export interface WorkbookRow {
  number: number; // from 1, as the spreadsheet shows it
  cells: (WorkbookCell | undefined)[]; // by column from 0; undefined where there is nothing
}

/** A sheet with its rows, and what is wrong with it: formulas, merged cells, hidden rows. */
export interface WorkbookSheet {
  name: string;
  rows: WorkbookRow[]; // those that hold something, in order
  problems: Problem[];
}

/** A workbook as it was read. */
export interface Workbook {
  sheets: WorkbookSheet[]; // in the order of their tabs
  properties: Map<string, string>; // what a program noted beside the cells, by name
  problems: Problem[]; // of the workbook as a whole
}

/** What reading a file gives. */
export interface WorkbookResult {
  workbook?: Workbook; // missing when the file as a whole is refused, …
  problems: Problem[]; // … which these say why
}

/** Reads a workbook; `file` is the name that problems call it by, "data/gcm.xlsx". */
export type ReadWorkbook = (bytes: Uint8Array, file: string, options?: ReadOptions) => Promise<WorkbookResult>;

/** How much reading a workbook may cost. */
export interface ReadOptions {
  seconds?: number; // 60 by default
}
