import { textOf } from '../bytes.js';
import type { Table } from '../csvw/metadata/table.js';
import type { SheetColumns } from '../graph/traced-statements.js';
import { type FamilyFile, filledRows } from '../sheets/family-files.js';
import { propertyOf } from '../sheets/figure-columns.js';

/** A file of figures, without its sheet, so that it can be sent to a thread. */
export type FigureFile = Pick<FamilyFile, 'name' | 'table' | 'constants' | 'bytes' | 'from'> & {
  names: string[]; // of its series, and of what the series belongs to
  family: Table; // the description of all files, with its templates
  groupedBy: string[]; // columns by which its rows are also published
};

const newline = 10;
const comma = 0x2c;

/** Consecutive rows with the same value in a column, as a range of bytes. */
export interface Block {
  value: string;
  start: number;
  end: number;
  rows: number;
}

/** Splits the rows of a range by the value of a column. Rows are sorted by area, so each area is usually one block. */
export function* blocksBy(
  { bytes }: Pick<FigureFile, 'bytes'>,
  column: number,
  from: number,
  to: number,
): Generator<Block> {
  let block: Block | undefined;
  for (let at = from; at < to; ) {
    let start = at;
    for (let i = 0; i < column; i++) start = bytes.indexOf(comma, start) + 1;
    const next = bytes.indexOf(newline, start);
    const end = next < 0 ? bytes.length : next + 1;
    if (!block || !startsWith(bytes, start, block.value)) {
      if (block) yield block;
      const stop = bytes.indexOf(comma, start);
      block = {
        value: textOf(bytes.subarray(start, stop < 0 || stop > end ? end - 1 : stop)),
        start: at,
        end,
        rows: 0,
      };
    }
    block.end = end;
    block.rows++;
    at = end;
  }
  if (block) yield block;
}

/** True if a cell has this text. Codes are ASCII. */
function startsWith(bytes: Uint8Array, at: number, text: string): boolean {
  for (let i = 0; i < text.length; i++) if (bytes[at + i] !== text.charCodeAt(i)) return false;
  const after = bytes[at + text.length];
  return after === comma || after === newline;
}

/** Returns the cells of the rows in a range. A clean file quotes nothing, because codes and numbers have no commas. */
export function* rowsIn({ bytes }: Pick<FigureFile, 'bytes'>, start: number, end: number): Generator<string[]> {
  for (const line of textOf(bytes.subarray(start, end)).split('\n')) if (line !== '') yield line.split(',');
}

/** Finds the first row whose cells fit. Returns its cells and its number in the file; undefined if no row fits. */
export function findRow(file: FamilyFile, fits: (cells: string[]) => boolean) {
  const rows = file.original && filledRows(file.original.sheet);
  let index = 0;
  for (const cells of rowsIn(file, file.from, file.bytes.length)) {
    index++;
    if (fits(cells)) return { cells, row: rows?.[index]?.number ?? index + 1 };
  }
  return undefined;
}

/** Describes a file as a sheet with the statements that its columns make. */
export const columnsOf = ({ file, table }: FamilyFile): SheetColumns => ({
  file,
  url: table.url,
  columns: table.columns.map((column, position) => ({
    name: column.name,
    property: propertyOf(column, table),
    language: '',
    position,
  })),
});

/** Cuts the rows of a file into ranges of about this many bytes, at the ends of lines. */
export function* rangesOf({ bytes, from }: FigureFile, size = 1 << 17): Generator<{ start: number; end: number }> {
  for (let start = from; start < bytes.length; ) {
    const next = start + size >= bytes.length ? -1 : bytes.indexOf(newline, start + size);
    const end = next < 0 ? bytes.length : next + 1;
    yield { start, end };
    start = end;
  }
}
