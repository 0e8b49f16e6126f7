import { namesOf } from '../csvw/metadata/column.js';
import type { Dialect, Table } from '../csvw/metadata/table.js';
import { type Row, type Rows, readText } from '../csvw/rows/rows.js';
import { cellAddress, type Problem, problemOf } from '../problem.js';
import texts from './messages.json' with { type: 'json' };
import { headerIndex, knownName } from './repair.js';

/** Delimiters that are tried instead of the expected one. */
const candidates = [',', ';', '\t', '|'];

const words: Record<string, string> = { ',': 'commas', ';': 'semicolons', '\t': 'tabs', '|': 'vertical bars' };
const nameOf = (delimiter: string): string => words[delimiter] ?? `"${delimiter}"`;

/** A line that tells spreadsheet programs which delimiter to use: `sep=;`. */
const sepLine = /^"?sep=(.)"?[,;\t]*(?:\r\n|\n|\r)/i;

/**
 * Reads the rows with the delimiter of the dialect or of a `sep=;` line. If that gives no header with several cells, uses
 * another delimiter that yields the columns of the table.
 */
export function readDelimited(
  text: string,
  dialect: Dialect,
  file: string,
  table: Table,
): Rows & { notices: Problem[] } {
  const sep = dialect.skipRows === 0 ? sepLine.exec(text)?.[1] : undefined;
  if (sep === undefined) return readWith(dialect, text, file, table);
  const notice = problemOf(texts.sepLine, { file, row: 1 }, { delimiters: nameOf(sep) });
  const read = readWith({ ...dialect, delimiter: sep, skipRows: 1 }, text, file, table);
  return { ...read, notices: [notice, ...read.notices] };
}

function readWith(dialect: Dialect, text: string, file: string, table: Table): Rows & { notices: Problem[] } {
  const read = readText(text, file, dialect);
  const [header, ...body] = read.rows;
  const isOneCell = header?.cells.length === 1 || (!header && read.problems.length > 0); // `"a";"b"` has a stray quote
  if (!isOneCell || table.columns.length < 2) return { ...read, notices: [] };
  const value = header?.cells[0] ?? text.slice(read.start).split(/[\r\n]/, 1)[0] ?? '';
  const readings = candidates.flatMap((delimiter) => {
    if (delimiter === dialect.delimiter || !text.includes(delimiter, read.start)) return [];
    const rows = readText(text, file, { ...dialect, delimiter });
    return [{ delimiter, rows, misfit: misfitOf(rows, table), isInHeader: value.includes(delimiter) }];
  });
  const [only, another] = readings.filter(({ misfit }) => misfit === undefined);
  const due = nameOf(dialect.delimiter);
  if (only && !another) {
    const notice = problemOf(texts.otherDelimiter, { file }, { delimiters: nameOf(only.delimiter), due });
    return { ...only.rows, notices: [notice] };
  }
  const other = readings.find(({ isInHeader }) => isInHeader);
  if (!header || (!other && body.some(({ cells }) => cells.length > 1))) return { ...read, notices: [] }; // a title
  const why = other ? `. With ${nameOf(other.delimiter)} as separators, ${other.misfit}` : '';
  const where = { file, row: header.number, cell: cellAddress(header.number, 1), value };
  const problem = problemOf(texts.oneCellHeader, where, { columns: table.columns.length, due, why });
  return { ...read, notices: [problem] };
}

/** Explains why a delimiter does not fit: the first rows do not name most columns, or a row has another length. */
function misfitOf({ rows, problems }: Rows, table: Table): string | undefined {
  if (rows.length === 0 || problems.length > 0) return 'some rows cannot be read';
  const at = headerIndex(rows, table);
  const width = rows[at ?? 0]?.cells.length ?? 0;
  if (at === undefined) {
    const wanted = table.columns.flatMap(namesOf);
    const strange = rows[0]?.cells.find((title) => knownName(title, wanted) === undefined);
    return strange === undefined ? `the header has ${width} columns` : `"${strange}" is not a column of this sheet`;
  }
  const isBlank = ({ cells }: Row): boolean => cells.every((cell) => cell === '');
  const ragged = rows.slice(at).find((row) => row.cells.length !== width && !isBlank(row));
  return ragged && `row ${ragged.number} has ${ragged.cells.length} instead of ${width} cells`;
}
