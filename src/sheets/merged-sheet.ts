import type { Row } from '../csvw/rows/rows.js';
import { cellAddress, columnNumber, type Place, type Problem } from '../problem.js';
import type { Comparison } from './comparison.js';
import { type Sheet, sheetFile } from './table-group.js';
import type { MergedRow } from './three-way.js';

/** Checks the result of a merge: each row has its place in the workbook, or else in the CSV file. */

/** Added to the numbers of rows that are in the CSV file. It is more than any row of a sheet. */
const fromFile = 2 ** 21;

/** Returns the sheet with the merged rows: first rows of the workbook, then rows with the content of the CSV file. */
export function mergedSheet(sheet: Sheet, merged: MergedRow[], { from, ours, theirs, versions }: Comparison): Sheet {
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
