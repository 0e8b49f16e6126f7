import type { Place } from '../../problem.js';
import { groupBy } from '../../text/order.js';
import type { CellChange } from './messages.js';

/** The list of corrections: cells that were changed, and rows that were added after the last row of a sheet. */

const rowOf = ({ file, sheet, row }: Place): string => JSON.stringify([file, sheet, row]);
const cellOf = (change: CellChange): string => JSON.stringify([rowOf(change), change.column]);

/** Adds corrections to earlier ones. A cell has one correction. A cell that is restored has no correction. */
export function withChanges(known: readonly CellChange[], more: readonly CellChange[]): CellChange[] {
  const changes = new Map(known.map((one) => [cellOf(one), one]));
  for (const one of more) {
    const earlier = changes.get(cellOf(one));
    const before = earlier?.before ?? one.before;
    if (before === one.after) changes.delete(cellOf(one));
    else changes.set(cellOf(one), { ...earlier, ...one, before });
  }
  return [...changes.values()];
}

/** Removes a new row. The new rows below it move up, so that no blank row is left. */
export function withoutRow(known: readonly CellChange[], place: CellChange): CellChange[] {
  return known
    .filter((one) => rowOf(one) !== rowOf(place))
    .map((one) => {
      const isBelow = one.file === place.file && one.sheet === place.sheet && one.row > place.row;
      return isBelow ? { ...one, row: one.row - 1 } : one;
    });
}

/** The corrections in groups that are undone together: the cells of a new row, or one other cell. */
export function correctionGroups(changes: readonly CellChange[]): [first: CellChange, ...others: CellChange[]][] {
  const added = new Set(changes.filter(({ isNewRow }) => isNewRow).map(rowOf));
  const groups = groupBy(changes, (one) => (added.has(rowOf(one)) ? rowOf(one) : cellOf(one)));
  return [...groups.values()] as [CellChange, ...CellChange[]][];
}

/** The number of new rows. */
export const countNewRows = (changes: readonly CellChange[]): number =>
  new Set(changes.filter(({ isNewRow }) => isNewRow).map(rowOf)).size;
