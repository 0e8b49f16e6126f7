import { type CsvError, parse } from 'csv-parse/sync';
import type { Problem } from '../problem.js';

/** A record of a sheet as text, before anything is known of its columns. The header is row 1. */
export interface Row {
  number: number;
  cells: string[];
}

/**
 * Bytes of a CSV file → its rows. Bytes that are no UTF-8 come through as U+FFFD, so that each is reported at its cell
 * by whoever reads the cell; a quote that is never closed ends the reading, with the rows before it kept.
 */
export function readRows(bytes: Uint8Array, file: string): { rows: Row[]; problems: Problem[] } {
  const rows: Row[] = [];
  const problems: Problem[] = [];
  const text = new TextDecoder('utf-8').decode(bytes); // a byte order mark is dropped by the decoder
  try {
    parse(text, {
      record_delimiter: ['\r\n', '\n', '\r'], // whatever a program wrote, and more than one in a file
      relax_column_count: true, // ragged rows are reported with the columns' names, later
      skip_empty_lines: false, // a row keeps the number that a spreadsheet shows
      on_record: (cells: string[]) => {
        rows.push({ number: rows.length + 1, cells });
        return null;
      },
    });
  } catch (error) {
    problems.push(quoteProblem(error as CsvError, file, rows.length + 1));
  }
  return { rows, problems };
}

function quoteProblem(error: CsvError, file: string, row: number): Problem {
  const isOpen = error.code === 'CSV_QUOTE_NOT_CLOSED';
  return {
    code: 'quote',
    severity: 'error',
    message: isOpen ? 'a quotation mark opens here and is never closed' : 'a quotation mark stands where none may be',
    where: { file, row },
    fix: 'put the whole cell in quotation marks and double those inside it; the rows below could not be read',
    isPartial: true,
  };
}
