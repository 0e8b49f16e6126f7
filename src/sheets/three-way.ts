import { addTo, compareNaturally } from '../text/order.js';

/** Merges the changes that two people made to copies of the same rows. */

/** A row of the result, with its index in each copy that has it. */
export interface MergedRow {
  cells: string[];
  ours?: number;
  theirs?: number;
}

/** A cell that both sides changed differently, or a row that one side changed and the other removed. Indexes of rows. */
export interface Conflict {
  column?: number; // missing if a side removed the row
  base?: number; // missing if both sides added the row
  ours?: number; // missing if this side removed the row
  theirs?: number;
}

/** A row in the three versions, by index. */
type Versions = Pick<Conflict, 'base' | 'ours' | 'theirs'>;

/** The rows of the three versions, without headers and with the same columns. */
export interface ThreeVersions {
  base: string[][];
  ours: string[][];
  theirs: (string | undefined)[][]; // undefined if this side does not have the column
}

/**
 * Merges `ours` and `theirs`, which were both made from `base`. `keys` are the columns that identify a row; without any, the
 * whole row does. A conflict has the value of our side, or of their side with `prefersTheirs`. Exchanging the sides gives the
 * same rows in the same order, and the same conflicts.
 */
export function mergeRows(
  versions: ThreeVersions,
  keys: number[],
  prefersTheirs = false,
): { rows: MergedRow[]; conflicts: Conflict[] } {
  const { base, ours, theirs } = versions;
  const [inBase, inOurs, inTheirs] = [byKey(base, keys), byKey(ours, keys), byKey(theirs, keys)];
  const conflicts: Conflict[] = [];
  const merge = (key: string): MergedRow | undefined => {
    const row: Versions = {};
    for (const [side, found] of [
      ['base', inBase],
      ['ours', inOurs],
      ['theirs', inTheirs],
    ] as const) {
      const index = found.get(key);
      if (index !== undefined) row[side] = index;
    }
    return mergeRow(row, versions, conflicts, prefersTheirs);
  };
  const order = mergeOrder([...inBase.keys()], [...inOurs.keys()], [...inTheirs.keys()]);
  return { rows: order.flatMap((key) => merge(key) ?? []), conflicts };
}

/** Returns the index of each row by its key. Repeated keys are numbered. */
function byKey(rows: (string | undefined)[][], keys: number[]): Map<string, number> {
  const found = new Map<string, number>();
  const counts = new Map<string, number>();
  for (const [index, cells] of rows.entries()) {
    const own = keys.length > 0 ? keys.map((column) => cells[column]) : cells;
    const key = JSON.stringify(own.map((cell = '') => withPlainEnds(cell)));
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    found.set(count === 1 ? key : `${key} ${count}`, index);
  }
  return found;
}

/** Merges one row. Undefined if it was removed. */
function mergeRow(
  row: Versions,
  versions: ThreeVersions,
  conflicts: Conflict[],
  prefersTheirs: boolean,
): MergedRow | undefined {
  const base = row.base === undefined ? undefined : versions.base[row.base];
  const ours = row.ours === undefined ? undefined : versions.ours[row.ours];
  const theirs = row.theirs === undefined ? undefined : versions.theirs[row.theirs];
  const { base: _, ...places } = row;
  if (!ours || !theirs) {
    const there = ours ?? theirs?.map((cell, column) => cell ?? base?.[column] ?? '');
    if (!there || (base && isSameRow(there, base))) return undefined;
    if (!base) return { cells: there, ...places };
    conflicts.push(row);
    return prefersTheirs === (ours === undefined) ? { cells: there, ...places } : undefined;
  }
  const cells = ours.map((our, column) => {
    const [old, their] = [base && (base[column] ?? ''), theirs[column]];
    if (their === undefined || isSame(our, their) || (old !== undefined && isSame(their, old))) return our;
    if (old !== undefined && isSame(our, old)) return their;
    conflicts.push({ ...row, column });
    return prefersTheirs ? their : our;
  });
  return { cells, ...places };
}

/**
 * Merges the order of keys. If only one side moved rows of the base, its order wins. If both did, the order of the base wins. Added
 * rows stay behind the same row of the base.
 */
function mergeOrder(base: string[], ours: string[], theirs: string[]): string[] {
  const [inOurs, inTheirs] = [new Set(ours), new Set(theirs)];
  const common = new Set(base.filter((key) => inOurs.has(key) && inTheirs.has(key)));
  const [before, our, their] = [base, ours, theirs].map((keys) => keys.filter((key) => common.has(key))) as [
    string[],
    string[],
    string[],
  ];
  const moved = isSameRow(before, their) || isSameRow(our, their) ? our : isSameRow(before, our) ? their : before;
  const [ourRuns, theirRuns] = [runsOf(ours, common), runsOf(theirs, common)];
  const order = new Set<string>();
  for (const key of ['', ...moved]) {
    if (key !== '') order.add(key);
    const runs = [ourRuns.get(key) ?? [], theirRuns.get(key) ?? []].sort((a, b) =>
      compareNaturally(a.join(), b.join()),
    );
    for (const added of runs.flat()) order.add(added);
  }
  return [...order];
}

/** Groups the keys that are not common by the common key before them, or by "". */
function runsOf(keys: string[], common: Set<string>): Map<string, string[]> {
  const runs = new Map<string, string[]>();
  let last = '';
  for (const key of keys) {
    if (common.has(key)) last = key;
    else addTo(runs, last, key);
  }
  return runs;
}

/** Replaces CRLF inside a cell with LF, as LibreOffice does when it saves a workbook. */
export const withPlainEnds = (text: string): string => text.replaceAll('\r\n', '\n');

const isSame = (one: string, other: string): boolean => one === other || withPlainEnds(one) === withPlainEnds(other);

const isSameRow = (one: string[], other: string[]): boolean => {
  for (let i = Math.max(one.length, other.length) - 1; i >= 0; i--) {
    if (!isSame(one[i] ?? '', other[i] ?? '')) return false;
  }
  return true;
};
