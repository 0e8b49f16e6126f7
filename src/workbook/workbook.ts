import type { Problem } from '../problem.js';

/** A workbook as it was read: rows with the addresses that its reader sees, and what is wrong with it. */

export type CellKind = 'text' | 'number' | 'boolean' | 'date' | 'error';

export interface WorkbookCell {
  readonly kind: CellKind;
  readonly text: string; // as stored: number "10.1" or "1E5", date "2026-03-04T12:30:00", boolean "TRUE", error "#REF!"
  readonly format?: string; // the number format when it is not General: "0.00", "@"
}

export interface WorkbookRow {
  number: number; // from 1, as the spreadsheet shows it
  cells: (WorkbookCell | undefined)[]; // by column from 0; undefined where there is nothing
}

export interface WorkbookSheet {
  name: string;
  rows: WorkbookRow[]; // those that hold something, in order
  problems: Problem[];
}

export interface Workbook {
  sheets: WorkbookSheet[]; // in the order of their tabs
  properties: Map<string, string>; // what a program noted beside the cells, by name
  problems: Problem[]; // of the workbook as a whole
}
