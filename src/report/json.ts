import { countBySeverity, type Place, PROBLEM_LIMIT, type Problem } from '../problem.js';

/** The report for programs: counts of all problems, and the problems themselves up to the limit. */
export const json = (problems: Problem[]): string =>
  `${JSON.stringify({ counts: countBySeverity(problems), problems: problems.slice(0, PROBLEM_LIMIT).map(ordered) }, null, 2)}\n`;

/** With its keys in one order, however it was made; what it does not have is left out by JSON. */
const ordered = (problem: Problem): Problem => {
  const { code, severity, message, where, expected, fix, suggestion, rule, related, isPartial } = problem;
  const places = related?.map(orderedPlace);
  const all = { code, severity, message, where: orderedPlace(where), expected, fix, suggestion, rule };
  return { ...all, related: places, isPartial } as Problem;
};

const orderedPlace = ({ file, sheet, row, column, cell, value }: Place): Place =>
  ({ file, sheet, row, column, cell, value }) as Place;
