import { textOf, utf8 } from '../bytes.js';
import { sheetFile } from '../sheets/table-group.js';
import { readHere } from '../sheets/workbook-file.js';
import type { CellChange } from '../site/workbench/messages.js';
import { csvRecord, plainForm, readCsv } from '../text/csv.js';
import { groupBy } from '../text/order.js';
import type { ReadWorkbook, WorkbookCell } from '../workbook/workbook.js';
import type { FileMap, State } from './state.js';

/** Corrections of cells, as the check sees them. The download writes them to the files of the steward. */

/** The files of the project with the corrections of CSV files. */
export function correctedFiles(state: State): FileMap {
  const corrected = new Map(state.files);
  for (const [file, changes] of groupBy(
    state.changes.filter(({ sheet }) => sheet === undefined),
    (one) => one.file,
  )) {
    const bytes = state.files.get(file);
    if (bytes)
      corrected.set(
        file,
        withCells(bytes, changes, (column) => columnIn(state, file, column)),
      );
  }
  return corrected;
}

/** The index of a column in a sheet, or -1. */
function columnIn({ sheets }: State, name: string, column: string): number {
  const header = sheets.find(({ file }) => file === name)?.header;
  const known = header?.columns.findIndex((one) => one?.name === column) ?? -1;
  return known >= 0 ? known : (header?.titles.indexOf(column) ?? -1);
}

/** Writes values into the cells of a CSV file. */
function withCells(
  bytes: Uint8Array,
  changes: readonly CellChange[],
  columnAt: (column: string) => number,
): Uint8Array {
  const lines: string[] = [];
  readCsv(textOf(bytes), plainForm, (cells, { number }) => {
    for (const { row, column, after } of changes) if (row === number) cells[columnAt(column)] = after;
    lines.push(`${csvRecord(cells)}\n`);
  });
  return utf8(lines.join(''));
}

/** Returns a reader of workbooks that replaces the content of corrected cells. */
export function readerWith(state: State): ReadWorkbook {
  if (state.changes.length === 0) return readHere;
  return async (bytes, file, options) => {
    const result = await readHere(bytes, file, options);
    for (const { sheet = '', row, column, after } of state.changes) {
      const found = result.workbook?.sheets
        .find(({ name }) => name === sheet)
        ?.rows.find(({ number }) => number === row);
      const at = columnIn(state, sheetFile(file, sheet), column);
      const cell: WorkbookCell = { kind: 'text', text: after, format: '@' };
      if (found && at >= 0) found.cells[at] = after === '' ? undefined : cell;
    }
    return result;
  };
}
