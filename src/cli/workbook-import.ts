import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { UserError } from '../problem.js';
import type { RowChanges } from '../sheets/row-changes.js';
import { importWorkbook } from '../sheets/workbook-import.js';
import type { Run } from './commands.js';
import { dataSheets } from './data-sheets.js';
import { readWorkbook } from './project.js';
import { replaceFiles } from './replace-files.js';
import { prepareReport, writeReport } from './report.js';
import { say } from './terminal.js';

/** A workbook's sheets back into the CSV files: with an error anywhere in it, none is touched. */
export const run: Run = async ([file = ''], options, io) => {
  prepareReport(options, io, file);
  const bytes = readInput(file);
  const { folder, sheets } = await dataSheets(options);
  const {
    changes,
    sheets: there,
    problems,
  } = await importWorkbook(sheets, bytes, file, options['force'] === true, readWorkbook);
  const rows = new Map(there.map((sheet) => [sheet.file, sheet.rows]));
  const code = await writeReport(problems, options, io, {
    files: new Map(),
    rows,
    markedWorkbook: async (found) => (await import('../workbook/mark.js')).markWorkbook(bytes, found),
  });
  if (code !== 0) {
    say(io, 'nothing was taken over; the sheets stay as they were');
    return code;
  }
  const isTrial = options['dryRun'] === true;
  if (!isTrial) await replaceFiles(folder, new Map(changes.map(({ table, bytes }) => [table.name, bytes])));
  for (const { table, rows } of changes) say(io, `${path.join(folder, table.name)}: ${words(rows)}`);
  say(io, changes.length === 0 ? 'no sheet differs' : isTrial ? 'nothing was written: this was a trial' : 'taken over');
  return code;
};

function readInput(file: string): Uint8Array {
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found) throw new UserError(`there is no file ${file}`);
  if (!found.isFile()) throw new UserError(`${file} is no file`);
  return readFileSync(file);
}

function words({ changed, added, removed }: RowChanges): string {
  const counted = [
    [changed, 'changed'],
    [added, 'added'],
    [removed, 'removed'],
  ] as const;
  const parts = counted.flatMap(([count, what]) => (count > 0 ? [`${count} ${what}`] : []));
  return parts.length > 0 ? `rows: ${parts.join(', ')}` : 'rows in another order';
}
