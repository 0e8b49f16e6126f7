import { closeSync, openSync, readSync } from 'node:fs';
import { type ByteDialect, createScanner, newline, quoteFault } from '../csvw/large/records.js';

const blockSize = 1 << 22;
const longest = 1 << 20; // a record beyond this is taken as broken: a quote that is never closed would be looked after to the end

/** How many records of a file, from a byte on, have a quotation mark out of place; after each the next line is the next record. */
export function countBroken(file: string, from: number, dialect: ByteDialect): number {
  const scanner = createScanner(dialect);
  const block = Buffer.allocUnsafe(blockSize);
  const input = openSync(file, 'r');
  let count = 0;
  try {
    for (let position = from; ; ) {
      const length = readSync(input, block, 0, blockSize, position);
      if (length === 0) return count;
      const isLast = length < blockSize;
      let at = 0;
      while (at < (isLast ? length : length - longest)) {
        const next = scanner.next(block, at, Math.min(length, at + longest));
        if (next !== quoteFault) {
          at = next;
          continue;
        }
        count++;
        const end = block.indexOf(newline, at);
        at = end < 0 || end >= length ? length : end + 1;
      }
      position += at;
    }
  } finally {
    closeSync(input);
  }
}
