import { sheetFile } from '../sheets/table-group.js';
import type { RowsOfSheet } from '../site/workbench/messages.js';
import type { Handler } from './state.js';

/** Returns rows of a sheet, with the names of its columns. */
export const rows: Handler<'rows'> = ({ sheets }, { file, sheet, rows }): RowsOfSheet => {
  const name = sheet === undefined ? file : sheetFile(file, sheet);
  const found = sheets.find((one) => one.file === name);
  const wanted = new Set(rows);
  return {
    columns: found?.header.titles.map((title, i) => found.header.columns[i]?.name ?? title) ?? [],
    rows:
      found?.rows.flatMap(({ number, cells }) => (wanted.has(number) ? [{ row: number, cells: [...cells] }] : [])) ??
      [],
  };
};
