import { closeSync, openSync, readSync } from 'node:fs';
import { UserError } from '../problem.js';

/**
 * Sorted N-Triples or N-Quads as long texts of whole lines, with one unit a byte (Latin-1): their order as strings is that of
 * UTF-8 and so of code points, and nothing is decoded, or even cut into lines, that is the same on both sides.
 */
export type Pieces = Iterable<string>;

const pieceSize = 1 << 19;
const lineLimit = 1 << 28; // a longer line is no statement that anyone wrote

/** The lines of a file, about half a MiB at once. Throws `UserError` for a line of over 256 MiB. */
export function* filePieces(file: string): Generator<string> {
  const descriptor = openSync(file, 'r');
  let bytes = Buffer.allocUnsafe(pieceSize);
  let kept = 0; // bytes of a line that is not whole, at the beginning
  try {
    for (;;) {
      if (kept === bytes.length) bytes = Buffer.concat([bytes], 2 * kept);
      if (kept > lineLimit) throw new UserError(`${file} has a line that is too long to be a statement`, 1);
      const size = readSync(descriptor, bytes, kept, bytes.length - kept, null);
      if (size === 0) break;
      const end = bytes.subarray(0, kept + size).lastIndexOf(0x0a) + 1;
      if (end > 0) yield bytes.toString('latin1', 0, end);
      bytes.copyWithin(0, end, kept + size);
      kept += size - end;
    }
    if (kept > 0) yield `${bytes.toString('latin1', 0, kept)}\n`;
  } finally {
    closeSync(descriptor);
  }
}

const linesInPiece = 5000;

/** Lines that are in memory. */
export function* linePieces(lines: string[]): Generator<string> {
  for (let i = 0; i < lines.length; i += linesInPiece) yield `${lines.slice(i, i + linesInPiece).join('\n')}\n`;
}

/** A text as it stands in a piece. */
export const toBytes = (text: string): string =>
  /[^\0-\x7f]/.test(text) ? Buffer.from(text).toString('latin1') : text;

/** What a part of a piece says; a text of its own, which does not hold the piece in memory. */
export const fromBytes = (bytes: string): string => Buffer.from(bytes, 'latin1').toString();
