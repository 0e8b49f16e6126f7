import { createCache, type InputCache, sameBytes, utf8 } from '../bytes.js';
import type { Table } from '../csvw/metadata/table.js';
import { type FileFault, type Files, fileIn } from '../files.js';
import { addProblems, type Problem, problemOf } from '../problem.js';
import { csvText } from '../text/csv.js';
import { addTo } from '../text/order.js';
import type { ReadWorkbook } from '../workbook/workbook.js';
import { csvSheet, limits, overLimit } from './csv-file.js';
import texts from './messages.json' with { type: 'json' };
import { lostSheet, repair } from './repair.js';
import { isInFolder, isWorkbook, locate, readGroup, type Sheet, type Sheets, sheetFile } from './table-group.js';
import { type ReadTables, readTables } from './workbook-file.js';

/**
 * Reads `tables.json` in a folder and every sheet that it names, CSV or workbook, and mends what can be mended without a
 * guess. `base` takes the place of the document's own @base. With a cache, a file with the same bytes that is described in
 * the same way is not read again.
 */
export async function readSheets(
  files: Files,
  folder: string,
  base?: string,
  cache: InputCache = createCache(),
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
  const metadata = bytesOf('tables.json');
  const document = metadata && new TextDecoder().decode(metadata);
  cache.begin(`${base} ${document}`);
  const { group, own } = cache.recall('tables.json', () => {
    const own: Problem[] = [];
    return { group: readGroup(document, file, base, own), own };
  });
  addProblems(problems, own);
  const byFile = new Map<string, Table[]>();
  for (const table of group.tables.filter(({ name }) => isInFolder(name)))
    addTo(byFile, locate(table.name).file, table);
  const found = new Map<Table, Sheet>();
  for (const [name, tables] of byFile) {
    const bytes = bytesOf(name);
    if (!bytes) continue;
    const reading = cache.recall(
      fileIn(folder, name),
      () => ({ bytes, tables: readFile(bytes, fileIn(folder, name), tables, readWorkbook) }),
      (known) => sameBytes(known.bytes, bytes),
    );
    const there = await reading.tables;
    addProblems(problems, there.problems);
    for (const sheet of there.sheets) found.set(sheet.table, sheet);
  }
  for (const { problems: own } of found.values()) addProblems(problems, own);
  if (group.tables.length > 0) addProblems(problems, strays(files, folder, new Set(byFile.keys())));
  const sheets = group.tables.map((table) => found.get(table) ?? lostSheet(fileIn(folder, fileOf(table)), table));
  return { file, read, group, sheets, problems };
}

/** The tables of one file: a CSV file holds one, a workbook one in each sheet. */
async function readFile(
  bytes: Uint8Array,
  file: string,
  tables: Table[],
  readWorkbook: ReadWorkbook | undefined,
): Promise<Pick<ReadTables, 'sheets' | 'problems'>> {
  const names = new Map(tables.map((table) => [table, locate(table.name).sheet ?? '']));
  if (isWorkbook(file)) return readTables(bytes, file, names, readWorkbook);
  return { sheets: tables.map((table) => repair(csvSheet(bytes, file, table), file, table)), problems: [] };
}

const fileOf = ({ name }: Table): string => {
  const { file, sheet } = locate(name);
  return isWorkbook(name) && sheet !== undefined ? sheetFile(file, sheet) : file;
};

/** Why a sheet cannot be read, as a problem of its file. */
function fileProblem(file: string, { code, words, bytes = 0 }: FileFault): Problem {
  if (code === 'ENOENT') return problemOf(texts.fileMissing, { file });
  if (code === 'EFBIG') return overLimit(texts.tooManyBytes, { file }, bytes, limits.bytes);
  return problemOf(code === 'EAGAIN' ? texts.fileChanged : texts.fileUnreadable, { file }, { why: words });
}

/** Files of the folder that look like data and are not read: another program's lock is named, and so is a sheet that no table names. */
const strays = (files: Files, folder: string, known: Set<string>): Problem[] =>
  files.list(folder).flatMap((name) => {
    const where = { file: fileIn(folder, name) };
    if (/^~\$|^\.~lock\..*#$/.test(name)) return [problemOf(texts.lockFile, where)];
    if (known.has(name) || name.startsWith('.') || !/\.(csv|tsv|xls[xmb]?|ods)$/i.test(name)) return [];
    return [problemOf(texts.unusedFile, where)];
  });

/** Repairs after which a file is no longer what `tables.json` says of it, or not what the graph was made of. */
const repairs = new Set(Object.values(texts).flatMap((text) => ('changesFile' in text ? text.code : [])));

/**
 * A sheet as it is published: the file as it is, or, where it had to be repaired to be read, the repaired rows. Whoever
 * reads it with the published `tables.json` then finds what the graph says. A workbook stays as it is.
 */
export function publishedBytes({ sheets, problems }: Sheets, name: string, bytes: Uint8Array): Uint8Array {
  const sheet = sheets.find(({ table }) => table.name === name);
  const isRepaired = problems.some(({ code, where }) => where.file === sheet?.file && repairs.has(code));
  if (!sheet || !isRepaired || isWorkbook(name)) return bytes;
  return utf8(csvText(sheet.rows.map(({ cells }) => cells)));
}
