import type { Column } from '../../csvw/metadata/column.js';
import { placeInRow, type Row } from '../../csvw/rows/rows.js';
import { columnNumber, grouped, type Problem, placesOf, problemOf } from '../../problem.js';
import { groupBy } from '../../text/order.js';
import type { Fits } from '../explain-cell.js';
import texts from '../messages.json' with { type: 'json' };
import type { Sheet } from '../table-group.js';
import { type Cause, cellCount, oneOf } from './cause.js';

/** Problems of most cells of a column, or of a run of cells in it, have one cause. */

/** Problems that a program causes in many cells of a column. */
const systematic = new Set(texts.systematic);

/**
 * Fewest cells with one cause: of one kind that programs cause, with one value, in adjacent rows, of whole rows, anywhere, of
 * several kinds.
 */
const fewest = { systematic: 3, same: 3, run: 4, rows: 4, similar: 6, mixed: 20 };

const columnOf = ({ where: { file, column } }: Problem): string | undefined => column && `${file}\n${column}`;

/** Returns the columns in which most cells are wrong. The sheet cannot be compared with others before they are corrected. */
export function wrongColumns(problems: Problem[], sheetOf: Map<string, Sheet>): Cause[] {
  const errors = problems.filter(({ severity, code }) => severity === 'error' && !texts.ofRows.includes(code));
  return [...groupBy(errors, (problem) => columnOf(problem) ?? '')].flatMap(([column, own]) => {
    const [first] = own;
    const sheet = sheetOf.get(first?.where.file ?? '');
    const index = (first && columnNumber(first.where)) || 0;
    if (column === '' || !first || !sheet || index === 0) return [];
    const filled = sheet.rows.slice(1).filter(({ cells }) => (cells[index - 1] ?? '') !== '').length;
    const isEmpty = own.every(({ code }) => code === 'required');
    const total = isEmpty ? sheet.rows.length - 1 : filled;
    const count = cellCount(own);
    if (count < fewest.rows || count * 2 <= total) return [];
    const kinds = [...groupBy(own, kindOf).values()].sort((a, b) => b.length - a.length);
    const [most = []] = kinds;
    if (most.length * 2 <= own.length && own.length < fewest.mixed) return [];
    const all = [...most, ...kinds.slice(1).flat()];
    const isKey = sheet.table.primaryKey.includes(sheet.header.columns[index - 1]?.name ?? '');
    const twins = isKey ? duplicatesIn(sheet, problems) : [];
    return [{ of: [...own, ...twins], problem: oneOf(all, wordingOf(all), { cells: grouped(count) }) }];
  });
}

/** The kind of a problem: its code and message without the value. */
export const kindOf = ({ code, message }: Problem): string =>
  `${code} ${message
    .replace(/\. Did you mean .*/s, '')
    .replace(/"[^"]*"/, '')
    .replace(/\d+/g, '')}`;

/** The words for most cells of a column. A remedy with a correct value is kept if it applies to all cells. */
function wordingOf(problems: Problem[]) {
  const { code = '', fix, suggestion } = problems[0] ?? {};
  const isKept = suggestion !== undefined && problems.every((one) => one.fix === fix);
  const common = (texts.columnFixes as Record<string, string>)[code];
  return { ...texts.mostCells, code, ...(!isKept && common !== undefined && { fix: common }) };
}

/** The duplicate keys of a sheet. They follow from a key column that is wrong. */
const duplicatesIn = ({ file }: Sheet, problems: Problem[]): Problem[] =>
  problems.filter(({ code, where }) => code === 'duplicate-id' && where.file === file);

/** Returns the problems of one kind in a column that most likely have one cause. */
export function similarCells(problems: Problem[]): Cause[] {
  const kinds = groupBy(
    problems,
    (one) => `${columnOf(one)}\n${one.severity}\n${systematic.has(one.code) ? one.code : kindOf(one)}`,
  );
  return [...kinds.values()].flatMap((own) => {
    const [first] = own;
    if (!first || columnOf(first) === undefined || texts.ofRows.includes(first.code)) return [];
    if (systematic.has(first.code)) return own.length >= fewest.systematic ? [causeOf(own)] : [];
    if (own.length >= fewest.similar)
      return [{ of: own, problem: oneOf(own, manyOf(first, texts.manyCells), valuesOf(own)) }];
    const same = [...groupBy(own, ({ where }) => where.value ?? '')].flatMap(([value, alike]) =>
      value !== '' && alike.length >= fewest.same ? [alike] : [],
    );
    const others = own.filter((problem) => !same.some((alike) => alike.includes(problem)));
    return [
      ...same,
      ...runsOf(others, ({ where }) => [where.row ?? 0, '']).filter((run) => run.length >= fewest.run),
    ].map(causeOf);
  });
}

/** True for a problem of a whole row. */
export const isOfRow = ({ code }: Problem): boolean => texts.ofRows.includes(code) || code === texts.wrongRow.code;

