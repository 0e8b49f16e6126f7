import { readSync, writeSync } from 'node:fs';

/** Reads `length` bytes at a position of a file; the system may give them in pieces. */
export function readAll(descriptor: number, bytes: Buffer, length: number, position: number): void {
  for (let at = 0; at < length; ) {
    const count = readSync(descriptor, bytes, at, length - at, position + at);
    if (count === 0) throw new Error('the file became shorter while it was read');
    at += count;
  }
}

/** Writes the first `length` bytes at a position of a file; the system may take them in pieces. */
export function writeAll(descriptor: number, bytes: Buffer, length: number, position: number): void {
  for (let at = 0; at < length; ) at += writeSync(descriptor, bytes, at, length - at, position + at);
}
