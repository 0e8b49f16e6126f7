import type { Row } from '../csvw/rows/rows.js';
import { cellAddress, errorAt, grouped, type Problem } from '../problem.js';

/** What a sheet may have: a spreadsheet program shows no more rows, and no longer cell. */
export const limits = { bytes: 32 * 1024 * 1024, rows: 1_048_576, characters: 32_767 };

const lastRow = (rows: Row[]): number => rows.at(-1)?.number ?? 0;

/** Whether there are more rows than a spreadsheet program shows; nothing else is then said of them. */
export const isOverRows = (rows: Row[]): boolean => lastRow(rows) > limits.rows;

export function overLimit(rows: Row[], file: string): Problem[] {
  if (isOverRows(rows)) return [overRows(lastRow(rows), file)];
  return rows.flatMap(({ number, cells }) =>
    cells.flatMap((text, index): Problem[] => {
      if (text.length <= limits.characters) return [];
      const place = { row: number, column: rows[0]?.cells[index] ?? '', cell: cellAddress(number, index + 1) };
      const message = `the cell has ${grouped(text.length)} characters; a spreadsheet keeps ${grouped(limits.characters)}`;
      const fix = 'shorten it, or close a quotation mark that was left open';
      return [{ code: 'limit', severity: 'error', message, where: { file, ...place }, fix }];
    }),
  );
}

const overRows = (count: number, file: string): Problem =>
  errorAt(
    { file, row: limits.rows + 1 },
    'limit',
    `the sheet has ${grouped(count)} rows; it may have ${grouped(limits.rows)}`,
    'split the sheet',
    { isPartial: true },
  );

export const overBytes = (count: number, file: string): Problem =>
  errorAt(
    { file },
    'limit',
    `the file has ${grouped(count)} bytes; it may have ${grouped(limits.bytes)}`,
    'split the sheet',
    { isPartial: true },
  );
