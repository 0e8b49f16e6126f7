import { type Problem, problemOf } from '../../problem.js';
import { groupBy } from '../../text/order.js';
import texts from '../messages.json' with { type: 'json' };
import type { Sheet } from '../table-group.js';
import type { Cause } from './cause.js';

/** Fewest rows that are reported as one block. */
const fewest = 2;

/** Returns the blocks of rows that repeat earlier rows of their sheet cell by cell: the rows were pasted twice. */
export function repeatedRows(sheet: Sheet, problems: Problem[]): Cause[] {
  const own = problems.filter(({ code, where }) => code === 'duplicate-id' && where.file === sheet.file);
  if (own.length < fewest) return [];
  const indexOf = new Map(sheet.rows.map(({ number }, index) => [number, index]));
  const listed = own.filter(({ where, related }) => where.row !== undefined && related?.[0]?.file === sheet.file);
  const distances = groupBy(listed, ({ where, related }) => {
    const [row, earlier] = [indexOf.get(where.row ?? 0) ?? 0, indexOf.get(related?.[0]?.row ?? 0) ?? 0];
    return row - earlier;
  });
  const blocks = [...distances].flatMap(([distance, duplicates]) => {
    const starts = duplicates.flatMap(({ where }) => indexOf.get(where.row ?? 0) ?? []);
    return distance > 0 ? blocksIn(sheet, Math.min(...starts), Math.max(...starts), distance) : [];
  });
  return blocks.flatMap(({ first, last, distance }, i): Cause[] => {
    const of = own.filter(({ where, count }) => {
      const at = indexOf.get(where.row ?? 0) ?? -1;
      return count === undefined ? at >= first && at <= last : i === 0;
    });
    const [head] = of;
    const number = (at: number): number => sheet.rows[at]?.number ?? 0;
    const values = {
      first: number(first),
      last: number(last),
      from: number(first - distance),
      to: number(last - distance),
    };
    return head
      ? [{ of, problem: { ...problemOf(texts.repeatedRows, head.where, values), related: head.related ?? [] } }]
      : [];
  });
}

/** Finds the runs of rows that are equal to the rows `distance` above them. */
function blocksIn({ rows }: Sheet, from: number, to: number, distance: number) {
  const isEqual = (at: number): boolean => {
    const [row, earlier] = [rows[at]?.cells ?? [], rows[at - distance]?.cells ?? []];
    return row.length > 0 && row.length === earlier.length && row.every((cell, i) => cell === earlier[i]);
  };
  const blocks: { first: number; last: number; distance: number }[] = [];
  for (let at = from; at <= to || (blocks.at(-1)?.last === at - 1 && at < rows.length); at++) {
    if (!isEqual(at)) continue;
    const block = blocks.at(-1);
    if (block && block.last === at - 1) block.last = at;
    else blocks.push({ first: at, last: at, distance });
  }
  return blocks.filter(({ first, last }) => last - first + 1 >= fewest);
}
