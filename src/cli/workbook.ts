import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { isAt } from '../bytes.js';
import { startBuildThread } from '../node/build-thread.js';
import { diskFiles } from '../node/disk-files.js';
import { check as checkProject } from '../pipeline.js';
import { grouped, isAnythingPartial, type Problem, UserError } from '../problem.js';
import { oneLine } from '../report/harmless-text.js';
import { countWords } from '../sheets/change-words.js';
import type { OpenedFile } from '../sheets/family-files.js';
import { familySheets, openFamilies, ownerKey } from '../sheets/family-sheets.js';
import { keptComments } from '../sheets/kept-comments.js';
import { readSheets } from '../sheets/sheets.js';
import { locate, type Sheet, type Sheets, withSheetNames } from '../sheets/table-group.js';
import { sheetsWorkbook } from '../sheets/workbook-export.js';
import { importWorkbook } from '../sheets/workbook-import.js';
import { didYouMean } from '../text/nearest.js';
import { limits } from '../workbook/read/reading.js';
import { isOpenDocumentFile } from '../workbook/read/signature.js';
import {
  folderFrom,
  type Io,
  type Options,
  projectFrom,
  type RunCommand,
  readWorkbook,
  requireFile,
  say,
} from './command.js';
import { isInside, isSameFile, refuseUnwritable, replaceFiles, writeFileAtomically } from './output-file.js';
import { prepareReport, writeReport } from './report.js';
import { comparisonFrom } from './since.js';

/** `gcm workbook export`: overwrites an existing file only with `--force`. */
export const workbookExport: RunCommand = async ([file = 'gcm.xlsx'], options, io) => {
  prepareReport(options, io);
  refuseUnwritable(file);
  if (!/\.xlsx$/i.test(file)) throw new UserError(`"${file}" must end in .xlsx`);
  if (existsSync(file) && options['force'] !== true)
    throw new UserError(`"${file}" already exists. Choose another name, or overwrite it with --force`);
  const { folder, sheets } = await dataSheets(options);
  refuseTable(file, folder, sheets);
  const opened = openFamilies(diskFiles, folder, sheets);
  const chosen = chosenFiles(options, opened);
  const { sheets: files, names } = familySheets(sheets.sheets, opened, (one) => chosen.includes(one));
  const all = [...sheets.sheets, ...files];
  const readable = all.filter(({ isLost }) => !isLost);
  const problems = [
    ...sheets.problems,
    ...files.flatMap((one) => one.problems),
    ...readable.flatMap((sheet) => sheet.headerProblems),
  ];
  if (isAnythingPartial(problems)) {
    await writeReport(withSheetNames(problems), options, io);
    throw new UserError('No workbook was written, because some sheets cannot be read completely', 1);
  }
  if (files.length > 0) refuseTooLarge(all);
  if (existsSync(file)) await refuseEdited(file, sheets, opened);
  const kept = existsSync(file) ? await keptComments(all, names, readFileSync(file), readWorkbook) : undefined;
  const language = String(options['language'] ?? 'en');
  const how = { language, names, ...(kept && { notes: kept.notes }) };
  await writeFileAtomically(io, file, await sheetsWorkbook({ group: sheets.group, sheets: all }, how));
  for (const comment of kept?.lost ?? [])
    say(io, `Comment dropped, because its row, column or sheet is gone: ${comment}`);
  const rows = all.reduce((sum, sheet) => sum + Math.max(sheet.rows.length - 1, 0), 0);
  say(io, `Wrote ${file}. Sheets: ${all.length}, rows: ${rows}`);
  return 0;
};

/** Returns the files of the series that `--figures` names, or of all series. */
function chosenFiles(options: Options, opened: OpenedFile[]): OpenedFile[] {
  const given = options['figures'];
  if (!Array.isArray(given)) return given === true ? opened : [];
  return given.flatMap((name) => {
    const found = opened.filter((file) => ownerKey(file) === name);
    if (found.length > 0) return found;
    const advice = /\.xlsx$/i.test(name)
      ? '. Write the name of the workbook before --figures'
      : didYouMean(name, opened.map(ownerKey));
    throw new UserError(`--figures: No figures of a series "${oneLine(name)}"${advice}`);
  });
}

/** Refuses a workbook that an import could not read. */
function refuseTooLarge(sheets: Sheet[]): void {
  const cells = sheets.reduce((sum, { rows }) => sum + rows.length * (rows[0]?.cells.length ?? 0), 0);
  if (cells <= limits.cells && sheets.length <= mostSheets) return;
  throw new UserError(
    `--figures: The workbook would have ${grouped(cells)} cells in ${sheets.length} sheets, and could not be imported. ` +
      `It can have ${grouped(limits.cells)} cells in ${mostSheets} sheets. Name fewer series: --figures SERIES …`,
  );
}

/** Each sheet has four files in the workbook, and about ten other files belong to the workbook as a whole. */
const mostSheets = Math.floor(limits.entries / 4) - 10;

/** Reads the sheets in the folder that `--data` names. */
async function dataSheets(options: Options): Promise<{ folder: string; sheets: Sheets }> {
  const folder = folderFrom(options, 'data');
  return { folder, sheets: await readSheets(diskFiles, folder, undefined, undefined, readWorkbook) };
}

