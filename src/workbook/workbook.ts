import type { Problem } from '../problem.js';

/** What a cell may hold. */
export const cellKinds = ['text', 'number', 'boolean', 'date', 'error'] as const;

/** What a cell holds. */
export type CellKind = (typeof cellKinds)[number];

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

/** What is told of a workbook while it is read, in this order. */
export type Portion =
  | { step: 'book'; properties: Map<string, string>; formats: string[] }
  | { step: 'shared'; texts: string[] }
  | { step: 'sheet'; name: string }
  | ({ step: 'cells' } & PackedCells)
  | { step: 'sheet-end'; problems: Problem[] }
  | { step: 'end'; problems: Problem[] };

/** Cells on their way between threads, where numbers pass at no cost and objects do not. */
export interface PackedCells {
  numbers: Uint32Array; // of each cell its row from 1, its column from 0, and the indexes of its kind, format and text
  texts: string[]; // they are counted on from the shared ones
}

/** How many numbers a packed cell has. */
const size = 5;

/** Puts the portions of a workbook together, in the order in which `readPackage` yields them. */
export function assemble(portions: Iterable<Portion>): Workbook {
  const workbook: Workbook = { sheets: [], properties: new Map(), problems: [] };
  const shared: string[] = [];
  let formats: string[] = [];
  const known: WorkbookCell[][] = []; // by format and shared text: what is the same is one object
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

/** Adds cells to the rows of their numbers, which have place for their cells and no more. */
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
    while (row.cells.length < width) row.cells.push(undefined); // it began in the portion before
    for (; at < end; at += size) row.cells[value(at + 1)] = cellOf(value(at + 2), value(at + 3), value(at + 4), texts);
  }
}
