import { placeInRow, type Row } from '../csvw/rows/rows.js';
import type { Place, Problem } from '../problem.js';
import { replaceBy } from '../sheets/causes/cause.js';
import { renamedKey } from '../sheets/causes/missing-rows.js';
import type { Sheet } from '../sheets/table-group.js';
import { groupBy } from '../text/order.js';
import type { Aligned } from './align-rows.js';

/** An earlier version of the sheets knows whether a missing key was renamed, or its references are wrong. */

/** The sheets that changed since an earlier version. */
export interface EarlierKeys {
  older: Map<string, Sheet>; // by file
  aligned: Aligned[]; // those that can be compared
}

/**
 * Moves problems of missing keys to their cause: to the row whose key changed, or to the references if the sheet has
 * never had the key.
 */
export function withEarlierKeys(problems: Problem[], { older, aligned }: EarlierKeys): Problem[] {
  if (!problems.some(({ missing }) => missing)) return problems;
  const sheetOf = new Map(aligned.map((one) => [one.sheet.file, one]));
  const known = problems.map((problem) => {
    const { file, keys, uses } = problem.missing ?? { file: '', keys: [] };
    const had = (key: string): boolean => older.get(file)?.rows.some(({ cells }) => cells.includes(key)) === true;
    return uses && !keys.some(had) ? uses : problem;
  });
  const placeOf = ({ missing, where }: Problem): string | undefined => {
    const place = missing?.keys.length === 1 ? newPlace(sheetOf.get(missing.file), missing.keys[0]) : undefined;
    return place && !(place.cell === where.cell && place.file === where.file)
      ? JSON.stringify([place, missing?.keys[0]])
      : undefined;
  };
  const causes = [...groupBy(known, placeOf)].flatMap(([found, of]) => {
    if (found === undefined) return [];
    const [where, key] = JSON.parse(found) as [Place, string];
    return [{ of, problem: renamedKey(key, where.value as string, where, of) }];
  });
  return replaceBy(known, causes);
}

/** Returns the cell in which a key became another one. */
function newPlace(aligned: Aligned | undefined, key: string | undefined): Place | undefined {
  const index = aligned?.columns.findIndex(({ isKey }) => isKey) ?? -1;
  const pair = aligned?.pairs.find(({ before, after }) => before[index] === key && after[index] !== key);
  const column = aligned?.columns[index];
  if (!aligned || !pair || !column) return undefined;
  const place = placeInRow(aligned.sheet.file, aligned.rows[pair.to] as Row, column.cell, column.column.name);
  return { ...place, value: pair.after[index] as string };
}
