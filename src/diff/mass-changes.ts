import type { TableGroup } from '../csvw/metadata/metadata.js';
import type { Table } from '../csvw/metadata/table.js';
import { asStored } from '../sheets/damaged-codes.js';
import { ownValue } from '../sheets/own-properties.js';
import { differenceOf } from '../text/nearest.js';
import {
  type ChangedColumn,
  type Check,
  isCorrection,
  type MassChange,
  most,
  mostOf,
  overlap,
  type Thresholds,
} from './changed-column.js';
import { copiedCells, dragged } from './copied-cells.js';
import { dateJumped, datesMoved, jumped, numberChecks, versionOrder } from './number-changes.js';
import { characterGone, cut, dashed, renumbered, replaced, translationsOf, unaccented } from './text-changes.js';
import defaults from './thresholds.json' with { type: 'json' };

/** Kinds of mass changes in one column. Each check gets the changed cells that no check before it has explained. */

/** Returns the thresholds of a table: from its description in tables.json (`"…#changedShare": 0.5`), the group or the defaults. */
export const thresholdsOf = (table: Table, group: TableGroup): Thresholds =>
  given(table.common, given(group.common, defaults));

/** Returns the thresholds that the properties of a column, a table or a group give. */
const given = (common: Table['common'], otherwise: Thresholds): Thresholds =>
  Object.fromEntries(
    Object.entries(otherwise).map(([name, value]) => {
      const own = ownValue(common, name);
      return [name, typeof own === 'number' ? own : value];
    }),
  ) as Thresholds;

/** Codes that a spreadsheet program stored as numbers. One cell is enough, because the older code is known. */
const damaged: Check = ({ kind, before, after }, cells) => {
  const isText = kind !== 'number' && kind !== 'date';
  return { kind: 'damagedCode', cells: cells.filter((i) => isText && asStored(before[i] as string) === after[i]) };
};

/** Values that are now in other rows: a column that was sorted on its own, or cells that were inserted or deleted. */
const moved: Check = (column, cells, { moved: least, changedShare, cells: leastCells }) => {
  const filled = cells.filter((i) => column.after[i] !== '');
  const step = shiftOf(column, filled);
  const isPushed = step !== undefined && cells.length - filled.length === Math.abs(step); // nothing moved to the last rows
  const was = cells.map((i) => column.before[i] as string);
  const is = (isPushed ? filled : cells).map((i) => column.after[i] as string);
  const distinct = new Set(was).size;
  const isUnique = distinct * 2 >= was.length;
  const share = distinct > 2 ? 0 : changedShare; // yes and no can be exchanged on purpose
  const floor = isUnique || isInOrder(column, cells) ? least : Math.max(2 * leastCells, share * column.before.length);
  const same = overlap(is, was);
  if (distinct < 2 || (!isPushed && same < floor) || same < 0.8 * is.length) return undefined;
  if (step === undefined) return { kind: 'moved', cells };
  const [direction, rows] = [step > 0 ? 'down' : 'up', Math.abs(step)];
  return { kind: 'shifted', cells, values: { direction, step: rows === 1 ? '1 row' : `${rows} rows` } };
};

/** True if the values from the first to the last changed cell are in order, and were not: a column of yes and no was sorted. */
function isInOrder({ before, after }: ChangedColumn, cells: number[]): boolean {
  const [first = 0, last = 0] = [cells[0], cells.at(-1)];
  const steps = (values: string[]): number =>
    values.slice(first, last + 1).filter((value, i, all) => i > 0 && value !== all[i - 1]).length;
  return steps(after) === 1 && steps(before) > 3;
}

/** Returns by how many rows the values of a column moved down, if it is the same number for most of them. */
function shiftOf({ aligned: { before, pairs }, index, after }: ChangedColumn, cells: number[]): number | undefined {
  const isMoved = (i: number, step: number): boolean => before[(pairs[i]?.to ?? 0) - step]?.[index] === after[i];
  return [1, -1, 2, -2, 3, -3].find((step) => cells.filter((i) => isMoved(i, step)).length >= 0.8 * cells.length);
}

/**
 * Cells that lost their value: many, all, a value of a column that was complete, values that followed each other, or a
 * code or translation of a row that did not change otherwise.
 */
