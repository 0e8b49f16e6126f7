import type { Column } from '../csvw/metadata/column.js';
import type { Row } from '../csvw/rows/rows.js';
import { asStored } from '../sheets/damaged-codes.js';
import { type ColumnKind, kindOf, type Sheet } from '../sheets/table-group.js';
import { groupBy } from '../text/order.js';

/** A column that both versions of a sheet have. */
export interface SharedColumn {
  column: Column;
  kind: ColumnKind;
  isKey: boolean;
  cell: number; // its index in the rows of the newer version
}

/** A row of the older version, and the row that it became. Only cells of shared columns are included. */
interface RowPair {
  before: string[];
  after: string[];
  from: number; // index of the row in its version
  to: number;
}

/** Two versions of a sheet, row by row. */
export interface Aligned {
  sheet: Sheet; // the newer version
  columns: SharedColumn[];
  rows: Row[]; // of the newer version, without its header
  before: string[][]; // all rows, with the cells of the shared columns
  after: string[][];
  pairs: RowPair[]; // in the order of the newer version
  removed: string[][];
  added: string[][];
  isRelabelled?: boolean; // a code of all its rows changed, such as the unit, which is in another sheet
}

/** Pairs the rows of two versions of a sheet: by key, or by position if that explains the difference with fewer changes. */
export function alignRows(older: Sheet, newer: Sheet): Aligned {
  const { table } = newer;
  const shared = newer.header.columns.flatMap((column, cell): (SharedColumn & { old: number })[] => {
    const old = column ? older.header.columns.findIndex((one) => one?.name === column.name) : -1;
    if (!column || old < 0) return [];
    return [{ column, kind: kindOf(column, table), isKey: table.primaryKey.includes(column.name), cell, old }];
  });
  const rows = newer.rows.slice(1);
  const before = older.rows.slice(1).map(({ cells }) => shared.map(({ old }) => plain(cells[old])));
  const after = rows.map(({ cells }) => shared.map(({ cell }) => plain(cells[cell])));
  const keys = shared.flatMap(({ isKey }, i) => (isKey ? [i] : []));
  const byKey = pairByKey(before, after, keys);
  const inPlace = before.slice(0, after.length).map((row, i): Step => [row, after[i] as string[], i, i]);
  const width = shared.length;
  const sizes = before.length + after.length;
  const isInPlace = keys.length === 0 || costOf(inPlace, sizes, width) < costOf(byKey, sizes, width);
  const steps = isInPlace ? inPlace : byKey;
  const [from, to] = [new Set(steps.map(([, , one]) => one)), new Set(steps.map(([, , , one]) => one))];
  return {
    sheet: newer,
    columns: shared,
    rows,
    before,
    after,
    pairs: steps.map(([one, other, at, now]) => ({ before: one, after: other, from: at, to: now })),
    removed: before.filter((_, i) => !from.has(i)),
    added: after.filter((_, i) => !to.has(i)),
  };
}

type Step = [before: string[], after: string[], from: number, to: number];

const plain = (cell = ''): string => (cell.includes('\r') ? cell.replace(/\r\n?/g, '\n') : cell);

/** Counts the changed cells. A row without a partner counts as a change of all its cells. */
function costOf(steps: Step[], rows: number, width: number): number {
  let cost = (rows - 2 * steps.length) * width;
  for (const [before, after] of steps) for (let i = 0; i < width; i++) if (before[i] !== after[i]) cost++;
  return cost;
}

/**
 * Pairs rows with the same key. Then pairs rows whose cells a spreadsheet stores alike
 * (16.10 and 16.1), and rows that differ only in their key. Ambiguous rows are not paired.
 */
function pairByKey(before: string[][], after: string[][], keys: number[]): Step[] {
  const steps: Step[] = [];
  let [left, right] = [before.map((_, i) => i), after.map((_, i) => i)];
  const pair = (textOf: (row: string[]) => string | undefined): void => {
    const there = groupBy(left, (i) => textOf(before[i] as string[]));
    const here = groupBy(right, (i) => textOf(after[i] as string[]));
    const [done, used] = [new Set<number>(), new Set<number>()];
    for (const [text, [to, other]] of here) {
      const [from, another] = there.get(text) ?? [];
      if (text === undefined || from === undefined || to === undefined) continue;
      if (other !== undefined || another !== undefined) continue;
      steps.push([before[from] as string[], after[to] as string[], from, to]);
      done.add(from);
      used.add(to);
    }
    left = left.filter((i) => !done.has(i));
    right = right.filter((i) => !used.has(i));
  };
  const isKey = new Set(keys);
  const rest = (row: string[]): string[] => row.filter((_, i) => !isKey.has(i));
  pair((row) => JSON.stringify(keys.map((i) => row[i])));
  if (left.length > 0 && right.length > 0) {
    pair((row) => JSON.stringify(row.map(asStored)));
    pair((row) => (rest(row).some((cell) => cell !== '') ? JSON.stringify(rest(row)) : undefined));
  }
  return steps.sort(([, , , one], [, , , other]) => one - other);
}
