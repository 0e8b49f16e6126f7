import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isAnythingPartial, UserError } from '../problem.js';
import { locate } from '../sheets/group.js';
import { headerColumns } from '../sheets/header-columns.js';
import { withSheetNames } from '../sheets/places.js';
import type { Sheets } from '../sheets/sheets.js';
import { sheetsWorkbook } from '../sheets/workbook-export.js';
import { writeAtomically } from './atomic-write.js';
import type { Run } from './commands.js';
import { dataSheets } from './data-sheets.js';
import { isSameFile, refuseUnwritable } from './output-file.js';
import { prepareReport, writeReport } from './report.js';
import { say } from './terminal.js';

/** All sheets as one workbook. A file that is there may hold somebody's work: it stays, unless that is wanted. */
export const run: Run = async ([file = 'gcm.xlsx'], options, io) => {
  prepareReport(options, io);
  refuseUnwritable(file);
  if (!/\.xlsx$/i.test(file)) throw new UserError(`${file} is no name for a workbook: let it end in .xlsx`);
  if (existsSync(file) && options['force'] !== true)
    throw new UserError(`${file} is there already: give another name, or --force to write over it`);
  const { folder, sheets } = await dataSheets(options);
  refuseTable(file, folder, sheets);
  const readable = sheets.sheets.filter(({ table }) => !sheets.unread.has(table.name));
  const problems = [...sheets.problems, ...readable.flatMap((sheet) => headerColumns(sheet).problems)];
  if (isAnythingPartial(problems)) {
    await writeReport(withSheetNames(problems), options, io);
    throw new UserError('no workbook was written: it would not hold all that the sheets hold', 1);
  }
  const bytes = await sheetsWorkbook(sheets);
  await writeAtomically(io, file, async (name) => {
    await writeFile(name, bytes);
    return true;
  });
  const rows = sheets.sheets.reduce((sum, sheet) => sum + Math.max(sheet.rows.length - 1, 0), 0);
  say(io, `${file} holds ${sheets.sheets.length} sheets with ${rows} rows`);
  return 0;
};

/** A workbook that a table is kept in, or a link to a sheet, is not to be written over by force either. */
function refuseTable(file: string, folder: string, { group }: Sheets): void {
  const table = group.tables.find(({ name }) => isSameFile(file, path.join(folder, locate(name).file)));
  if (table) throw new UserError(`${file} holds the table ${table.name}: give another name`);
}
