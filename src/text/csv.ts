import { type CsvError, parse } from '#csv-parse'; // the browser build bundles its Node dependencies

/** Dialect of a CSV file (Model for Tabular Data, section 8). */
export interface CsvForm {
  delimiter: string;
  quoteChar: string | null;
  doubleQuote: boolean; // otherwise a backslash escapes quotes
  commentPrefix: string | null;
  lineTerminators: string[];
  trim: 'both' | 'start' | 'end' | 'none';
}

/** Commas, quotation marks and any line end (RFC 4180). */
export const plainForm: CsvForm = {
  delimiter: ',',
  quoteChar: '"',
  doubleQuote: true,
  commentPrefix: null,
  lineTerminators: ['\r\n', '\n', '\r'],
  trim: 'none',
};

/** Position of a record: its number from 1, counting comments, and the end in bytes of UTF-8. */
export interface RecordPlace {
  number: number;
  end: number;
}

/** A quotation mark that stops the parser: never closed, or misplaced. */
export interface QuoteFault {
  number: number; // of the record
  isOpen: boolean;
}

/** Reads the records of a text in order. A blank line is a record with one empty cell. */
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

/** A range of a text, in UTF-16 units. */
export interface Spot {
  start: number;
  end: number;
}

/**
 * Returns the range of each record without its line end, and its number of cells. Misplaced quotation marks are text,
 * and an unclosed one extends to the end.
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

/** Returns the line end before a position, or "". */
export function lineEndAt(text: string, position: number): string {
  const last = text[position - 1];
  if (last === '\n') return text[position - 2] === '\r' ? '\r\n' : last;
  return last === '\r' ? last : '';
}

/** Returns the end of each cell in a record, in UTF-16 units. */
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

/** Detects the delimiter: from a line "sep=;", or as the most frequent delimiter of the first line. `expected` wins if the line has it. */
export function delimiterOf(text: string, expected?: string): string {
  const said = /^sep=(.)[\r\n]/i.exec(text)?.[1];
  if (said !== undefined) return said;
  const line = (/[^\r\n]+/.exec(text)?.[0] ?? '').replace(/"[^"]*"?/g, '');
  if (expected !== undefined && line.includes(expected)) return expected;
  const counts = [',', ';', '\t', '|'].map((delimiter) => ({ delimiter, count: line.split(delimiter).length }));
  return counts.reduce((most, one) => (one.count > most.count ? one : most)).delimiter;
}

/** Returns false if the text ends inside quotation marks. */
function leniently(read: () => void): boolean {
  try {
    read();
    return true;
  } catch {
    return false;
  }
}

/** Converts ascending UTF-8 positions to positions in the text. */
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

/** Converts a dialect to csv-parse options. */
function parserOptions({ delimiter, quoteChar, doubleQuote, commentPrefix, lineTerminators, trim }: CsvForm) {
  return {
    delimiter,
    quote: quoteChar ?? false,
    escape: doubleQuote ? (quoteChar ?? false) : '\\',
    comment: commentPrefix ?? '',
    comment_no_infix: true,
    record_delimiter: [...lineTerminators].sort((a, b) => b.length - a.length), // the first match wins
    ltrim: trim === 'both' || trim === 'start',
    rtrim: trim === 'both' || trim === 'end',
    relax_column_count: true, // ragged rows are reported later, with column names
    skip_empty_lines: false, // keeps the row numbers of a spreadsheet
  } as const;
}

/** Writes rows as CSV (RFC 4180) with LF, and quotation marks only where they are needed. */
export const csvText = (rows: string[][]): string => rows.map((cells) => `${csvRecord(cells)}\n`).join('');

/** Writes a row as CSV without a line end. */
export const csvRecord = (cells: string[]): string => cells.map(csvCell).join(',');

const csvCell = (text: string): string => (/[",\r\n]|^\ufeff/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
