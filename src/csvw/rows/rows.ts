import { cellAddress, type Problem, problemOf, wordsOf } from '../../problem.js';
import { readCsv } from '../../text/csv.js';
import texts from '../messages.json' with { type: 'json' };
import { type Dialect, defaultDialect } from '../metadata/table.js';

/** A record of a sheet as text. Row numbers start at 1 and include the header and comments. */
export interface Row {
  number: number;
  cells: string[];
}

/** Returns the place of a cell. `index` counts the cells of the row, without `skipped` columns before them. */
export const placeInRow = (file: string, { number, cells }: Row, index: number, column?: string, skipped = 0) => ({
  file,
  row: number,
  ...(column !== undefined && { column }),
  cell: cellAddress(number, index + 1 + skipped),
  value: cells[index] ?? '',
});

/**
 * Reads the rows of a CSV file in its dialect (Model for Tabular Data, section 8). Bytes that are invalid in the encoding
 * become U+FFFD, which the reader of the cell reports. After an unclosed quote, no more rows are read.
 */
export const readRows = (bytes: Uint8Array, file: string, dialect: Dialect = defaultDialect) =>
  readText(new TextDecoder(dialect.encoding).decode(bytes), file, dialect); // the decoder drops a byte order mark

/** The rows of a file, and the problems of the file as a whole. */
export type Rows = ReturnType<typeof readText>;

/** Reads the rows of decoded text, header rows included. Skipped lines are comments. */
export function readText(text: string, file: string, dialect: Dialect) {
  const rows: Row[] = [];
  const { comments, rest } = skipLines(text, dialect);
  const trim = trims[dialect.trim];
  const ends: number[] = []; // of each record including its line end, in bytes after `start`
  const fault = readCsv(rest, dialect, (cells, { number, end }) => {
    ends.push(end);
    if (!dialect.skipBlankRows || cells.some((cell) => cell !== ''))
      rows.push({ number: dialect.skipRows + number, cells: trim(cells.slice(dialect.skipColumns)) });
  });
  const problems = fault ? [quoteProblem(file, dialect.skipRows + fault.number, fault.isOpen)] : [];
  const start = text.length - rest.length; // where the first record begins in the text, in UTF-16 units
  return { rows, comments, problems, start, ends };
}

/** Separates the lines before the table, which can have any form. */
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

const trims: Record<Dialect['trim'], (cells: string[]) => string[]> = {
  both: (cells) => cells.map((cell) => cell.trim()),
  start: (cells) => cells.map((cell) => cell.trimStart()),
  end: (cells) => cells.map((cell) => cell.trimEnd()),
  none: (cells) => cells,
};

/** A misplaced or unclosed quote (`isOpen`, if known). The rows after it cannot be read. */
export function quoteProblem(file: string, row: number, isOpen?: boolean): Problem {
  const wording = isOpen === undefined ? texts.brokenQuote : isOpen ? texts.openQuote : texts.strayQuote;
  return problemOf(wording, { file, row });
}

/** Returns the words for a row with too few or too many cells. */
export const raggedness = (has: number, due: number) =>
  wordsOf(has < due ? texts.missingCell : texts.extraCell, { has: `${has} ${has === 1 ? 'cell' : 'cells'}`, due });

/** A run of blank rows. */
export const blankRows = (file: string, first: number, last: number): Problem =>
  problemOf(first === last ? texts.blankRow : texts.blankRows, { file, row: first }, { first, last });

/** Removes blank rows, with a warning for each run. */
export function withoutBlankRows(rows: Row[], file: string): { rows: Row[]; problems: Problem[] } {
  const runs: [first: number, last: number][] = [];
  const kept = rows.filter(({ number, cells }) => {
    if (cells.some((cell) => cell !== '')) return true;
    const run = runs.at(-1);
    if (run?.[1] === number - 1) run[1] = number;
    else runs.push([number, number]);
    return false;
  });
  return { rows: kept, problems: runs.map((run) => blankRows(file, ...run)) };
}
