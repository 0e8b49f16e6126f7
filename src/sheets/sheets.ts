import { createCache, type InputCache, sameBytes, utf8 } from '../bytes.js';
import { placeAt } from '../csvw/metadata/places.js';
import type { Table } from '../csvw/metadata/table.js';
import { type FileFault, type Files, fileIn } from '../files.js';
import { addProblems, type Problem, problemOf } from '../problem.js';
import { csvText } from '../text/csv.js';
import { didYouMean } from '../text/nearest.js';
import { addTo } from '../text/order.js';
import type { ReadWorkbook } from '../workbook/workbook.js';
import { csvSheet, limits, overLimit } from './csv-file.js';
import { withoutErrorCells } from './findings.js';
import { withoutLabels } from './labels.js';
import texts from './messages.json' with { type: 'json' };
import { longTexts, oddSpellings } from './odd-texts.js';
import { lostSheet, repair } from './repair.js';
import { isInFolder, isWorkbook, locate, readGroup, type Sheet, type Sheets, sheetFile } from './table-group.js';
import { languageProblems } from './text-language.js';
import { type ReadTables, readTables } from './workbook-file.js';

/**
 * Reads `tables.json` in a folder and every sheet that it names, and repairs sheets if no guess is needed. `base` replaces
 * @base of the document. The cache avoids reading a file again if neither its bytes nor its description changed.
 */
export async function readSheets(
  files: Files,
  folder: string,
  base?: string,
  cache: InputCache = createCache(),
  readWorkbook?: ReadWorkbook,
): Promise<Sheets> {
  const metadataFile = fileIn(folder, 'tables.json');
  let document: string | undefined;
  const read = new Map<string, Uint8Array>();
  const problems: Problem[] = [];
  const byFile = new Map<string, Table[]>();
  const bytesOf = (name: string): Uint8Array | undefined => {
    const file = fileIn(folder, name);
    const found = files.read(file, { folder, bytes: limits.bytes });
    const at = document?.indexOf(JSON.stringify(name)) ?? -1;
    if ('words' in found) {
      const problem = fileProblem(file, found, () => unusedIn(name));
      problems.push(
        at < 0 || found.code !== 'ENOENT'
          ? problem
          : { ...problem, related: [placeAt(metadataFile, document ?? '', at)] },
      );
    } else read.set(name, found);
    return read.get(name);
  };
  const unusedIn = (name: string): string => {
    const used = new Set(byFile.keys());
    return didYouMean(
      name,
      files.list(folder).filter((one) => isSheetFile(one) && !used.has(one)),
    );
  };
  const metadata = bytesOf('tables.json');
  document = metadata && new TextDecoder().decode(metadata);
  cache.begin(`${base} ${document}`);
  const { group, own } = cache.recall('tables.json', () => {
    const own: Problem[] = [];
    return { group: readGroup(document, metadataFile, base, own), own };
  });
  addProblems(problems, own);
  for (const table of group.tables.filter(({ name }) => isInFolder(name)))
    addTo(byFile, locate(table.name).file, table);
  const found = new Map<Table, Sheet>();
  for (const [name, tables] of byFile) {
    const bytes = bytesOf(name);
    if (!bytes) continue;
    const reading = cache.recall(
      fileIn(folder, name),
      () => ({ bytes, tables: readTableFile(bytes, fileIn(folder, name), tables, readWorkbook).then(withLanguages) }),
      (known) => sameBytes(known.bytes, bytes),
    );
    const there = await reading.tables;
    addProblems(problems, there.problems);
    for (const sheet of there.sheets) found.set(sheet.table, sheet);
  }
  const there = group.tables.map((table) => found.get(table) ?? lostSheet(fileIn(folder, fileOf(table)), table));
  const inWorkbooks = there.filter(({ table }) => isWorkbook(table.name));
  const named = new Map(withoutLabels(inWorkbooks, there).map((sheet) => [sheet.table, sheet]));
  const sheets = there.map((sheet) => named.get(sheet.table) ?? sheet);
  for (const sheet of found.values()) addProblems(problems, (named.get(sheet.table) ?? sheet).problems);
  if (group.tables.length > 0) addProblems(problems, strays(files, folder, new Set(byFile.keys())));
  return { file: metadataFile, read, group, sheets, problems };
}

