import type { Row } from '../csvw/rows/rows.js';
import { cellAddress, columnNumber, type Place, type Problem, problemOf } from '../problem.js';
import { countWords, excerpts, type RowChanges, rowChanges, rowName } from './change-words.js';
import { type Comparison, compare } from './comparison.js';
import { labelColumn } from './labels.js';
import { mergeCsv } from './merge-csv.js';
import texts from './messages.json' with { type: 'json' };
import { columnAt, type Sheet, sheetFile } from './table-group.js';
import { type Conflict, type MergedRow, mergeRows } from './three-way.js';

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

/** Added to the numbers of rows that are in the CSV file. It is more than any row of a sheet. */
const fromFile = 2 ** 21;

/**
 * Returns the sheet with the merged rows, to check them: first rows of the workbook, then rows with the content of the CSV
 * file. Each row has its place in the workbook, or else in the CSV file.
 */
function mergedSheet(sheet: Sheet, merged: MergedRow[], { from, ours, theirs, versions }: Comparison): Sheet {
  const isTheirs = ({ cells, theirs: index }: MergedRow): boolean =>
    index !== undefined && (versions.theirs[index] ?? []).every((cell, i) => cell === undefined || cell === cells[i]);
  if (merged.length === theirs.length && merged.every(isTheirs)) return sheet;
  const width = sheet.rows[0]?.cells.length ?? 0;
  const rows = merged.map((row): Row => {
    const { cells, ours: our = -1, theirs: their = -1 } = row;
    const isOurs = !isTheirs(row) && versions.ours[our]?.every((cell, i) => cell === cells[i]);
    const number = isOurs || their < 0 ? fromFile + (ours[our]?.number ?? 0) : (theirs[their]?.number ?? 0);
    const placed = Array.from({ length: width }, (_, index) => theirs[their]?.cells[index] ?? '');
    for (const [i, cell] of cells.entries()) if ((from[i] ?? -1) >= 0) placed[from[i] as number] = cell;
    return { number, cells: placed };
  });
  return { ...sheet, rows: [...sheet.rows.slice(0, 1), ...rows.sort((a, b) => a.number - b.number)] };
}

/** Gives problems in rows of the CSV files their place there. */
export function withOwnPlaces(problems: Problem[], imports: { sheet: Sheet; old: Sheet; from: number[] }[]): Problem[] {
  const placed = (place: Place): Place => {
    const { row = 0, file, sheet: within, cell, ...rest } = place;
    const known = within === undefined ? file : sheetFile(file, within);
    const own = row > fromFile ? imports.find(({ sheet }) => sheet.file === known) : undefined;
    if (!own) return place;
    const column = own.from.indexOf(columnNumber(place) - 1) + 1;
    const number = row - fromFile;
    return { ...rest, file: own.old.file, row: number, ...(column > 0 && { cell: cellAddress(number, column) }) };
  };
  return problems.map((problem) => ({
    ...problem,
    message: problem.message.replace(/\brow (\d{7})\b/g, (words, row: string) =>
      Number(row) > fromFile ? `row ${Number(row) - fromFile} of the CSV file` : words,
    ),
    where: placed(problem.where),
    ...(problem.related && { related: problem.related.map(placed) }),
    ...(problem.also && { also: problem.also.map(placed) }),
  }));
}