/** Protects changes in an exported workbook that were not imported, even with `--force`. */
async function refuseEdited(file: string, sheets: Sheets, opened: OpenedFile[]): Promise<void> {
  const bytes = readFileSync(file);
  const { isExported, changes, problems } = await importWorkbook(
    sheets,
    bytes,
    file,
    false,
    readWorkbook,
    undefined,
    opened,
  );
  if (!isExported) return;
  const conflicts = problems.filter(({ code }) => code === 'import-conflict').length;
  const lost = changes.map(({ table, rows }) => `${table.name} (${countWords(rows)})`);
  if (conflicts > 0) lost.push(`cells that were also changed in the sheets (${conflicts})`);
  if (lost.length > 0)
    throw new UserError(
      `"${file}" has changes that were not imported: ${lost.join(', ')}. Import it first, or to lose the changes, delete it`,
      1,
    );
  const own = problems.flatMap(({ code, where: { sheet, cell, value } }) => {
    if (code === 'unknown-sheet') return `sheet "${sheet}"`;
    return code === 'unknown-column' ? `column "${value}" (${sheet}!${cell})` : [];
  });
  if (own.length > 0)
    throw new UserError(
      `"${file}" has sheets or columns of your own, which an export does not write: ${own.join(', ')}. ` +
        'Choose another name, or to lose them, delete it',
      1,
    );
}

/** Protects a workbook that contains a table, and links to sheets, even with `--force`. */
function refuseTable(file: string, folder: string, { group }: Sheets): void {
  const table = group.tables.find(({ name }) => isSameFile(file, path.join(folder, locate(name).file)));
  if (table) throw new UserError(`"${file}" contains the table ${table.name}. Choose another name`);
}

/**
 * `gcm workbook import`: writes the sheets of a workbook to the CSV files. If `gcm check` would report an error in the
 * sheets after the import, no file is changed.
 */
export const workbookImport: RunCommand = async ([file = ''], options, io) => {
  prepareReport(options, io, file);
  requireFile(file);
  const bytes = readFileSync(file);
  refuseCsv(file, bytes, options);
  const project = projectFrom(options);
  const { folder, sheets } = await dataSheets(options);
  const { compare, since } = comparisonFrom(options, folder, folder);
  const { validate, close } = startBuildThread();
  const check = async (merged: Sheets): Promise<Problem[]> =>
    (await checkProject({ ...project, sheets: merged, validate, runQuery: io.runQuery, compare })).problems;
  const opened = openFamilies(diskFiles, folder, sheets);
  const isForced = options['force'] === true;
  const imported = await importWorkbook(sheets, bytes, file, isForced, readWorkbook, check, opened).finally(close);
  const { changes, problems } = imported;
  const code = await writeReport(problems, options, io, {
    ...since(),
    files: new Map(),
    rows: new Map(imported.sheets.map((sheet) => [sheet.file, sheet.rows])),
    markedWorkbook: async (found) => {
      if (isOpenDocumentFile(bytes))
        say(io, `Only .xlsx workbooks can be marked, so the report only lists the problems of ${file}`);
      return (await import('../workbook/mark.js')).markWorkbook(bytes, found);
    },
  });
  const isTrial = options['dryRun'] === true;
  if (code === 0 && !isTrial)
    await replaceFiles(folder, new Map(changes.map(({ table, bytes }) => [table.name, bytes])));
  if (code === 0 || isTrial) sayChanges(changes, folder, options, io);
  const end = isTrial ? 'Dry run: nothing was written' : 'Imported';
  if (code === 0) say(io, changes.length === 0 ? 'No differences' : end);
  else say(io, isTrial ? `${end}. An import would be refused` : 'Nothing was imported. The sheets are unchanged');
  return code;
};

/** Lists the changes of each sheet in words: before → after, with the cell. */
function sayChanges(changes: Changes, folder: string, options: Options, io: Io): void {
  for (const { table, rows } of changes) {
    say(io, `${path.join(folder, table.name)}: ${countWords(rows)}`);
    const shown = options['verbose'] === true ? rows.lines : rows.lines.slice(0, shownChanges);
    for (const line of shown) say(io, `  ${line}`);
    const more = rows.lines.length - shown.length;
    if (more > 0) say(io, `  … and ${more} more. To see all, add --verbose`);
  }
}

type Changes = Awaited<ReturnType<typeof importWorkbook>>['changes'];

/** Number of changes that are listed for each sheet without `--verbose`. */
const shownChanges = 10;

/** Explains that a CSV file needs no import. A workbook with such a name is read. */
function refuseCsv(file: string, bytes: Uint8Array, options: Options): void {
  if (!/\.(csv|tsv|txt)$/i.test(file) || isAt(bytes, 0, [0x50, 0x4b])) return;
  const folder = folderFrom(options, 'data');
  const advice = isInside(file, folder)
    ? 'Sheets in the data folder need no import. Check them with gcm check'
    : `Copy it to "${folder}" under the name of its sheet, and check it with gcm check`;
  throw new UserError(`"${file}" is a CSV file. This command expects a workbook (.xlsx). ${advice}`);
}
