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

/** What is told of a workbook while it is read, in this order. */
export type Portion =
  | { step: 'properties'; properties: Map<string, string> }
  | { step: 'formats'; formats: string[] }
  | { step: 'shared'; texts: string[] }
  | { step: 'sheet'; name: string }
  | ({ step: 'cells' } & CellPortion)
  | { step: 'sheet-end'; problems: Problem[] }
  | { step: 'end'; problems: Problem[] };

/** Puts the portions of a workbook together, in the order in which `readPackage` yields them. */
export function assemble(portions: Iterable<Portion>): Workbook {
  const workbook: Workbook = { sheets: [], properties: new Map(), problems: [] };
  const shared: string[] = [];
  let unpack = createCellUnpacker([], shared);
  for (const portion of portions) {
    const sheet = workbook.sheets.at(-1) as WorkbookSheet;
    if (portion.step === 'properties') workbook.properties = portion.properties;
    else if (portion.step === 'formats') unpack = createCellUnpacker(portion.formats, shared);
    else if (portion.step === 'shared') for (const text of portion.texts) shared.push(text);
    else if (portion.step === 'sheet') workbook.sheets.push({ name: portion.name, rows: [], problems: [] });
    else if (portion.step === 'cells') unpack(portion, sheet.rows);
    else if (portion.step === 'sheet-end') sheet.problems = portion.problems;
    else workbook.problems = portion.problems;
  }
  return workbook;
}

/** Cells on their way between threads: numbers pass at no cost, and a shared string has been passed once. */
export interface CellPortion {
  cells: Uint32Array; // of each cell: its row, its column and kind, its format, the index of its text
  texts: string[];
}

const width = 4;
const kinds: CellKind[] = ['text', 'number', 'boolean', 'date', 'error'];
const kindBits = 16; // above the column
const sharedBit = 1 << 20; // the text is a shared string

/** Packs cells on their way between threads. */
export type CellPacker = ReturnType<typeof createCellPacker>;

/** Packs cells: `text` is a text, or the index of a shared string; `format` is an index, 0 for none. */
export function createCellPacker() {
  let cells: number[] = [];
  let texts: string[] = [];
  return {
    add(row: number, column: number, kind: CellKind, format: number, text: string | number): void {
      const isShared = typeof text === 'number';
      const place = column | (kinds.indexOf(kind) << kindBits) | (isShared ? sharedBit : 0);
      cells.push(row, place, format, isShared ? text : texts.push(text) - 1);
    },
    count: () => cells.length / width,
    take(): CellPortion {
      const taken = { cells: Uint32Array.from(cells), texts };
      cells = [];
      texts = [];
      return taken;
    },
  };
}

/** Puts portions together to rows. Cells of one shared string in one format are one object. */
function createCellUnpacker(formats: string[], shared: string[]) {
  const known = formats.map((): (WorkbookCell | undefined)[] => []); // by format and shared string
  const create = (kind: CellKind, text: string, format: number): WorkbookCell =>
    format === 0 ? { kind, text } : { kind, text, format: formats[format] as string };
  const createShared = (index: number, format: number): WorkbookCell => {
    const cells = known[format] as (WorkbookCell | undefined)[];
    cells[index] ??= create('text', shared[index] as string, format);
    return cells[index];
  };
  return ({ cells, texts }: CellPortion, rows: WorkbookRow[]): void => {
    const cellAt = (i: number): WorkbookCell => {
      const [place, format, text] = [cells[i + 1] as number, cells[i + 2] as number, cells[i + 3] as number];
      if (place & sharedBit) return createShared(text, format);
      return create(kinds[(place >> kindBits) & 0xf] as CellKind, texts[text] as string, format);
    };
    for (let i = 0; i < cells.length; ) {
      const number = cells[i] as number;
      const start = i;
      let columns = 0;
      for (; i < cells.length && cells[i] === number; i += width) columns = Math.max(columns, columnAt(cells, i) + 1);
      const row = rowWith(rows, number, columns);
      for (let k = start; k < i; k += width) row.cells[columnAt(cells, k)] = cellAt(k);
    }
  };
}

const columnAt = (cells: Uint32Array, i: number): number => (cells[i + 1] as number) & 0xffff;

/** The row with that number, which is the last or a new one, with place for so many columns and no more. */
function rowWith(rows: WorkbookRow[], number: number, columns: number): WorkbookRow {
  const last = rows.at(-1);
  if (last?.number === number) {
    while (last.cells.length < columns) last.cells.push(undefined);
    return last;
  }
  const row = { number, cells: new Array<WorkbookCell | undefined>(columns).fill(undefined) };
  rows.push(row);
  return row;
}
