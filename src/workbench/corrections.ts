import { correctCsv } from '../sheets/correct-csv.js';
import { isWorkbook, kindOf, type Sheet, sheetFile } from '../sheets/table-group.js';
import type { CellChange } from '../site/workbench/messages.js';
import { groupBy } from '../text/order.js';
import { type Correction, correctWorkbook, staysNumber } from '../workbook/correct.js';
import type { ReadWorkbook, WorkbookCell } from '../workbook/workbook.js';
import type { FileMap, State } from './state.js';

/** Corrections of cells in the files of the project and in dropped workbooks. */

type Known = Pick<State, 'changes' | 'sheets'>;

/** Returns the corrections of a file, with the numbers of their columns. */
export function correctionsOf({ changes, sheets }: Known, file: string): Correction[] {
  return changes
    .filter((one) => one.file === file)
    .flatMap(({ sheet, row, column, after }) => {
      const known = sheets.find((one) => one.file === (sheet === undefined ? file : sheetFile(file, sheet)));
      const index = known ? columnIndex(known, column, changes) : -1;
      const found = known?.header.columns[index];
      const isNumber = known !== undefined && found !== undefined && kindOf(found, known.table) === 'number';
      return index < 0 ? [] : { ...(sheet !== undefined && { sheet }), row, column: index + 1, text: after, isNumber };
    });
}

/** Finds a column by its name or title, or by its title before or after a correction of the header. */
function columnIndex({ header }: Sheet, column: string, changes: readonly CellChange[]): number {
  const find = (name: string): number => {
    const index = header.columns.findIndex((one) => one?.name === name);
    return index < 0 ? header.titles.indexOf(name) : index;
  };
  const index = find(column);
  if (index >= 0) return index;
  const other = changes.find(({ before, after }) => before === column || after === column);
  return other ? find(other.before === column ? other.after : other.before) : -1;
}

/** The files of the project with the corrections. */
export function correctedFiles(state: Pick<State, 'files'> & Known): FileMap {
  const corrected = new Map(state.files);
  for (const file of new Set(state.changes.map((one) => one.file))) {
    const bytes = state.files.get(file);
    const changed = bytes && correctedFile(bytes, file, state);
    if (changed) corrected.set(file, changed);
  }
  return corrected;
}

/** Returns a file with its corrections. Undefined if they cannot be written. */
export function correctedFile(bytes: Uint8Array, file: string, state: Known): Uint8Array | undefined {
  const corrections = correctionsOf(state, file);
  if (corrections.length === 0) return bytes;
  if (isWorkbook(file)) return correctWorkbook(bytes, corrections);
  return correctCsv(bytes, corrections, state.sheets.find((one) => one.file === file)?.table.dialect);
}

/** Returns a reader of workbooks that replaces the content of corrected cells, which is faster than new bytes. */
export function readerWith(state: State): ReadWorkbook {
  return async (bytes, file, options) => {
    const result = await state.readWorkbook(bytes, file, options);
    for (const [name, own] of groupBy(correctionsOf(state, file), ({ sheet }) => sheet)) {
      const rows = result.workbook?.sheets.find((one) => one.name === name)?.rows;
      if (rows) for (const correction of own) putCell(rows, correction);
    }
    return result;
  };
}

function putCell(rows: { number: number; cells: (WorkbookCell | undefined)[] }[], correction: Correction): void {
  const { row, column, text } = correction;
  let at = rows.findIndex(({ number }) => number >= row);
  if (at < 0) at = rows.length;
  if (rows[at]?.number !== row) rows.splice(at, 0, { number: row, cells: [] });
  const { cells } = rows[at] as (typeof rows)[number];
  while (cells.length < column) cells.push(undefined);
  const cell = cells[column - 1];
  if (text === '') cells[column - 1] = undefined;
  else if (cell && staysNumber(cell, correction)) cells[column - 1] = { ...cell, text };
  else cells[column - 1] = { kind: 'text', text, format: '@' };
}
