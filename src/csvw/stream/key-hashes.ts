import { PROBLEM_LIMIT } from '../../problem.js';

/** Unsorted 64-bit hashes of keys as 32-bit halves, the lower half first. */
export type HashPieces = Uint32Array[];

/** Returns up to `limit` duplicates in sorted hashes. Comparing halves is faster than comparing big integers. */
export function findTwins(sorted: BigUint64Array, limit: number): bigint[] {
  const halves = new Uint32Array(sorted.buffer, sorted.byteOffset, 2 * sorted.length);
  const twins: bigint[] = [];
  for (let i = 2; i < halves.length && twins.length < limit; i += 2) {
    if (halves[i] !== halves[i - 2] || halves[i + 1] !== halves[i - 1]) continue;
    const hash = sorted[i / 2] as bigint;
    if (twins.at(-1) !== hash) twins.push(hash);
  }
  return twins;
}

/** Sorts all hashes in one array. It empties `pieces` meanwhile, to save memory. */
export function sortHashes(pieces: HashPieces): BigUint64Array {
  const joined = new Uint32Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = joined.length;
  for (let piece = pieces.pop(); piece; piece = pieces.pop()) {
    at -= piece.length;
    joined.set(piece, at);
  }
  return new BigUint64Array(joined.buffer).sort();
}

/**
 * Compares the sorted hashes of references with the sorted hashes of keys. Returns up to `limit` references to missing
 * keys, and to duplicate keys. A collision can hide a missing key: with 10 million values, in one of 100,000 tables.
 */
export function findUnresolved(references: BigUint64Array, keys: BigUint64Array, limit = PROBLEM_LIMIT) {
  const twice = new Set(findTwins(keys, 100_000));
  const missing: bigint[] = [];
  const ambiguous: bigint[] = [];
  let at = 0;
  let last: bigint | undefined;
  for (const hash of references) {
    if (hash === last) continue;
    last = hash;
    while (at < keys.length && (keys[at] as bigint) < hash) at++;
    if (keys[at] !== hash) missing.push(hash);
    else if (twice.has(hash)) ambiguous.push(hash);
    if (missing.length >= limit && ambiguous.length >= limit) break;
  }
  return { missing: missing.slice(0, limit), ambiguous: ambiguous.slice(0, limit) };
}

/** Creates a test for some hashes, given as two halves. The low half excludes most other hashes. */
export function isOneOf(hashes: bigint[]): (high: number, low: number) => boolean {
  const lows = new Set(hashes.map((hash) => Number(hash & 0xffffffffn)));
  const all = new Set(hashes);
  return (high, low) => lows.has(low) && all.has((BigInt(high) << 32n) | BigInt(low));
}
