import type { Dialect, Table } from '../csvw/metadata/table.js';
import { placeInRow, type Rows, readText } from '../csvw/rows/rows.js';
import { type Problem, problemOf } from '../problem.js';
import texts from './messages.json' with { type: 'json' };
import { headerIndex } from './repair.js';

/** The rows of a file, and how they had to be read. */
type Delimited = Rows & { notices: Problem[] };

/** Delimiters that are tried instead of the expected one. */
const candidates = [',', ';', '\t', '|'];

const words: Record<string, string> = { ',': 'commas', ';': 'semicolons', '\t': 'tabs', '|': 'vertical bars' };
const nameOf = (delimiter: string): string => words[delimiter] ?? `"${delimiter}"`;

/** A line that tells spreadsheet programs which delimiter to use: `sep=;`. */
const sepLine = /^"?sep=(.)"?[,;\t]*(?:\r\n|\n|\r)/i;

/** A first cell in single quotation marks: `'code';`. */
export const singleQuoted = /^'[^'\r\n]*'[,;\t|]/;

/**
 * Reads the rows with the delimiter of the dialect or of a `sep=;` line. If that gives no header with several cells, uses
 * another delimiter that yields the columns of the table.
 */
export function readDelimited(text: string, given: Dialect, file: string, table: Table): Delimited {
  const [line = '', sep] = (given.skipRows === 0 && sepLine.exec(text)) || [];
  const dialect = sep === undefined ? given : { ...given, delimiter: sep, skipRows: 1 };
  const notices = sep === undefined ? [] : [problemOf(texts.sepLine, { file, row: 1 }, { delimiters: nameOf(sep) })];
  if (!singleQuoted.test(text.slice(line.length, line.length + 200))) {
    const read = readWith(dialect, text, file, table);
    return { ...read, notices: [...notices, ...read.notices] };
  }
  const read = readWith({ ...dialect, quoteChar: "'" }, text, file, table);
  return { ...read, notices: [...notices, problemOf(texts.singleQuotes, { file }), ...read.notices] };
}

function readWith(dialect: Dialect, text: string, file: string, table: Table): Delimited {
  const read = readSpaced(text, file, dialect);
  const [header, ...body] = read.rows;
  const isOneCell = header?.cells.length === 1 || (!header && read.problems.length > 0); // `"a";"b"` has a stray quote
  if (!isOneCell || table.columns.length < 2) return read;
  const value = header?.cells[0] ?? text.slice(read.start).split(/[\r\n]/, 1)[0] ?? '';
  const present = candidates.filter((one) => one !== dialect.delimiter && text.includes(one, read.start));
  const readings = present.map((delimiter) => ({ delimiter, ...readSpaced(text, file, { ...dialect, delimiter }) }));
  const due = nameOf(dialect.delimiter);
  const [only, another] = readings.filter(({ rows }) => headerIndex(rows, table) !== undefined);
  if (only && !another) {
    const notice = problemOf(texts.otherDelimiter, { file }, { delimiters: nameOf(only.delimiter), due });
    return { ...only, notices: [...only.notices, notice] };
  }
  const unwrapped = readWrapped(read, dialect, file, table);
  if (unwrapped) return unwrapped;
  const other = readings.find(({ delimiter }) => value.includes(delimiter));
  if (!header || (!other && body.some(({ cells }) => cells.length > 1))) return read; // a title
  const [strange] = other?.rows[0]?.cells.filter((title) => !table.columns.some(({ name }) => name === title)) ?? [];
  const why = other ? `. With ${nameOf(other.delimiter)}, "${strange}" is not a column of this sheet` : '';
  const where = placeInRow(file, header, 0);
  const problem = problemOf(texts.oneCellHeader, where, { columns: table.columns.length, due, why });
  return { ...read, notices: [problem] };
}

/** Reads rows. Spaces between a delimiter and a quotation mark are ignored if the rows cannot be read otherwise. */
function readSpaced(text: string, file: string, dialect: Dialect): Delimited {
  const read = readText(text, file, dialect);
  if (read.problems.length === 0) return { ...read, notices: [] };
  const spaced = readText(text, file, { ...dialect, trim: 'both' });
  const isBetter = spaced.problems.length === 0;
  return isBetter ? { ...spaced, notices: [problemOf(texts.spacedQuotes, { file })] } : { ...read, notices: [] };
}

/** Reads rows that a program has quoted as a whole: `"code,name,""a note"""`. */
function readWrapped(read: Rows, dialect: Dialect, file: string, table: Table): Delimited | undefined {
  const { rows, ends, start } = read;
  if (rows.some(({ cells }) => cells.length > 1)) return undefined;
  const text = rows.map(({ cells }) => cells[0]).join('\n');
  const inner = readText(text, file, { ...dialect, skipRows: 0 });
  if (inner.problems.length > 0 || headerIndex(inner.rows, table) === undefined) return undefined;
  const numbered = inner.rows.map((row, i) => ({ ...row, number: rows[i]?.number ?? row.number }));
  return { ...inner, rows: numbered, ends, start, notices: [problemOf(texts.quotedRows, { file })] };
}
