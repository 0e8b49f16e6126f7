import { utf8 } from '../bytes.js';
import type { Table } from '../csvw/metadata/table.js';
import { placeInRow, type Row } from '../csvw/rows/rows.js';
import { readLeading } from '../csvw/stream/records.js';
import { type Files, fileIn } from '../files.js';
import { isAnythingPartial, type Problem, problemOf } from '../problem.js';
import { csvText } from '../text/csv.js';
import type { ReadWorkbook } from '../workbook/workbook.js';
import { csvSheet, limits } from './csv-file.js';
import { decode } from './encoding.js';
import { type Census, plainDialect, takeCensus } from './family-census.js';
import { likelyHeader } from './likely-header.js';
import texts from './messages.json' with { type: 'json' };
import { hasByteOrderMark, plainBytes } from './plain-bytes.js';
import { repair } from './repair.js';
import { readTableFile } from './sheets.js';
import { constantsOf, type Family, fileOfRow, memberOf } from './table-families.js';
import { locate, type ProjectGroup, type Sheet, type Sheets } from './table-group.js';

/** A file of a family: the rows of one thing, such as the figures of one series. */
export interface FamilyFile {
  family: Family;
  name: string; // in the folder of the sheets: "figures/X.csv"
  file: string; // "data/figures/X.csv"
  owner: Row; // the row of `family.rowsOf`
  ownerFile: string; // its sheet
  constants: Readonly<Record<string, string>>; // the cells of that row
  table: Table; // with the columns of this file
  bytes: Uint8Array; // each line is a row, without quotation marks
  from: number; // offset of the first row
  census: Census;
  original?: { bytes: Uint8Array; sheet: Sheet }; // what the file contains, if it has faults
}

/** Returns a result that an earlier run kept for the same inputs, otherwise what `make` returns. */
export type Recall = (inputs: Iterable<Uint8Array>, make: () => string) => string;

/**
 * Reads the files of all families. Files without a fault are read as bytes, which is fast. The others become sheets, so
 * that the program reports and repairs their faults as in any sheet. Sheets that replace files are read instead of them.
 * Returns all files, and the sheets with the faulty and the replaced files. `censusOf` returns the census of a file that was read before.
 */
export function readFamilies(
  files: Files,
  folder: string,
  sheets: Sheets,
  recall: Recall = (_, make) => make(),
  censusOf: (name: string) => Census | undefined = () => undefined,
): { files: FamilyFile[]; sheets: Sheets } {
  const problems: Problem[] = [];
  const opened = sheets.group.families.flatMap((family) => openFiles(files, folder, sheets, family, problems));
  const inputs = (function* () {
    for (const name of ['tables.json', ...sheets.group.families.flatMap(namesOf)])
      yield sheets.read.get(name) ?? new Uint8Array();
    for (const { bytes } of opened) yield bytes;
  })();
  const take = (): string =>
    JSON.stringify(opened.map(({ name, table, bytes, from }) => censusOf(name) ?? takeCensus(table, bytes, from)));
  const censuses: Census[] = opened.length === 0 ? [] : JSON.parse(recall(inputs, take));
  const keys = createKnownKeys(sheets);
  const faulty: Sheet[] = [];
  const read = opened.map((one, i): FamilyFile => {
    const given = sheets.familySheets?.find(({ table }) => table.name === one.name);
    if (given) {
      faulty.push({ ...given, isOnlyChecked: true });
      const imported = repairedFile(one, given);
      return { ...one, ...imported, original: { bytes: imported.bytes, sheet: given } };
    }
    const census = censuses[i] as Census;
    if (one.isWhole && census.isClean && one.table.foreignKeys.every((key) => keys.areKnown(key, census)))
      return { ...one, census };
    const sheet = sheetOf(one);
    problems.push(...sheet.problems);
    faulty.push({ ...sheet, isOnlyChecked: true });
    return { ...one, ...repairedFile(one, sheet), original: { bytes: one.given, sheet } };
  });
  return { files: read, sheets: withFaulty(sheets, faulty, problems) };
}

/** Opens the files of all families of a release, whose sheets have no faults. */
export async function readFilesOf(
  files: Files,
  folder: string,
  { families }: ProjectGroup,
  readWorkbook?: ReadWorkbook,
): Promise<OpenedFile[]> {
  const opened: OpenedFile[] = [];
  for (const family of families) {
    const file = fileIn(folder, locate(family.rowsOf.name).file);
    const bytes = files.read(file);
    if ('words' in bytes) continue;
    opened.push(
      ...openFiles(files, folder, await readTableFile(bytes, file, [family.rowsOf], readWorkbook), family, []),
    );
  }
  return opened;
}

/** Adds the files with faults to the sheets, with all problems of the files. */
function withFaulty(sheets: Sheets, faulty: Sheet[], problems: Problem[]): Sheets {
  const { group } = sheets;
  const tables = faulty.map(({ table }) => table);
  return {
    ...sheets,
    group: { ...group, tables: [...group.tables, ...tables] },
    sheets: [...sheets.sheets, ...faulty],
    problems: [...sheets.problems, ...problems],
  };
}

/** The tables that a file of a family depends on. */
const namesOf = ({ table, rowsOf }: Family): string[] => [
  rowsOf.name,
  ...table.foreignKeys.map((key) => key.table.name),
];

/** A file of a family before its rows are read. */
export type OpenedFile = Omit<FamilyFile, 'census' | 'original'> & {
  given: Uint8Array; // the file as it is
  isWhole: boolean;
};

