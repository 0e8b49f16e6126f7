import type { Table } from '../csvw/metadata/table.js';
import { clip, type Problem } from '../problem.js';
import { didYouMean, nearest } from '../text/nearest.js';
import { trimEnds } from '../text/unseen-characters.js';
import type { ReadWorkbook, WorkbookSheet } from '../workbook/workbook.js';
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

/** … and what else is in it. */
export interface ReadTables extends WorkbookTables {
  others: string[]; // the names of sheets that hold none of the tables
  properties: Map<string, string>; // what a program noted beside the cells, by name
}

/** Reads a workbook in the calling thread; the reader is loaded when the first workbook is read. */
const readHere: ReadWorkbook = async (...given) => (await import('../workbook/read.js')).readWorkbook(...given);

/** Reads tables from the sheets of a workbook: `file` is what people know it by, "data/gcm.xlsx". */
export async function readTables(
  bytes: Uint8Array,
  file: string,
  wanted: Wanted[],
  readWorkbook = readHere,
): Promise<ReadTables> {
  const { workbook, problems } = await readWorkbook(bytes, file);
  const found = new Map<Table, Found>();
  const taken = new Set<WorkbookSheet>();
  for (const { table, sheet } of wanted) {
    const there = workbook && findSheet(sheet, workbook.sheets, wanted);
    const known = sheetFile(file, sheet);
    if (there) {
      taken.add(there);
      const { problems: own, ...rest } = tidy(workbookSheet(there, known, table), known, table);
      const renamed = there.name === sheet ? [] : [otherSpelling(file, there.name, sheet)];
      found.set(table, { ...rest, problems: [...renamed, ...own] });
    } else
      found.set(table, { rows: [], problems: workbook ? [noSheet(file, sheet, workbook.sheets)] : [], isLost: true });
  }
  return {
    found,
    problems: [...problems, ...(workbook?.problems ?? [])],
    others: workbook?.sheets.flatMap((one) => (taken.has(one) ? [] : one.name)) ?? [],
    properties: workbook?.properties ?? new Map(),
  };
}

/** The sheet of that name, or the only one that differs in capitals and spaces at the ends, and is no other table's. */
function findSheet<T extends { name: string }>(sheet: string, there: T[], wanted: Wanted[]): T | undefined {
  const same = there.find(({ name }) => name === sheet);
  if (same) return same;
  const taken = new Set(wanted.map((one) => one.sheet));
  const [like, other] = there.filter(({ name }) => !taken.has(name) && fold(name) === fold(sheet));
  return other ? undefined : like;
}

const fold = (name: string): string => trimEnds(name).toLowerCase();

const otherSpelling = (file: string, name: string, sheet: string): Problem => ({
  code: 'sheet-spelling',
  severity: 'notice',
  message: `the sheet "${clip(name)}" was read as "${sheet}"`,
  where: { file },
  fix: `name it ${sheet}`,
});

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
