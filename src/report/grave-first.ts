import type { Problem, Severity } from '../problem.js';

const severities: Severity[] = ['error', 'warning', 'notice'];

/** The errors before the warnings before the notices, each kind in the order it came in: for whoever shows only some. */
export const graveFirst = (problems: Problem[]): Problem[] =>
  severities.flatMap((severity) => problems.filter((problem) => problem.severity === severity));
