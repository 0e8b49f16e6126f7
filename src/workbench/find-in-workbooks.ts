import { fileIn, filesOf } from '../files.js';
import { type Checked, check, createMemory, type Threads } from '../pipeline.js';
import { type Problem, sortProblems } from '../problem.js';
import type { Project } from '../project.js';
import { openFamilies } from '../sheets/family-sheets.js';
import { readSheets } from '../sheets/sheets.js';
import { locate, type Sheet, type Sheets } from '../sheets/table-group.js';
import { importWorkbook } from '../sheets/workbook-import.js';
import { correctedFiles, readerWith } from './corrections.js';
import type { FileMap, OnStep, State } from './state.js';

type Found = Pick<State, 'checked' | 'problems' | 'sheets' | 'imported'>;

/**
 * Checks the sheets of the project as they would be after the import of workbooks, one after the other. Only the last import
 * runs the whole check.
 */
export async function findInWorkbooks(state: State, project: Project & Threads, onStep: OnStep): Promise<Found> {
  const found: Problem[] = [];
  const sheets: Sheet[] = [];
  const imported: FileMap = new Map();
  let checked: Checked | undefined;
  for (const [at, { path, bytes }] of state.workbooks.entries()) {
    onStep('reading the workbook');
    const files = filesOf(new Map([...correctedFiles(state), ...imported]));
    const before = await readSheets(files, project.data, undefined, state.memory.sheets, state.readWorkbook);
    const judge = async (merged: Sheets): Promise<Problem[]> => {
      if (merged === before) return knownProblems(state, { ...project, files, sheets: before }, imported.size === 0);
      checked = await check({ ...project, files, sheets: merged }, state.memory);
      return checked.problems;
    };
    const isLast = at === state.workbooks.length - 1;
    const opened = openFamilies(files, project.data, before);
    const read = readerWith(state);
    const one = await importWorkbook(before, bytes, path, false, read, isLast ? judge : undefined, opened);
    found.push(...one.problems);
    sheets.push(...one.sheets.filter(({ file }) => isLast || locate(file).file === path));
    for (const { table, bytes } of one.changes) imported.set(fileIn(project.data, table.name), bytes);
  }
  const problems = state.workbooks.length > 1 ? sortProblems(found) : found;
  return { checked, problems, sheets, imported };
}

/** The problems of the project before an import, which corrections of a workbook do not change. */
async function knownProblems(state: State, project: Project & Threads, isPublished: boolean): Promise<Problem[]> {
  const isSame = isPublished && state.changes.every(({ sheet }) => sheet !== undefined);
  if (isSame && state.known?.files === state.files) return state.known.problems;
  const { problems } = await check(project, createMemory());
  if (isSame) state.known = { files: state.files, problems };
  return problems;
}
