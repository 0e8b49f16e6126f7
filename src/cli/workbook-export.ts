import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { isAnythingPartial, UserError } from '../problem.js';
import { headerColumns } from '../sheets/header-columns.js';
import { withSheetNames } from '../sheets/places.js';
import { sheetsWorkbook } from '../sheets-workbook.js';
import type { Run } from './commands.js';
import { dataSheets } from './data-sheets.js';
import { prepareReport, writeReport } from './report.js';
import { say } from './terminal.js';
import { writeWhole } from './whole-file.js';

/** All sheets as one workbook. A file that is there may hold somebody's work: it stays, unless that is wanted. */
export const run: Run = async ([file = 'gcm.xlsx'], options) => {
  prepareReport(options);
  if (existsSync(file) && options['force'] !== true)
    throw new UserError(`${file} is there already: give another name, or --force to write over it`);
  const { sheets } = await dataSheets(options);
  const headers = sheets.sheets.map(headerColumns);
  const problems = [...sheets.problems, ...headers.flatMap((header) => header.problems)];
  if (isAnythingPartial(problems)) {
    await writeReport(withSheetNames(problems), options);
    throw new UserError('no workbook was written: it would not hold all that the sheets hold', 1);
  }
  const bytes = await sheetsWorkbook(sheets);
  await writeWhole(file, async (name) => {
    await writeFile(name, bytes);
    return true;
  });
  const rows = sheets.sheets.reduce((sum, sheet) => sum + Math.max(sheet.rows.length - 1, 0), 0);
  say(`${file} holds ${sheets.sheets.length} sheets with ${rows} rows`);
  return 0;
};
