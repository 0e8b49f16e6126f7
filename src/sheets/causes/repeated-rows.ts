import { type Problem, problemOf } from '../../problem.js';
import texts from '../messages.json' with { type: 'json' };
import type { Sheet } from '../table-group.js';
import type { Cause } from './cause.js';
import { runsOf } from './columns.js';

/** Fewest rows that are reported as one block. */
const fewest = 2;

/** Returns the blocks of rows that repeat earlier rows of their sheet cell by cell: the rows were pasted twice. */
export function repeatedRows(sheet: Sheet, problems: Problem[]): Cause[] {
  const own = problems.filter(({ code, where }) => code === 'duplicate-id' && where.file === sheet.file);
  if (own.length < fewest) return [];
  const indexOf = new Map(sheet.rows.map(({ number }, index) => [number, index]));
  const repeats = own.flatMap((problem) => {
    const [row, earlier] = [problem.where.row, problem.related?.[0]?.row].map((number) => indexOf.get(number ?? 0));
    if (row === undefined || earlier === undefined || !isEqual(sheet, row, earlier)) return [];
    return [{ problem, row, earlier }];
  });
  const blocks = runsOf(repeats, ({ row }) => [row, '']).filter((block) => block.length >= fewest && isWhole(block));
  return blocks.flatMap((block, i): Cause[] => {
    const [first, last] = [block[0], block.at(-1)];
    if (!first || !last) return [];
    const unlisted = i === blocks.length - 1 ? own.filter(({ count }) => count !== undefined) : [];
    const end = unlisted.length > 0 ? endOf(sheet, last) : last;
    const number = (index: number): number => sheet.rows[index]?.number ?? 0;
    const [from, to] = [Math.min(...block.map(({ earlier }) => earlier)), Math.max(end.earlier, first.earlier)];
    const values = {
      first: number(first.row),
      last: number(end.row),
      earlier: from === to ? `row ${number(from)}` : `rows ${number(from)} to ${number(to)}`,
    };
    const { where, related = [] } = first.problem;
    const problem = { ...problemOf(texts.repeatedRows, where, values), related };
    return [{ of: [...block.map((one) => one.problem), ...unlisted], problem }];
  });
}

/** True if the earlier rows follow each other. Otherwise a part of the key was overwritten, and no row was pasted. */
function isWhole(block: { earlier: number }[]): boolean {
  const earlier = new Set(block.map((one) => one.earlier));
  return Math.max(...earlier) - Math.min(...earlier) + 1 === earlier.size;
}

const isEqual = ({ rows }: Sheet, row: number, earlier: number): boolean => {
  const [cells = [], others = []] = [rows[row]?.cells, rows[earlier]?.cells];
  return cells.length > 0 && cells.length === others.length && cells.every((cell, i) => cell === others[i]);
};

/** Finds the last row of a block that is longer than the list of its problems. */
function endOf(sheet: Sheet, { row, earlier }: { row: number; earlier: number }): { row: number; earlier: number } {
  let more = 0;
  while (isEqual(sheet, row + more + 1, earlier + more + 1)) more++;
  return { row: row + more, earlier: earlier + more };
}
