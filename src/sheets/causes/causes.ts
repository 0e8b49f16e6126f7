import type { Table } from '../../csvw/metadata/table.js';
import type { Keys } from '../../csvw/rows/keys.js';
import { type Problem, problemOf } from '../../problem.js';
import { createLostKeys } from '../consequences.js';
import type { Fits } from '../explain-cell.js';
import texts from '../messages.json' with { type: 'json' };
import type { Sheet } from '../table-group.js';
import { type Cause, replaceBy } from './cause.js';
import { similarCells, wrongColumns } from './columns.js';
import { type Missing, missingRows } from './missing-rows.js';
import { repeatedRows } from './repeated-rows.js';
import { shiftedRows, wrongRows } from './rows.js';
import { swappedColumns } from './swapped-columns.js';

/** What the search for causes knows of the sheets. */
export interface Evidence {
  sheets: Sheet[];
  sheetOf: Map<string, Sheet>; // by file
  known: Map<Table, Set<string>>; // the keys of each table
  keys: Keys;
  fitsOf(table: Table): Fits;
}

/**
 * Replaces problems by their causes. `problems` are those of files, rows and cells; `missing` are the broken references.
 * Causes of whole sheets come first, because other sheets cannot be compared with such a sheet.
 */
export function findCauses(problems: Problem[], missing: Missing[], evidence: Evidence): Problem[] {
  const { sheets, sheetOf, fitsOf } = evidence;
  const affected = (list: Problem[]): Sheet[] => {
    const files = new Set(list.map(({ where }) => where.file));
    return sheets.filter(({ file }) => files.has(file));
  };
  let open = [...problems.map((problem) => cutRow(problem, sheetOf)), ...missing.flatMap(({ uses }) => uses)];
  const apply = (find: (sheet: Sheet) => Cause[]): void => {
    for (const sheet of affected(open)) open = replaceBy(open, find(sheet));
  };
  if (open.length === 0) return open;
  apply((sheet) => swappedColumns(sheet, open, fitsOf(sheet.table)));
  apply((sheet) => shiftedRows(sheet, open, fitsOf(sheet.table)));
  apply((sheet) => repeatedRows(sheet, open));
  open = replaceBy(
    open,
    wrongColumns(
      open.filter((one) => !isPossible(one, missing, evidence)),
      sheetOf,
    ),
  );
  open = withReferences(open, missing, evidence);
  open = replaceBy(open, similarCells(open));
  apply((sheet) => wrongRows(sheet, open));
  return open;
}

/** True if a broken reference has the form of a key, so that its row can be missing. */
function isPossible(problem: Problem, missing: Missing[], { fitsOf }: Evidence): boolean {
  const found = usesOf(missing).get(problem);
  return found !== undefined && isKey(found, fitsOf);
}

const cache = new WeakMap<Missing[], Map<Problem, Missing>>();

function usesOf(missing: Missing[]): Map<Problem, Missing> {
  const known = cache.get(missing) ?? new Map(missing.flatMap((one) => one.uses.map((use) => [use, one] as const)));
  cache.set(missing, known);
  return known;
}

function isKey({ key, value }: Missing, fitsOf: Evidence['fitsOf'], text = value[0] ?? ''): boolean {
  const column = key.table.columns.find(({ name }) => name === key.referenced[0]);
  return value.length === 1 && column !== undefined && fitsOf(key.table)(column, text);
}

/** Drops references to sheets that are not whole and to lost keys, and reports missing rows. */
function withReferences(problems: Problem[], missing: Missing[], evidence: Evidence): Problem[] {
  const { sheets, sheetOf, known, keys, fitsOf } = evidence;
  const uses = usesOf(missing);
  const partial = new Set(problems.filter(({ isPartial }) => isPartial).map(({ where }) => where.file));
  const whole = new Map(
    sheets.flatMap((sheet) => (sheet.isLost || partial.has(sheet.file) ? [] : [[sheet.table, sheet] as const])),
  );
  const open = new Set(problems);
  const isLost = createLostKeys(
    problems.filter((one) => !uses.has(one)),
    missing,
    sheetOf,
  );
  const isDropped = (one: Missing): boolean => !whole.has(one.key.table) || isLost(one);
  const left = missing
    .filter((one) => !isDropped(one))
    .map((one) => ({ ...one, uses: one.uses.filter((use) => open.has(use)) }))
    .filter((one) => one.uses.length > 0);
  const causes = [...new Set(left.map(({ key }) => key.table))].flatMap((table) =>
    missingRows({
      sheet: whole.get(table) as Sheet,
      missing: left.filter(({ key }) => key.table === table),
      known: [...(known.get(table) ?? [])],
      unused: keys.unused(table),
      isKey: (text) => isKey({ ...(left.find(({ key }) => key.table === table) as Missing), value: [text] }, fitsOf),
    }),
  );
  const kept = problems.filter((problem) => {
    const one = uses.get(problem);
    return !one || !isDropped(one);
  });
  return replaceBy(kept, causes);
}

/** A last row that is too short, in a file without a line end, is a sign of a truncated file. */
function cutRow(problem: Problem, sheetOf: Map<string, Sheet>): Problem {
  const sheet = sheetOf.get(problem.where.file);
  const last = sheet?.rows.at(-1)?.number;
  if (problem.code !== 'missing-cell' || !sheet?.isOpen || problem.where.row !== last) return problem;
  return { ...problem, ...problemOf(texts.cutRow, problem.where, { row: last }) };
}
