import { countBySeverity, PROBLEM_LIMIT, type Problem } from '../problem.js';

/** The report for programs: counts of all problems, and the problems themselves up to the limit. */
export const json = (problems: Problem[]): string =>
  `${JSON.stringify({ counts: countBySeverity(problems), problems: problems.slice(0, PROBLEM_LIMIT) }, null, 2)}\n`;
