import { findSuspects } from '../csvw/large/match-hashes.js';
import type { Room } from './findings.js';

/**
 * The keys of all rows as 64-bit hashes, in one memory that all threads add to: 8 bytes a row, in no order. What is not
 * used of it takes no memory.
 */
export interface Keys {
  count: Int32Array; // one number
  halves: Uint32Array; // two of each hash, the lower first
}

const mostKeys = 1 << 28;

/** Room for the keys of as many rows as there can be. */
export const createKeys = (mostRows: number, room: Room): Keys => ({
  count: new Int32Array(room(4)),
  halves: new Uint32Array(room(8 * Math.min(Math.max(mostRows, 1), mostKeys))),
});

/** Adds so many halves; false when there is no room. */
export function addKeys({ count, halves }: Keys, some: Uint32Array, length: number): boolean {
  const at = Atomics.add(count, 0, length / 2);
  if (2 * at + length > halves.length) return false;
  halves.set(some.subarray(0, length), 2 * at);
  return true;
}

const partSize = 1 << 19;

/**
 * Hashes that stand more than once, at most `limit`. They are sorted part by part, each of those with the same first
 * bits, so that the memory for sorting stays small.
 */
export function findTwins({ count, halves }: Keys, limit: number): bigint[] {
  const length = Math.min(2 * (count[0] as number), halves.length);
  const bits = Math.max(0, Math.ceil(Math.log2(length / 2 / partSize)));
  const sizes = new Uint32Array(2 ** bits);
  const partOf = (high: number): number => (bits === 0 ? 0 : high >>> (32 - bits));
  for (let i = 1; i < length; i += 2) {
    const part = partOf(halves[i] as number);
    sizes[part] = (sizes[part] as number) + 1;
  }
  const twins: bigint[] = [];
  for (let part = 0; part < sizes.length && twins.length < limit; part++) {
    const hashes = new Uint32Array(2 * (sizes[part] as number));
    let filled = 0;
    for (let i = 0; i < length; i += 2) {
      if (partOf(halves[i + 1] as number) !== part) continue;
      hashes[filled++] = halves[i] as number;
      hashes[filled++] = halves[i + 1] as number;
    }
    twins.push(...findSuspects(new BigUint64Array(hashes.buffer), limit - twins.length));
  }
  return twins;
}
