import { closeSync, openSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import type { ChunkMapper, ChunkSink } from '../../csvw/large/chunk.js';
import { largestChunk } from '../../csvw/large/cuts.js';
import type { LargeResult, LargeTable } from './convert-large.js';
import { readAll } from './positional.js';

/** Takes a record, counted from the first row: 0, and its key; false when nothing more is wanted. */
export type VisitKey = (record: number, key: string[]) => boolean;

/**
 * Goes over a table that has been mapped once more, and shows the keys that have one of some hashes, in the order of the
 * file. What is wrong with the rows the first pass has told.
 */
export async function visitKeys(
  table: LargeTable,
  { chunkEnds }: LargeResult,
  hashes: bigint[],
  visit: VisitKey,
): Promise<void> {
  const isWanted = membership(hashes);
  const { createChunkMapper } = await import(table.mapper.module);
  const map: ChunkMapper = createChunkMapper(table.mapper.data);
  let before = 0; // records of the chunks before
  let isOver = false;
  const sink: ChunkSink = {
    out: null,
    report() {},
    key(record, high, low, texts) {
      if (!isOver && isWanted(high, low)) isOver = !visit(before + record, texts());
    },
  };
  const input = openSync(table.file, 'r');
  try {
    let bytes = new Uint8Array(0);
    let from = table.from;
    for (const end of chunkEnds) {
      if (end - from > largestChunk) break;
      if (end - from > bytes.length) bytes = new Uint8Array(end - from);
      readAll(input, bytes, end - from, from);
      const { records, isStopped } = map(bytes, 0, end - from, { records: before, rows: 0 }, sink);
      if (isStopped || isOver) break;
      before += records;
      from = end;
      await setImmediate();
    }
  } finally {
    closeSync(input);
  }
}

/** Whether a hash, in two halves, is one of some; most others are told by their low half. */
function membership(hashes: bigint[]): (high: number, low: number) => boolean {
  const lows = new Set(hashes.map((hash) => Number(hash & 0xffffffffn)));
  const all = new Set(hashes);
  return (high, low) => lows.has(low) && all.has((BigInt(high) << 32n) | BigInt(low));
}
