import { type ByteDialect, createScanner, newline, quoteFault } from '../csvw/large/records.js';
import type { ByteSource } from './byte-source.js';

/** Records that cannot be read, for a quotation mark that is out of place. */

const largestChunk = 1 << 26; // what is read at once of the rest of a file
const blockSize = 1 << 22;
const longest = 1 << 20; // a record beyond this is taken as broken: a quote that is never closed would be looked after to the end

/**
 * Where the line after the first of a record begins that cannot be read; undefined when there is none. Records are
 * counted from `from`, and chunks end with one.
 */
export function afterRecord(
  source: ByteSource,
  dialect: ByteDialect,
  from: number,
  chunkEnds: Iterable<number>,
  wanted: number,
): number | undefined {
  const scanner = createScanner(dialect);
  let start = from;
  let record = 0;
  for (const end of chunkEnds) {
    const bytes = source.read(start, Math.min(end - start, largestChunk));
    let at = 0;
    while (record < wanted && at < bytes.length) {
      const next = scanner.next(bytes, at, bytes.length);
      if (next === quoteFault) break;
      at = next;
      record++;
    }
    if (record === wanted && at < bytes.length) {
      const line = bytes.indexOf(newline, at);
      return line < 0 || start + line + 1 >= source.size ? undefined : start + line + 1;
    }
    start = end;
  }
  return undefined;
}

/** How many records, from a byte on, have a quotation mark out of place; after each the next line is the next record. */
export function countBroken(source: ByteSource, from: number, dialect: ByteDialect): number {
  const scanner = createScanner(dialect);
  let count = 0;
  for (let position = from; ; ) {
    const block = source.read(position, blockSize);
    const { length } = block;
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
      at = end < 0 ? length : end + 1;
    }
    position += at;
  }
}
