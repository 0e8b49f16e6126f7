import type { Severity } from '../problem.js';
import { differenceOf } from '../text/nearest.js';
import { groupBy, without } from '../text/order.js';
import type { Aligned, SharedColumn } from './align-rows.js';
import type texts from './messages.json';
import type defaults from './thresholds.json';

/** The changed cells of one column, and what the checks for mass changes find in them. */

/** A column with its values in both versions. Lists of cells contain indexes of `Aligned.pairs`. */
export interface ChangedColumn extends SharedColumn {
  index: number; // in the rows of `Aligned`
  aligned: Aligned;
  before: string[]; // by pair
  after: string[];
  filled: number; // number of cells with a value before
  changed: number[];
}

/** A mass change: its text, its cells (indexes of pairs), and values for the text. */
export interface MassChange {
  kind: keyof typeof texts;
  cells: number[];
  values?: Record<string, unknown>;
  severity?: Severity; // if it differs from the severity of the kind
}

/**
 * Limits above which changes since the last release are reported. `cells`, `moved` and `run` are the least numbers of cells
 * for a mass change, for values in other rows, and for cells that were dragged or scaled.
 */
export type Thresholds = Record<keyof typeof defaults, number>;

/** A check of the changed cells of a column. A result with an empty list of cells is ignored. */
export type Check = (column: ChangedColumn, cells: number[], least: Thresholds) => MassChange | undefined;

/** Share of the changed cells that one explanation must cover. */
export const most = 0.6;

/** Returns the columns in which a cell changed. Numbers are compared as numbers. */
export function changedColumns(aligned: Aligned): ChangedColumn[] {
  const { columns, pairs } = aligned;
  return columns.flatMap((column, index): ChangedColumn[] => {
    const changed: number[] = [];
    for (const [i, { before, after }] of pairs.entries())
      if (before[index] !== after[index] && !isSameNumber(column, before[index], after[index])) changed.push(i);
    if (changed.length === 0) return [];
    const valuesOf = (side: 'before' | 'after'): string[] => pairs.map((pair) => pair[side][index] as string);
    const before = valuesOf('before');
    const filled = before.filter((text) => text !== '').length;
    return [{ ...column, index, aligned, before, after: valuesOf('after'), filled, changed }];
  });
}

const isSameNumber = ({ kind }: SharedColumn, one = '', other = ''): boolean =>
  kind === 'number' && one !== '' && other !== '' && rounded(one) === rounded(other);

const rounded = (text: string): string => Number(text).toPrecision(15); // without the rounding error of programs

/** True if all other cells of its row are unchanged. */
export const isOnlyChange = ({ aligned: { columns, pairs }, index }: ChangedColumn, i: number): boolean =>
  columns.every((_, at) => at === index || pairs[i]?.before[at] === pairs[i]?.after[at]);

/** Counts how many of these values are also in the other list, each as often as it is there. */
export const overlap = (values: string[], others: string[]): number =>
  values.length - without(values, others, (value) => value).length;

/** Returns the most frequent key of some cells, and its cells. Cells without a key do not count. */
export function mostOf<Key>(cells: number[], keyOf: (cell: number) => Key | undefined): { key?: Key; cells: number[] } {
  let most: { key?: Key; cells: number[] } = { cells: [] };
  for (const [key, group] of groupBy(cells, keyOf))
    if (key !== undefined && group.length > most.cells.length) most = { key, cells: group };
  return most;
}

/** True if a text is a correction of another one: half of its letters or words are unchanged. */
export function isCorrection(before: string, after: string): boolean {
  const [old, now] = [wordsOf(before), wordsOf(after)];
  if (overlap(now, old) >= Math.max(old.length, now.length) / 2) return true;
  const [one, other] = [old.join(''), now.join('')];
  const { start, end } = differenceOf(one, other);
  return start + end >= Math.max(one.length, other.length) / 2;
}

const wordsOf = (text: string): string[] => text.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];

/** Returns what a spreadsheet program writes below a value if it is dragged: "10.1" → "10.2". */
export function nextOf(text: string): string | undefined {
  const [, start, digits] = /^(.*?)(\d{1,15})$/s.exec(text) ?? [];
  if (start === undefined || digits === undefined) return undefined;
  return start + String(Number(digits) + 1).padStart(digits.length, '0');
}
