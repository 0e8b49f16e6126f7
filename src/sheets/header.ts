import type { Table } from '../csvw/metadata/table.js';
import type { Row } from '../csvw/rows/rows.js';
import { cellAddress, clip, type Problem } from '../problem.js';
import { trimEnds } from '../text/unseen-characters.js';
import { namesOf } from './columns.js';
import { isErrorValue } from './error-value.js';

/** The name among `wanted` that a title is, but for capitals, spaces, hyphens and underscores; undefined when none or more are. */
export function knownName(title: string, wanted: string[]): string | undefined {
  if (wanted.includes(title)) return title;
  const folded = fold(title);
  const found = [...new Set(wanted.filter((name) => fold(name) === folded))];
  return folded !== '' && found.length === 1 ? found[0] : undefined;
}

const fold = (title: string): string =>
  trimEnds(title.normalize('NFKC'))
    .toLowerCase()
    .replace(/[\s_-]+/g, '_');

/** The rows with a header that the table knows, and nothing above or between that is no row: each change is told. */
export function tidyRows(rows: Row[], table: Table, file: string): { rows: Row[]; problems: Problem[] } {
  const problems: Problem[] = [];
  const uncommented = withoutComments(rows, table, file, problems);
  const body = fromHeader(uncommented, table, file, problems);
  const trimmed = withoutTrailing(body, table, file, problems);
  return { rows: withKnownNames(trimmed, table, file, problems), problems };
}

/** A line that begins with # and is no row of the table: CSV has no comments. */
function withoutComments(rows: Row[], table: Table, file: string, problems: Problem[]): Row[] {
  if (table.dialect.commentPrefix !== null) return rows;
  const width = Math.max(...rows.slice(0, 50).map(({ cells }) => cells.length), 0);
  return rows.filter(({ number, cells }) => {
    const [first = '', ...others] = cells;
    const isRow = cells.length === width && others.some((cell) => cell !== '');
    if (!first.startsWith('#') || isErrorValue(first) || isRow) return true;
    problems.push({
      code: 'comment-line',
      severity: 'error',
      message: 'a line that begins with # is no row',
      where: { file, row: number, cell: cellAddress(number, 1), value: first },
      fix: 'take the line away; what it says may go into a column of notes',
    });
    return false;
  });
}

/** How many rows a title above the header may take. */
const titleRows = 10;

/** From the row that names most columns, when the first names none. */
function fromHeader(rows: Row[], table: Table, file: string, problems: Problem[]): Row[] {
  const wanted = table.columns.flatMap(namesOf);
  const score = ({ cells }: Row): number => cells.filter((cell) => knownName(cell, wanted) !== undefined).length;
  const [first] = rows;
  if (!first || score(first) > 0) return rows;
  const at = rows.slice(0, titleRows).findIndex((row) => score(row) * 2 > table.columns.length);
  const header = rows[at];
  if (!header) return rows;
  problems.push({
    code: 'title-row',
    severity: 'error',
    message: `the header stands in row ${header.number}, below a title`,
    where: { file, row: first.number, cell: cellAddress(first.number, 1), value: first.cells[0] ?? '' },
    fix: 'take the rows above the header away',
  });
  return rows.slice(at);
}

/** Without columns at the end that are empty in every row and have no name: a delimiter stands behind every row. */
function withoutTrailing(rows: Row[], table: Table, file: string, problems: Problem[]): Row[] {
  const [header, ...body] = rows;
  if (!header) return rows;
  const isComplete = header.cells.length >= table.columns.length; // else a name is missing, and not a column too many
  const before = isComplete ? shortest(body, header.cells.length) : header.cells.length;
  let width = before;
  while (width > 1 && rows.every(({ cells }) => (cells[width - 1] ?? '') === '')) width--;
  if (width === before) return rows;
  problems.push({
    code: 'trailing-delimiter',
    severity: 'warning',
    message: `every row ends with ${before - width === 1 ? 'an empty cell that has' : 'empty cells that have'} no column`,
    where: { file, row: header.number, cell: cellAddress(header.number, width + 1) },
    fix: 'delete the empty columns at the end of the sheet',
  });
  return rows.map((row) => ({ ...row, cells: [...row.cells.slice(0, width), ...row.cells.slice(before)] }));
}

/** How long the shortest row is that holds something. */
function shortest(body: Row[], otherwise: number): number {
  const lengths = body.filter(({ cells }) => !isBlank(cells)).map(({ cells }) => cells.length);
  return lengths.reduce((least, length) => Math.min(least, length), lengths[0] ?? otherwise);
}

const isBlank = (cells: string[]): boolean => cells.every((cell) => cell === '');

/** The header with the columns' own names where it differs in capitals and spaces only. */
function withKnownNames(rows: Row[], table: Table, file: string, problems: Problem[]): Row[] {
  const [header, ...body] = rows;
  if (!header) return rows;
  const wanted = table.columns.flatMap(namesOf);
  const cells = header.cells.map((title, index) => {
    const name = knownName(title, wanted);
    if (name === undefined || name === title || header.cells.includes(name)) return title;
    problems.push({
      code: 'header-spelling',
      severity: 'notice',
      message: `the header "${clip(title)}" was read as "${name}"`,
      where: { file, row: header.number, column: name, cell: cellAddress(header.number, index + 1), value: title },
      suggestion: name,
      fix: `write ${name}`,
    });
    return name;
  });
  return [{ ...header, cells }, ...body];
}
