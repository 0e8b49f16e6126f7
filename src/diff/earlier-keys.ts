import { placeInRow, type Row } from '../csvw/rows/rows.js';
import type { Place, Problem } from '../problem.js';
import { replaceBy } from '../sheets/causes/cause.js';
import { renamedKey } from '../sheets/causes/missing-rows.js';
import { isError } from '../sheets/findings.js';
import type { Sheet } from '../sheets/table-group.js';
import { offer } from '../text/nearest.js';
import { groupBy } from '../text/order.js';
import type { Aligned } from './align-rows.js';

/** An earlier version of the sheets knows whether a missing key was renamed, or its references are wrong. */

/** The sheets that changed since an earlier version. */
export interface EarlierKeys {
  older: Map<string, Sheet>; // by file
  aligned: Aligned[]; // the sheets without errors in their header
}

/**
 * Moves problems of missing keys to their cause: to the row whose key changed, or to the references if the sheet has
 * never had the key. Invalid keys get the older one as the correction.
 */
export function withEarlierKeys(problems: Problem[], { older, aligned }: EarlierKeys): Problem[] {
  const sheetOf = new Map(aligned.map((one) => [one.sheet.file, one]));
  const named = new Set(problems.flatMap(({ missing }) => missing?.file ?? []));
  const olderKeys = new Map([...named].map((file) => [file, keysIn(older.get(file))]));
  const known = problems.map((problem) => {
    const { file, keys, uses } = problem.missing ?? { file: '', keys: [] };
    if (uses && !keys.some((key) => olderKeys.get(file)?.has(key))) return uses;
    const key =
      !problem.also && problem.suggestion === undefined && isError(problem)
        ? olderKey(sheetOf.get(problem.where.file), problem)
        : undefined;
    if (key === undefined) return problem;
    const [words = ''] = problem.message.split('. Did you mean "', 1); // the older key is better than a similar one
    return { ...problem, message: words + offer(key), suggestion: key };
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
  return known.every((one, i) => one === problems[i]) && causes.length === 0 ? problems : replaceBy(known, causes);
}

/** The keys of a sheet. */
function keysIn(sheet: Sheet | undefined): Set<string> {
  const index = sheet?.header.columns.findIndex((column) => column?.name === sheet.table.primaryKey[0]) ?? -1;
  return new Set(sheet?.rows.slice(1).map(({ cells }) => cells[index] ?? ''));
}

/** Returns the older key of a cell with an invalid one. */
function olderKey(aligned: Aligned | undefined, { where: { row, column } }: Problem): string | undefined {
  const index = aligned?.columns.findIndex((one) => one.isKey && one.column.name === column) ?? -1;
  const pair = index < 0 ? undefined : aligned?.pairs.find(({ to }) => aligned.rows[to]?.number === row);
  const [before, after] = [pair?.before[index], pair?.after[index]];
  return before === '' || before === after ? undefined : before;
}

/** Returns the cell in which a key became another one. */
function newPlace(aligned: Aligned | undefined, key: string | undefined): Place | undefined {
  const index = aligned?.columns.findIndex(({ isKey }) => isKey) ?? -1;
  const pair = aligned?.pairs.find(
    ({ before, after }) => before[index] === key && !['', key].includes(after[index] ?? ''),
  );
  const column = aligned?.columns[index];
  if (!aligned || !pair || !column) return undefined;
  const place = placeInRow(aligned.sheet.file, aligned.rows[pair.to] as Row, column.cell, column.column.name);
  return { ...place, value: pair.after[index] as string };
}
