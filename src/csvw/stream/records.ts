import { sameBytes, textOf } from '../../bytes.js';
import type { Dialect } from '../metadata/table.js';

/** Reads up to `length` bytes of a file. The result is valid until the next call. */
export type ReadBytes = (from: number, length: number) => Uint8Array;

/** The marks of a CSV dialect as bytes (Model for Tabular Data, section 8). Records end with \n or \r\n. */
export interface ByteDialect {
  delimiter: number; // 44 for a comma
  quote: number | null; // 34 for "
  comment: number | null; // 35 for # at the start of a line
}

/** Converts a dialect. Undefined if its files cannot be read as bytes, and must be read into memory. */
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

/** The fields of one record as ranges of the chunk, without the quotes around them. */
export type Fields = ReturnType<typeof createFields>;

/** Marks a quote inside an unquoted field, text after a closing quote, or an unclosed quote. */
export const quoteFault = -1;

export const newline = 10;
const carriageReturn = 13;

const delimiterClass = 1;
const endClass = 2;
const quoteClass = 3;
const returnClass = 4; // ends a record only before \n

/**
 * Creates a reader of UTF-8 records (RFC 4180: quotes are only allowed around a whole field). It does not copy or decode
 * bytes. `next` reads the record at `from` into `fields`, and returns the start of the next record or `quoteFault`.
 */
export function createScanner(dialect: ByteDialect) {
  const { quote, comment } = dialect;
  const classes = new Uint8Array(256);
  classes[newline] = endClass;
  classes[carriageReturn] = returnClass;
  if (quote !== null) classes[quote] = quoteClass;
  classes[dialect.delimiter] = delimiterClass;
  const fields = createFields(64);

  /** Returns the class of a byte. The end of the bytes ends a record. */
  const classAt = (bytes: Uint8Array, at: number, to: number): number => {
    if (at >= to) return endClass;
    const found = classes[bytes[at] as number] as number;
    if (found !== returnClass) return found;
    return at + 1 < to && bytes[at + 1] === newline ? endClass : 0;
  };

  /** Reads the quoted field that begins at `from`, after its quote. Returns the position after its closing quote. */
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
        } while (found === 0 && at++ < to); // skips a \r that is not a line end
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
  return { fields, next, nextBroken: createBrokenReader(dialect, fields) };
}

/**
 * Creates a reader of lines with quotes inside quotes that are not doubled: `"a "b" c",1`. It reads a line only if exactly
 * one reading has `width` fields: a quoted field ends at the first quote before a delimiter, and any later end would give
 * fewer fields. The number of quotes must be even, so that chunks end at the same lines. Otherwise returns `quoteFault`.
 */
function createBrokenReader({ delimiter, quote }: ByteDialect, fields: Fields) {
  return (bytes: Uint8Array, from: number, to: number, width: number): number => {
    const newlineAt = bytes.indexOf(newline, from);
    const next = newlineAt < 0 || newlineAt >= to ? to : newlineAt + 1;
    let end = next > from && bytes[next - 1] === newline ? next - 1 : next;
    if (end > from && bytes[end - 1] === carriageReturn) end--;
    let [count, quotes, start] = [0, 0, from];
    for (let at = from; at <= end; at++) {
      if (at < end && bytes[at] === quote) quotes++;
      if (at < end && bytes[at] !== delimiter) continue;
      const isOpen = start < at && bytes[start] === quote;
      if (isOpen && !(at - start > 1 && bytes[at - 1] === quote)) continue;
      if (count === width) return quoteFault;
      if (count === fields.start.length) widen(fields);
      fields.start[count] = isOpen ? start + 1 : start;
      fields.end[count] = isOpen ? at - 1 : at;
      fields.quoted[count] = isOpen ? (areDoubled(bytes, start + 1, at - 1, quote) ? 2 : 1) : 0;
      count++;
      start = at + 1;
    }
    fields.count = count;
    return count === width && quotes % 2 === 0 && start === end + 1 ? next : quoteFault;
  };
}

/** True if there are only pairs of quotes. */
function areDoubled(bytes: Uint8Array, from: number, to: number, quote: number | null): boolean {
  for (let at = from; at < to; at++) if (bytes[at] === quote && bytes[++at] !== quote) return false;
  return true;
}

const createFields = (size: number) => ({
  count: 0, // 0 for a comment; a blank line has one field
  start: new Int32Array(size),
  end: new Int32Array(size),
  quoted: new Uint8Array(size), // 0: not quoted, 1: quoted, 2: with doubled quotes inside
});

function widen(fields: Fields): void {
  const { start, end, quoted } = fields;
  Object.assign(fields, createFields(2 * start.length));
  fields.start.set(start);
  fields.end.set(end);
  fields.quoted.set(quoted);
}

/** Decodes a field. Doubled quotes become single, and invalid UTF-8 becomes U+FFFD. */
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

/** Reads the first `count` records of a file as text, after a byte order mark. `end` is the start of the next record. */
export function readLeading(read: ReadBytes, count: number, dialect: ByteDialect) {
  for (let length = 1 << 16; ; length *= 4) {
    const bytes = read(0, length);
    const leading = scanLeading(bytes, count, dialect);
    // the last record and an unclosed quote can continue after these bytes
    if (bytes.length < length || (leading.end < bytes.length && !leading.isBroken)) return leading;
  }
}

function scanLeading(bytes: Uint8Array, count: number, dialect: ByteDialect) {
  const { next, fields } = createScanner(dialect);
  const rows: string[][] = [];
  let records = 0; // including comments
  let end = sameBytes(bytes.subarray(0, 3), byteOrderMark) ? 3 : 0;
  let isBroken = false; // because of a quote
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
