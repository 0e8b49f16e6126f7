import type { LargeResult, LargeTable } from './convert-large.js';
import { visitKeys } from './visit-keys.js';

/** Two rows with the same key; records counted from the first row: 0. */
export interface Duplicate {
  key: string[];
  first: number;
  record: number;
}

/** How many are listed, and how many keys are looked up at most: memory for them is bounded. */
export const duplicateLimit = 1000;
const suspectLimit = 10_000;

/**
 * Rows whose key another row has already (Model for Tabular Data, section 6.6: a primary key is unique). Equal hashes
 * only make suspects: a second pass over the file, needed only when there are any, compares the keys themselves.
 * `result.hashes` is sorted in place.
 */
export async function findDuplicates(table: LargeTable, result: LargeResult): Promise<Duplicate[]> {
  const suspects = findSuspects(result.hashes, suspectLimit);
  if (suspects.length === 0) return [];
  const firsts = new Map<string, number>(); // by key: the first record that has it
  const duplicates: Duplicate[] = [];
  await visitKeys(table, result, suspects, (record, key) => {
    const name = JSON.stringify(key);
    const first = firsts.get(name);
    if (first === undefined) firsts.set(name, record);
    else duplicates.push({ key, first, record });
    return duplicates.length < duplicateLimit;
  });
  return duplicates;
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
