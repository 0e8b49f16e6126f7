import { type Sheet, sheetFile } from '../sheets/table-group.js';
import type { RowsOfSheet, SheetPlace } from '../site/workbench/messages.js';
import type { Handler } from './state.js';

/** Returns rows of a sheet, with the names of its columns. */
export const rows: Handler<'rows'> = ({ sheets }, { rows, ...place }) => rowsOf(sheetIn(sheets, place), new Set(rows));

/** The rows with these numbers. */
export const rowsOf = (sheet: Sheet | undefined, numbers: ReadonlySet<number>): RowsOfSheet => ({
  columns: sheet?.header.titles.map((title, i) => sheet.header.columns[i]?.name ?? title) ?? [],
  rows:
    sheet?.rows.flatMap(({ number, cells }) => (numbers.has(number) ? [{ row: number, cells: [...cells] }] : [])) ?? [],
});

/** Finds the sheet of a place. */
export const sheetIn = (sheets: readonly Sheet[], { file, sheet }: SheetPlace): Sheet | undefined =>
  sheets.find((one) => one.file === (sheet === undefined ? file : sheetFile(file, sheet)));
