import type { Row } from '../csvw/rows/rows.js';
import { countWords, type RowChanges, rowChanges } from './change-words.js';
import { type Comparison, compare } from './comparison.js';
import { conflictProblem, type SheetImport } from './conflicts.js';
import { labelColumn } from './labels.js';
import { mergeCsv } from './merge-csv.js';
import { mergedSheet } from './merged-sheet.js';
import { columnAt, type Sheet } from './table-group.js';
import { mergeRows } from './three-way.js';

/**
 * Imports one sheet of a workbook: merges its changes since the export with the changes of the CSV file (`old`, with its `bytes`).
 * Returns the merged sheet to check, the change of the file if there is one, the changes of the file that were kept, and the
 * conflicts.
 */
export function importSheet(sheet: Sheet, old: Sheet, bytes: Uint8Array, how: SheetImport) {
  const { table } = sheet;
  const comparison = compare(sheet, old, how.base);
  const { titles, versions, keys, ours, addressOf } = comparison;
  const { rows, conflicts } = mergeRows(versions, keys, how.isForced);
  const checked = mergedSheet(sheet, rows, comparison);
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
    sheet: checked,
    kept: checked === sheet ? undefined : countWords(keptChanges(comparison)),
    from: comparison.from,
    change: merged === bytes ? undefined : { table, bytes: merged, rows: describe() },
    conflicts: conflicts.map((conflict) => conflictProblem(conflict, comparison, old.file, how)),
  };
}

/** Counts the changes that the CSV file has and the workbook had not when it was exported. */
function keptChanges({ titles, keys, versions: { base, ours } }: Comparison): RowChanges {
  const before = base.map((cells, index) => ({ number: index + 2, cells }));
  const after = mergeRows({ base, ours: base, theirs: ours }, keys).rows;
  return rowChanges({ titles, keys, label: -1, before, after, cellOf: () => undefined });
}

/** Returns the cells of each record of a file. Records that are not rows have no cells. */
export function allCells(rows: Row[]): string[][] {
  const all = Array.from({ length: rows.at(-1)?.number ?? 0 }, (): string[] => []);
  for (const { number, cells } of rows) all[number - 1] = cells;
  return all;
}
