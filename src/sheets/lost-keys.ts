import type { Table } from '../csvw/metadata/table.js';
import type { Problem } from '../problem.js';
import { columnAt, referenceOf } from './columns.js';
import type { Sheet } from './sheets.js';

/** The keys of a table that its cells do not hold as they should. */
interface LostKeys {
  meant: Set<string>; // what some of them were meant to be
  unknown: Set<string>; // the cells of which nobody knows that
  more: number; // of the like, not listed
}

/** These leave a key that can be read. */
const legible = new Set(['duplicate-id', 'foreign-key']);

/**
 * Tells of a reference to nothing whether it most likely refers to a key that was lost: one that was meant, or, where a
 * table has as many empty or broken keys as are missing, any of those. To empty one key is one mistake.
 */
export function refersToLost(
  told: Problem[],
  missing: Map<Table, Set<string>>,
  sheetOf: Map<string, Sheet>,
): (problem: Problem) => boolean {
  const lost = lostKeys(told, sheetOf);
  const isCovered = new Map(
    [...lost].map(([table, { meant, unknown, more }]) => {
      const others = [...(missing.get(table) ?? [])].filter((key) => !meant.has(key));
      return [table, others.length <= unknown.size + more] as const;
    }),
  );
  return ({ code, where: { file, column: name, value = '' } }) => {
    const table = code === 'foreign-key' ? sheetOf.get(file)?.table : undefined;
    const column = table && columnAt(table, name);
    const referred = table && column && referenceOf(table, column)?.table;
    if (!referred || !missing.get(referred)?.has(value)) return false;
    return lost.get(referred)?.meant.has(value) === true || isCovered.get(referred) === true;
  };
}

function lostKeys(told: Problem[], sheetOf: Map<string, Sheet>): Map<Table, LostKeys> {
  const found = new Map<Table, LostKeys>();
  for (const problem of told) {
    const { code, severity, where, count = 0 } = problem;
    const table = sheetOf.get(where.file)?.table;
    const column = table && columnAt(table, where.column);
    if (severity !== 'error' || !column || !table.primaryKey.includes(column.name)) continue;
    const lost = found.get(table) ?? { meant: new Set(), unknown: new Set(), more: 0 };
    found.set(table, lost);
    const possible = possibleKeys(problem);
    for (const key of possible) lost.meant.add(key);
    if (possible.length > 0 || legible.has(code)) continue;
    if (where.cell !== undefined) lost.unknown.add(where.cell);
    lost.more += count;
  }
  return found;
}

/** A number has most likely been written with a zero at its end, or without. */
const possibleKeys = ({ code, suggestion, where: { value = '' } }: Problem): string[] =>
  code === 'numeric-code' ? [value, `${value}0`] : suggestion === undefined ? [] : [suggestion];
