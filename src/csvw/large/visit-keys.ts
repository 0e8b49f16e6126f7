import type { ChunkMapper, ChunkSink } from './chunk.js';
import { largestChunk } from './cuts.js';

/** Takes a record, counted from the first row: 0, and its key; false when nothing more is wanted. */
export type VisitKey = (record: number, key: string[]) => boolean;

/** Rows that have been mapped: where they begin, where each chunk of them ends, and what reads so many bytes at a position. */
export interface MappedBytes {
  from: number;
  chunkEnds: Iterable<number>;
  read(from: number, length: number): Uint8Array;
}

/**
 * Goes over rows that have been mapped once more, and shows the keys that have one of some hashes, in the order of the
 * file. What is wrong with the rows the first pass has told. `pause` is waited for after each chunk.
 */
export async function visitKeys(
  map: ChunkMapper,
  { from, chunkEnds, read }: MappedBytes,
  hashes: bigint[],
  visit: VisitKey,
  pause: () => Promise<unknown>,
): Promise<void> {
  const isWanted = membership(hashes);
  let before = 0; // records of the chunks before
  let isOver = false;
  const sink: ChunkSink = {
    out: null,
    report() {},
    key(record, high, low, texts) {
      if (!isOver && isWanted(high, low)) isOver = !visit(before + record, texts());
    },
  };
  let start = from;
  for (const end of chunkEnds) {
    if (end - start > largestChunk) break;
    const { records, isStopped } = map(read(start, end - start), 0, end - start, { records: before, rows: 0 }, sink);
    if (isStopped || isOver) break;
    before += records;
    start = end;
    await pause();
  }
}

/** Whether a hash, in two halves, is one of some; most others are told by their low half. */
function membership(hashes: bigint[]): (high: number, low: number) => boolean {
  const lows = new Set(hashes.map((hash) => Number(hash & 0xffffffffn)));
  const all = new Set(hashes);
  return (high, low) => lows.has(low) && all.has((BigInt(high) << 32n) | BigInt(low));
}
