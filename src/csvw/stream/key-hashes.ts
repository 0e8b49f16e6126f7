import { PROBLEM_LIMIT } from '../../problem.js';

/** Keys of rows as 64-bit hashes, in halves, the lower first: in pieces as they were taken, and in no order. */
export type HashPieces = Uint32Array[];

/** Those of sorted hashes that stand more than once, at most `limit`. They are compared as two halves each, which costs no big integers. */
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

/** All hashes in one array, sorted. The pieces are let go one by one, so that both together are hardly more than one. */
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
 * Holds the references of one table against the keys of another by their hashes, both sorted: one walk over the two,
 * whatever their size. That two different values of 10 million have the same 64 bits is a matter of one in a hundred
 * thousand tables; a reference that is taken for another so is not told. Of those that no row has,
 * and of those that more than one has, at most `limit` are given.
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

/** Whether a hash, in two halves, is one of some; most others are told by their low half. */
export function isOneOf(hashes: bigint[]): (high: number, low: number) => boolean {
  const lows = new Set(hashes.map((hash) => Number(hash & 0xffffffffn)));
  const all = new Set(hashes);
  return (high, low) => lows.has(low) && all.has((BigInt(high) << 32n) | BigInt(low));
}
