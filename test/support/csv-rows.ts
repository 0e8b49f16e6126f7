import { csvText, plainForm, readCsv } from '../../src/text/csv.js';
import { edit } from './edit.js';

/** Edits sheets row by row, as a spreadsheet program does. */

export type Row = Record<string, string>;

/** The rows of a sheet under its header. */
export function rowsOf(text: string): { header: string[]; rows: Row[] } {
  const all: string[][] = [];
  readCsv(text, plainForm, (cells) => all.push(cells));
  const [header = [], ...body] = all;
  const rows = body.map((cells): Row => Object.fromEntries(header.map((title, i) => [title, cells[i] ?? ''])));
  return { header, rows };
}

/** Changes the rows of a sheet. Returns the rows in their new order. */
export function editRows(data: string, name: string, change: (rows: Row[]) => Row[] | undefined): void {
  edit(data, name, (text) => {
    const { header, rows } = rowsOf(text);
    const changed = change(rows) ?? rows;
    return csvText([header, ...changed.map((row) => header.map((title) => row[title] ?? ''))]);
  });
}

/** Changes the cells of a column. */
export const editColumn = (
  data: string,
  name: string,
  column: string,
  change: (values: string[], rows: Row[]) => string[],
): void =>
  editRows(data, name, (rows) => {
    const values = change(
      rows.map((row) => row[column] ?? ''),
      rows,
    );
    return rows.map((row, i) => ({ ...row, [column]: values[i] ?? '' }));
  });
