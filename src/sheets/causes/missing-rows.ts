import type { MissingKey } from '../../csvw/rows/keys.js';
import { type Place, type Problem, problemOf } from '../../problem.js';
import { nearest } from '../../text/nearest.js';
import { compareCodePoints, compareNaturally } from '../../text/order.js';
import texts from '../messages.json' with { type: 'json' };
import { isWorkbook, type Sheet, sheetWords } from '../table-group.js';
import { assumedRow, type Cause, oneOf } from './cause.js';
import { runsOf } from './columns.js';

/** References to missing rows of one sheet: a key was renamed, a row was deleted, or many rows are missing. */

/** Fewest missing keys that are reported as one. */
const fewest = 4;

/** A missing key with a problem for each reference. */
export interface Missing extends MissingKey {
  uses: Problem[];
}

/** A sheet, and the keys that other sheets refer to and that are missing from it. */
export interface Referenced {
  sheet: Sheet;
  missing: Missing[]; // keys of one column that have the form of a key
  keys: string[]; // in the order of their rows
  unused: Map<string, Place>; // the keys that no row refers to
}

/** Returns the causes of broken references to one sheet. */
export function missingRows(referenced: Referenced): Cause[] {
  const { sheet, missing, keys, unused } = referenced;
  const nameOf = newNames(referenced);
  const causes = missing.flatMap((one): Cause[] => {
    const to = nameOf(one);
    const where = to === undefined ? undefined : unused.get(to);
    if (to === undefined || !where) return [];
    const assumed = assumedRow(sheet, keyOf(one), sheet.rows.find(({ number }) => number === where.row));
    return [{ of: one.uses, problem: renamedKey(one, to, where, sheet), assumed: [assumed] }];
  });
  const others = missing.filter(({ uses }) => !causes.some(({ of }) => of === uses));
  const slips = others.filter((one) => one.uses.length === 1 && nearest(keyOf(one), keys) !== undefined);
  const isMany = others.length >= fewest && (slips.length * 2 <= others.length || others.length >= 3 * fewest);
  if (isMany && isAtEnd(others, keys)) return [...causes, manyMissing(others, sheet, texts.truncated)];
  if (isMany && !isOneRun(others)) return [...causes, manyMissing(others, sheet, texts.missingRows)];
  const repeated = others.filter(({ uses }) => uses.length > 1);
  return [
    ...causes,
    ...repeated.map((one) => ({ of: one.uses, problem: oneMissing(one, sheet), assumed: [assumedRow(sheet, keyOf(one))] })),
  ];
}

export const keyOf = ({ value }: MissingKey): string => value[0] ?? '';

/** True if the broken references are adjacent cells of one column: something was filled or pasted over them. */
function isOneRun(missing: Missing[]): boolean {
  const uses = missing.flatMap((one) => one.uses);
  return runsOf(uses, ({ where }) => [where.row ?? 0, `${where.file} ${where.column}`]).length === 1;
}

/** True if most missing keys sort after the last key of the sheet. */
function isAtEnd(missing: Missing[], keys: string[]): boolean {
  const last = keys.at(-1) ?? '';
  return [compareNaturally, compareCodePoints].some((compare) => {
    const after = missing.filter((one) => compare(keyOf(one), last) > 0);
    return after.length >= missing.length * 0.8;
  });
}

/**
 * Returns a function that finds the key to which a missing key was most likely renamed: a key that is not used. It is
 * similar, or the only one, or the only one out of order. In a sorted sheet, the missing key must fit in its place.
 */
function newNames({ missing, keys, unused }: Referenced): (one: Missing) => string | undefined {
  const at = new Map(keys.map((key, index) => [key, index]));
  const isBetween = (key: string, index: number): boolean =>
    (index === 0 || compareNaturally(keys[index - 1] as string, key) < 0) &&
    (index === keys.length - 1 || compareNaturally(key, keys[index + 1] as string) < 0);
  const ordered = keys.filter((key, index) => index > 0 && compareNaturally(keys[index - 1] as string, key) < 0);
  const isSorted = ordered.length >= 0.85 * (keys.length - 1);
  return (one) => {
    const key = keyOf(one);
    const free = [...unused.keys()].filter((other) => !isSorted || isBetween(key, at.get(other) ?? 0));
    const similar = nearest(key, free);
    if (similar !== undefined && (one.uses.length > 1 || similar === nearest(key, keys))) return similar;
    if (one.uses.length === 1 || keys.length < 3) return undefined;
    const strange = isSorted ? free.filter((other) => !isBetween(other, at.get(other) ?? 0)) : [];
    if (strange.length === 1) return strange[0];
    return missing.length === 1 && unused.size === 1 ? free[0] : undefined;
  };
}

function renamedKey(one: Missing, to: string, where: Place, sheet: Sheet): Problem {
  const key = keyOf(one);
  const values = { column: where.column, key, to, used: usedIn(one.uses), sheet: nameOf(sheet) };
  const related = one.uses.slice(0, 1).map((use) => use.where);
  return { ...problemOf(texts.renamedKey, where, values), suggestion: key, related };
}

function oneMissing(one: Missing, sheet: Sheet): Problem {
  const values = { column: sheet.table.primaryKey[0], key: keyOf(one), used: usedIn(one.uses), sheet: nameOf(sheet) };
  return oneOf(one.uses, texts.missingRow, values);
}

/** Reports many missing rows of a sheet: at its last row if they are missing there, otherwise at the sheet. */
function manyMissing(missing: Missing[], { file, rows }: Sheet, wording: typeof texts.truncated): Cause {
  const of = missing.flatMap(({ uses }) => uses);
  const keys = missing.map(keyOf).sort(compareNaturally);
  const row = rows.at(-1)?.number ?? 1;
  const where: Place = { file, ...(wording === texts.truncated && { row }) };
  const values = { count: keys.length, first: keys[0], last: keys.at(-1), used: usedIn(of), row };
  return { of, problem: { ...problemOf(wording, where, values), related: of.slice(0, 1).map((use) => use.where) } };
}

/** The name of a sheet for stewards: "sources.csv", `the sheet "sources"`. */
const nameOf = ({ file, table }: Sheet): string => (isWorkbook(file) ? sheetWords(file) : table.name);

/** "155 times in data/links.csv", "8 times in data/links.csv and data/series.csv". */
export function usedIn(uses: Problem[]): string {
  const files = [...new Set(uses.map(({ where }) => sheetWords(where.file)))];
  const names = files.length > 2 ? `${files.slice(0, -1).join(', ')} and ${files.at(-1)}` : files.join(' and ');
  return `${uses.length === 1 ? 'once' : `${uses.length} times`} in ${names}`;
}
