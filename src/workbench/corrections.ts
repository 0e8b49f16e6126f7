import { textOf, utf8 } from '../bytes.js';
import { readHere } from '../sheets/workbook-file.js';
import type { CellChange } from '../site/workbench/messages.js';
import { csvRecord, plainForm, readCsv } from '../text/csv.js';
import type { ReadWorkbook, WorkbookCell } from '../workbook/workbook.js';
import type { FileMap, State } from './state.js';

/** Corrections of cells, as the check sees them. The download writes them to the files of the steward. */

/** The files of the project with the corrections of CSV files. */
export function correctedFiles({ files, changes }: Pick<State, 'files' | 'changes'>): FileMap {
  const corrected = new Map(files);
  for (const file of new Set(changes.filter(({ sheet }) => sheet === undefined).map((one) => one.file))) {
    const bytes = files.get(file);
    if (bytes)
      corrected.set(
        file,
        withCells(
          bytes,
          changes.filter((one) => one.file === file),
        ),
      );
  }
  return corrected;
}

/** Writes values into the cells of a CSV file. */
function withCells(bytes: Uint8Array, changes: readonly CellChange[]): Uint8Array {
  const lines: string[] = [];
  let titles: string[] = [];
  readCsv(textOf(bytes), plainForm, (cells, { number }) => {
    if (number === 1) titles = cells.map((one) => one.replace(/^\ufeff/, ''));
    const own = changes.filter(({ row }) => row === number);
    for (const { column, after } of own) {
      const at = titles.indexOf(column);
      if (at >= 0) cells[at] = after;
    }
    lines.push(`${csvRecord(cells)}\n`);
  });
  return utf8(lines.join(''));
}

/** Returns a reader of workbooks that replaces the content of corrected cells. */
export function readerWith(changes: readonly CellChange[]): ReadWorkbook {
  if (changes.length === 0) return readHere;
  return async (bytes, file, options) => {
    const result = await readHere(bytes, file, options);
    for (const { sheet, row, column, after } of changes) {
      const rows = result.workbook?.sheets.find(({ name }) => name === sheet)?.rows ?? [];
      const at = rows[0]?.cells.findIndex((cell) => cell?.text === column) ?? -1;
      const found = rows.find(({ number }) => number === row);
      const cell: WorkbookCell = { kind: 'text', text: after, format: '@' };
      if (found && at >= 0) found.cells[at] = after === '' ? undefined : cell;
    }
    return result;
  };
}
