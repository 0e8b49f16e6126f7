import { closeSync, openSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { type VisitKey, visitKeys } from '../../csvw/large/visit-keys.js';
import type { LargeResult, LargeTable } from './convert-large.js';
import { readAll } from './positional.js';

/** Goes over the keys of a file that has been mapped once more: see `visitKeys`. */
export async function visitFileKeys(
  { file, from, mapper }: LargeTable,
  { chunkEnds }: Pick<LargeResult, 'chunkEnds'>,
  hashes: bigint[],
  visit: VisitKey,
): Promise<void> {
  const { createChunkMapper } = await import(mapper.module);
  const input = openSync(file, 'r');
  try {
    let bytes = new Uint8Array(0);
    const read = (position: number, length: number): Uint8Array => {
      if (length > bytes.length) bytes = new Uint8Array(length);
      readAll(input, bytes, length, position);
      return bytes;
    };
    await visitKeys(createChunkMapper(mapper.data), { from, chunkEnds, read }, hashes, visit, setImmediate);
  } finally {
    closeSync(input);
  }
}