const emptied: Check = (column, cells, { cells: leastCells, changedShare, moved: least }) => {
  const { before, after, filled, index, aligned } = column;
  const found = cells.filter((i) => after[i] === '');
  const isOnly = (i: number): boolean =>
    aligned.columns.every((_, at) => {
      const now = aligned.pairs[i]?.after[at];
      return at === index || now === aligned.pairs[i]?.before[at] || (now === '' && column.kind === 'text');
    });
  const [first = 0, last = 0] = [found[0], found.at(-1)];
  const isAll = found.length === filled && filled > 2;
  const isRun =
    found.length > 1 && found.every(isOnly) && before.slice(first, last + 1).filter(Boolean).length === found.length;
  const isAlone = (column.kind !== 'text' || translationsOf(column).length > 0) && found.every(isOnly);
  const isMost =
    isAll || isRun || isAlone || found.length >= Math.max(least, changedShare * filled) || filled === before.length;
  if (!isMost || before.length <= 2) return undefined;
  const isCertain = isAll && filled >= leastCells;
  return { kind: 'emptied', cells: found, values: { filled }, ...(isCertain && { severity: 'error' }) };
};

/** Values of other cells. */
const copied: Check = (column, cells) => ({ kind: 'repeated', cells: copiedCells(column, cells) });

/**
 * More changed cells than a steward usually changes. Corrections of a text or small changes of a number do not count. If
 * the share is 0, each change of a value is reported, because the values are facts.
 */
const many: Check = ({ kind, isKey, aligned, before, after }, cells, { cells: least, changedShare }) => {
  const isIdentity = isKey && aligned.columns.filter((one) => one.isKey).length === 1;
  const found = cells.filter((i) => {
    const [old, now] = [before[i] as string, after[i] as string];
    if (old === '' || now === '') return false; // filling cells is normal, and empty cells have their own check
    if (changedShare === 0) return true;
    if (kind === 'number')
      return aligned.isRelabelled !== true && Math.abs(Number(now) - Number(old)) > 0.1 * Math.abs(Number(old));
    return kind !== 'text' || !isCorrection(old, now);
  });
  const isMany = changedShare === 0 || found.length >= Math.max(least, changedShare * before.length);
  const isTypo = (i: number): boolean => {
    const { gone, come } = differenceOf(before[i] as string, after[i] as string);
    const isInCapitals = before[i]?.toLowerCase() === after[i]?.toLowerCase();
    return isInCapitals || (Math.max(gone.length, come.length) <= 2 && /\D/.test(gone + come));
  };
  if (!isMany) return isIdentity && found.length <= 2 ? { kind: 'otherKey', cells: found.filter(isTypo) } : undefined;
  return { kind: isKey ? 'manyKeys' : 'many', cells: found, values: { rows: before.length } };
};

const checks: Check[] = [
  damaged,
  datesMoved,
  versionOrder,
  moved,
  emptied,
  ...numberChecks,
  dragged,
  unaccented,
  dashed,
  copied,
  jumped,
  dateJumped,
  cut,
  renumbered,
  characterGone,
  replaced,
  many,
];

/** Returns the mass changes of a column. */
export function massChanges(column: ChangedColumn, cells: number[], thresholds: Thresholds): MassChange[] {
  const found: MassChange[] = [];
  const least = given(column.column.common, thresholds);
  let left = cells;
  for (const check of checks) {
    const change = left.length > 0 ? check(column, left, least) : undefined;
    if (!change || change.cells.length === 0) continue;
    found.push(change);
    const explained = new Set(change.cells);
    left = left.filter((i) => !explained.has(i));
  }
  return found;
}

const least = 3; // rows

/** Returns the exchanged and copied columns, with the column in which to report them. */
export function exchangedColumns(columns: ChangedColumn[]): [ChangedColumn, MassChange][] {
  const sourceOf = new Map<ChangedColumn, { source: number; cells: number[] }>();
  for (const column of columns) {
    const { index, kind, changed, before, after, aligned } = column;
    if (changed.length < least || kind === 'boolean') continue;
    const alike = aligned.columns.flatMap((one, i) => (one.kind === kind && i !== index ? [i] : []));
    const isFrom = (i: number, source: number): boolean => {
      const value = aligned.pairs[i]?.before[source] ?? '';
      return value !== '' && value === after[i] && value !== before[i];
    };
    const found = mostOf(changed, (i) => alike.find((source) => isFrom(i, source)));
    const isMost = found.cells.length >= least && found.cells.length >= most * changed.length;
    const values = new Set(found.cells.map((i) => after[i]));
    if (found.key !== undefined && isMost && values.size > 1)
      sourceOf.set(column, { source: found.key, cells: found.cells });
  }
  return [...sourceOf].flatMap(([column, { source, cells }]): [ChangedColumn, MassChange][] => {
    const other = [...sourceOf.keys()].find(({ index }) => index === source);
    const isSwapped = other !== undefined && sourceOf.get(other)?.source === column.index;
    if (isSwapped && other.index < column.index) return []; // reported at the first column
    const name = column.aligned.columns[source]?.column.name;
    return [[column, { kind: isSwapped ? 'swapped' : 'pasted', cells, values: { other: name } }]];
  });
}
