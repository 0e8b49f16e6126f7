import { groupBy } from '../text/order.js';
import { type ChangedColumn, type Check, isCorrection, isOnlyChange, nextOf } from './changed-column.js';

/**
 * Cells that got the value of another cell: copied, pasted or dragged from another row or language, exchanged, split at a
 * comma, or joined with the value of another row. One cell is enough: a corrected value hardly ever equals another one.
 */

/** Returns the changed cells that got the value of another cell. */
export function copiedCells(column: ChangedColumn, cells: number[]): number[] {
  const { aligned, before, after } = column;
  const isKeyless = !aligned.columns.some(({ isKey }) => isKey);
  if (isKeyless && aligned.before.length !== aligned.after.length) return []; // rows are only paired by position
  const values = valuesOf(column);
  const signs = [fromColumn(column), exchanged(column, values), fromRow(column, values, cells), joined(column, values)];
  return cells.filter(
    (i) => after[i] !== '' && values.fold(before[i]) !== values.fold(after[i]) && signs.some((isCopied) => isCopied(i)),
  );
}

/** A sign that a changed cell got the value of another cell. */
type Sign = (i: number) => boolean;

/** The values of a column before the changes. */
interface Values {
  fold(text: string | undefined): string;
  rowsWith: Map<string, number[]>; // by folded value
}

/** Numbers in a text do not count, because a spreadsheet program increases them if the text is dragged. */
function valuesOf({ kind, aligned, index }: ChangedColumn): Values {
  const fold = (text = ''): string => (kind === 'text' && text.length > 5 ? text.replace(/\d+/g, '#') : text);
  const rowsWith = groupBy(aligned.before.keys(), (row) => fold(aligned.before[row]?.[index]));
  rowsWith.delete('');
  return { fold, rowsWith };
}

/** From the same row: a translation, a code or an address, or the part of a text that was split at a comma. */
function fromColumn({ kind, column, index, aligned: { columns, pairs }, before, after }: ChangedColumn): Sign {
  if (kind !== 'text') return () => false;
  const others = columns.flatMap(({ kind: other, column: { propertyUrl } }, at) => {
    if (at === index || /^(?:number|date|boolean)$/.test(other)) return [];
    return [{ at, isDifferent: other !== 'text' || propertyUrl === column.propertyUrl }];
  });
  return (i) => {
    const [old, now] = [before[i] as string, after[i] as string];
    if (isCorrection(old, now)) return false;
    return others.some(({ at, isDifferent }) => {
      const [was = '', is] = [pairs[i]?.before[at], pairs[i]?.after[at]];
      if (was === now) return old !== '' && (isDifferent || is === old); // exchanged
      return is !== was && was.split(/[,;]\s+/).includes(now);
    });
  };
}

/** Fewest distinct values, except texts, in which an exchange is a sign of an accident: yes and no are corrected. */
const leastDistinct = 6;

/** From the only other changed cell of the column, which got the value of this one. */
function exchanged({ kind, changed, before, after }: ChangedColumn, { rowsWith }: Values): Sign {
  const [one = 0, other = 0] = changed;
  const isExchange = changed.length === 2 && after[one] === before[other] && after[other] === before[one];
  return () => isExchange && (kind === 'text' || rowsWith.size >= leastDistinct);
}

/** Share of distinct values from which a column has its own value in each row, as a name. */
const mostlyUnique = 0.9;

/** Most rows with a value whose position is a sign that it was pasted from there. */
const rare = 3;

const leastFilled = 3;

const wholeDate = '2015-09-25'.length;

/** From another row that still has the value, if rows hardly ever share values, or together with a neighbouring cell. */
function fromRow(
  { kind, filled, index, aligned: { pairs }, before, after }: ChangedColumn,
  { fold, rowsWith }: Values,
  cells: number[],
): Sign {
  const isUnique = filled >= leastFilled && rowsWith.size >= mostlyUnique * filled;
  const isName = (text: string): boolean =>
    isUnique && !/^(?:number|boolean)$/.test(kind) && (kind !== 'date' || text.length >= wholeDate);
  // A value that left its row with it was moved on purpose: a code that was renumbered.
  const kept = new Set(
    pairs.flatMap(({ before: was, after: is }) => (was[index] === is[index] ? fold(is[index]) : [])),
  );
  const isChanged = new Set(cells);
  const rowsAt = (i: number): number[] => {
    const rows = isChanged.has(i) ? (rowsWith.get(fold(after[i])) ?? []) : [];
    return rows.length <= rare ? rows : [];
  };
  /** True if the cell above or below got the value of the next row, too. */
  const isPasted = (i: number): boolean =>
    [-1, 1].some((step) => {
      const next = rowsAt(i + step);
      return after[i] !== after[i + step] && rowsAt(i).some((row) => next.includes(row + step));
    });
  return (i) => before[i] !== '' && ((isName(after[i] as string) && kept.has(fold(after[i]))) || isPasted(i));
}

