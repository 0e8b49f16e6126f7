import type { Table } from '../csvw/metadata/table.js';
import { addProblems, clip, type Problem, problemOf, sortProblems } from '../problem.js';
import { nearest, offer } from '../text/nearest.js';
import { isOwnSheet } from '../workbook/write.js';
import type { OpenedFile } from './family-files.js';
import { familySheets } from './family-sheets.js';
import { importSheet, withOwnPlaces } from './import-sheet.js';
import { withoutLabels } from './labels.js';
import { mapSheets } from './map-sheets.js';
import texts from './messages.json' with { type: 'json' };
import { isWorkbook, problemInWords, type Sheet, type Sheets, withSheetNames } from './table-group.js';
import { unpackBase } from './workbook-base.js';
import { cellsOf, digestName, digestOf } from './workbook-export.js';
import { hasSheet, type ReadTables, readHere, tablesIn } from './workbook-file.js';

/**
 * Reads a workbook and returns the changes for the CSV files of a project, without writing them. Changes that others made
 * to the CSV files after the export are kept. Cells that both sides changed differently are errors; with `isForced`, the
 * workbook wins. `file` is the name for problems. `check` judges the sheets as they would be after the import. `opened` are the
 * files of families, which are imported if the workbook was exported with them.
 */
export async function importWorkbook(
  sheets: Sheets,
  bytes: Uint8Array,
  file: string,
  isForced: boolean,
  readWorkbook = readHere,
  check: CheckSheets = async (merged) => mapSheets(merged, () => {}).problems,
  opened: OpenedFile[] = [],
) {
  const workbook = await readWorkbook(bytes, file);
  const { sheets: files, names } = familySheets(
    sheets.sheets,
    opened,
    (_, name) => hasSheet(workbook, name) || workbook.workbook?.properties.has(digestName(name)) === true,
  );
  const olds = [...sheets.sheets, ...files];
  const bytesOf = ({ table: { name } }: Sheet): Uint8Array =>
    sheets.read.get(name) ?? opened.find((one) => one.name === name)?.given ?? new Uint8Array();
  const read = withSheetsOf(olds, tablesIn(workbook, file, names), file, names);
  const { hidden } = read;
  const by = hidden ? await savedBy(bytes) : '';
  const imports = withoutLabels(read.sheets, sheets.sheets).map((sheet, i) => {
    const old = olds[i] as Sheet;
    const name = names.get(sheet.table) as string;
    const digest = read.properties.get(digestName(name)); // of the rows at the time of the export
    const isStale = digest !== undefined && !old.isLost && digestOf(cellsOf(old.rows)) !== digest;
    const found = isStale || digest === undefined ? unpackBase(hidden, name) : undefined;
    const base = found && (digest === undefined || digestOf(found) === digest) ? found : undefined;
    const imported =
      sheet.rows.length === 0 || sheet.file === old.file
        ? { sheet, from: [], change: undefined, kept: undefined, conflicts: [] } // missing or empty
        : importSheet(sheet, old, bytesOf(old), {
            file,
            name,
            by,
            base,
            isForced,
          });
    return { ...imported, name, old, isUndone: isStale && !base };
  });
  const problems = await problemsOf(sheets, read, imports, file, names, check);
  for (const { name, old, change, kept, conflicts, isUndone } of imports) {
    const { name: own } = old.table;
    addProblems(problems, conflicts);
    if (kept !== undefined)
      problems.push(problemOf(texts.mergedImport, { file, sheet: name }, { old: old.file, kept }));
    if (change && isWorkbook(own))
      problems.push(
        problemOf(texts.keptElsewhere, { file, sheet: name }, { sheet: name, workbook: own.replace(/#.*/, '') }),
      );
    else if (change && isUndone)
      problems.push(
        problemOf(isForced ? texts.forcedImport : texts.staleWorkbook, { file, sheet: name }, { old: old.file }),
      );
  }
  return {
    changes: imports.flatMap(({ change }) => change ?? []),
    isExported: hidden !== undefined, // the workbook carries the data that it was made from
    sheets: read.sheets,
    problems: sortProblems(withSheetNames(problems)),
  };
}

/** Returns who saved the workbook: " (last saved by Ana)", or "". */
async function savedBy(bytes: Uint8Array): Promise<string> {
  const name = (await import('../workbook/last-saved.js')).lastSavedBy(bytes);
  return name === undefined ? '' : ` (last saved by ${clip(name)})`;
}

/** Collects the problems of the merged sheets, with their places in the workbook or in the CSV files. */
async function problemsOf(
  sheets: Sheets,
  { others, problems: ofFile }: ReadTables,
  imports: (Parameters<typeof withOwnPlaces>[1][number] & { change: object | undefined })[],
  file: string,
  names: Map<Table, string>,
  check: CheckSheets,
): Promise<Problem[]> {
  const problems = sheets.problems.filter(({ where }) => where.file === sheets.file); // in tables.json
  addProblems(problems, ofFile);
  const renamed = new Set(imports.flatMap(({ sheet }) => sheet.problems.map(({ suggestion }) => suggestion)));
  for (const { name: sheet, origin, isSame } of others.filter(({ name }) => !isOwnSheet(name))) {
    const like = origin ?? nearest(sheet, names.values());
    const isCopy = origin !== undefined && !isSame && !renamed.has(sheet);
    problems.push(
      problemOf(isCopy ? texts.copiedSheet : texts.unknownSheet, { file, sheet }, { sheet, like, offer: offer(like) }),
    );
  }
  for (const { sheet } of imports) addProblems(problems, sheet.problems);
  const count = sheets.sheets.length;
  const there = imports.slice(0, count).map(({ sheet }) => sheet);
  const changed = imports.slice(count).flatMap(({ sheet, change }) => (change ? sheet : []));
  const read = new Map([...sheets.read].filter(([name]) => name === 'tables.json')); // for places in it
  const found = withOwnPlaces(
    await check({ ...sheets, sheets: there, familySheets: changed, problems, read }),
    imports,
  );
  const words = new Map([...names].map(([{ name }, sheet]) => [name, `the sheet "${sheet}"`]));
  const worded = found.map((problem) => (problem.where.file === file ? problemInWords(problem, words) : problem));
  const merged = imports.flatMap(({ sheet, old }) => (sheet.file === old.file ? [] : old.file));
  return withoutKnown(worded, sheets, new Set([file, ...merged]), check);
}

const isMissing = ({ problems }: Sheet): boolean => problems.some(({ code }) => code === 'sheet-missing');

/** A missing sheet is only renamed if the workbook has an unknown sheet with a similar name. */
const isRenamed = ({ problems }: Sheet): boolean => problems.some(({ suggestion }) => suggestion !== undefined);

/**
 * Completes a workbook that contains only some sheets: the others stay as they are in the project. One notice lists them. A
 * workbook without any sheet of the project is one error, and a renamed sheet stays an error.
 */
function withSheetsOf(project: Sheet[], read: ReadTables, file: string, names: Map<Table, string>): ReadTables {
  const expected = [...names.values()].join(', ');
  const absent = read.sheets.filter((sheet) => isMissing(sheet) && !isRenamed(sheet));
  if (absent.length === 0) return read;
  if (absent.length === read.sheets.length) {
    const problem = problemOf(
      texts.noKnownSheet,
      { file },
      { found: read.others.map(({ name }) => name).join(', '), expected },
    );
    return { ...read, sheets: read.sheets.map(withoutProblems), others: [], problems: [...read.problems, problem] };
  }
  const sheets = absent.length === 1 ? 'sheet' : 'sheets';
  const missing = `${sheets} ${absent.map(({ table }) => names.get(table)).join(', ')}`;
  const kept = absent.length === 1 ? 'It is' : 'They are';
  return {
    ...read,
    sheets: read.sheets.map((sheet, i) => (absent.includes(sheet) ? withoutProblems(project[i] as Sheet) : sheet)),
    problems: [...read.problems, problemOf(texts.sheetsAbsent, { file }, { missing, kept })],
  };
}

const withoutProblems = (sheet: Sheet): Sheet => ({ ...sheet, problems: [] });

/** Returns all problems of sheets. */
type CheckSheets = (sheets: Sheets) => Promise<Problem[]>;

/**
 * Drops problems that the project already has in sheets that are not merged: the workbook did not cause them. `merged` are
 * the workbook and the files of its sheets. Problems that prevent reading the sheets are kept.
 */
async function withoutKnown(
  problems: Problem[],
  project: Sheets,
  merged: ReadonlySet<string>,
  check: CheckSheets,
): Promise<Problem[]> {
  if (problems.every(({ where }) => merged.has(where.file))) return problems;
  const keyOf = ({ code, where }: Problem): string =>
    JSON.stringify([code, where.file, where.row, where.column, where.value]);
  const known = new Set((await check(project)).map(keyOf));
  for (const problem of project.problems) if (problem.where.file === project.file) known.delete(keyOf(problem));
  return problems.filter((problem) => merged.has(problem.where.file) || !known.has(keyOf(problem)));
}