/** Reads a file with faults as a sheet. */
export function sheetOf({
  given,
  file,
  family,
  constants,
}: Pick<OpenedFile, 'given' | 'file' | 'family' | 'constants'>): Sheet {
  const { text } = decode(given, file, family.table.dialect.encoding);
  const { table } = memberOf(family, constants, likelyHeader(family, text));
  return repair(csvSheet(given, file, table), file, table);
}

/** Returns the header and the rows that are not blank. */
export const filledRows = ({ rows }: Sheet): Row[] => rows.filter(({ cells }) => cells.some((cell) => cell !== ''));

/** Writes the rows of a sheet as a file without faults, if its faults could be repaired. Leaves out private columns. */
function repairedFile(
  { family, constants }: OpenedFile,
  sheet: Sheet,
): Pick<FamilyFile, 'table' | 'bytes' | 'from' | 'census'> {
  const { header } = sheet;
  const names = header.columns.flatMap((column) => column?.name ?? []);
  const { table } = memberOf(family, constants, names);
  const published = filledRows(sheet).map(({ cells }) => cells.filter((_, i) => header.columns[i]));
  const bytes = utf8(csvText(published));
  const from = startOf(bytes);
  return { table, bytes, from, census: takeCensus(table, bytes, from) };
}

/** Opens the file of each row, and reports rows without a file and files without a row. */
export function openFiles(
  files: Files,
  folder: string,
  sheets: Pick<Sheets, 'sheets'>,
  family: Family,
  problems: Problem[],
): OpenedFile[] {
  const sheet = sheets.sheets.find(({ table }) => table === family.rowsOf);
  if (!sheet || sheet.isLost) return [];
  const { rows, header } = sheet;
  const place = family.table.name.replace(/[^/]*$/, '');
  const there = files.list(fileIn(folder, place.replace(/\/$/, ''))).filter((name) => name.endsWith('.csv'));
  if (there.length === 0 && rows.length > 1) {
    problems.push(problemOf(texts.noFiles, { file: sheet.file }, { folder: fileIn(folder, place) }));
    return [];
  }
  const opened = rows.slice(1).flatMap((owner): OpenedFile[] => {
    const constants = constantsOf(header.columns, owner.cells);
    const name = fileOfRow(family, constants);
    const file = fileIn(folder, name);
    const found = files.read(file, { folder, bytes: limits.bytes });
    if ('words' in found) {
      const key = header.columns.findIndex((column) => column?.name === family.rowsOf.primaryKey[0]);
      problems.push(
        problemOf(texts.noFileOfRow, placeInRow(sheet.file, owner, key), {
          file,
          reason: found.code === 'ENOENT' ? 'it is missing' : found.words,
        }),
      );
      return [];
    }
    const own = { family, name, file, owner, ownerFile: sheet.file };
    if (hasByteOrderMark(found)) problems.push(problemOf(texts.byteOrderMark, { file }));
    return [{ ...own, constants, given: found, ...describeFile(family, constants, found) }];
  });
  const known = new Set(opened.map(({ name }) => name));
  for (const name of there)
    if (!known.has(place + name))
      problems.push(problemOf(texts.noRowOfFile, { file: fileIn(folder, place + name) }, { sheet: sheet.file }));
  return opened;
}

/** Describes a file by its header. */
export function describeFile(
  family: Family,
  constants: Readonly<Record<string, string>>,
  given: Uint8Array,
): Pick<OpenedFile, 'table' | 'bytes' | 'from' | 'isWhole'> {
  const plain = plainBytes(given);
  const bytes = plain ?? given;
  const { rows, end } = readLeading((from, length) => bytes.subarray(from, from + length), 1, plainDialect);
  const titles = rows[0] ?? [];
  const { table, faults } = memberOf(family, constants, titles);
  return { table, bytes, from: end, isWhole: plain !== undefined && !faults };
}

const startOf = (bytes: Uint8Array): number =>
  readLeading((from, length) => bytes.subarray(from, from + length), 1, plainDialect).end;

/** An unknown key is reported in this many files. All files can contain it, and reading them as sheets takes a minute. */
const reportedFiles = 10;

/** Compares the values of a file with the keys of other sheets. A sheet that could not be read completely has all keys. */
function createKnownKeys({ sheets }: Sheets) {
  const reported = new Map<string, number>();
  const known = new Map<Table, Set<string>>();
  const partial = new Set(
    sheets.flatMap(({ table, isLost, problems }) => (isLost || isAnythingPartial(problems) ? [table] : [])),
  );
  const keysOf = (table: Table, name: string): Set<string> => {
    const sheet = sheets.find((one) => one.table === table);
    const index = sheet?.header.columns.findIndex((column) => column?.name === name) ?? -1;
    const keys = known.get(table) ?? new Set(sheet?.rows.slice(1).map(({ cells }) => cells[index] ?? ''));
    known.set(table, keys);
    return keys;
  };
  const isNews = (table: Table, key: string, value: string): boolean => {
    if (keysOf(table, key).has(value)) return false;
    const name = `${table.name} ${value}`;
    const count = (reported.get(name) ?? 0) + 1;
    reported.set(name, count);
    return count <= reportedFiles;
  };
  return {
    areKnown: ({ columns, table, referenced }: Table['foreignKeys'][number], { values }: Census): boolean =>
      partial.has(table) ||
      (values[columns[0] as string] ?? []).filter((value) => isNews(table, referenced[0] as string, value)).length ===
        0,
  };
}
