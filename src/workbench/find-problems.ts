import { changesWithFigures } from '../diff/figures-since.js';
import texts from '../diff/messages.json' with { type: 'json' };
import { readEarlierSheets } from '../diff/sheets-since.js';
import { type Files, filesOf } from '../files.js';
import { check, type Threads } from '../pipeline.js';
import { countBySeverity, PROBLEM_LIMIT, problemOf } from '../problem.js';
import type { Project } from '../project.js';
import { locate, type Sheet } from '../sheets/table-group.js';
import { identityOf } from '../site/workbench/known-problems.js';
import type { CheckedSheet, Findings, Step } from '../site/workbench/messages.js';
import { correctedFiles } from './corrections.js';
import { findInWorkbooks } from './find-in-workbooks.js';
import { loadFigures } from './load-project.js';
import type { OnStep, State } from './state.js';

/** The name of the published sheets in messages. */
const publishedName = 'published';

/** Checks the project with the dropped files and the corrections, and keeps the result in the state. */
export async function findProblems(state: State, onStep: OnStep): Promise<Omit<Findings, 'milliseconds'>> {
  const project = projectOf(state, onStep);
  state.since = undefined;
  if (!state.isOwnProject) project.compare = comparison(state, project.data);
  if (state.workbooks.length > 0) Object.assign(state, await findInWorkbooks(state, project, onStep));
  else {
    const checked = await check(project, state.memory);
    Object.assign(state, { checked, problems: checked.problems, sheets: checked.sheets.sheets, imported: new Map() });
  }
  if (!state.withFigures && state.checked?.figures.some(({ original }) => original)) {
    await loadFigures(state, onStep); // their rows refer to something that is gone
    if (state.withFigures) return findProblems(state, onStep);
  }
  const { problems, isOwnProject } = state;
  return {
    problems: problems.slice(0, PROBLEM_LIMIT),
    counts: countBySeverity(problems),
    withheld: state.checked?.withheld?.map(identityOf),
    files: state.sheets.map((sheet) => checkedSheet(sheet, state)),
    isOwnProject,
  };
}

/** The project that is checked. After a correction, only the answers that a check needs are complete, to save time. */
const projectOf = (state: State, onStep: OnStep): Project & Threads => ({
  files: filesOf(correctedFiles(state)),
  data: 'data',
  ontology: 'ontology',
  queries: 'queries',
  ...(state.isOwnProject ? {} : state.settings),
  onStep: (step) => onStep(step as Step),
  readWorkbook: state.readWorkbook,
  validate: async (text, file, quads) =>
    (await import('../check/shapes.js')).validateShapes(text, file, quads, state.shapes),
  isBrief: state.changes.length > 0,
  censusOf: (name) =>
    state.isOwnProject || state.dropped.has(`data/${name}`) ? undefined : state.figures[name]?.census,
});

/** Compares the sheets with the published sheets. */
function comparison(state: State, folder: string): Threads['compare'] {
  const files: Files = filesOf(state.published);
  return async (sheets, figures) => {
    const earlier = await readEarlierSheets(files, folder, publishedName, sheets, state.readWorkbook);
    if (!earlier) {
      const values = { since: publishedName, why: 'it has no sheets of this project' };
      return { problems: [problemOf(texts.notCompared, { file: publishedName }, values)], changed: [] };
    }
    state.since = publishedName;
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
