import type { Dialect, Table } from '../csvw/metadata/table.js';
import { type Row, readText } from '../csvw/rows/rows.js';
import { cellAddress, type Problem } from '../problem.js';
import { namesOf } from './columns.js';
import { knownName } from './header.js';

/** What may stand between the cells where a comma is due. */
const candidates = [';', '\t', '|'];

const words: Record<string, string> = { ',': 'commas', ';': 'semicolons', '\t': 'tabs', '|': 'vertical bars' };
const nameOf = (delimiter: string): string => words[delimiter] ?? `"${delimiter}"`;

interface Delimited {
  dialect: Dialect;
  problems: Problem[];
}

/**
 * The delimiter that the file is written with: the dialect's, that of a line `sep=;`, or, when the header is one cell to
 * the dialect and another delimiter makes it the columns of the table, that one.
 */
export function findDelimiter(text: string, dialect: Dialect, file: string, table: Table): Delimited {
  const sep = /^sep=(.)(?:\r\n|\n|\r)/i.exec(text)?.[1];
  if (sep !== undefined && dialect.skipRows === 0) {
    const message = `this line says that ${nameOf(sep)} stand between the cells; they were taken as such`;
    const notice: Problem = { code: 'sep-line', severity: 'notice', message, where: { file, row: 1 } };
    return { dialect: { ...dialect, delimiter: sep, skipRows: 1 }, problems: [notice] };
  }
  const [header, ...body] = readText(text.slice(0, 65_536), file, dialect).rows;
  if (!header || header.cells.length > 1 || table.columns.length < 2) return { dialect, problems: [] };
  const value = header.cells[0] ?? '';
  const present = candidates.filter((one) => one !== dialect.delimiter && value.includes(one));
  const readings = present.map((delimiter) => read(text, { ...dialect, delimiter }, file, table));
  const fitting = readings.filter(({ misfit }) => misfit === undefined);
  const due = nameOf(dialect.delimiter);
  const [only] = fitting;
  if (only && fitting.length === 1) {
    const message = `${nameOf(only.dialect.delimiter)} stand between the cells where ${due} are due; they were taken as such`;
    const notice: Problem = { code: 'delimiter', severity: 'notice', message, where: { file } };
    return { dialect: only.dialect, problems: [notice] };
  }
  if (present.length === 0 && body.some(({ cells }) => cells.length > 1)) return { dialect, problems: [] }; // a title
  const [other] = readings;
  const why = other ? `; with ${nameOf(other.dialect.delimiter)} between the cells ${other.misfit}` : '';
  const problem: Problem = {
    code: 'delimiter',
    severity: 'error',
    message: `the header is one cell, and ${table.columns.length} columns with ${due} between them are due${why}`,
    where: { file, row: header.number, cell: cellAddress(header.number, 1), value },
    fix: 'save the sheet as "CSV UTF-8 (Comma delimited)"',
    isPartial: true,
  };
  return { dialect, problems: [problem] };
}

/** How a delimiter does: it fits when all rows are as long as the header, and the header has the columns of the table. */
function read(text: string, dialect: Dialect, file: string, table: Table): { dialect: Dialect; misfit?: string } {
  const { rows, problems } = readText(text, file, dialect);
  const [header] = rows;
  if (!header || problems.length > 0) return { dialect, misfit: 'not all rows can be read' };
  const wanted = table.columns.flatMap(namesOf);
  const strange = header.cells.find((title) => knownName(title, wanted) === undefined);
  if (strange !== undefined) return { dialect, misfit: `"${strange}" is no column of this sheet` };
  if (header.cells.length !== table.columns.length)
    return { dialect, misfit: `the header has ${header.cells.length} columns` };
  const ragged = rows.find((row) => row.cells.length !== header.cells.length && !isBlank(row));
  return ragged
    ? {
        dialect,
        misfit: `row ${ragged.number} has ${ragged.cells.length} cells where the header has ${header.cells.length}`,
      }
    : { dialect };
}

const isBlank = ({ cells }: Row): boolean => cells.length === 1 && cells[0] === '';
