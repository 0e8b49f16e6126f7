import { closeSync, openSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import type { ChunkMapper, ChunkSink } from './chunk.js';
import type { LargeResult, LargeTable } from './convert-large.js';
import { largestChunk } from './cuts.js';
import { readAll } from './positional.js';

/** Two rows with the same key; records counted from the first row: 0. */
export interface Duplicate {
  key: string[];
  first: number;
  record: number;
}

export interface DuplicateOptions {
  limit?: number; // how many are listed
  suspectLimit?: number; // how many keys are looked up: memory for them is bounded
}

/**
 * Rows whose key another row has already (Model for Tabular Data, section 6.6: a primary key is unique). Equal hashes
 * only make suspects: a second pass over the file, needed only when there are any, compares the keys themselves.
 * `result.hashes` is sorted in place.
 */
export async function findDuplicates(
  table: LargeTable,
  result: LargeResult,
  { limit = 100, suspectLimit = 10_000 }: DuplicateOptions = {},
): Promise<Duplicate[]> {
  const suspects = findSuspects(result.hashes, suspectLimit);
  if (suspects.length === 0) return [];
  const seen = createSeen(suspects);
  const { createChunkMapper } = await import(table.mapper.module);
  const map: ChunkMapper = createChunkMapper(table.mapper.data);
  const duplicates: Duplicate[] = [];
  let before = 0; // records of the chunks before
  const sink: ChunkSink = {
    out: null,
    report() {}, // the first pass did
    key(record, high, low, texts) {
      if (!seen.isSuspect(high, low) || duplicates.length === limit) return;
      const key = texts();
      const first = seen.add(key, before + record);
      if (first !== undefined) duplicates.push({ key, first, record: before + record });
    },
  };
  const input = openSync(table.file, 'r');
  try {
    let bytes = Buffer.alloc(0);
    let from = table.from;
    for (const end of result.chunkEnds) {
      if (end - from > largestChunk) break;
      if (end - from > bytes.length) bytes = Buffer.allocUnsafeSlow(end - from);
      readAll(input, bytes, end - from, from);
      const { records, isStopped } = map(bytes, 0, end - from, { records: before, rows: 0 }, sink);
      if (isStopped || duplicates.length === limit) break;
      before += records;
      from = end;
      await setImmediate();
    }
  } finally {
    closeSync(input);
  }
  return duplicates;
}

/** The hashes that stand more than once. They are compared as two halves each, which costs no big integers. */
function findSuspects(hashes: BigUint64Array, limit: number): bigint[] {
  hashes.sort();
  const halves = new Uint32Array(hashes.buffer, hashes.byteOffset, 2 * hashes.length);
  const suspects: bigint[] = [];
  for (let i = 2; i < halves.length && suspects.length < limit; i += 2) {
    if (halves[i] !== halves[i - 2] || halves[i + 1] !== halves[i - 1]) continue;
    const hash = hashes[i / 2] as bigint;
    if (suspects.at(-1) !== hash) suspects.push(hash);
  }
  return suspects;
}

/** The suspects' keys that were met, each with its first record. */
function createSeen(suspects: bigint[]) {
  const lows = new Set(suspects.map((hash) => Number(hash & 0xffffffffn))); // most others are none by their low half
  const hashes = new Set(suspects);
  const firsts = new Map<string, number>();
  return {
    isSuspect: (high: number, low: number): boolean => lows.has(low) && hashes.has((BigInt(high) << 32n) | BigInt(low)),
    /** The record that had the key before, if one had. */
    add(key: string[], record: number): number | undefined {
      const name = JSON.stringify(key);
      const first = firsts.get(name);
      if (first === undefined) firsts.set(name, record);
      return first;
    },
  };
}
