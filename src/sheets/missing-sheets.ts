import type { Table } from '../csvw/metadata/table.js';
import { type Problem, problemOf } from '../problem.js';
import texts from './messages.json' with { type: 'json' };
import type { Sheet, Sheets } from './table-group.js';
import type { ReadTables } from './workbook-file.js';

const isMissing = ({ problems }: Sheet): boolean => problems.some(({ code }) => code === 'sheet-missing');

/** A missing sheet is only renamed if the workbook has an unknown sheet with a similar name. */
const isRenamed = ({ problems }: Sheet): boolean => problems.some(({ suggestion }) => suggestion !== undefined);

/**
 * Completes a workbook that contains only some sheets: the others stay as they are in the project. One notice lists them. A
 * workbook without any sheet of the project is one error, and a renamed sheet stays an error.
 */
export function withSheetsOf(project: Sheet[], read: ReadTables, file: string, names: Map<Table, string>): ReadTables {
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
export type CheckSheets = (sheets: Sheets) => Promise<Problem[]>;

/**
 * Drops problems that the project already has in sheets that are not merged: the workbook did not cause them. `merged` are
 * the workbook and the files of its sheets. Problems that prevent reading the sheets are kept.
 */
export async function withoutKnown(
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
