import type { Place, Problem } from '../problem.js';

/** Without notices that a number was read as a code, where the same cell has an error: the error says what to do. */
export function toldOnce(problems: Problem[]): Problem[] {
  const cellOf = ({ file, cell }: Place): string => `${file}!${cell}`;
  const isRead = ({ code, severity }: Problem): boolean => code === 'numeric-code' && severity === 'notice';
  const cells = new Set(problems.filter(({ severity }) => severity === 'error').map(({ where }) => cellOf(where)));
  return problems.filter((problem) => !isRead(problem) || !cells.has(cellOf(problem.where)));
}
