import { createHash } from 'node:crypto';

/**
 * How many different ones there are among `count` texts, by 64-bit hashes: in so many rounds over all of them that each
 * sorts a part that fits into memory. Two texts out of 4 billion may be taken for one.
 */
export async function countDistinct(
  count: number,
  texts: () => AsyncIterable<string>,
  atOnce = 4 << 20, // hashes in memory: 32 MB
): Promise<number> {
  const rounds = BigInt(Math.ceil((count * 1.1) / atOnce)); // parts are not quite of one size
  let distinct = 0;
  for (let round = 0n; round < rounds; round++) {
    const hashes = new BigUint64Array(atOnce);
    let length = 0;
    for await (const text of texts()) {
      const hash = createHash('md5').update(text).digest().readBigUInt64LE();
      if (hash % rounds !== round) continue;
      if (length === atOnce) length = sortOut(hashes);
      hashes[length++] = hash;
    }
    distinct += sortOut(hashes.subarray(0, length));
  }
  return distinct;
}

/** Sorts numbers and moves each different one to the front; how many these are. */
function sortOut(hashes: BigUint64Array): number {
  hashes.sort();
  let length = 0;
  for (const hash of hashes) if (length === 0 || hash !== hashes[length - 1]) hashes[length++] = hash;
  return length;
}
