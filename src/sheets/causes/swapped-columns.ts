import type { Column } from '../../csvw/metadata/column.js';
import { placeInRow, type Row } from '../../csvw/rows/rows.js';
import { type Problem, problemOf } from '../../problem.js';
import { groupBy } from '../../text/order.js';
import type { Fits } from '../explain-cell.js';
import texts from '../messages.json' with { type: 'json' };
import type { Sheet } from '../table-group.js';
import { type Cause, cellCount } from './cause.js';
import { duplicatesIn } from './columns.js';

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
