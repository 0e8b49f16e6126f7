import { countBySeverity, PROBLEM_LIMIT, type Problem } from '../problem.js';

/** All keys, in the order in which they are written, however a problem was made. */
const keys = (
  'counts error warning notice problems code severity message where file sheet row column cell value ' +
  'expected fix suggestion rule related isPartial'
).split(' ');

/** The report for programs: counts of all problems, and the problems themselves up to the limit. */
export const json = (problems: Problem[]): string =>
  `${JSON.stringify({ counts: countBySeverity(problems), problems: problems.slice(0, PROBLEM_LIMIT) }, keys, 2)}\n`;
