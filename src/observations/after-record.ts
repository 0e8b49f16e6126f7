import { closeSync, fstatSync, openSync } from 'node:fs';
import { largestChunk } from '../csvw/large/cuts.js';
import { createScanner, newline, quoteFault } from '../csvw/large/records.js';
import type { LargeTable } from '../node/csvw/convert-large.js';
import { readAll } from '../node/csvw/positional.js';

/**
 * Where the line after the first of a record begins that cannot be read; undefined when there is none. Records are
 * counted from `from`, and chunks end with one.
 */
export function afterRecord(
  { file, dialect }: LargeTable,
  from: number,
  chunkEnds: Float64Array,
  wanted: number,
): number | undefined {
  const scanner = createScanner(dialect);
  const input = openSync(file, 'r');
  try {
    const { size } = fstatSync(input);
    let start = from;
    let record = 0;
    for (const end of chunkEnds) {
      const bytes = Buffer.allocUnsafeSlow(Math.min(end - start, largestChunk));
      readAll(input, bytes, bytes.length, start);
      let at = 0;
      while (record < wanted && at < bytes.length) {
        const next = scanner.next(bytes, at, bytes.length);
        if (next === quoteFault) break;
        at = next;
        record++;
      }
      if (record === wanted && at < bytes.length) {
        const line = bytes.indexOf(newline, at);
        return line < 0 || start + line + 1 >= size ? undefined : start + line + 1;
      }
      start = end;
    }
    return undefined;
  } finally {
    closeSync(input);
  }
}