/** Separates two values in one cell. */
const joint = /^\s*(?:[;,/|\n&+]|(?:and|or|et|y|и)\s)\s*/;

/** From another row, behind the value that the cell had. To a list, a single item is added on purpose. */
function joined({ column, filled, before, after }: ChangedColumn, { fold, rowsWith }: Values): Sign {
  const { separator } = column;
  return (i) => {
    const [old, now] = [before[i] as string, after[i] as string];
    if (filled < leastFilled || old === '' || !now.startsWith(old)) return false;
    const added = now.slice(old.length);
    const value = added.replace(joint, '');
    return value !== added && rowsWith.has(fold(value)) && (separator === undefined || value.includes(separator));
  };
}

/** Cells that count up (10.1, 10.2, 10.3) or repeat a value, in rows that follow each other: they were dragged or filled. */
export const dragged: Check = (column, cells, { run: least, cells: many }) => {
  const filled = cells.filter((i) => column.before[i] !== '');
  const isEnough = (run: number[]): boolean => run.length >= least;
  const counted = countedRuns(column, cells, least);
  const copied = filledRuns(column, filled, many).filter(isEnough);
  const [kind, runs] =
    counted.length >= copied.length ? (['counted', counted] as const) : (['copied', copied] as const);
  return { kind, cells: runs.flat() };
};

/**
 * Returns the changed cells that count up, in runs. Codes and addresses that replaced others are enough if they are two, and
 * count up from another cell or with a third one: filling empty cells is normal.
 */
function countedRuns(column: ChangedColumn, cells: number[], least: number): number[][] {
  const { kind, before, after } = column;
  return runsOf(column, cells, nextOf).filter((run) => {
    const replaced = run.filter((i) => before[i] !== '').length;
    const first = run[0] as number;
    const isFromAbove = first > 0 && nextOf(after[first - 1] as string) === after[first];
    return replaced >= least || (kind !== 'number' && replaced > 1 && run.length + Number(isFromAbove) > 2);
  });
}

/**
 * Returns the changed cells that repeat a value and were not empty, in runs. They must have had three values. Among codes, two
 * are enough if these rows did not change otherwise, and the run is long or includes its source.
 */
function filledRuns(column: ChangedColumn, cells: number[], many: number): number[][] {
  const { kind, before, after } = column;
  const isFilled = new Set(cells);
  return runsOf(column, [...after.keys()], (text) => text || undefined).flatMap((run) => {
    const own = run.filter((i) => isFilled.has(i));
    const [first = 0, last = 0] = [own[0], own.at(-1)];
    const others = run.filter((i) => i >= first && i <= last && before[i] !== '');
    const distinct = new Set(own.map((i) => before[i])).size;
    const isSpread =
      kind !== 'text' &&
      (run.length >= many || run.some((i) => before[i] === after[i])) &&
      own.every((i) => isOnlyChange(column, i));
    const isDifferent = distinct >= Math.max(3, own.length / 2) || (distinct > 1 && isSpread);
    return isDifferent && own.length * 2 >= others.length ? [own] : [];
  });
}

/** Returns the cells that follow from the cell above them, in runs. The first cell of a run can be another one. */
function runsOf(
  { after, aligned }: ChangedColumn,
  cells: number[],
  next: (text: string) => string | undefined,
): number[][] {
  const isChanged = new Set(cells);
  const follows = (i: number): boolean =>
    isChanged.has(i) &&
    aligned.pairs[i]?.to === (aligned.pairs[i - 1]?.to ?? -2) + 1 &&
    next(after[i - 1] as string) === after[i];
  const runs: number[][] = [];
  for (const i of cells) {
    const run = runs.at(-1);
    if (run?.at(-1) === i - 1 && follows(i)) run.push(i);
    else runs.push([i]);
  }
  return runs;
}
