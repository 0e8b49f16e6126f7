import type { Quad } from 'n3';
import type { ChangeSet } from './change.js';
import { compare } from './compare.js';
import { type Side, sideOfBytes, sideOfQuads } from './side.js';

/** A graph to compare: its statements, or N-Triples or N-Quads as bytes, in any order and spelling. */
export type Comparable = Iterable<Quad> | Uint8Array;

/**
 * Tells what changed from one graph to another, by meaning: what is new, retired, renamed, moved or linked, and what breaks for
 * users of the first one. `names` are what the formats of `diffFormats` call the two graphs. Bytes of sorted canonical N-Triples
 * or N-Quads, as in a release, are compared without being parsed. Rejects with a `UserError` for bytes that are neither.
 */
export function diff(
  before: Comparable,
  after: Comparable,
  names: { before: string; after: string } = { before: 'before', after: 'after' },
): Promise<ChangeSet> {
  return compare(sideOf(names.before, before), sideOf(names.after, after));
}

const sideOf = (name: string, given: Comparable): Side =>
  given instanceof Uint8Array ? sideOfBytes(name, given) : sideOfQuads(name, given);
