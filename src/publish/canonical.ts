import { isUtf8 } from 'node:buffer';
import { readFileSync, statSync } from 'node:fs';
import { Parser } from 'n3';
import { toNQuads } from '../graph/nquads.js';
import { compareCodePoints } from '../order.js';

/** A longer file of N-Quads is not parsed again to be verified: it takes a second for each 20 MiB. */
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
  for (const text of piecesOf(bytes)) {
    const lines = text.split('\n').slice(0, -1);
    const due = canonicalLines(text);
    if (due === undefined) return `it cannot be read between its lines ${number + 1} and ${number + lines.length}`;
    for (const [i, line] of lines.entries()) {
      number++;
      if (due[i] !== line) return `line ${number} is not in canonical form`;
      if (number > 1 && compareCodePoints(last, line) >= 0) return `line ${number} is not in order`;
      last = line;
    }
  }
  return undefined;
}

/** Whole lines of about a MiB at once. */
function* piecesOf(bytes: Buffer): Generator<string> {
  for (let start = 0, end = 0; start < bytes.length; start = end) {
    end = bytes.indexOf('\n', start + pieceSize) + 1 || bytes.length;
    yield bytes.toString('utf8', start, end);
  }
}

/** The statements of a text as they are written canonically; undefined when it cannot be read. */
function canonicalLines(text: string): string[] | undefined {
  try {
    return toNQuads(new Parser({ format: 'N-Quads' }).parse(text))
      .split('\n')
      .slice(0, -1);
  } catch {
    return undefined;
  }
}
