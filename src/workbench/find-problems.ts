import { changesWithFigures } from '../diff/figures-since.js';
import { readEarlierSheets } from '../diff/sheets-since.js';
import { type Files, fileIn, filesOf } from '../files.js';
import { type Checked, check, type Threads } from '../pipeline.js';
import { countBySeverity, PROBLEM_LIMIT, type Problem } from '../problem.js';
import type { Project } from '../project.js';
import { openFamilies } from '../sheets/family-sheets.js';
import { readSheets } from '../sheets/sheets.js';
import { locate, type Sheet, type Sheets } from '../sheets/table-group.js';
import { readHere } from '../sheets/workbook-file.js';
import { importWorkbook } from '../sheets/workbook-import.js';
import type { CheckedSheet, Findings, Step } from '../site/workbench/messages.js';
import { correctedFiles, readerWith } from './corrections.js';
import type { State } from './state.js';

const folder = 'data';

/** The name of the published sheets in messages. */
const publishedName = 'published';

/** Checks the project with the dropped files and the corrections, and keeps the result in the state. */
export async function findProblems(
  state: State,
  onStep: (step: Step) => void,
): Promise<Omit<Findings, 'milliseconds'>> {
  const files = filesOf(correctedFiles(state));
  const project: Project & Threads = {
    files,
    data: folder,
    ontology: 'ontology',
    queries: 'queries',
    ...(state.isOwnProject ? {} : state.settings),
    onStep: (step) => onStep(step as Step),
    readWorkbook: readHere,
    validate: async (text, file, quads) =>
      (await import('../check/shapes.js')).validateShapes(text, file, quads, state.shapes),
    isBrief: state.changes.length > 0,
  };
  const [workbook] = state.workbooks;
  state.since = undefined;
  if (!state.isOwnProject) project.compare = comparison(state);
  if (!workbook) {
    const checked = await check(project, state.memory);
    Object.assign(state, { checked, problems: checked.problems, sheets: checked.sheets.sheets, imported: new Map() });
  } else await findInWorkbook(state, project, onStep);
  const { problems, isOwnProject } = state;
  return {
    problems: problems.slice(0, PROBLEM_LIMIT),
    counts: countBySeverity(problems),
    files: state.sheets.map((sheet) => checkedSheet(sheet, state)),
    isOwnProject,
  };
}

/** Checks the sheets of the project as they would be after the import of a workbook. */
async function findInWorkbook(state: State, project: Project & Threads, onStep: (step: Step) => void): Promise<void> {
  const [workbook] = state.workbooks;
  if (!workbook) return;
  onStep('reading the workbook');
  const read = readerWith(state);
  const sheets = await readSheets(project.files, folder, undefined, state.memory.sheets, readHere);
  const opened = openFamilies(project.files, folder, sheets);
  let checked: Checked | undefined;
  const judge = async (merged: Sheets): Promise<Problem[]> => {
    const found = await check({ ...project, sheets: merged }, state.memory);
    checked ??= found; // a second check only finds the problems that the project already has
    return found.problems;
  };
  const imported = await importWorkbook(sheets, workbook.bytes, workbook.path, false, read, judge, opened);
  const { problems, changes } = imported;
  Object.assign(state, {
    checked,
    problems,
    sheets: imported.sheets,
    imported: new Map(changes.map(({ table, bytes }) => [fileIn(folder, table.name), bytes])),
  });
}

/** Compares the sheets with the published sheets. */
function comparison(state: State): Threads['compare'] {
  const files: Files = filesOf(state.published);
  return async (sheets, figures) => {
    const earlier = await readEarlierSheets(files, folder, publishedName, sheets, readHere);
    if (!earlier) return { problems: [], changed: [] };
    if (state.workbooks.length === 0) state.since = publishedName;
    return changesWithFigures(files, folder, earlier, sheets, figures);
  };
}

function checkedSheet({ file: name, rows }: Sheet, { dropped }: State): CheckedSheet {
  const { file, sheet } = locate(name);
  return {
    file,
    ...(sheet !== undefined && { sheet }),
    rows: Math.max(rows.length - 1, 0),
    isDropped: dropped.has(file),
  };
}
