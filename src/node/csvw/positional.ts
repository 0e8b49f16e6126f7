import { readSync, writeSync } from 'node:fs';
import type { ReadBlock } from '../../csvw/large/cuts.js';

/** Reads `length` bytes at a position of a file; the system may give them in pieces. */
export function readAll(descriptor: number, bytes: Uint8Array, length: number, position: number): void {
  for (let at = 0; at < length; ) {
    const count = readSync(descriptor, bytes, at, length - at, position + at);
    if (count === 0) throw changed();
    at += count;
  }
}

/** What is thrown when a file is not what it was at the beginning: like what the system refuses. */
export const changed = (): Error =>
  Object.assign(new Error('the file was changed while it was read'), { syscall: 'read' });

/** Writes the first `length` bytes at a position of a file; the system may take them in pieces. */
export function writeAll(descriptor: number, bytes: Uint8Array, length: number, position: number): void {
  for (let at = 0; at < length; ) at += writeSync(descriptor, bytes, at, length - at, position + at);
}

const blockSize = 1 << 22;

/** Reads a file block by block, of which `size` bytes are wanted; a block is good until the next is read. */
export function blockReader(descriptor: number, size: number): ReadBlock {
  const block = Buffer.allocUnsafeSlow(Math.min(blockSize, Math.max(size, 1))); // a Buffer finds a byte fast
  return (position) => block.subarray(0, readSync(descriptor, block, 0, block.length, position));
}
