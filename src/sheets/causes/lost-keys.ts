import { duplicateKey } from '../../csvw/rows/keys.js';
import { type Problem, problemOf } from '../../problem.js';
import { compareNaturally } from '../../text/order.js';
import { isError } from '../findings.js';
import texts from '../messages.json' with { type: 'json' };
import type { Sheet } from '../table-group.js';
import { assumedRow, type Cause, sentence } from './cause.js';
import { keyOf, type Missing, usedIn } from './missing-rows.js';

/** Missing keys that are lost in a row with a broken key: it is empty, invalid, or a duplicate of another. */

/** Errors that leave the key readable. */
const legible = new Set(['duplicate-id', 'foreign-key']);

/**
 * Returns the missing keys of a sheet that are most likely lost: a key with a suggested correction, or any key if the sheet
 * has at least as many empty, broken or duplicate keys as are missing. A duplicate counts for keys that are used repeatedly.
 */
export function lostKeys(sheet: Sheet, missing: Missing[], problems: Problem[]): Missing[] {
  const errors = keyErrors(sheet, problems);
  const meant = new Set(errors.flatMap(possibleKeys));
  const broken = errors.filter((one) => possibleKeys(one).length === 0 && !legible.has(one.code));
  const cells = new Set(broken.map(({ where }) => where.cell));
  const more = broken.reduce((sum, { count = 0 }) => sum + count, 0); // unlisted problems
  const others = missing.filter((one) => !meant.has(keyOf(one)));
  const twins = others.every(({ places }) => places.length > 1) ? errors.filter(isTwin).length : 0;
  const isCovered = others.length <= cells.size + more + twins;
  return missing.filter((one) => isCovered || meant.has(keyOf(one)));
}

/** Returns the causes of references to lost keys. They are consequences of the broken key. */
export function lostRows(sheet: Sheet, lost: Missing[], problems: Problem[]): Cause[] {
  const errors = keyErrors(sheet, problems);
  return lost.flatMap((one): Cause[] => {
    const key = keyOf(one);
    const meant = errors.filter((error) => possibleKeys(error).includes(key));
    const [cause] = meant.length > 0 ? meant : errors;
    if (!cause) return [];
    const isOnly = meant.length === 1 || (lost.length === 1 && errors.length === 1);
    const problem = isOnly && isTwin(cause) ? twinOfLost(sheet, cause, one) : cause;
    const known = isOnly ? sheet.rows.find(({ number }) => number === problem.where.row) : undefined;
    return [{ of: [cause, ...one.uses], problem, assumed: [assumedRow(sheet, key, known)] }];
  });
}

const isTwin = ({ code, suggestion, related }: Problem): boolean =>
  code === 'duplicate-id' && suggestion === undefined && related !== undefined;

/** Returns the errors in the key column of a sheet. */
const keyErrors = ({ file, table }: Sheet, problems: Problem[]): Problem[] =>
  problems.filter((one) => {
    const { column = '' } = one.where;
    return one.where.file === file && isError(one) && !one.isPartial && table.primaryKey.includes(column);
  });

/** Keys that a broken key may have been. A number may have lost its final zero. */
const possibleKeys = ({ code, suggestion, where: { value = '' } }: Problem): string[] =>
  code === 'numeric-code' ? [value, `${value}0`] : suggestion === undefined ? [] : [suggestion];

/** Reports a duplicate key with the key that is missing, in the row of the two where the missing key fits. */
function twinOfLost(sheet: Sheet, problem: Problem, lost: Missing): Problem {
  const { where, related: [earlier] = [] } = problem;
  const [column = ''] = sheet.table.primaryKey;
  const index = sheet.header.columns.findIndex((one) => one?.name === column);
  const key = keyOf(lost);
  const fits = (row: number | undefined): boolean => {
    const at = sheet.rows.findIndex(({ number }) => number === row);
    const [before, after] = [sheet.rows[at - 1], sheet.rows[at + 1]].map((one) => one?.cells[index]);
    const isFirst = at === 1 || (before !== undefined && compareNaturally(before, key) < 0);
    return isFirst && (after === undefined || compareNaturally(key, after) < 0);
  };
  const isEarlier = earlier !== undefined && fits(earlier.row) && !fits(where.row);
  const found = isEarlier ? duplicateKey([column], [where.value ?? ''], earlier, where) : problem;
  const { message } = problemOf(texts.keyElsewhere, where, {
    message: sentence(found.message),
    key,
    used: usedIn(lost.uses),
  });
  return { ...found, message, fix: problem.fix ?? '', suggestion: key };
}
