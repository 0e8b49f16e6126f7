import type { Problem } from '../../problem.js';
import type { Row } from './rows.js';

export const blankRows = (file: string, first: number, last: number): Problem => ({
  code: 'blank-row',
  severity: 'warning',
  message: first === last ? 'the row is blank' : `the rows ${first} to ${last} are blank`,
  where: { file, row: first },
  fix: first === last ? 'delete the row' : 'delete the rows',
});

/** The rows that say something, and a warning for each run of those that do not. */
export function withoutBlankRows(rows: Row[], file: string): { rows: Row[]; problems: Problem[] } {
  const problems: Problem[] = [];
  let run: [first: number, last: number] | undefined;
  const kept = rows.filter(({ number, cells }) => {
    const isBlank = cells.every((cell) => cell === '');
    if (run && (!isBlank || number !== run[1] + 1)) {
      problems.push(blankRows(file, ...run));
      run = undefined;
    }
    if (isBlank) run = [run?.[0] ?? number, number];
    return !isBlank;
  });
  if (run) problems.push(blankRows(file, ...run));
  return { rows: kept, problems };
}
