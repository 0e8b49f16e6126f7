import type { MissingKey } from '../../csvw/rows/keys.js';
import { grouped, type Place, type Problem, problemOf, type Wording } from '../../problem.js';
import { nearest, offer, sharedStart } from '../../text/nearest.js';
import { compareCodePoints, compareNaturally, groupBy } from '../../text/order.js';
import texts from '../messages.json' with { type: 'json' };
import { isWorkbook, type Sheet, sheetWords } from '../table-group.js';
import { assumedRow, type Cause, oneOf } from './cause.js';
import { runsOf } from './columns.js';

/** References to missing rows of one sheet: a key was renamed, a row was deleted, or many rows are missing. */

/** Fewest missing keys that are reported as one. */
const fewest = 4;

/** Highest number of comparisons to find where keys are missing. */
const comparable = 10_000_000;

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
  rowsIn(file: string): number;
}

/** Returns the causes of broken references to one sheet. */
export function missingRows(referenced: Referenced): Cause[] {
  const { sheet, missing, keys, unused } = referenced;
  const order = orderOf(keys);
  const nameFor = newNames(referenced, order);
  const renamed = missing.flatMap((one): Cause[] => {
    const to = nameFor(one);
    const where = to === undefined ? undefined : unused.get(to);
    if (to === undefined || !where) return [];
    const assumed = assumedRow(
      sheet,
      keyOf(one),
      sheet.rows.find(({ number }) => number === where.row),
    );
    return [{ of: one.uses, problem: renamedHere(one, to, where, sheet), assumed: [assumed] }];
  });
  const others = missing.filter(({ uses }) => !renamed.some(({ of }) => of === uses));
  const slips = others.filter((one) => one.uses.length === 1 && nearest(keyOf(one), keys) !== undefined);
  const isMany = others.length >= fewest && (slips.length * 2 <= others.length || others.length >= 3 * fewest);
  const gap = isMany && keys.length * others.length < comparable ? gapOf(others, keys, order) : undefined;
  const isAtEnd = gap === keys.at(-1);
  if (isMany && (isAtEnd || !isOneRun(others))) return [...joined(renamed), manyMissing(others, sheet, gap, isAtEnd)];
  const repeated = others.filter(({ uses }) => uses.length > 1);
  return [
    ...joined(renamed),
    ...repeated.map((one) => ({
      of: one.uses,
      problem: oneMissing(one, referenced),
      assumed: [assumedRow(sheet, keyOf(one))],
    })),
  ];
}

/** Joins the causes of several renamed keys. */
function joined(renamed: Cause[]): Cause[] {
  if (renamed.length < 3) return renamed;
  const problem = oneOf(
    renamed.map((one) => one.problem),
    texts.renamedKeys,
    { count: renamed.length },
  );
  const of = renamed.flatMap((one) => one.of);
  const missing = renamed.flatMap((one) => one.problem.missing ?? []);
  const uses = oneOf(missing.flatMap((one) => one.uses ?? []));
  const file = problem.where.file;
  return [
    {
      of,
      problem: { ...problem, missing: { file, keys: missing.flatMap(({ keys }) => keys), uses } },
      assumed: renamed.flatMap(({ assumed = [] }) => assumed),
    },
  ];
}

export const keyOf = ({ value }: MissingKey): string => value[0] ?? '';

/** True if the broken references are adjacent cells of one column: something was filled or pasted over them. */
function isOneRun(missing: Missing[]): boolean {
  const uses = missing.flatMap((one) => one.uses);
  return runsOf(uses, ({ where }) => [where.row ?? 0, `${where.file} ${where.column}`]).length === 1;
}

/** An order of keys, and the share of keys that follow it. */
interface Order {
  compare(one: string, other: string): number;
  share: number;
}

/** Returns the order that most keys of a sheet follow. */
function orderOf(keys: string[]): Order {
  const orders = [compareNaturally, compareCodePoints].map((compare): Order => {
    const ascending = keys.filter((key, index) => index > 0 && compare(keys[index - 1] as string, key) < 0);
    return { compare, share: ascending.length / Math.max(1, keys.length - 1) };
  });
  return orders.reduce((best, one) => (one.share > best.share ? one : best));
}

/** Returns the key after which most missing keys belong. */
function gapOf(missing: Missing[], keys: string[], { compare }: Order): string | undefined {
  const isHere = (key: string, at: number): boolean =>
    compare(keys[at] as string, key) < 0 && (at === keys.length - 1 || compare(key, keys[at + 1] as string) < 0);
  const least = missing.length * 0.8;
  return keys.findLast((_, index) => missing.filter((one) => isHere(keyOf(one), index)).length >= least);
}

/** Unused keys up to which a similar key is likely the new name. More unused keys are normal in the sheet. */
const fewUnused = 3;

/**
 * Returns a function that finds the key to which a missing key was most likely renamed: a key that is not used. It is
 * similar, or the only one, or the only one out of order. In a sorted sheet, the missing key must fit in its place.
 */
