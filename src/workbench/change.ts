import type { Findings } from '../site/workbench/messages.js';
import { findProblems } from './find-problems.js';
import type { Handler } from './state.js';

/** Checks again with these corrections. They replace all earlier ones. */
export const change: Handler<'change'> = async (state, { changes }, onStep): Promise<Findings> => {
  const started = performance.now();
  state.changes = changes;
  return { ...(await findProblems(state, onStep)), milliseconds: performance.now() - started };
};
