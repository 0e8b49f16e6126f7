/** The hashes of references that no row has, and of those that more than one has. */
export interface Unresolved {
  missing: bigint[];
  ambiguous: bigint[];
}

/**
 * Holds the references of one table against the keys of another by their hashes, both sorted in place: one walk over the
 * two, whatever their size. That two different values of 10 million have the same 64 bits is a matter of one in a hundred
 * thousand tables; a reference that is taken for another so is not told. At most `limit` of each are given.
 */
export function findUnresolved(references: BigUint64Array, keys: BigUint64Array, limit = 1000): Unresolved {
  const twice = new Set(findSuspects(keys, 100_000)); // sorts them
  references.sort();
  const unresolved: Unresolved = { missing: [], ambiguous: [] };
  let at = 0;
  let last: bigint | undefined;
  for (const hash of references) {
    if (hash === last) continue;
    last = hash;
    while (at < keys.length && (keys[at] as bigint) < hash) at++;
    if (keys[at] !== hash) unresolved.missing.push(hash);
    else if (twice.has(hash)) unresolved.ambiguous.push(hash);
    if (unresolved.missing.length >= limit && unresolved.ambiguous.length >= limit) break;
  }
  return { missing: unresolved.missing.slice(0, limit), ambiguous: unresolved.ambiguous.slice(0, limit) };
}

/** The hashes that stand more than once. They are compared as two halves each, which costs no big integers. */
export function findSuspects(hashes: BigUint64Array, limit: number): bigint[] {
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
