import { closeSync, openSync, readSync } from 'node:fs';
import { UserError } from '../../problem.js';

const pieceSize = 1 << 19;
const lineLimit = 1 << 28; // a longer line is not a statement that anyone wrote

/** The lines of a file as pieces of about half a MiB. Throws `UserError` for a line of over 256 MiB. */
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
