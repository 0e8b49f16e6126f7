import { findSuspects } from '../../csvw/large/match-hashes.js';
import type { LargeResult, LargeTable } from './convert-large.js';
import { visitFileKeys } from './visit-keys.js';

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
  await visitFileKeys(table, result, suspects, (record, key) => {
    const name = JSON.stringify(key);
    const first = firsts.get(name);
    if (first === undefined) firsts.set(name, record);
    else duplicates.push({ key, first, record });
    return duplicates.length < duplicateLimit;
  });
  return duplicates;
}
