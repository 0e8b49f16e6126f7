import type { Table } from '../../csvw/metadata/table.js';
import type { Keys } from '../../csvw/rows/keys.js';
import { type Problem, problemOf } from '../../problem.js';
import { numberIn } from '../../text/nearest.js';
import { groupBy } from '../../text/order.js';
import type { Fits } from '../explain-cell.js';
import texts from '../messages.json' with { type: 'json' };
import { columnAt, referenceOf, type Sheet } from '../table-group.js';
import { type AssumedRow, type Cause, replaceBy } from './cause.js';
import { similarCells, similarRows, swappedColumns, wrongColumns } from './columns.js';
import { lostKeys, lostRows } from './lost-keys.js';
import { keyOf, type Missing, missingRows } from './missing-rows.js';
import { repeatedRows, shiftedRows, splitCells, wrongRows } from './rows.js';

/** The sheets, their keys, and tests of their values. */
export interface Evidence {
  sheets: Sheet[];
  sheetOf: Map<string, Sheet>; // by file
  known: Map<Table, Set<string>>; // the keys of each table
  keys: Keys;
  fitsOf(table: Table): Fits;
}

/**
 * Replaces problems by their causes. `problems` come from files, rows and cells, `missing` from broken references.
 * Causes in whole columns come first, because other sheets cannot be compared with such a sheet.
 */
export function findCauses(
  problems: Problem[],
  missing: Missing[],
  evidence: Evidence,
): { problems: Problem[]; assumed: AssumedRow[] } {
  const { sheets, sheetOf, fitsOf } = evidence;
  const assumed: AssumedRow[] = [];
  let open = [...problems, ...missing.flatMap(({ uses }) => uses)];
  const apply = (causes: Cause[]): void => {
    open = replaceBy(open, causes);
    for (const cause of causes) assumed.push(...(cause.assumed ?? []));
  };
  const applyToSheets = (find: (sheet: Sheet) => Cause[]): void => {
    const files = new Set(open.map(({ where }) => where.file));
    for (const sheet of sheets) if (files.has(sheet.file)) apply(find(sheet));
  };
  applyToSheets((sheet) => cutRow(sheet, open, evidence));
  applyToSheets((sheet) => swappedColumns(sheet, open, fitsOf(sheet.table)));
  applyToSheets((sheet) => splitCells(sheet, open, fitsOf(sheet.table)));
  applyToSheets((sheet) => shiftedRows(sheet, open, fitsOf(sheet.table)));
  applyToSheets((sheet) => repeatedRows(sheet, open));
  const possible = new Set(missing.flatMap((one) => (isPossible(one, fitsOf) ? one.uses : [])));
  apply(
    wrongColumns(
      open.filter((one) => !possible.has(one)),
      sheetOf,
    ),
  );
  open = withoutReferences(open, missing, sheets);
  for (const [table, own] of groupBy(missing, ({ key }) => key.table)) {
    const sheet = sheets.find((one) => one.table === table);
    if (sheet) applyReferences(sheet, own);
  }
  apply(similarCells(open));
  applyToSheets((sheet) => wrongRows(sheet, open));
  apply(similarRows(open));
  return { problems: open, assumed };

  function rowsIn(file: string): number {
    return (sheetOf.get(file)?.rows.length ?? 1) - 1;
  }

  function applyReferences(sheet: Sheet, own: Missing[]): void {
    const left = new Set(open);
    const missing = own.flatMap((one) => {
      const uses = one.uses.filter((use) => left.has(use));
      return uses.length > 0 && one.value.length === 1 ? [{ ...one, uses }] : [];
    });
    const lost = lostKeys(sheet, missing, problems);
    apply(lostRows(sheet, lost, open));
    const dropped = new Set(lost.flatMap(({ uses }) => uses));
    open = open.filter((problem) => !dropped.has(problem));
    const others = missing.filter((one) => !lost.includes(one) && isPossible(one, fitsOf));
    const keys = [...(evidence.known.get(sheet.table) ?? [])];
    if (others.length > 0 && !areReformatted(others, keys))
      apply(missingRows({ sheet, missing: others, keys, unused: evidence.keys.unused(sheet.table), rowsIn }));
  }
}

/** True if a missing key has the form of a key, so that its row can be missing. */
function isPossible(one: Missing, fitsOf: Evidence['fitsOf']): boolean {
  const { table, referenced } = one.key;
  const column = columnAt(table, referenced[0]);
  return one.value.length === 1 && column !== undefined && fitsOf(table)(column, keyOf(one));
}

/** Fewest keys that are a sign of a column with decimals. A single 8.10 is more likely a code of a deleted row. */
const fewest = 4;

/** True if a program wrote decimals: each missing key is the number of a known key, such as 10.70 of 10.7. */
function areReformatted(missing: Missing[], keys: string[]): boolean {
  const numbers = new Set(missing.length < fewest ? [] : keys.map(numberIn).filter(Number.isFinite));
  return missing.every((one) => numbers.has(numberIn(keyOf(one))));
}

/** Drops references to sheets that could not be read completely. */
function withoutReferences(problems: Problem[], missing: Missing[], sheets: Sheet[]): Problem[] {
  const partial = new Set(problems.filter(({ isPartial }) => isPartial).map(({ where }) => where.file));
  const unknown = new Set(sheets.flatMap(({ table, file, isLost }) => (isLost || partial.has(file) ? [table] : [])));
  const dropped = new Set(missing.flatMap(({ key, uses }) => (unknown.has(key.table) ? uses : [])));
  return problems.filter((problem) => !dropped.has(problem));
}

/** In a file without a line end, a last row that lacks cells, or a part of its last code, is a sign of a truncated file. */
function cutRow({ file, rows, header, table, isOpen }: Sheet, problems: Problem[], { known }: Evidence): Cause[] {
  const last = rows.at(-1)?.number;
  const name = header.titles.at(-1);
  const isCut = ({ code, where }: Problem): boolean => {
    if (where.file !== file || where.row !== last) return false;
    if (code === 'missing-cell') return true;
    if (where.column !== name) return false;
    const column = columnAt(table, name);
    const key = column && referenceOf(table, column);
    const begins = (other: string): boolean => other.startsWith(where.value ?? '');
    return code === 'required' || (code === 'foreign-key' && [...(known.get(key?.table ?? table) ?? [])].some(begins));
  };
  const of = isOpen && rows.length > 2 ? problems.filter(isCut) : [];
  const [first] = of;
  return first ? [{ of, problem: problemOf(texts.cutRow, first.where, { row: last }) }] : [];
}
