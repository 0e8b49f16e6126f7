import { json } from '../report/formats.js';
import type { Findings } from '../site/workbench/messages.js';
import { findProblems } from './find-problems.js';
import { joinFiles } from './join-files.js';
import { hasFigures, loadFigures, loadProject } from './load-project.js';
import { startVocabulary } from './start-vocabulary.js';
import type { Handler } from './state.js';

/** The orders that check the sheets, and the report of the last check. */

/** Fetches the published sheets, joins them with the dropped files and checks them. */
export const open: Handler<'open'> = async (state, { site, files, withFigures }, onStep): Promise<Findings> => {
  const began = performance.now();
  if (state.site !== site) await loadProject(state, site, onStep);
  if (withFigures || (await hasFigures(state, files))) await loadFigures(state, onStep);
  const joined = joinFiles(state.published, files);
  const started = joined.isOwnProject ? undefined : await startVocabulary(state, files);
  Object.assign(state, started ?? joined, { changes: [] });
  return { ...(await findProblems(state, onStep)), milliseconds: performance.now() - began };
};

/** Checks again with these corrections. They replace all earlier ones. */
export const change: Handler<'change'> = async (state, { changes }, onStep): Promise<Findings> => {
  const began = performance.now();
  state.changes = changes;
  return { ...(await findProblems(state, onStep)), milliseconds: performance.now() - began };
};

/** Returns the report of `gcm check --report json`. */
export const report: Handler<'report'> = ({ problems, since }) => json(problems, since);
