import { groupBy } from '../text/order.js';
import { type ChangedColumn, isCorrection } from './changed-column.js';

/**
 * Cells that got the value of another cell: copied, pasted or dragged from another row or language, exchanged, split at a
 * comma, or joined with the value of another row. One cell is enough: a corrected value hardly ever equals another one.
 */

/** Share of distinct values from which a column has its own value in each row, as a name. */
const mostlyUnique = 0.9;

/** Most rows with a value whose position is a sign that it was pasted from there. */
const rare = 3;

/** Fewest distinct values of a column in which the exchange of two values is a sign of an accident: yes and no are corrected. */
const leastDistinct = 6;

const leastFilled = 3;

const wholeDate = '2015-09-25'.length;

/** Returns the changed cells that got the value of another cell. */
export function copiedCells(column: ChangedColumn, cells: number[]): number[] {
  const { kind, aligned, index, before, after, filled, changed } = column;
  const { columns, pairs } = aligned;
  const isKeyless = !columns.some(({ isKey }) => isKey);
  if (isKeyless && aligned.before.length !== aligned.after.length) return [];
  const fold = kind === 'text' ? withoutDigits : (text: string): string => text;
  const rowsWith = groupBy(aligned.before.keys(), (row) => fold(aligned.before[row]?.[index] ?? ''));
  rowsWith.delete('');
  const isUnique = filled >= leastFilled && rowsWith.size >= mostlyUnique * filled;
  const isNamed = (text: string): boolean =>
    isUnique && !/^(?:number|boolean)$/.test(kind) && (kind !== 'date' || text.length >= wholeDate);
  const separator = column.column.separator;
  const others = columns.flatMap(({ kind: other, column: { propertyUrl } }, at) => {
    if (kind !== 'text' || at === index || /^(?:number|date|boolean)$/.test(other)) return [];
    return [{ at, isOther: other !== 'text' || propertyUrl === column.column.propertyUrl }];
  });
  const cellSet = new Set(cells);
  const [one = 0, other = 0] = changed;
  const isExchange =
    changed.length === 2 &&
    rowsWith.size >= leastDistinct &&
    after[one] === before[other] &&
    after[other] === before[one];
  const rowsAt = (i: number): number[] => {
    const rows = cellSet.has(i) ? (rowsWith.get(fold(after[i] as string)) ?? []) : [];
    return rows.length <= rare ? rows : [];
  };
  /** True if the cell above or below got the value of the next row, too. */
  const isPasted = (i: number): boolean =>
    [-1, 1].some((step) => {
      const next = rowsAt(i + step);
      return after[i] !== after[i + step] && rowsAt(i).some((row) => next.includes(row + step));
    });
  // A value that left its row with it was moved on purpose: a code that was renumbered.
  const kept = new Set(
    pairs.flatMap(({ before: was, after: is }) => (was[index] === is[index] ? fold(is[index] ?? '') : [])),
  );
  const isFromRow = (i: number): boolean =>
    rowsWith.has(fold(after[i] as string)) &&
    ((isNamed(after[i] as string) && kept.has(fold(after[i] as string))) || isPasted(i));
  const isFromColumn = (i: number): boolean =>
    others.some(({ at, isOther }) => {
      const [was, is] = [pairs[i]?.before[at] ?? '', pairs[i]?.after[at]];
      if (was === '' || isCorrection(before[i] as string, after[i] as string)) return false;
      if (was === after[i]) return before[i] !== '' && isOther;
      return is !== was && was.split(/[,;]\s+/).includes(after[i] as string);
    });
  const isJoined = (i: number): boolean => {
    const [old, now] = [before[i] as string, after[i] as string];
    if (separator !== undefined || now.length <= old.length || filled < leastFilled) return false;
    const rest = now.startsWith(old) ? now.slice(old.length).replace(joint, '') : '';
    return rest !== '' && rest.length < now.length - old.length && rowsWith.has(fold(rest));
  };
  return cells.filter((i) => {
    const [old, now] = [before[i] as string, after[i] as string];
    if (now === '' || fold(old) === fold(now)) return false;
    return isFromColumn(i) || isExchange || (old !== '' && (isFromRow(i) || isJoined(i)));
  });
}

/** Separates two values in one cell. */
const joint = /^\s*(?:[;,/|\n&+]|(?:and|or|et|y|и)\s)\s*/;

/** A spreadsheet program counts the numbers in a text that is dragged. */
const withoutDigits = (text: string): string => (text.length > 5 ? text.replace(/\d+/g, '#') : text);
