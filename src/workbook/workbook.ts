import type { Problem } from '../problem.js';

/** Kinds of cell content. */
export const cellKinds = ['text', 'number', 'boolean', 'date', 'error'] as const;

/** The kind of content of a cell. */
export type CellKind = (typeof cellKinds)[number];

/** A cell with its stored text. */
export interface WorkbookCell {
  readonly kind: CellKind;
  readonly text: string; // as stored: number "10.1" or "1E5", date "2026-03-04T12:30:00", boolean "TRUE", error "#REF!"
  readonly format?: string; // the number format when it is not General: "0.00", "@"
}

/** A row with its number in the spreadsheet. */
export interface WorkbookRow {
  number: number; // from 1
  cells: (WorkbookCell | undefined)[]; // by column from 0; undefined for an empty cell
}

/** A sheet with its rows and problems: formulas, merged cells, hidden rows. */
export interface WorkbookSheet {
  name: string;
  rows: WorkbookRow[]; // in order, without blank rows
  problems: Problem[];
}

/** A workbook in memory. */
export interface Workbook {
  sheets: WorkbookSheet[]; // in the order of their tabs
  properties: Map<string, string>; // custom properties by name
  problems: Problem[]; // of the workbook as a whole
}

/** The result of reading a file. */
export interface WorkbookResult {
  workbook?: Workbook; // missing if the whole file is rejected
  problems: Problem[]; // reasons for the rejection
}

/** Reads a workbook. `file` is the name for problems: "data/gcm.xlsx". */
export type ReadWorkbook = (bytes: Uint8Array, file: string, options?: ReadOptions) => Promise<WorkbookResult>;

/** Limits for reading a workbook. */
export interface ReadOptions {
  seconds?: number; // 60 by default
}

/** Portions of a workbook, in the order in which they are read. */
export type Portion =
  | { step: 'book'; properties: Map<string, string>; formats: string[] }
  | { step: 'shared'; texts: string[] }
  | { step: 'sheet'; name: string }
  | ({ step: 'cells' } & PackedCells)
  | { step: 'sheet-end'; problems: Problem[] }
  | { step: 'end'; problems: Problem[] };

/** Cells packed for the transfer between threads, which is cheap for numbers. */
export interface PackedCells {
  numbers: Uint32Array; // for each cell: row from 1, column from 0, and the indexes of kind, format and text
  texts: string[]; // their indexes continue after the shared texts
}

/** Numbers per packed cell. */
const size = 5;

/** Assembles a workbook from the portions of `readPackage`. */
export function assemble(portions: Iterable<Portion>): Workbook {
  const workbook: Workbook = { sheets: [], properties: new Map(), problems: [] };
  const shared: string[] = [];
  let formats: string[] = [];
  const known: WorkbookCell[][] = []; // by format and shared text: equal cells share one object
  const cellOf = (kind: number, format: number, text: number, texts: string[]): WorkbookCell => {
    const cell = known[format]?.[text];
    if (cell) return cell;
    const own = { kind: cellKinds[kind] as CellKind, text: (shared[text] ?? texts[text - shared.length]) as string };
    const created = format === 0 ? own : { ...own, format: formats[format] as string };
    if (text >= shared.length) return created;
    known[format] ??= [];
    known[format][text] = created;
    return created;
  };
  for (const portion of portions) {
    const sheet = workbook.sheets.at(-1) as WorkbookSheet;
    if (portion.step === 'book') ({ formats, properties: workbook.properties } = portion);
    else if (portion.step === 'shared') for (const text of portion.texts) shared.push(text);
    else if (portion.step === 'sheet') workbook.sheets.push({ name: portion.name, rows: [], problems: [] });
    else if (portion.step === 'cells') unpackCells(portion, sheet.rows, cellOf);
    else if (portion.step === 'sheet-end') sheet.problems = portion.problems;
    else workbook.problems = portion.problems;
  }
  return workbook;
}

/** Adds packed cells to the rows. */
function unpackCells(
  { numbers, texts }: PackedCells,
  rows: WorkbookRow[],
  cellOf: (kind: number, format: number, text: number, texts: string[]) => WorkbookCell,
): void {
  const value = (index: number): number => numbers[index] as number;
  for (let at = 0; at < numbers.length; ) {
    const number = value(at);
    let [end, width] = [at, 0];
    for (; numbers[end] === number; end += size) width = Math.max(width, value(end + 1) + 1);
    let row = rows.at(-1);
    if (row?.number !== number) {
      row = { number, cells: new Array<undefined>(width).fill(undefined) };
      rows.push(row);
    }
    while (row.cells.length < width) row.cells.push(undefined); // the row began in an earlier portion
    for (; at < end; at += size) row.cells[value(at + 1)] = cellOf(value(at + 2), value(at + 3), value(at + 4), texts);
  }
}