/**
 * Returns the problems of one code in a sheet that most likely have one cause: of many rows, or of many cells in several
 * columns.
 */
export function similarRows(problems: Problem[]): Cause[] {
  const located = problems.filter(
    ({ severity, where, count }) => severity !== 'notice' && (where.row ?? count) !== undefined,
  );
  const codes = groupBy(located, ({ code, severity, where }) => `${where.file}\n${severity}\n${code}`);
  return [...codes.values()].flatMap((own) => {
    const listed = own.filter(({ count }) => count === undefined);
    const [first] = listed;
    if (!first) return [];
    const isMany = isOfRow(first) ? own.length >= fewest.rows : own.filter(({ also }) => also).length >= fewest.same;
    const isOneColumn = listed.every(({ where }) => where.column === first.where.column);
    const wording = isOfRow(first) ? texts.manyRows : isOneColumn ? texts.manyCells : texts.manyColumns;
    return isMany ? [{ of: own, problem: oneOf(own, manyOf(first, wording), valuesOf(own)) }] : [];
  });
}

/** The words for many cells or rows with the same problem. */
const manyOf = ({ code, severity }: Problem, { message }: { message: string }) => ({ code, severity, message });

const valuesOf = (problems: Problem[]): Record<string, string> => ({
  cells: grouped(cellCount(problems)),
  columns: [...new Set(problems.flatMap(placesOf).flatMap(({ column }) => column ?? []))].join(', '),
});

const causeOf = (of: Problem[]): Cause => ({ of, problem: oneOf(of) });

/** Splits items into runs of adjacent rows of one kind. */
export function runsOf<T>(items: T[], rowAndKind: (item: T) => [row: number, kind: string]): T[][] {
  const kinds = groupBy(items, (item) => rowAndKind(item)[1]);
  return [...kinds.values()].flatMap((own) => {
    const runs: T[][] = [];
    let before = Number.NaN;
    for (const item of own.sort((a, b) => rowAndKind(a)[0] - rowAndKind(b)[0])) {
      const [row] = rowAndKind(item);
      if (row === before + 1) runs.at(-1)?.push(item);
      else runs.push([item]);
      before = row;
    }
    return runs;
  });
}

/** Rows that are compared. */
const sample = 100;

/** Returns the two columns of a sheet that fit only if they are exchanged, with the problems of both. */
export function swappedColumns(sheet: Sheet, problems: Problem[], fits: Fits): Cause[] {
  const errors = problems.filter(({ severity, where }) => severity === 'error' && where.file === sheet.file);
  const rows = sheet.rows.slice(1);
  const wrong = [...groupBy(errors, ({ where }) => where.column ?? '')].flatMap(([name, own]) =>
    cellCount(own) * 2 > rows.length && rows.length >= 3 ? [name] : [],
  );
  const columns = sheet.header.columns.flatMap((column, index) => (column ? [{ column, index }] : []));
  const shown = rows.slice(0, sample);
  const isFit = (column: Column, index: number): boolean => {
    const filled = shown.flatMap(({ cells }) => cells[index] || []);
    return filled.length > 0 && filled.filter((text) => fits(column, text)).length >= filled.length * 0.9;
  };
  for (const one of columns.filter(({ column }) => wrong.includes(column.name)))
    for (const other of columns) {
      if (one === other || areCodes(sheet, [one.column.name, other.column.name])) continue;
      if (!isFit(one.column, other.index) || !isFit(other.column, one.index)) continue;
      if (isFit(one.column, one.index)) continue;
      const names = [one.column.name, other.column.name];
      const of = problems.filter(({ where }) => where.file === sheet.file && names.includes(where.column ?? ''));
      const order = problems.filter(({ code, where }) => code === 'column-order' && where.file === sheet.file);
      return [{ of: [...of, ...order, ...duplicatesIn(sheet, problems)], problem: swapped(sheet, one, other) }];
    }
  return [];
}

/**
 * One of two columns contains codes of the sheet itself: "broader", "replaced_by". Its cells have the form of the key, also if a
 * program changed the key.
 */
const areCodes = ({ table }: Sheet, pair: readonly string[]): boolean =>
  table.foreignKeys.some(
    (key) => key.table.name === table.name && [...key.columns, ...key.referenced].every((name) => pair.includes(name)),
  );

interface HeaderCell {
  column: Column;
  index: number;
}

function swapped({ file, rows }: Sheet, one: HeaderCell, other: HeaderCell): Problem {
  const [first, second] = [one, other]
    .sort((a, b) => a.index - b.index)
    .map(({ index, column }) => placeInRow(file, rows[0] as Row, index, column.name));
  if (!first || !second) throw new Error('Two columns are needed');
  const values = { one: first.value, other: second.value, cell: first.cell, otherCell: second.cell };
  return { ...problemOf(texts.swappedColumns, first, values), also: [second] };
}
