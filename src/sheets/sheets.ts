import { sameBytes } from '../bytes.js';
import type { TableGroup } from '../csvw/metadata/metadata.js';
import type { Table } from '../csvw/metadata/table.js';
import type { Row } from '../csvw/rows/rows.js';
import { type Files, fileIn } from '../files.js';
import { addProblems, type Problem } from '../problem.js';
import type { ReadWorkbook } from '../workbook/workbook.js';
import { csvSheet, type Found } from './csv-sheet.js';
import type { Damage } from './damage.js';
import { isInFolder, isWorkbook, locate, readGroup } from './group.js';
import { limits } from './limits.js';
import { sheetFile } from './places.js';
import { fileProblem, strays } from './stray-files.js';
import { tidy } from './tidy.js';
import { readTables, type WorkbookTables } from './workbook-tables.js';

/** A table of the group with the rows of its file. */
export interface Sheet {
  table: Table;
  file: string; // as people know it: "data/links.csv"; a sheet of a workbook is "data/gcm.xlsx#links"
  rows: Row[]; // repaired, the header first
  damage?: Map<string, Damage>; // what is damaged in a cell, by its address
}

export interface Sheets {
  file: string; // the metadata document
  read: Map<string, Uint8Array>; // what was read, by name in the folder: this and nothing later is published
  group: TableGroup;
  sheets: Sheet[];
  unread: Set<string>; // the names of tables of which nothing could be read
  problems: Problem[];
}

/** What one reading leaves to the next: a file with the same bytes, described in the same way, is not read again. */
export interface SheetsMemory {
  group?: { document: string; base: string | undefined; group: TableGroup; problems: Problem[] };
  files: Map<string, { bytes: Uint8Array; tables: WorkbookTables }>;
}

/**
 * Reads `tables.json` in a folder and every sheet that it names, CSV or workbook, and mends what can be mended without a
 * guess. `base` takes the place of the document's own @base.
 */
export async function readSheets(
  files: Files,
  folder: string,
  base?: string,
  memory: SheetsMemory = { files: new Map() },
  readWorkbook?: ReadWorkbook,
): Promise<Sheets> {
  const file = fileIn(folder, 'tables.json');
  const read = new Map<string, Uint8Array>();
  const problems: Problem[] = [];
  const bytesOf = (name: string): Uint8Array | undefined => {
    const file = fileIn(folder, name);
    const found = files.read(file, { folder, bytes: limits.bytes });
    if ('words' in found) problems.push(fileProblem(file, found));
    else read.set(name, found);
    return read.get(name);
  };
  const group = recallGroup(bytesOf('tables.json'), file, base, memory, problems);
  const byFile = new Map<string, Table[]>();
  for (const table of group.tables.filter(({ name }) => isInFolder(name))) {
    const name = locate(table.name).file;
    byFile.set(name, [...(byFile.get(name) ?? []), table]);
  }
  const found = new Map<Table, Found>();
  for (const [name, tables] of byFile) {
    const bytes = bytesOf(name);
    if (!bytes) continue;
    const known = memory.files.get(name);
    const isKnown = known !== undefined && sameBytes(known.bytes, bytes);
    const there = isKnown ? known.tables : await readFile(bytes, fileIn(folder, name), tables, readWorkbook);
    memory.files.set(name, { bytes, tables: there });
    addProblems(problems, there.problems);
    for (const [table, one] of there.found) found.set(table, one);
  }
  for (const { problems: own } of found.values()) addProblems(problems, own);
  if (group.tables.length > 0) addProblems(problems, strays(files, folder, new Set(byFile.keys())));
  const sheets = group.tables.map((table): Sheet => {
    const { rows = [], damage } = found.get(table) ?? {};
    return { table, file: fileIn(folder, fileOf(table)), rows, ...(damage && { damage }) };
  });
  const unread = group.tables.filter((table) => found.get(table)?.isLost ?? true).map(({ name }) => name);
  return { file, read, group, sheets, unread: new Set(unread), problems };
}

/** The metadata; what was kept of files that it described otherwise is forgotten. */
function recallGroup(
  bytes: Uint8Array | undefined,
  file: string,
  base: string | undefined,
  memory: SheetsMemory,
  problems: Problem[],
): TableGroup {
  const document = bytes && new TextDecoder().decode(bytes);
  const known = memory.group;
  if (known && known.document === document && known.base === base) {
    addProblems(problems, known.problems);
    return known.group;
  }
  memory.files.clear();
  const own: Problem[] = [];
  const group = readGroup(document, file, base, own);
  if (document !== undefined) memory.group = { document, base, group, problems: own };
  addProblems(problems, own);
  return group;
}

/** The tables of one file: a CSV file holds one, a workbook one in each sheet. */
async function readFile(
  bytes: Uint8Array,
  file: string,
  tables: Table[],
  readWorkbook: ReadWorkbook | undefined,
): Promise<WorkbookTables> {
  if (isWorkbook(file))
    return readTables(
      bytes,
      file,
      tables.map((table) => ({ table, sheet: locate(table.name).sheet ?? '' })),
      readWorkbook,
    );
  const found = tables.map((table): [Table, Found] => [table, tidy(csvSheet(bytes, file, table), file, table)]);
  return { found: new Map(found), problems: [] };
}

const fileOf = ({ name }: Table): string => {
  const { file, sheet } = locate(name);
  return isWorkbook(name) && sheet !== undefined ? sheetFile(file, sheet) : file;
};
