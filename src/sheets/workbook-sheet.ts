import { compileDatatype } from '../csvw/datatypes/datatype.js';
import type { Column } from '../csvw/metadata/column.js';
import type { Table } from '../csvw/metadata/table.js';
import { blankRows, type Row } from '../csvw/rows/rows.js';
import { cellAddress, collectProblems, columnNumber, type Place, type Problem } from '../problem.js';
import type { WorkbookRow, WorkbookSheet } from '../workbook/workbook.js';
import { allowed, type ColumnKind, kindOf, namesOf } from './columns.js';
import type { Found } from './csv-sheet.js';
import { knownName } from './header.js';
import { createRepairs } from './repairs.js';
import { cellText } from './workbook-cell.js';

interface Reader {
  column: Column;
  kind: ColumnKind;
  fits(text: string): boolean;
}

/** A sheet of a workbook → the rows of its table, its cells as the text that a CSV file would hold. */
export function workbookSheet(sheet: WorkbookSheet, file: string, table: Table): Found {
  const rows = sheet.rows.filter(({ cells }) => cells.some((cell) => cell !== undefined));
  const [header, ...body] = rows;
  const titles = header ? textsOf(header, header.cells.length) : [];
  const problems = sheet.problems.map((problem) => atColumn(problem, file, titles, table));
  if (!header) return { rows: [], problems, isLost: false };
  problems.push(...gaps(rows, file));
  const readers = titles.map((title) => readerFor(title, table));
  const repairs = createRepairs();
  const faults = collectProblems();
  const read = (row: WorkbookRow): Row => {
    const cells = textsOf(row, titles.length);
    for (const [index, cell] of row.cells.entries()) {
      const reader = readers[index];
      if (!cell || !reader) continue;
      const { text, fault } = cellText(cell, reader.kind, reader.fits);
      cells[index] = text;
      const where = {
        file,
        row: row.number,
        column: reader.column.name,
        cell: cellAddress(row.number, index + 1),
        value: text,
      };
      if (fault?.severity === 'notice') repairs.add(fault.code, fault.message, where, fault.fix);
      else if (fault) faults.tell({ ...fault, where });
    }
    return { number: row.number, cells };
  };
  const texts = body.map(read);
  return {
    rows: [{ number: header.number, cells: titles }, ...texts],
    problems: [...problems, ...faults.end(), ...repairs.problems()],
    isLost: false,
  };
}

/** The cells of a row as they stand, at least as many as the header has; a header's own end with its last title. */
function textsOf({ cells }: WorkbookRow, width: number): string[] {
  const texts = Array.from({ length: Math.max(width, cells.length) }, (_, index) => cells[index]?.text ?? '');
  while (texts.length > width && texts.at(-1) === '') texts.pop();
  return texts;
}

function readerFor(title: string, table: Table): Reader | undefined {
  const name = knownName(title, table.columns.flatMap(namesOf));
  const column = name === undefined ? undefined : table.columns.find((one) => namesOf(one).includes(name));
  if (!column) return undefined;
  const { read } = compileDatatype(column.datatype);
  return { column, kind: kindOf(column, table), fits: (text) => 'lexical' in read(text) };
}

/** Rows that a workbook does not keep, because nothing stands in them. */
const gaps = (rows: WorkbookRow[], file: string): Problem[] =>
  rows.flatMap(({ number }, i) => {
    const due = (rows[i - 1]?.number ?? 0) + 1;
    return number > due ? [blankRows(file, due, number - 1)] : [];
  });

/** A finding of the workbook's reader under the name of the sheet and column; formulas may be allowed by the table. */
function atColumn(problem: Problem, file: string, titles: string[], table: Table): Problem {
  const { sheet: _, ...place } = problem.where;
  const column = titles[columnNumber(place) - 1];
  const where: Place = { ...place, file, ...(column && { column }) };
  const isAllowed = problem.code === 'formula' && allowed(table, 'formulas');
  return { ...problem, where, ...(isAllowed && { severity: 'warning' }) };
}
