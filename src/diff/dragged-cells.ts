import { type ChangedColumn, type Check, isOnlyChange, nextOf } from './changed-column.js';

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
