import { type CsvError, parse } from '#csv-parse'; // in a browser, the edition that brings what Node has
import type { Problem } from '../../problem.js';
import { type Dialect, defaultDialect } from '../metadata/dialect.js';

/** A record of a sheet as text, before anything is known of its columns. Rows count from 1, header and comments included. */
export interface Row {
  number: number;
  cells: string[];
}

export interface Rows {
  rows: Row[]; // header rows first
  comments: string[]; // what stood in the rows that the dialect skips
  problems: Problem[];
}

/**
 * Bytes of a CSV file → its rows, as its dialect says (Model for Tabular Data, section 8). Bytes that are not of the
 * encoding come through as U+FFFD, so that each is reported at its cell by whoever reads the cell; a quote that is never
 * closed ends the reading, with the rows before it kept.
 */
export const readRows = (bytes: Uint8Array, file: string, dialect: Dialect = defaultDialect): Rows =>
  readText(new TextDecoder(dialect.encoding).decode(bytes), file, dialect); // the decoder drops a byte order mark

/** The same for text that has been decoded. */
export function readText(text: string, file: string, dialect: Dialect): Rows {
  const rows: Row[] = [];
  const problems: Problem[] = [];
  const { comments, rest } = skipLines(text, dialect);
  const finish = trimOf(dialect);
  try {
    parse(rest, {
      ...parserOptions(dialect),
      on_record: (cells: string[], { records, comment_lines }) => {
        const number = dialect.skipRows + records + comment_lines;
        if (!dialect.skipBlankRows || cells.some((cell) => cell !== ''))
          rows.push({ number, cells: finish(cells.slice(dialect.skipColumns)) });
        return null;
      },
    });
  } catch (error) {
    const { code, records = 0, comment_lines = 0 } = error as CsvError & { records?: number; comment_lines?: number };
    const row = dialect.skipRows + records + comment_lines + 1;
    problems.push(quoteProblem(file, row, code === 'CSV_QUOTE_NOT_CLOSED'));
  }
  return { rows, comments, problems };
}

/** The options of csv-parse that a dialect asks for. */
function parserOptions({ delimiter, quoteChar, doubleQuote, commentPrefix, lineTerminators, trim }: Dialect) {
  return {
    delimiter,
    quote: quoteChar ?? false,
    escape: doubleQuote ? (quoteChar ?? false) : '\\',
    comment: commentPrefix ?? '',
    comment_no_infix: true,
    record_delimiter: [...lineTerminators].sort((a, b) => b.length - a.length), // the first that fits is taken
    ltrim: trim === 'both' || trim === 'start',
    rtrim: trim === 'both' || trim === 'end',
    relax_column_count: true, // ragged rows are reported with the columns' names, later
    skip_empty_lines: false, // a row keeps the number that a spreadsheet shows
  } as const;
}

/** The lines before the table; they need not be CSV. */
function skipLines(text: string, { skipRows, lineTerminators, commentPrefix }: Dialect) {
  const comments: string[] = [];
  let at = 0;
  for (let i = 0; i < skipRows && at < text.length; i++) {
    const ends = lineTerminators.map((end) => ({ end, at: text.indexOf(end, at) })).filter((one) => one.at >= 0);
    const first = ends.sort((a, b) => a.at - b.at || b.end.length - a.end.length)[0];
    const line = text.slice(at, first?.at ?? text.length);
    const comment = commentPrefix !== null && line.startsWith(commentPrefix) ? line.slice(commentPrefix.length) : line;
    if (comment.trim() !== '') comments.push(comment.trim());
    at = first ? first.at + first.end.length : text.length;
  }
  return { comments, rest: text.slice(at) };
}

function trimOf({ trim }: Dialect): (cells: string[]) => string[] {
  if (trim === 'none') return (cells) => cells;
  const one = {
    both: (cell: string) => cell.trim(),
    start: (cell: string) => cell.trimStart(),
    end: (cell: string) => cell.trimEnd(),
  }[trim];
  return (cells) => cells.map(one);
}

/** A quote that is out of place, or that opens and is never closed: what comes after it cannot be read. */
export function quoteProblem(file: string, row: number, isOpen?: boolean): Problem {
  const elsewhere =
    isOpen === undefined
      ? 'stands where none may be or is never closed, or the row is longer than 64 MiB'
      : 'stands where none may be';
  return {
    code: 'quote',
    severity: 'error',
    message: `a quotation mark ${isOpen ? 'opens here and is never closed' : elsewhere}`,
    where: { file, row },
    fix: `${isOpen ? 'close it where the cell ends' : 'put the whole cell in quotation marks and double those inside it'}; the rows below could not be read`,
    isPartial: true,
  };
}
