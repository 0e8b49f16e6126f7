import { sameBytes, textOf, utf8 } from '../bytes.js';
import type { Table } from '../csvw/metadata/table.js';
import type { Row } from '../csvw/rows/rows.js';
import { addProblems, type Problem, problemOf, sortProblems } from '../problem.js';
import { csvRecord, plainForm, recordSpots } from '../text/csv.js';
import { didYouMean } from '../text/nearest.js';
import { addTo, without } from '../text/order.js';
import type { ReadWorkbook } from '../workbook/workbook.js';
import { isOwnSheet } from '../workbook/write.js';
import { mapSheets } from './map-sheets.js';
import texts from './messages.json' with { type: 'json' };
import { withoutKnown, withSheetsOf } from './missing-sheets.js';
import { isWorkbook, type Sheet, type Sheets, withSheetNames } from './table-group.js';
import { digestName, digestOf, sheetNames, withPlainEnds } from './workbook-export.js';
import { type ReadTables, readTables } from './workbook-file.js';

/**
 * Reads a workbook and returns the changes for the CSV files of a project, without writing them. A CSV file that changed
 * after the export is an error unless `isForced`, because the import would undo that change. `file` is the name for problems.
 */
export async function importWorkbook(
  sheets: Sheets,
  bytes: Uint8Array,
  file: string,
  isForced: boolean,
  readWorkbook?: ReadWorkbook,
) {
  const names = sheetNames(sheets.sheets.map(({ table }) => table));
  const read = withSheetsOf(sheets, await readTables(bytes, file, names, readWorkbook), file, names);
  const problems = problemsOf(sheets, read, file, names);
  const changes = read.sheets.flatMap((sheet, i) => changeOf(sheets, sheets.sheets[i] as Sheet, sheet) ?? []);
  for (const { table } of changes) {
    const sheet = names.get(table) as string;
    const old = sheets.sheets.find((one) => one.table === table) as Sheet;
    const digest = read.properties.get(digestName(sheet)); // of the rows at the time of the export
    const isStale = digest !== undefined && !old.isLost && digestOf(old.rows) !== digest;
    if (isWorkbook(table.name))
      problems.push(
        problemOf(texts.keptElsewhere, { file, sheet }, { sheet, workbook: table.name.replace(/#.*/, '') }),
      );
    else if (isStale)
      problems.push(problemOf(isForced ? texts.forcedImport : texts.staleWorkbook, { file, sheet }, { old: old.file }));
  }
  return { changes, sheets: read.sheets, problems: sortProblems(withSheetNames(problems)) };
}

/** Collects the problems of the workbook: cells, keys, missing and unknown sheets. */
function problemsOf(
  sheets: Sheets,
  { sheets: there, others, problems: ofFile }: ReadTables,
  file: string,
  names: Map<Table, string>,
): Problem[] {
  const problems = sheets.problems.filter(({ where }) => where.file === sheets.file); // in tables.json
  addProblems(problems, ofFile);
  for (const sheet of others.filter((name) => !isOwnSheet(name)))
    problems.push(problemOf(texts.unknownSheet, { file, sheet }, { sheet, offer: didYouMean(sheet, names.values()) }));
  for (const { problems: own } of there) addProblems(problems, own);
  return withoutKnown(mapSheets({ ...sheets, sheets: there, problems }, () => {}).problems, sheets);
}

/** Returns the new bytes of a table's file, or undefined if the rows are unchanged. */
function changeOf(sheets: Sheets, old: Sheet, sheet: Sheet) {
  const { table } = sheet;
  if (sheet.rows.length === 0) return undefined; // already reported as missing or empty
  const header = old.rows[0]?.cells ?? table.columns.map(({ name }) => name);
  const to = old.rows.length > 0 ? old.header.columns : table.columns;
  const titles = sheet.rows[0]?.cells ?? [];
  const from = to.map((column, i) => (column ? sheet.header.columns.indexOf(column) : titles.indexOf(header[i] ?? '')));
  const keys = to.flatMap((column, index) => (column && table.primaryKey.includes(column.name) ? [index] : []));
  const keyOf = (row: string[]): string => wholeRow(keys.map((index) => row[index] ?? ''));
  const before = bodyOf(old.rows);
  const known = new Map(before.map((row) => [keyOf(row), row]));
  const cells = bodyOf(sheet.rows).map((row) => {
    const own = from.map((index) => row[index] ?? '');
    const earlier = known.get(keyOf(own)); // keeps the private columns that the workbook does not have
    return own.map((cell, i) => (from[i] === -1 ? (earlier?.[i] ?? '') : cell));
  });
  const file = sheets.read.get(table.name) ?? new Uint8Array();
  const bytes = mergeCsv(file, allCells(old.rows), [header, ...cells]);
  return bytes === file ? undefined : { table, bytes, rows: rowChanges(before, cells, keys) };
}

const bodyOf = (rows: Row[]): string[][] => rows.slice(1).map(({ cells }) => cells);

/** Returns the cells of each record of a file. Records that are not rows have no cells. */
function allCells(rows: Row[]): string[][] {
  const all = Array.from({ length: rows.at(-1)?.number ?? 0 }, (): string[] => []);
  for (const { number, cells } of rows) all[number - 1] = cells;
  return all;
}

interface Record {
  text: string; // as in the file, without its line end
  end: string; // "\r\n", or "" if the file ends without a line end
  width: number; // number of cells
}

/**
 * Replaces `oldRows` (the cells of each record in `old`) with `rows`. Unchanged records keep their text, and an unchanged
 * file keeps its bytes. The result is UTF-8 with commas, and has the line ends of the old file.
 */
export function mergeCsv(old: Uint8Array, oldRows: string[][], rows: string[][]): Uint8Array {
  const width = oldRows[0]?.length ?? 0;
  const before = oldRows.map((cells) => keyOf(cells, width));
  const kept = rows.filter(isFilled);
  const after = kept.map((cells) => keyOf(cells, width));
  const filled = before.filter((_, i) => isFilled(oldRows[i] as string[]));
  if (filled.length === after.length && filled.every((key, i) => key === after[i])) return old;
  const file = recordsOf(old, oldRows);
  const known = new Map<string, Record[]>();
  for (const [i, key] of before.entries()) {
    const record = file?.records[i];
    if (record) addTo(known, key, record);
  }
  const lineEnd = file?.records.find(({ end }) => end !== '')?.end ?? '\n';
  const endsOpen = file?.records.at(-1)?.end === '';
  const texts = kept.map((cells, i) => {
    const record = known.get(after[i] as string)?.shift();
    const end = endsOpen && i === kept.length - 1 ? '' : record?.end || lineEnd;
    return (record?.text ?? csvRecord(cells)) + end;
  });
  return utf8((file?.mark ?? '') + texts.join(''));
}

const isFilled = (cells: string[]): boolean => cells.some((cell) => cell !== '');

/** Returns a key that is equal for equal rows. Missing cells count as empty, and CRLF as LF. */
const keyOf = (cells: string[], width: number): string =>
  JSON.stringify([...cells.map(withPlainEnds), ...Array<string>(Math.max(width - cells.length, 0)).fill('')]);

/** Returns the records of a UTF-8 file with commas. Undefined for other files, or if the records differ from `rows`. */
function recordsOf(bytes: Uint8Array, rows: string[][]): { mark: string; records: Record[] } | undefined {
  const text = textOf(bytes);
  if (!sameBytes(utf8(text), bytes)) return undefined;
  const mark = text.startsWith('\ufeff') ? '\ufeff' : '';
  const plain = text.slice(mark.length);
  const records = recordSpots(plain, plainForm).map(
    ({ start, end, width }, i, all): Record => ({
      text: plain.slice(start, end),
      end: plain.slice(end, all[i + 1]?.start),
      width,
    }),
  );
  const isSame = records.length === rows.length && records.every(({ width }, i) => width === rows[i]?.length);
  return isSame ? { mark, records } : undefined;
}

/** Counts of changed, added and removed rows. */
export type RowChanges = ReturnType<typeof rowChanges>;

/** Compares the rows of a table without its header. A row is changed, not new, if its key columns (`keys`) are the same. */
export function rowChanges(before: string[][], after: string[][], keys: number[]) {
  const gone = without(before, after, wholeRow);
  const come = without(after, before, wholeRow);
  const keyOf = (row: string[]): string => wholeRow(keys.map((index) => row[index] ?? ''));
  const changed = keys.length === 0 ? 0 : gone.length - without(gone, come, keyOf).length;
  return { changed, added: come.length - changed, removed: gone.length - changed };
}

const wholeRow = (row: string[]): string => JSON.stringify(row.map(withPlainEnds));
