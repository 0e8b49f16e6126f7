import { sameBytes, textOf } from '../../bytes.js';
import type { Dialect } from '../metadata/table.js';

/** Bytes of a file from a position on: as many as are asked for, or those that there are. They are good until the next call. */
export type ReadBytes = (from: number, length: number) => Uint8Array;

/** What of a CSV dialect the bytes are cut by (Model for Tabular Data, section 8): one byte each. Records end with \n or \r\n. */
export interface ByteDialect {
  delimiter: number; // 44 for a comma
  quote: number | null; // 34; null where no character quotes
  comment: number | null; // 35 where # at its start makes a line a comment
}

/** The dialects that bytes are cut by as they are; for any other the file is read into memory. */
export function byteDialect(dialect: Dialect): ByteDialect | undefined {
  const { encoding, delimiter, quoteChar, doubleQuote, commentPrefix, lineTerminators, trim } = dialect;
  const isUtf8 = new TextDecoder(encoding).encoding === 'utf-8';
  const marks = [delimiter, quoteChar, commentPrefix].filter((mark) => mark !== null);
  const areBytes = marks.every((mark) => /^[\t\x20-\x7e]$/.test(mark)) && new Set(marks).size === marks.length;
  const ends = [...lineTerminators].sort().join('|');
  const isWhole = dialect.skipRows === 0 && dialect.skipColumns === 0 && !dialect.skipBlankRows && trim === 'none';
  if (!isUtf8 || !areBytes || ends !== '\n|\r\n' || !isWhole || (quoteChar !== null && !doubleQuote)) return undefined;
  const byte = (mark: string | null): number | null => (mark === null ? null : mark.charCodeAt(0));
  return {
    delimiter: delimiter.charCodeAt(0),
    quote: byte(quoteChar),
    comment: byte(commentPrefix),
  };
}

/** The fields of one record as ranges of the chunk; a quoted one is the range between its quotes. */
export type Fields = ReturnType<typeof createFields>;

/** A quote inside a field without quotes, text after a closing quote, or a quote that is never closed. */
export const quoteFault = -1;

export const newline = 10;
const carriageReturn = 13;

const delimiterClass = 1;
const endClass = 2;
const quoteClass = 3;
const returnClass = 4; // ends a record only with \n after it

/**
 * Reads records of UTF-8 CSV as RFC 4180 has them: quotes stand around a whole field or nowhere. Nothing is copied or
 * decoded. `next` reads the record at `from` into `fields`; the answer is where the next one begins, or `quoteFault`.
 */
export function createScanner(dialect: ByteDialect) {
  const { quote, comment } = dialect;
  const classes = new Uint8Array(256);
  classes[newline] = endClass;
  classes[carriageReturn] = returnClass;
  if (quote !== null) classes[quote] = quoteClass;
  classes[dialect.delimiter] = delimiterClass;
  const fields = createFields(64);

  /** What stands at a place, the end of the bytes being an end of a record. */
  const classAt = (bytes: Uint8Array, at: number, to: number): number => {
    if (at >= to) return endClass;
    const found = classes[bytes[at] as number] as number;
    if (found !== returnClass) return found;
    return at + 1 < to && bytes[at + 1] === newline ? endClass : 0;
  };

  /** Reads the quoted field whose first byte after the quote is at `from`; the answer is past its closing quote. */
  const readQuoted = (bytes: Uint8Array, from: number, to: number, field: number): number => {
    fields.start[field] = from;
    fields.quoted[field] = 1;
    for (let at = from; at < to; at++) {
      if (bytes[at] !== quote) continue;
      if (at + 1 < to && bytes[at + 1] === quote) {
        fields.quoted[field] = 2;
        at++;
        continue;
      }
      fields.end[field] = at;
      return at + 1;
    }
    return quoteFault;
  };

  const next = (bytes: Uint8Array, from: number, to: number): number => {
    let at = from;
    let count = 0;
    if (comment !== null && bytes[from] === comment) {
      fields.count = 0;
      const end = bytes.indexOf(newline, from);
      return end < 0 || end >= to ? to : end + 1;
    }
    for (;;) {
      if (count === fields.start.length) widen(fields);
      let found: number;
      if (quote !== null && at < to && bytes[at] === quote) {
        at = readQuoted(bytes, at + 1, to, count);
        if (at === quoteFault) return quoteFault;
        found = classAt(bytes, at, to);
        if (found === 0) return quoteFault;
      } else {
        fields.start[count] = at;
        do {
          while (at < to && classes[bytes[at] as number] === 0) at++;
          found = classAt(bytes, at, to);
        } while (found === 0 && at++ < to); // a \r that ends nothing
        fields.end[count] = at;
        fields.quoted[count] = 0;
      }
      if (found === quoteClass) return quoteFault;
      count++;
      if (found === endClass) break;
      at++;
    }
    fields.count = count;
    if (at >= to) return to;
    return bytes[at] === carriageReturn ? at + 2 : at + 1;
  };
  return { fields, next };
}

const createFields = (size: number) => ({
  count: 0, // of a comment; a blank line has one field
  start: new Int32Array(size),
  end: new Int32Array(size),
  quoted: new Uint8Array(size), // 0 plain, 1 quoted, 2 quoted with quotes doubled inside
});

function widen(fields: Fields): void {
  const { start, end, quoted } = fields;
  Object.assign(fields, createFields(2 * start.length));
  fields.start.set(start);
  fields.end.set(end);
  fields.quoted.set(quoted);
}

/** The text of a field: doubled quotes are single again, and bytes that are no UTF-8 come through as U+FFFD. */
export function fieldText(bytes: Uint8Array, fields: Fields, field: number, quote: number | null): string {
  const from = fields.start[field] as number;
  const to = fields.end[field] as number;
  if (field >= fields.count || from === to) return '';
  const text = textOf(bytes.subarray(from, to));
  if (fields.quoted[field] !== 2 || quote === null) return text;
  const mark = String.fromCharCode(quote);
  return text.replaceAll(mark + mark, mark);
}

const byteOrderMark = new Uint8Array([0xef, 0xbb, 0xbf]);

/**
 * Reads the first records of a file (header rows: Model for Tabular Data, section 8) as text, past a byte order mark, and
 * says where the next one begins.
 */
export function readLeading(read: ReadBytes, count: number, dialect: ByteDialect) {
  for (let length = 1 << 16; ; length *= 4) {
    const bytes = read(0, length);
    const leading = scanLeading(bytes, count, dialect);
    // A record that ends with the bytes at hand may go on after them, and so may a quoted cell.
    if (bytes.length < length || (leading.end < bytes.length && !leading.isBroken)) return leading;
  }
}

function scanLeading(bytes: Uint8Array, count: number, dialect: ByteDialect) {
  const { next, fields } = createScanner(dialect);
  const rows: string[][] = [];
  let records = 0; // with comments
  let end = sameBytes(bytes.subarray(0, 3), byteOrderMark) ? 3 : 0; // a byte
  let isBroken = false; // a quote is out of place among them
  while (rows.length < count && end < bytes.length) {
    const after = next(bytes, end, bytes.length);
    isBroken = after === quoteFault;
    if (isBroken) break;
    if (fields.count > 0)
      rows.push(Array.from({ length: fields.count }, (_, field) => fieldText(bytes, fields, field, dialect.quote)));
    end = after;
    records++;
  }
  return { rows, end, records, isBroken };
}