function newNames(
  { missing, keys, unused }: Referenced,
  { compare, share }: Order,
): (one: Missing) => string | undefined {
  const at = new Map(keys.map((key, index) => [key, index]));
  const fits = (key: string, index: number): boolean =>
    (index === 0 || compare(keys[index - 1] as string, key) < 0) &&
    (index === keys.length - 1 || compare(key, keys[index + 1] as string) < 0);
  const isSorted = share >= 0.85;
  return (one) => {
    const key = keyOf(one);
    const free = [...unused.keys()].filter((other) => !isSorted || fits(key, at.get(other) ?? 0));
    const variants = [...unused.keys()].filter((other) => isVariant(key, other));
    const similar =
      nearest(key, variants) ??
      (unused.size > fewUnused ? undefined : (nearest(key, free) ?? free.find((other) => isPart(key, other))));
    if (similar !== undefined && (one.uses.length > 1 || similar === nearest(key, keys))) return similar;
    if (one.uses.length === 1) return undefined;
    const strange = isSorted ? free.filter((other) => !fits(other, at.get(other) ?? 0)) : [];
    if (strange.length === 1) return strange[0];
    return missing.length === 1 && unused.size === 1 ? free[0] : undefined;
  };
}

/** True for keys with more or fewer characters, or the same in another order. Codes that differ in one digit are neighbours. */
const isVariant = (one: string, other: string): boolean =>
  one.length !== other.length || [...one].sort().join('') === [...other].sort().join('');

/** True for keys of which one is the other without a part in the middle or at an end. */
function isPart(one: string, other: string): boolean {
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  return short.length >= 4 && long.endsWith(short.slice(sharedStart(short, long)));
}

/** Reports a renamed key where it was renamed. */
export function renamedKey(key: string, to: string, where: Place, uses: Problem[]): Problem {
  const values = { column: where.column, key, to, used: usedIn(uses) };
  const related = uses.slice(0, 1).map((use) => use.where);
  return { ...problemOf(texts.renamedKey, where, values), suggestion: key, related };
}

const renamedHere = (one: Missing, to: string, where: Place, sheet: Sheet): Problem => ({
  ...renamedKey(keyOf(one), to, where, one.uses),
  missing: { file: sheet.file, keys: [keyOf(one)], uses: unknownKey(one, sheet, to) },
});

/** Reports a key that no row has at the cells that use it. */
function unknownKey(one: Missing, sheet: Sheet, to: string | undefined, wording: Wording = texts.unknownKey): Problem {
  const [column, key] = [sheet.table.primaryKey[0], keyOf(one)];
  const values = { column, key, used: usedIn(one.uses), sheet: nameOf(sheet), offer: offer(to) || '.' };
  const uses = one.uses.map((use) => ({ ...use, ...(to !== undefined && { suggestion: to }) }));
  return oneOf(uses, wording, values);
}

/** Reports a missing row where it is used. If most rows of a sheet use it, rules cannot judge the rest. */
function oneMissing(one: Missing, { sheet, rowsIn, keys }: Referenced): Problem {
  const to = nearest(keyOf(one), keys);
  const isMost = [...groupBy(one.uses, ({ where }) => where.file)].some(
    ([file, uses]) => uses.length * 2 > rowsIn(file),
  );
  const partial = isMost ? ({ isPartial: true } as const) : {};
  const uses = { ...unknownKey(one, sheet, to), ...partial };
  return {
    ...unknownKey(one, sheet, to, texts.missingRow),
    ...partial,
    missing: { file: sheet.file, keys: [keyOf(one)], uses },
  };
}

/** Reports many missing rows of a sheet, at the row after which they are missing. */
function manyMissing(missing: Missing[], sheet: Sheet, gap: string | undefined, isAtEnd: boolean): Cause {
  const of = missing.flatMap(({ uses }) => uses);
  const keys = missing.map(keyOf).sort(compareNaturally);
  const index = sheet.header.columns.findIndex((column) => column?.name === sheet.table.primaryKey[0]);
  const row = gap === undefined ? undefined : sheet.rows.find(({ cells }) => cells[index] === gap)?.number;
  const where: Place = { file: sheet.file, ...(row !== undefined && { row }) };
  const after = row === undefined ? '' : ` after row ${row}`;
  const values = { count: keys.length, first: keys[0], last: keys.at(-1), used: usedIn(of), row, after };
  const problem = problemOf(isAtEnd ? texts.truncated : texts.missingRows, where, values);
  const related = of.slice(0, 1).map((use) => use.where);
  return { of, problem: { ...problem, related, missing: { file: sheet.file, keys, uses: oneOf(of) } } };
}

/** The name of a sheet for stewards: "sources.csv", `the sheet "sources"`. */
const nameOf = ({ file, table }: Sheet): string => (isWorkbook(file) ? sheetWords(file) : table.name);

/** "155 times in data/links.csv", "8 times in data/links.csv and data/series.csv". */
export function usedIn(uses: Problem[]): string {
  const files = [...new Set(uses.map(({ where }) => sheetWords(where.file)))];
  const names = files.length > 2 ? `${files.slice(0, -1).join(', ')} and ${files.at(-1)}` : files.join(' and ');
  return `${uses.length === 1 ? 'once' : `${grouped(uses.length)} times`} in ${names}`;
}
