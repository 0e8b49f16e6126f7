import type { Row } from '../csvw/rows/rows.js';
import { rowChanges } from './change-words.js';
import { compare } from './comparison.js';
import { conflictProblem, type SheetImport } from './conflicts.js';
import { labelColumn } from './labels.js';
import { mergeCsv } from './merge-csv.js';
import { mergedSheet } from './merged-sheet.js';
import { columnAt, type Sheet } from './table-group.js';
import { mergeRows } from './three-way.js';

/**
 * Imports one sheet of a workbook: merges its changes since the export with those of the CSV file (`old`, with its `bytes`).
 * Returns the merged sheet to check, the change of the file if there is one, and the conflicts.
 */
export function importSheet(sheet: Sheet, old: Sheet, bytes: Uint8Array, how: SheetImport) {
  const { table } = sheet;
  const comparison = compare(sheet, old, how.base);
  const { titles, versions, keys, ours, addressOf } = comparison;
  const { rows, conflicts } = mergeRows(versions, keys, how.isForced);
  const merged = mergeCsv(bytes, allCells(old.rows), [titles, ...rows.map(({ cells }) => cells)]);
  const describe = () =>
    rowChanges({
      titles,
      keys,
      label: titles.findIndex((title) => columnAt(table, title) === labelColumn(old)),
      before: ours,
      after: rows,
      cellOf: ({ theirs }, column) => {
        const address = addressOf(theirs, column);
        return address && `${how.name}!${address}`;
      },
    });
  return {
    sheet: mergedSheet(sheet, rows, comparison),
    from: comparison.from,
    change: merged === bytes ? undefined : { table, bytes: merged, rows: describe() },
    conflicts: conflicts.map((conflict) => conflictProblem(conflict, comparison, old.file, how)),
  };
}

/** Returns the cells of each record of a file. Records that are not rows have no cells. */
function allCells(rows: Row[]): string[][] {
  const all = Array.from({ length: rows.at(-1)?.number ?? 0 }, (): string[] => []);
  for (const { number, cells } of rows) all[number - 1] = cells;
  return all;
}
