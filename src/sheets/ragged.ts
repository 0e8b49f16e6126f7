import type { Problem } from '../problem.js';
import type { Sheet } from './sheets.js';

const headerCodes = new Set(['unknown-column', 'missing-column', 'blank-column', 'duplicate-column', 'title-row']);
const isRagged = ({ code }: Problem): boolean => code === 'missing-cell' || code === 'extra-cell';

/**
 * Where most rows of a sheet are longer or shorter than its header, the header is at fault, and the first of them is told
 * for all; none, when something is said of the header already.
 */
export function onceForAll(problems: Problem[], sheetOf: Map<string, Sheet>): Problem[] {
  const counts = new Map<string, number>();
  for (const { where, count = 1 } of problems.filter(isRagged))
    counts.set(where.file, (counts.get(where.file) ?? 0) + count);
  const isMost = (file: string): boolean => {
    const rows = (sheetOf.get(file)?.rows.length ?? 0) - 1;
    return rows > 2 && (counts.get(file) ?? 0) > rows / 2;
  };
  const told = new Set(problems.filter(({ code }) => headerCodes.has(code)).map(({ where }) => where.file));
  return problems.flatMap((problem): Problem[] => {
    const { file } = problem.where;
    if (!isRagged(problem) || !isMost(file)) return [problem];
    if (told.has(file)) return [];
    told.add(file);
    const message = `${problem.message}, and so it is in ${counts.get(file)} rows`;
    return [{ ...problem, message, fix: 'see that the header has a name for each column, and no more' }];
  });
}
