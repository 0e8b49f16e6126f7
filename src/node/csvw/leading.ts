import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { type Leading, scanLeading } from '../../csvw/large/leading.js';
import type { ByteDialect } from '../../csvw/large/records.js';

/** Reads a file's first records (header rows: Model for Tabular Data, section 8), past a byte order mark. */
export function readLeading(file: string, count: number, dialect: ByteDialect): Leading {
  const descriptor = openSync(file, 'r');
  try {
    const { size } = fstatSync(descriptor);
    for (let length = 1 << 16; ; length *= 4) {
      const bytes = new Uint8Array(Math.min(length, size));
      const read = readSync(descriptor, bytes, 0, bytes.length, 0);
      const isWhole = read === size;
      const leading = scanLeading(bytes.subarray(0, read), count, dialect);
      // A record that ends with the bytes at hand may go on after them, and so may a quoted cell.
      if (isWhole || (leading.end < read && !leading.isBroken)) return leading;
      if (length > size) return leading;
    }
  } finally {
    closeSync(descriptor);
  }
}