/** Reads the tables of one file: one from a CSV file, one from each sheet of a workbook. Does not judge their languages. */
export async function readTableFile(
  bytes: Uint8Array,
  file: string,
  tables: Table[],
  readWorkbook: ReadWorkbook | undefined,
): Promise<TablesOfFile> {
  const names = new Map(tables.map((table) => [table, locate(table.name).sheet ?? '']));
  return isWorkbook(file)
    ? readTables(bytes, file, names, readWorkbook)
    : { sheets: tables.map((table) => repair(csvSheet(bytes, file, table), file, table)), problems: [] };
}

type TablesOfFile = Pick<ReadTables, 'sheets' | 'problems'>;

async function withLanguages({ sheets, problems }: TablesOfFile): Promise<TablesOfFile> {
  const judge = async (sheet: Sheet): Promise<Sheet> => {
    const doubtful = new Set(
      sheet.problems.flatMap(({ severity, where }) => (severity === 'notice' ? [] : where.cell)),
    );
    const unlike = [...(await languageProblems(sheet)), ...oddSpellings(sheet), ...longTexts(sheet)];
    const found = withoutErrorCells(unlike, sheet.problems).filter(
      ({ code, where }) => code !== texts.incompleteText.code || !doubtful.has(where.cell),
    );
    return found.length === 0 ? sheet : { ...sheet, problems: [...sheet.problems, ...found] };
  };
  return { sheets: await Promise.all(sheets.map(judge)), problems };
}

const fileOf = ({ name }: Table): string => {
  const { file, sheet } = locate(name);
  return isWorkbook(name) && sheet !== undefined ? sheetFile(file, sheet) : file;
};

/** Reports why a file cannot be read. */
function fileProblem(file: string, { code, words, bytes = 0 }: FileFault, guess: () => string): Problem {
  if (code === 'ENOENT') return problemOf(texts.fileMissing, { file }, { guess: guess() });
  if (code === 'EFBIG') return overLimit(texts.tooManyBytes, { file }, bytes, limits.bytes);
  return problemOf(code === 'EAGAIN' ? texts.fileChanged : texts.fileUnreadable, { file }, { why: words });
}

const isSheetFile = (name: string): boolean => /\.(csv|tsv|xls[xmb]?|f?ods|numbers)$/i.test(name);

/** Reports lock files of other programs, and data files that `tables.json` does not describe. */
const strays = (files: Files, folder: string, known: Set<string>): Problem[] =>
  files.list(folder).flatMap((name) => {
    const where = { file: fileIn(folder, name) };
    if (/^~\$|^\.~lock\..*#$/.test(name)) return [problemOf(texts.lockFile, where)];
    if (known.has(name) || name.startsWith('.') || !isSheetFile(name)) return [];
    return [problemOf(texts.unusedFile, where)];
  });

/** Codes of repairs that make the file differ from its description or from the graph. */
const repairs = new Set(Object.values(texts).flatMap((text) => ('changesFile' in text ? text.code : [])));

/**
 * Returns the published bytes of a sheet: the repaired rows without private columns if a CSV file needs that, otherwise
 * the file itself. A reader of the published sheet and `tables.json` then gets the same data as the graph.
 */
export function publishedBytes({ sheets, problems }: Sheets, name: string, bytes: Uint8Array): Uint8Array {
  const sheet = sheets.find(({ table }) => table.name === name);
  const isRepaired = problems.some(({ code, where }) => where.file === sheet?.file && repairs.has(code));
  const hasPrivate = sheet?.header.columns.includes(undefined) === true;
  if (!sheet || isWorkbook(name) || !(isRepaired || hasPrivate)) return bytes;
  const { columns } = sheet.header;
  return utf8(csvText(sheet.rows.map(({ cells }) => cells.filter((_, i) => !hasPrivate || columns[i]))));
}
