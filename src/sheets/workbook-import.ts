import type { Table } from '../csvw/metadata/table.js';
import type { Row } from '../csvw/rows/rows.js';
import { addProblems, type Problem, problemOf, sortProblems } from '../problem.js';
import { didYouMean } from '../text/nearest.js';
import type { ReadWorkbook } from '../workbook/workbook.js';
import { isOwnSheet } from '../workbook/write.js';
import { mapSheets } from './map-sheets.js';
import { mergeCsv, type RowChanges, rowChanges } from './merge-csv.js';
import texts from './messages.json' with { type: 'json' };
import { sheetOf } from './sheets.js';
import { isWorkbook, type Sheet, type Sheets, sheetFile, withSheetNames } from './table-group.js';
import { digestName, digestOf, sheetNames } from './table-source.js';
import { type ReadTables, readTables } from './workbook-file.js';

/** What becomes of a table's sheet. */
export interface Change {
  table: Table;
  bytes: Uint8Array;
  rows: RowChanges;
}

/** What a workbook would change in the CSV files, and all that is wrong with it. */
export interface Import {
  changes: Change[];
  sheets: Sheet[]; // as the workbook has them
  problems: Problem[];
}

/**
 * Reads the sheets of a workbook as the tables of a project; `file` is what people know it by. Nothing is written. That a
 * CSV file changed since the workbook was made from it is an error, for the workbook would undo it, unless `isForced`.
 */
export async function importWorkbook(
  sheets: Sheets,
  bytes: Uint8Array,
  file: string,
  isForced: boolean,
  readWorkbook?: ReadWorkbook,
): Promise<Import> {
  const names = sheetNames(sheets.sheets.map(({ table }) => table));
  const wanted = [...names].map(([table, sheet]) => ({ table, sheet }));
  const read = await readTables(bytes, file, wanted, readWorkbook);
  const { there, problems } = readInto(sheets, read, file, names);
  const changes = there.flatMap((sheet, i) => changeOf(sheets, sheets.sheets[i] as Sheet, sheet));
  for (const { table } of changes) {
    const sheet = names.get(table) as string;
    const old = sheets.sheets.find((one) => one.table === table) as Sheet;
    const digest = read.properties.get(digestName(sheet)); // of the rows that the sheet was made of
    const isStale = digest !== undefined && !sheets.unread.has(table.name) && digestOf(old.rows) !== digest;
    if (isWorkbook(table.name))
      problems.push(
        problemOf(texts.keptElsewhere, { file }, { table: table.name, workbook: table.name.replace(/#.*/, '') }),
      );
    else if (isStale)
      problems.push(problemOf(isForced ? texts.forcedImport : texts.staleWorkbook, { file, sheet }, { old: old.file }));
  }
  return { changes, sheets: there, problems: sortProblems(withSheetNames(problems)) };
}

/** The tables as the workbook has them, and all that is wrong with them there: cells, keys, missing sheets. */
function readInto(
  sheets: Sheets,
  { found, others, problems: ofFile }: ReadTables,
  file: string,
  names: Map<Table, string>,
): { there: Sheet[]; problems: Problem[] } {
  const problems = sheets.problems.filter(({ where }) => where.file === sheets.file); // of tables.json
  addProblems(problems, ofFile);
  for (const sheet of others.filter((name) => !isOwnSheet(name)))
    problems.push(problemOf(texts.unknownSheet, { file, sheet }, { sheet, offer: didYouMean(sheet, names.values()) }));
  for (const { problems: own } of found.values()) addProblems(problems, own);
  const unread = new Set([...found].filter(([, { isLost }]) => isLost).map(([table]) => table.name));
  const there = [...names].map(([table, sheet]) => sheetOf(table, sheetFile(file, sheet), found.get(table)));
  return { there, problems: mapSheets({ ...sheets, sheets: there, unread, problems }, () => {}).problems };
}

/** What a sheet of the workbook changes in its file: nothing when the rows are the same. */
function changeOf(sheets: Sheets, old: Sheet, sheet: Sheet): Change[] {
  const { table } = sheet;
  if (sheet.rows.length === 0) return []; // that it is missing or empty is told
  const header = old.rows[0]?.cells ?? table.columns.map(({ name }) => name);
  const to = old.rows.length > 0 ? old.header.columns : table.columns;
  const from = to.map((column) => (column ? sheet.header.columns.indexOf(column) : -1));
  const cells = bodyOf(sheet.rows).map((row) => from.map((index) => row[index] ?? ''));
  const before = sheets.read.get(table.name) ?? new Uint8Array();
  const bytes = mergeCsv(before, allCells(old.rows), [header, ...cells]);
  const keys = to.flatMap((column, index) => (column && table.primaryKey.includes(column.name) ? [index] : []));
  return bytes === before ? [] : [{ table, bytes, rows: rowChanges(bodyOf(old.rows), cells, keys) }];
}

const bodyOf = (rows: Row[]): string[][] => rows.slice(1).map(({ cells }) => cells);

/** The cells of each record of the file, those of records that are no rows being none. */
function allCells(rows: Row[]): string[][] {
  const all = Array.from({ length: rows.at(-1)?.number ?? 0 }, (): string[] => []);
  for (const { number, cells } of rows) all[number - 1] = cells;
  return all;
}
