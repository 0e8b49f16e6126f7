import { type RecordFault, wholeRecord } from '../csvw/large/chunk.js';
import type { ChunkFault } from '../csvw/large/sink.js';
import { quoteProblem } from '../csvw/rows/rows.js';
import { cellAddress, type Place, type Problem } from '../problem.js';
import type { CellFault } from './cell.js';
import type { Source } from './sources/source.js';

/** Where a file is, with its sheet if it has one. */
export const whereOf = ({ file, sheet }: Pick<Source, 'file' | 'sheet'>): Place => ({
  file,
  ...(sheet !== undefined && { sheet }),
});

/** The place of a cell; `row` is its number as the file counts. */
export const placeOf = (source: Source, row: number, column: number, value: string): Place => ({
  ...whereOf(source),
  row,
  column: source.layout.columns[column]?.name ?? '',
  cell: cellAddress(row, column + 1),
  value,
});

/** What threads tell of a row, as a problem; `row` is the number of the row that the file's first record is. */
export function problemOf(source: Source, row: number, { record, cell, fault, text }: ChunkFault): Problem {
  if (cell === wholeRecord) return ragged(source, row + record, fault as RecordFault);
  const [{ code, message, expected }] = fault as [CellFault];
  const where = placeOf(source, row + record, cell, text);
  const due = expected !== undefined && { expected, fix: `write ${expected}` };
  return { code, severity: 'error', message, where, ...due };
}

function ragged(source: Source, row: number, { code, found, due }: RecordFault): Problem {
  return {
    code,
    severity: 'error',
    message: `the row has ${found} cells where the header has ${due}`,
    where: placeOf(source, row, Math.min(found, due), ''),
    fix:
      code === 'missing-cell'
        ? 'add the missing cells, empty if need be'
        : 'put a text that holds a comma in quotation marks',
  };
}

export const unlisted = (source: Source, count: number): Problem => ({
  code: 'more-problems',
  severity: 'error',
  message: `${count} more rows or cells are not as they should be; they are not listed`,
  where: whereOf(source),
  count,
});

/** A row whose quotes cannot be read; the rows after it are read on. */
export const brokenQuote = (source: Source, row: number): Problem => ({
  ...quoteProblem(source.file, row),
  where: { ...whereOf(source), row },
  fix: 'put the whole cell in quotation marks and double those inside it',
});

/** Rows with broken quotes beyond those that are listed; `row` is the last of these. */
export const moreBroken = (source: Source, row: number, count: number): Problem => ({
  code: 'more-problems',
  severity: 'error',
  message: `${count} more rows below row ${row} have a quotation mark out of place; they are not listed, and what else is wrong below that row is not told`,
  where: whereOf(source),
  fix: 'mend those that are listed: most often the same mistake is in all, made by the program that wrote the file',
  count,
});
