import { readSync } from 'node:fs';

/** An open file, which several threads can read. None of them holds its text. */
export interface OpenFile {
  descriptor: number;
  bytes: number;
}

const lineEnd = 0x0a;
const pieceBytes = 262_144; // loaded together; the engine's memory grows by a multiple of this and never shrinks

/** Reads a file in pieces of whole lines, all in the same buffer: an idle thread does not collect its garbage. */
export function* readLines({ descriptor, bytes }: OpenFile): Generator<Buffer> {
  let buffer = Buffer.alloc(pieceBytes);
  for (let at = 0; at < bytes; ) {
    const piece = buffer.subarray(0, readSync(descriptor, buffer, 0, buffer.length, at));
    if (piece.length === 0) throw new Error('The file became shorter');
    const end = at + piece.length < bytes ? piece.lastIndexOf(lineEnd) + 1 : piece.length;
    if (end === 0) buffer = Buffer.alloc(2 * buffer.length);
    else yield piece.subarray(0, end);
    at += end;
  }
}
