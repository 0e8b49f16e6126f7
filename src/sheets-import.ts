import type { Table } from './csvw/metadata/table.js';
import type { Row } from './csvw/rows/rows.js';
import { didYouMean } from './nearest.js';
import { type Problem, sortProblems } from './problem.js';
import { mergeCsv } from './sheets/csv-text.js';
import { isWorkbook } from './sheets/group.js';
import { headerColumns } from './sheets/header-columns.js';
import { mapSheets } from './sheets/map-sheets.js';
import { sheetFile, withSheetNames } from './sheets/places.js';
import { type RowChanges, rowChanges } from './sheets/row-changes.js';
import type { Sheet, Sheets } from './sheets/sheets.js';
import { readTables } from './sheets/workbook-tables.js';
import { sheetList } from './workbook/read/sheet-list.js';
import { sheetNames } from './workbook/write/table-source.js';
import { isOwnSheet } from './workbook/write.js';

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

/** Reads the sheets of a workbook as the tables of a project; `file` is what people know it by. Nothing is written. */
export async function importWorkbook(sheets: Sheets, bytes: Uint8Array, file: string): Promise<Import> {
  const { there, problems } = await readInto(sheets, bytes, file);
  const changes = there.flatMap((sheet, i) => changeOf(sheets, sheets.sheets[i] as Sheet, sheet));
  problems.push(...changes.flatMap(({ table }) => (isWorkbook(table.name) ? [keptElsewhere(table, file)] : [])));
  return { changes, sheets: there, problems: sortProblems(withSheetNames(problems)) };
}

/** The tables as the workbook has them, and all that is wrong with them there: cells, keys, missing sheets. */
async function readInto(
  sheets: Sheets,
  bytes: Uint8Array,
  file: string,
): Promise<{ there: Sheet[]; problems: Problem[] }> {
  const problems = sheets.problems.filter(({ where }) => where.file === sheets.file); // of tables.json
  const names = sheetNames(sheets.sheets.map(({ table }) => table));
  const wanted = [...names].map(([table, sheet]) => ({ table, sheet }));
  const read = await readTables(bytes, file, wanted);
  problems.push(...read.problems, ...(await strangers(bytes, file, [...names.values()])));
  const unread = new Set<string>();
  const there = sheets.sheets.map(({ table }): Sheet => {
    const { rows = [], problems: own = [], isLost = true } = read.found.get(table) ?? {};
    problems.push(...own);
    if (isLost) unread.add(table.name);
    return { table, file: sheetFile(file, names.get(table) as string), rows };
  });
  problems.push(...mapSheets({ ...sheets, sheets: there, unread, problems }, () => {}).problems);
  return { there, problems };
}

/** Sheets that belong to no table; those that the program makes itself are known. */
async function strangers(bytes: Uint8Array, file: string, known: string[]): Promise<Problem[]> {
  const names = (await sheetList(bytes)).filter((name) => !known.includes(name) && !isOwnSheet(name));
  return names.map((sheet) => ({
    code: 'unknown-sheet',
    severity: 'warning',
    message: `no table belongs to the sheet "${sheet}"${didYouMean(sheet, known)}: it is left aside`,
    where: { file, sheet },
    fix: 'take it out of the workbook, or give it the name that it had',
  }));
}

/** What a sheet of the workbook changes in its file: nothing when the rows are the same. */
function changeOf(sheets: Sheets, old: Sheet, sheet: Sheet): Change[] {
  const { table } = sheet;
  if (sheet.rows.length === 0) return []; // that it is missing or empty is told
  const header = old.rows[0]?.cells ?? table.columns.map(({ name }) => name);
  const from = headerColumns(sheet).columns;
  const to = old.rows.length > 0 ? headerColumns(old).columns : table.columns;
  const cells = bodyOf(sheet.rows).map((row) => to.map((column) => (column && row[from.indexOf(column)]) ?? ''));
  const before = sheets.read.get(table.name) ?? new Uint8Array();
  const bytes = mergeCsv(before, allCells(old.rows), [header, ...cells]);
  const keys = to.flatMap((column, index) => (column && table.primaryKey.includes(column.name) ? [index] : []));
  const isSame = bytes === before;
  return isSame ? [] : [{ table, bytes, rows: rowChanges(bodyOf(old.rows), cells, keys) }];
}

const bodyOf = (rows: Row[]): string[][] => rows.slice(1).map(({ cells }) => cells);

/** The cells of each record of the file, those of records that are no rows being none. */
function allCells(rows: Row[]): string[][] {
  const all = Array.from({ length: rows.at(-1)?.number ?? 0 }, (): string[] => []);
  for (const { number, cells } of rows) all[number - 1] = cells;
  return all;
}

const keptElsewhere = (table: Table, file: string): Problem => ({
  code: 'workbook-table',
  severity: 'error',
  message: `the table ${table.name} was changed here, and it is kept in a workbook that an import does not write`,
  where: { file },
  fix: `make the change in ${table.name.replace(/#.*/, '')} itself, and take the sheet from it again with gcm workbook export`,
});
