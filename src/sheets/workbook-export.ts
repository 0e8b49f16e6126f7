import { fileIn } from '../files.js';
import { cellAddress, columnNumber, type Place, type Problem } from '../problem.js';
import { writeWorkbook } from '../workbook/write.js';
import { isWorkbook, locate, type Sheet, type Sheets, sheetFile } from './table-group.js';
import { digestName, digestOf, sheetNames, sheetSources } from './table-source.js';

/** All sheets of a project as one workbook to edit, which knows what they held when it was made. */
export async function sheetsWorkbook({ group, sheets }: Sheets): Promise<Uint8Array> {
  const tables = sheets.map((sheet) => ({
    table: sheet.table,
    rows: sheet.rows.map(({ cells }) => cells),
    columns: sheet.header.columns,
  }));
  const names = sheetNames(sheets.map(({ table }) => table));
  const digests = sheets.map(({ table, rows }): [string, string] => [
    digestName(names.get(table) as string),
    digestOf(rows),
  ]);
  const title = group.common['dc:title'];
  return writeWorkbook(typeof title === 'string' ? title : 'The sheets', sheetSources(tables), new Map(digests));
}

/**
 * The problems shown in the cells: of the steward's own workbook where the project is kept in one, else of a workbook that
 * is made of the CSV files. What stands elsewhere is listed in front. `folder` is that of the sheets.
 */
export async function markedWorkbook(sheets: Sheets, folder: string, problems: Problem[]): Promise<Uint8Array> {
  const { markWorkbook } = await import('../workbook/mark.js');
  const own = sheets.group.tables.map(({ name }) => name).find((name) => isWorkbook(name));
  const name = own === undefined ? undefined : locate(own).file;
  const bytes = name === undefined ? undefined : sheets.read.get(name);
  if (name !== undefined && bytes) {
    const file = fileIn(folder, name);
    const isThere = ({ where }: Problem): boolean => where.file === file;
    return markWorkbook(
      bytes,
      problems.map((problem) => (isThere(problem) ? problem : elsewhere(problem))),
    );
  }
  const placed = problems.map(placeInExport(sheets));
  return markWorkbook(await sheetsWorkbook(sheets), placed);
}

/** A problem of another file, for the list. */
const elsewhere = (problem: Problem): Problem => ({
  ...problem,
  message: `${[problem.where.file, problem.where.sheet, problem.where.cell].filter(Boolean).join(' ')}: ${problem.message}`,
  where: { file: problem.where.file },
});

/** Where a cell of a CSV file stands in the workbook that is made of it: its rows follow one another there. */
function placeInExport({ sheets }: Sheets): (problem: Problem) => Problem {
  const names = sheetNames(sheets.map(({ table }) => table));
  const byFile = new Map(sheets.map((sheet) => [sheet.file, sheet]));
  const rowsOf = new Map<Sheet, Map<number, number>>();
  const rowIn = (sheet: Sheet, row: number): number | undefined => {
    const known = rowsOf.get(sheet) ?? new Map(sheet.rows.map(({ number }, index) => [number, index + 1]));
    rowsOf.set(sheet, known);
    return known.get(row);
  };
  return (problem) => {
    const { file, sheet: within, row, cell, ...rest } = problem.where;
    const sheet = byFile.get(within === undefined ? file : sheetFile(file, within));
    if (!sheet) return elsewhere(problem);
    const there = row === undefined ? undefined : rowIn(sheet, row);
    const where: Place = { ...rest, file, sheet: names.get(sheet.table) as string };
    if (there !== undefined) where.row = there;
    if (there !== undefined && cell !== undefined) where.cell = cellAddress(there, columnNumber(problem.where));
    return { ...problem, where };
  };
}
