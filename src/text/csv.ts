import { type CsvError, parse } from '#csv-parse'; // in a browser, the edition that brings what Node has

/** How the text of a CSV file is written (Model for Tabular Data, section 8). */
export interface CsvForm {
  delimiter: string;
  quoteChar: string | null;
  doubleQuote: boolean; // else a backslash stands before a quote inside quotes
  commentPrefix: string | null;
  lineTerminators: string[];
  trim: 'both' | 'start' | 'end' | 'none';
}

/** Commas and quotation marks (RFC 4180), the lines ending in any way. */
export const plainForm: CsvForm = {
  delimiter: ',',
  quoteChar: '"',
  doubleQuote: true,
  commentPrefix: null,
  lineTerminators: ['\r\n', '\n', '\r'],
  trim: 'none',
};

/** Where a record stands: its number counts from 1, comments included; `end` is where the next one begins, in bytes of UTF-8. */
export interface RecordPlace {
  number: number;
  end: number;
}

/** A quote at which the reading ends: one that is never closed, or one that stands where none may be. */
export interface QuoteFault {
  number: number; // of the record
  isOpen: boolean;
}

/** Reads the records of a text in order; a blank line is a record of one empty cell. */
export function readCsv(
  text: string,
  form: CsvForm,
  take: (cells: string[], place: RecordPlace) => void,
): QuoteFault | undefined {
  try {
    parse(text, {
      ...parserOptions(form),
      on_record: (cells: string[], { records, comment_lines, bytes }) => {
        take(cells, { number: records + comment_lines, end: bytes });
        return null;
      },
    });
    return undefined;
  } catch (error) {
    const { code, records = 0, comment_lines = 0 } = error as CsvError & { records?: number; comment_lines?: number };
    return { number: records + comment_lines + 1, isOpen: code === 'CSV_QUOTE_NOT_CLOSED' };
  }
}

/** A stretch of a text, in UTF-16 units. */
export interface Spot {
  start: number;
  end: number;
}

/**
 * Where the records of a text are, without their line ends, and how many cells each has. A misplaced quote is text, and one
 * that stays open ends with the text.
 */
export function recordSpots(text: string, form: CsvForm): (Spot & { width: number })[] {
  const starts = [0];
  const widths: number[] = [];
  const take = (cells: string[], { bytes }: { bytes: number }): null => {
    starts.push(bytes);
    widths.push(cells.length);
    return null;
  };
  leniently(() => parse(text, { ...parserOptions(form), relax_quotes: true, on_record: take }));
  const offsets = textOffsets(text, starts);
  return offsets.flatMap((start, i) => {
    if (start >= text.length) return [];
    const next = offsets[i + 1];
    return [
      { start, end: next === undefined ? text.length : next - lineEndAt(text, next).length, width: widths[i] ?? 0 },
    ];
  });
}

/** The line end before a position in a text: "\r\n", or "" where there is none. */
export function lineEndAt(text: string, position: number): string {
  const last = text[position - 1];
  if (last === '\n') return text[position - 2] === '\r' ? '\r\n' : last;
  return last === '\r' ? last : '';
}

/** Where each cell ends in the text of one record, in UTF-16 units. */
export function cellEnds(record: string, form: CsvForm): number[] {
  const ends: number[] = [];
  const cast = (_: string, { bytes }: { bytes: number }): string => {
    ends.push(bytes);
    return '';
  };
  const isWhole = leniently(() => parse(record, { ...parserOptions(form), relax_quotes: true, cast }));
  const offsets = textOffsets(record, ends);
  return isWhole && ends.length > 0 ? offsets : [...offsets, record.length];
}

/** Whether a text was read to its end; it is not when a quote stays open. */
function leniently(read: () => void): boolean {
  try {
    read();
    return true;
  } catch {
    return false;
  }
}

/** Ascending positions in UTF-8 as positions in the text. */
export function textOffsets(text: string, positions: number[]): number[] {
  const bytes = new TextEncoder().encode(text);
  if (bytes.length === text.length) return positions;
  let [at, units] = [0, 0];
  return positions.map((position) => {
    for (; at < position; at++) {
      const byte = bytes[at] as number;
      if ((byte & 0xc0) !== 0x80) units += byte >= 0xf0 ? 2 : 1; // a character's first byte
    }
    return units;
  });
}

/** The options of csv-parse that a form asks for. */
function parserOptions({ delimiter, quoteChar, doubleQuote, commentPrefix, lineTerminators, trim }: CsvForm) {
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

/** Rows as CSV (RFC 4180): commas, LF, quotation marks where they are needed. */
export const csvText = (rows: string[][]): string => rows.map((cells) => `${csvRecord(cells)}\n`).join('');

/** A row as CSV without its line end. */
export const csvRecord = (cells: string[]): string => cells.map(csvCell).join(',');

const csvCell = (text: string): string => (/[",\r\n]|^\ufeff/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
