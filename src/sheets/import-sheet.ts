import type { Row } from '../csvw/rows/rows.js';
import { type Place, type Problem, problemOf } from '../problem.js';
import { countWords, excerpts, type RowChanges, rowChanges, rowName } from './change-words.js';
import { type Comparison, compare } from './comparison.js';
import { labelColumn } from './labels.js';
import { mergeCsv } from './merge-csv.js';
import { mergedSheet } from './merged-sheet.js';
import texts from './messages.json' with { type: 'json' };
import { columnAt, type Sheet } from './table-group.js';
import { type Conflict, mergeRows } from './three-way.js';

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

/** How a sheet is imported. */
interface SheetImport {
  file: string; // the workbook, for problems
  name: string; // of the sheet
  by: string; // who saved the workbook: " (last saved by Ana)", or ""
  base: string[][] | undefined; // the rows at the time of the export, with the header
  isForced: boolean;
}

/**
 * Reports a cell that was changed differently in the workbook and in the CSV file (`own`), or a row that was changed on one
 * side and removed on the other. It is a notice if the workbook wins.
 */
function conflictProblem(
  { column, base, ours, theirs }: Conflict,
  { titles, keys, versions, addressOf, ...rows }: Comparison,
  own: string,
  { file, name, by, isForced }: SheetImport,
): Problem {
  const before = base === undefined ? undefined : versions.base[base];
  const our = ours === undefined ? undefined : versions.ours[ours];
  const their = theirs === undefined ? undefined : versions.theirs[theirs]?.map((cell) => cell ?? '');
  const place = our ? `${own} row ${rows.ours[ours as number]?.number}` : own;
  const row = rowName(our ?? their ?? [], titles, keys);
  const where: Place = { file, sheet: name };
  const cell = addressOf(theirs, column ?? keys[0] ?? 0);
  if (theirs !== undefined) where.row = rows.theirs[theirs]?.number as number;
  if (cell !== undefined) where.cell = cell;
  const tell = (text: typeof texts.conflict, values: Record<string, string>): Problem => {
    const severity = isForced ? 'notice' : text.severity;
    const fix = isForced ? texts.fixes['import-conflict'] : text.fix;
    return problemOf({ ...text, severity, fix }, where, { row, by, place, own, ...values });
  };
  if (column === undefined) {
    const changed = our ?? their ?? [];
    const changes = titles.flatMap((title, i) => {
      const [was = '', is = ''] = [before?.[i], changed[i]];
      return was === is ? [] : `${title} ${excerpts(was, is).join(' → ')}`;
    });
    return tell(our ? texts.removedHere : texts.removedThere, { changes: changes.join(', ') });
  }
  const title = titles[column] as string;
  where.column = title;
  where.value = their?.[column] ?? '';
  const [here, there] = excerpts(their?.[column] ?? '', our?.[column] ?? '');
  const [was] = excerpts(before?.[column] ?? '', their?.[column] ?? '');
  return tell(before ? texts.conflict : texts.conflictInNewRow, { column: title, here, there, was });
}
