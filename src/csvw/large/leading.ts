import { sameBytes } from '../../bytes.js';
import { type ByteDialect, createScanner, fieldText, quoteFault } from './records.js';

/** The first records of a file as text, and where the next one begins. */
export interface Leading {
  rows: string[][];
  end: number; // a byte
  records: number; // with comments
  isBroken: boolean; // a quote is out of place among them
}

const byteOrderMark = new Uint8Array([0xef, 0xbb, 0xbf]);

/** Reads the first records of a file (header rows: Model for Tabular Data, section 8), past a byte order mark. */
export function scanLeading(bytes: Uint8Array, count: number, dialect: ByteDialect): Leading {
  const scanner = createScanner(dialect);
  const { fields } = scanner;
  const rows: string[][] = [];
  let records = 0;
  let end = sameBytes(bytes.subarray(0, 3), byteOrderMark) ? 3 : 0;
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
