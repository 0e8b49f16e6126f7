import type { Column } from '../csvw/metadata/column.js';
import { UserError } from '../problem.js';
import { labelColumn } from '../sheets/labels.js';
import { referenceOf, type Sheet, sheetFile } from '../sheets/table-group.js';
import type { NewRow, RowsOfSheet, SheetPlace } from '../site/workbench/messages.js';
import type { Handler } from './state.js';

/** Rows of the checked sheets, and new rows. */

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

/** The maximum number of choices for a cell, so that the page stays fast. */
const mostChoices = 2000;

/** Returns the place of a new row after the last row of a sheet, with what its cells can contain. */
export const newRow: Handler<'new-row'> = ({ sheets }, order): NewRow => {
  const sheet = sheetIn(sheets, order);
  if (!sheet) throw new UserError(`Unknown sheet "${order.sheet ?? order.file}"`);
  const { header, rows, table } = sheet;
  return {
    row: (rows.at(-1)?.number ?? 1) + 1,
    columns: header.columns.flatMap((column) => {
      if (!column) return []; // a column of the steward
      const { name, required } = column;
      const isRequired = required || table.primaryKey.includes(name);
      return { name, isRequired, choices: choicesOf(sheet, column, sheets) };
    }),
  };
};

/** The keys that a column refers to, with their names. */
function choicesOf({ table }: Sheet, column: Column, sheets: readonly Sheet[]): NewRow['columns'][0]['choices'] {
  const reference = referenceOf(table, column);
  const other = reference && sheets.find((one) => one.table.name === reference.table.name);
  if (!other) return [];
  const key = other.header.columns.findIndex((one) => one?.name === reference.referenced[0]);
  const label = other.header.columns.indexOf(labelColumn(other));
  return other.rows
    .slice(1, mostChoices + 1)
    .map(({ cells }) => ({ value: cells[key] ?? '', name: cells[label] ?? '' }));
}

/** The cells of a new row that refer to a row of another sheet, by column. */
export function cellsAbout(sheet: Sheet, other: Sheet, row: number): Record<string, string> {
  const cells = other.rows.find(({ number }) => number === row)?.cells ?? [];
  const found = sheet.table.foreignKeys.filter(({ table }) => table.name === other.table.name);
  return Object.fromEntries(
    found.flatMap(({ columns, referenced }) =>
      columns.map((column, i) => {
        const at = other.header.columns.findIndex((one) => one?.name === referenced[i]);
        return [column, cells[at] ?? ''];
      }),
    ),
  );
}
