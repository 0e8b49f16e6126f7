import type { Table } from '../csvw/metadata/table.js';
import type { Row } from '../csvw/rows/rows.js';
import { addProblems, type Problem, sortProblems } from '../problem.js';
import { didYouMean } from '../text/nearest.js';
import type { ReadWorkbook } from '../workbook/workbook.js';
import { isOwnSheet } from '../workbook/write.js';
import { mergeCsv } from './csv-text.js';
import { isWorkbook } from './group.js';
import { headerColumns } from './header-columns.js';
import { mapSheets } from './map-sheets.js';
import { sheetFile, withSheetNames } from './places.js';
import { type RowChanges, rowChanges } from './row-changes.js';
import { digestName, digestOf } from './rows-digest.js';
import type { Sheet, Sheets } from './sheets.js';
import { sheetNames } from './table-source.js';
import { toldOnce } from './told-once.js';
import { type ReadTables, readTables } from './workbook-tables.js';

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
  const read = await readTables(
    bytes,
    file,
    [...names].map(([table, sheet]) => ({ table, sheet })),
    readWorkbook,
  );
  const { there, problems } = readInto(sheets, read, file, names);
  const changes = there.flatMap((sheet, i) => changeOf(sheets, sheets.sheets[i] as Sheet, sheet));
  for (const { table } of changes) {
    const sheet = names.get(table) as string;
    const old = sheets.sheets.find((one) => one.table === table) as Sheet;
    const digest = read.properties.get(digestName(sheet)); // of the rows that the sheet was made of
    const isStale = digest !== undefined && !sheets.unread.has(table.name) && digestOf(old.rows) !== digest;
    if (isWorkbook(table.name)) problems.push(keptElsewhere(table, file));
    else if (isStale) problems.push(stale(old.file, { file, sheet }, isForced));
  }
  return { changes, sheets: there, problems: sortProblems(withSheetNames(toldOnce(problems))) };
}

/** The tables as the workbook has them, and all that is wrong with them there: cells, keys, missing sheets. */
function readInto(
  sheets: Sheets,
  read: ReadTables,
  file: string,
  names: Map<Table, string>,
): { there: Sheet[]; problems: Problem[] } {
  const problems = sheets.problems.filter(({ where }) => where.file === sheets.file); // of tables.json
  addProblems(problems, read.problems);
  addProblems(problems, strangers(read.others, file, [...names.values()]));
  const unread = new Set<string>();
  const there = sheets.sheets.map(({ table }): Sheet => {
    const { rows = [], problems: own = [], isLost = true } = read.found.get(table) ?? {};
    addProblems(problems, own);
    if (isLost) unread.add(table.name);
    return { table, file: sheetFile(file, names.get(table) as string), rows };
  });
  addProblems(problems, mapSheets({ ...sheets, sheets: there, unread, problems }, () => {}).problems);
  return { there, problems };
}

/** Sheets that belong to no table; those that the program makes itself are known. */
const strangers = (others: string[], file: string, known: string[]): Problem[] =>
  others
    .filter((name) => !isOwnSheet(name))
    .map((sheet) => ({
      code: 'unknown-sheet',
      severity: 'warning',
      message: `no table belongs to the sheet "${sheet}"${didYouMean(sheet, known)}: it is left aside`,
      where: { file, sheet },
      fix: 'take it out of the workbook, or give it the name that it had',
    }));

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
  return bytes === before ? [] : [{ table, bytes, rows: rowChanges(bodyOf(old.rows), cells, keys) }];
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

const stale = (old: string, where: { file: string; sheet: string }, isForced: boolean): Problem => ({
  code: 'stale-workbook',
  severity: isForced ? 'notice' : 'error',
  message: isForced
    ? `${old} was changed after this workbook was exported: the sheet takes its place, as --force asks for`
    : `${old} was changed after this workbook was exported: this sheet would undo what was changed there`,
  where,
  ...(!isForced && {
    fix: 'export a new workbook and copy your changes into it; or import with --force, so that only this sheet counts',
  }),
});
