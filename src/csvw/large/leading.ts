import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { type ByteDialect, createScanner, fieldText, quoteFault } from './records.js';

/** The first records of a file as text, and where the next one begins. */
export interface Leading {
  rows: string[][];
  end: number; // a byte
  records: number; // with comments
  isBroken: boolean; // a quote is out of place among them
}

const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

/** Reads a file's first records (header rows: Model for Tabular Data, section 8), past a byte order mark. */
export function readLeading(file: string, count: number, dialect: ByteDialect): Leading {
  const descriptor = openSync(file, 'r');
  try {
    const { size } = fstatSync(descriptor);
    for (let length = 1 << 16; ; length *= 4) {
      const bytes = Buffer.alloc(Math.min(length, size));
      const read = readSync(descriptor, bytes, 0, bytes.length, 0);
      const isWhole = read === size;
      const leading = scan(bytes.subarray(0, read), count, dialect);
      // A record that ends with the bytes at hand may go on after them, and so may a quoted cell.
      if (isWhole || (leading.end < read && !leading.isBroken)) return leading;
      if (length > size) return leading;
    }
  } finally {
    closeSync(descriptor);
  }
}

function scan(bytes: Buffer, count: number, dialect: ByteDialect): Leading {
  const scanner = createScanner(dialect);
  const { fields } = scanner;
  const rows: string[][] = [];
  let records = 0;
  let end = bytes.subarray(0, 3).equals(byteOrderMark) ? 3 : 0;
  while (rows.length < count && end < bytes.length) {
    const next = scanner.next(bytes, end, bytes.length);
    if (next === quoteFault) return { rows, end, records, isBroken: true };
    if (fields.count > 0)
      rows.push(Array.from({ length: fields.count }, (_, field) => fieldText(bytes, fields, field, dialect.quote)));
    end = next;
    records++;
  }
  return { rows, end, records, isBroken: false };
}
