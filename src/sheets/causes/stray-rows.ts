import { compileDatatype } from '../../csvw/datatypes/datatype.js';
import type { Column } from '../../csvw/metadata/column.js';
import type { Table } from '../../csvw/metadata/table.js';
import { placeInRow, type Row } from '../../csvw/rows/rows.js';
import { clip, type Problem, problemOf } from '../../problem.js';
import texts from '../messages.json' with { type: 'json' };
import { columnAt } from '../table-group.js';

/**
 * Removes and reports rows that are not data: a repeated header, a total, a note, a heading, a line of dashes. Blank rows
 * are emptied, and reported later. Only rows without a required cell, which would be wrong anyway, can be notes or totals.
 */
export function withoutStrayRows(rows: Row[], table: Table, file: string, problems: Problem[]): Row[] {
  const [header, ...body] = rows;
  if (!header || body.length < 2) return rows;
  const kindOf = createKinds(header, table);
  const kept = body.filter((row, i) => {
    const kind = kindOf(row, i === body.length - 1);
    if (kind === 'blank') row.cells = row.cells.map(() => '');
    if (kind === undefined || kind === 'blank') return true;
    const index = row.cells.findIndex((cell) => cell.trim() !== '');
    const where = placeInRow(file, row, index);
    problems.push(problemOf(texts[kind], where, { row: row.number, text: clip(where.value.trim()) }));
    return false;
  });
  return kept.length === body.length ? rows : [header, ...kept];
}

const totals = new RegExp(`^(?:${texts.totals.join('|')})(?![\\p{L}\\p{N}-])`, 'iu');
const isNumber = (text: string): boolean => /^[-+]?[\d\s.,'’]*\d\s*%?$/.test(text);

/** Returns the kind of a row that is not data. */
function createKinds(header: Row, table: Table) {
  const columns = header.cells.map((title) => columnAt(table, title));
  const required = columns.flatMap((column, index) => (column && isRequired(column, table) ? [index] : []));
  const tests = columns.map((column) => column && createTest(column, table));
  return ({ cells }: Row, isLast: boolean): 'blank' | 'repeatedHeader' | 'totalRow' | 'strayText' | undefined => {
    const isMissing = (index: number): boolean => (cells[index] ?? '').trim() === '';
    if (cells[0] !== header.cells[0] && cells[1] !== header.cells[1] && !required.some(isMissing))
      return cells.every((cell) => cell === '' || isLine(cell)) ? 'strayText' : undefined;
    const filled = cells.flatMap((cell, index) => (cell.trim() === '' ? [] : [{ text: cell.trim(), index }]));
    const [first, ...others] = filled;
    if (!first) return 'blank';
    const same = filled.filter(({ text, index }) => text === header.cells[index]).length;
    if (same >= 2 && same * 3 >= 2 * header.cells.filter((title) => title !== '').length) return 'repeatedHeader';
    if (!required.some(isMissing) || tests[first.index]?.(first.text) === true) return undefined;
    if (totals.test(first.text) && others.every(({ text }) => isNumber(text))) return 'totalRow';
    if (filled.every(({ text }) => isLine(text))) return 'strayText';
    const isCut = isLast && cells.length < header.cells.length && !/\s/.test(first.text); // the file may be truncated
    return others.length === 0 && required.length > 1 && !isCut ? 'strayText' : undefined;
  };
}

/** True for "---" and "****". */
const isLine = (text: string): boolean => /^[-–—=_*.·•~ ]{2,}$/.test(text);

const isRequired = ({ name, required }: Column, { primaryKey }: Table): boolean =>
  required || primaryKey.includes(name);

/** Returns a test of the codes in a key column or a reference. Undefined for other columns. */
function createTest(column: Column, table: Table): ((text: string) => boolean) | undefined {
  const key = table.foreignKeys.find(({ columns }) => columns.length === 1 && columns[0] === column.name);
  const coded = key ? columnAt(key.table, key.referenced[0]) : table.primaryKey.includes(column.name) && column;
  if (!coded) return undefined;
  const { read } = compileDatatype(coded.datatype);
  return (text) => 'lexical' in read(text);
}
