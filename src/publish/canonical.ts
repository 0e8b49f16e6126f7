import { isUtf8 } from 'node:buffer';
import { readFileSync, statSync } from 'node:fs';
import { canonicalLine } from '../canonical-line.js';

/** A longer file of N-Quads is not looked through to be verified: it would be held in memory whole once more. */
export const canonicalLimit = 1 << 28; // 256 MiB

const pieceSize = 1 << 20;

/** Whether a file is short enough for `canonicalFault`. */
export const isWithinLimit = (file: string): boolean => statSync(file).size <= canonicalLimit;

/**
 * Where a file of N-Quads departs from the canonical form of its graph (RDFC-1.0); undefined when it does not, so that the
 * SHA-256 of the file is the hash of the graph. A release has no blank nodes, so that the form is that of each line, and
 * the lines are sorted, none of them twice.
 */
export function canonicalFault(file: string): string | undefined {
  const bytes = readFileSync(file);
  if (!isUtf8(bytes)) return 'it is no UTF-8';
  if (bytes.length > 0 && bytes.at(-1) !== 0x0a) return 'its last line has no end';
  let [number, last] = [0, ''];
  for (const text of piecesOf(bytes))
    for (const line of text.slice(0, -1).split('\n')) {
      number++;
      if (!canonicalLine.test(line)) return `line ${number} is not in canonical form`;
      if (number > 1 && last >= line) return `line ${number} is not in order`;
      last = line;
    }
  return undefined;
}

/** Whole lines of about a MiB at once, with one unit a byte, whose order is that of code points. */
function* piecesOf(bytes: Buffer): Generator<string> {
  for (let start = 0, end = 0; start < bytes.length; start = end) {
    end = bytes.indexOf('\n', start + pieceSize) + 1 || bytes.length;
    yield bytes.toString('latin1', start, end);
  }
}
