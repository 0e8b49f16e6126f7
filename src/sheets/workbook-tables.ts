import type { Table } from '../csvw/metadata/table.js';
import { didYouMean, nearest } from '../nearest.js';
import type { Problem } from '../problem.js';
import type { WorkbookSheet } from '../workbook/workbook.js';
import type { Found } from './csv-sheet.js';
import { sheetFile } from './places.js';
import { tidy } from './tidy.js';
import { workbookSheet } from './workbook-sheet.js';

export interface Wanted {
  table: Table;
  sheet: string; // the name of the sheet that holds it
}

/** What a workbook says of the tables that are wanted from it. The problems are of the file as a whole. */
export interface WorkbookTables {
  found: Map<Table, Found>;
  problems: Problem[];
}

/** Reads tables from the sheets of a workbook: `file` is what people know it by, "data/gcm.xlsx". */
export async function readTables(bytes: Uint8Array, file: string, wanted: Wanted[]): Promise<WorkbookTables> {
  const { readWorkbook } = await import('../workbook/read.js');
  const { workbook, problems } = await readWorkbook(bytes, file);
  const found = new Map<Table, Found>();
  for (const { table, sheet } of wanted) {
    const there = workbook?.sheets.find(({ name }) => name === sheet);
    if (there)
      found.set(table, tidy(workbookSheet(there, sheetFile(file, sheet), table), sheetFile(file, sheet), table));
    else
      found.set(table, { rows: [], problems: workbook ? [noSheet(file, sheet, workbook.sheets)] : [], isLost: true });
  }
  return { found, problems: [...problems, ...(workbook?.problems ?? [])] };
}

function noSheet(file: string, sheet: string, there: WorkbookSheet[]): Problem {
  const names = there.map(({ name }) => name);
  const suggestion = nearest(sheet, names);
  return {
    code: 'sheet-missing',
    severity: 'error',
    message: `the workbook has no sheet "${sheet}"${didYouMean(sheet, names)}`,
    where: { file },
    fix: `give a sheet the name "${sheet}"`,
    ...(suggestion !== undefined && { suggestion }),
    isPartial: true,
  };
}
